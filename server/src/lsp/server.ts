import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Addresses, toDiagnostic } from './conversion.ts';
import { answerEditorRequests } from './editor-requests.ts';
import type { FurtherDocuments } from './further-documents.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { DocumentParams, DocumentPlace } from './places.ts';
import type { Platform } from './platform.ts';
import type { Settings } from './protocol.ts';
import { DEFAULT_SETTINGS, readOptions, readSettings } from './settings.ts';
import { answerSymbolRequests, symbolCapabilities } from './symbol-requests.ts';
import { Typing } from './typing.ts';
import { child, keyOf, relative } from './uri.ts';
import type { Session, Workspace } from './workspace.ts';
import { abilitiesOf, NO_ABILITIES } from './workspace-edit.ts';

export const SECTION = 'pangeoBinder';
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.pangeoBinder`;

/** A script may name any file, so all are watched; a change that nobody has asked about costs a look into a table. */
const WATCHED = ['**/*'];

/** How long a stream of changes may hold back the findings (milliseconds). */
const LONGEST_WAIT = 300;

/** How long the server waits for settings that a client has announced and does not send (milliseconds). */
const SETTINGS_PATIENCE = 1000;

/** A language server on a connection. Nothing happens before the caller listens. */
export function createServer(connection: Connection, platform: Platform): void {
  const documents = new TextDocuments(TextDocument);
  const client = {
    configuration: false,
    configurationChanges: false,
    pull: false,
    refresh: false,
    watching: false,
    folders: false,
    edits: NO_ABILITIES,
    shownFailures: new Set<string>(),
  };
  const settingsByRoot = new Map<string, Promise<Settings>>();
  let pushedSettings: Settings = DEFAULT_SETTINGS;
  const session: Session = { folders: [], options: {}, deleted: new Set() };
  let workspace: Workspace | undefined;
  let loading: Promise<Workspace> | undefined;
  const published = new Map<string, string>();
  const typing = new Typing((uri) => {
    if (client.pull) refresh();
    else void hostOf(uri).then(publishSoon).catch(logged('check a finished line'));
  });
  const announced: { client: ClientCapabilities; server: ServerCapabilities } = { client: {}, server: {} };
  let furtherDocuments: Promise<FurtherDocuments> | undefined;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const capabilities = params.capabilities ?? {};
    session.options = readOptions(params.initializationOptions);
    pushedSettings = readSettings(session.options.settings);
    client.configuration = capabilities.workspace?.configuration === true;
    client.configurationChanges =
      capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    client.pull = capabilities.textDocument?.diagnostic !== undefined;
    client.refresh = capabilities.workspace?.diagnostics?.refreshSupport === true;
    client.watching = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    client.edits = abilitiesOf(capabilities);
    client.folders = capabilities.workspace?.workspaceFolders === true;
    heedSymbols(params);
    const rootUri = typeof params.rootUri === 'string' ? [params.rootUri] : [];
    session.folders = Array.isArray(params.workspaceFolders)
      ? params.workspaceFolders.map((folder) => folder.uri)
      : rootUri;
    const result: InitializeResult = {
      serverInfo: { name: 'pangeo-binder' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        hoverProvider: true,
        completionProvider: { triggerCharacters: [' ', '-', '{', '$', '/', '|', '='] },
        ...symbolCapabilities(params),
        ...editor.announce(params),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pull
          ? {
              diagnosticProvider: {
                identifier: 'pangeo-binder',
                interFileDependencies: true,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
    announced.client = capabilities;
    announced.server = result.capabilities;
    return result;
  });

  connection.onInitialized(() => {
    platform.whenIdle(() => void import('./workspace.ts'));
    if (session.options.places !== undefined)
      platform.whenIdle(() => void lookAhead().catch(logged('look at the folders')));
    if (client.configurationChanges)
      void connection.client
        .register(DidChangeConfigurationNotification.type, { section: SECTION })
        .catch(logged('register for settings'));
    if (client.watching) {
      const watchers = WATCHED.map((globPattern) => ({ globPattern }));
      void connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch(logged('watch files'));
    }
    if (client.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map((folder) => keyOf(folder.uri)));
        session.folders = [
          ...session.folders.filter((uri) => !gone.has(keyOf(uri))),
          ...added.map((folder) => folder.uri),
        ];
        workspace?.tidy();
        everythingChanged();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    settingsByRoot.clear();
    const pushed: unknown =
      typeof settings === 'object' && settings !== null
        ? (settings as Record<string, unknown>)[SECTION]
        : undefined;
    if (pushed !== undefined && pushed !== null) pushedSettings = readSettings(pushed);
    everythingChanged();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    let concerned = false;
    for (const { uri, type } of changes ?? []) {
      // What is open below a folder is gone with it.
      const gone = type === FileChangeType.Deleted ? openBelow(uri) : [];
      if (gone.length > 0) for (const open of gone) session.deleted.add(keyOf(open));
      else session.deleted.delete(keyOf(uri));
      for (const { host, path } of workspace?.hostsAbove(uri) ?? []) {
        if (!host.loader.concerns(path)) continue;
        host.loader.invalidate(path);
        host.changed();
        concerned = true;
        notify(host);
      }
      for (const host of workspace?.hostsBelow(uri) ?? []) {
        host.changed();
        concerned = true;
      }
    }
    if (concerned) refresh();
  });

  documents.onDidChangeContent(({ document }) => {
    session.deleted.delete(keyOf(document.uri));
    // A client that cannot be told to ask again would never hear of what has waited.
    if (!client.pull || client.refresh) typing.changed(document.uri, document.getText());
    void changed(document.uri).catch(logged('check a change'));
  });
  documents.onDidSave(({ document }) => typing.release(document.uri));
  documents.onDidClose(({ document }) => {
    session.deleted.delete(keyOf(document.uri));
    clear(document.uri);
    typing.closed(document.uri);
    void changed(document.uri)
      .then(() => workspace?.tidy())
      .catch(logged('close a document'));
  });
  documents.listen(connection);

  connection.languages.diagnostics.on(async (params) => {
    const report = await at('check a document', params, ({ host, look }) => {
      const { uri } = params.textDocument;
      const before = params.previousResultId;
      const resultId = `${keyOf(host.root)}#${look.number}#${typing.number(uri)}`;
      if (before === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId } as const;
      const items = diagnosticsOf(host, look, uri);
      if (items === undefined && before !== undefined)
        return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: before } as const;
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: items ?? [] } as const;
    });
    return report ?? { kind: DocumentDiagnosticReportKind.Full, items: [] };
  });

  connection.onCodeAction((params) =>
    at('offer fixes', params, async ({ host, look, path, addresses }) => {
      const { codeActions } = await import('./code-actions.ts');
      return codeActions(params, path, host, look, addresses, FIX_ALL, client.edits);
    }),
  );

  connection.onHover((params) =>
    at('say something about a place', params, async ({ look, path }) => {
      const { hover } = await import('./features.ts');
      return hover(look, path, params.position);
    }),
  );

  connection.onCompletion((params) =>
    at('offer completions', params, async ({ host, look, path }) => {
      const { completions } = await import('./features.ts');
      return completions(look, host.loader, path, params.position, params.context);
    }),
  );

  const editor = answerEditorRequests(connection, at, () => session.options);
  const heedSymbols = answerSymbolRequests(connection, at, () => editor.neighbours());

  connection.onRequest('pangeoBinder/preview', async (params: { readonly uri?: unknown } | undefined) => {
    if (typeof params?.uri !== 'string') {
      throw new ResponseError(LSPErrorCodes.RequestFailed, 'preview needs the uri of a file');
    }
    const found = await lookAt(params.uri, true);
    if (found === undefined) return null;
    const { host, look } = found;
    const { previewOf } = await import('./preview.ts');
    return previewOf(host, look, relative(host.root, params.uri), addressesOf(host, look));
  });

  connection.onRequest('pangeoBinder/effectiveConfiguration', async (params: unknown) => {
    const { effectiveConfigurationAnswer } = await import('./effective.ts');
    return answerAbout('effectiveConfiguration', params, effectiveConfigurationAnswer);
  });

  connection.onRequest('pangeoBinder/workerPod', async (params: unknown) => {
    const { workerPodAnswer } = await import('./effective.ts');
    return answerAbout('workerPod', params, workerPodAnswer);
  });

  connection.onRequest('pangeoBinder/status', async (params: { readonly uri?: unknown } | undefined) => {
    if (typeof params?.uri !== 'string') {
      throw new ResponseError(LSPErrorCodes.RequestFailed, 'status needs the uri of a file');
    }
    const found = await lookAt(params.uri, true);
    if (found === undefined) return null;
    const { host, look } = found;
    const { statusFor } = await import('./status.ts');
    if (!look.settings.enable) return null;
    return statusFor(host, look, relative(host.root, params.uri), addressesOf(host, look));
  });

  connection.onRequest('pangeoBinder/initializeRepository', async (params: unknown) => {
    const { initializeAnswer, readParams } = await import('./initialize.ts');
    const asked = readParams(params);
    if (asked === undefined) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        'initializeRepository needs the uri of a folder and a kind of cluster',
      );
    }
    // The place of a start script names the folder above it as the root.
    return initializeAnswer(await hostOf(child(asked.folder, 'binder/start')), asked);
  });
  connection.onRequest(
    'pangeoBinder/launchReport',
    async (params: { readonly uri?: unknown } | undefined) => {
      if (typeof params?.uri !== 'string') {
        throw new ResponseError(LSPErrorCodes.RequestFailed, 'launchReport needs the uri of a file');
      }
      const found = await lookAt(params.uri, true);
      if (found === undefined) return null;
      const { launchReportOf } = await import('./preview.ts');
      return launchReportOf(found.host, found.look);
    },
  );

  connection.onRequest('pangeoBinder/modernize', async (params: { readonly uri?: unknown } | undefined) => {
    if (typeof params?.uri !== 'string') {
      throw new ResponseError(LSPErrorCodes.RequestFailed, 'modernize needs the uri of a file');
    }
    const found = await lookAt(params.uri, true);
    if (found === undefined) return null;
    const { modernizedAnswer } = await import('./modernize.ts');
    return modernizedAnswer(found.host, found.look, addressesOf(found.host, found.look));
  });

  connection.onRequest(
    'pangeoBinder/launchAddress',
    async (params: { readonly uri?: unknown } | undefined) => {
      if (typeof params?.uri !== 'string') {
        throw new ResponseError(LSPErrorCodes.RequestFailed, 'launchAddress needs the uri of a file');
      }
      const { launchAddressAnswer } = await import('./launch-address.ts');
      return launchAddressAnswer(await hostOf(params.uri));
    },
  );

  /** What a request about a launch is answered, with the files that the answer itself asks for. */
  async function answerAbout<T>(
    name: string,
    params: unknown,
    answer: (
      host: RepositoryHost,
      look: Look,
      profile: string | undefined,
      addresses: Addresses,
    ) => Promise<T>,
  ): Promise<T | null> {
    const { uri, profile } = (params ?? {}) as { readonly uri?: unknown; readonly profile?: unknown };
    if (typeof uri !== 'string')
      throw new ResponseError(LSPErrorCodes.RequestFailed, `${name} needs the uri of a file`);
    const found = await lookAt(uri, true);
    if (found === undefined) return null;
    const { host, look } = found;
    return answer(host, look, typeof profile === 'string' ? profile : undefined, addressesOf(host, look));
  }

  /**
   * The part that reads and checks repositories. It is most of the program, so it is loaded once the client has its
   * answer and before it has sent the first document.
   */
  function workspaceRoom(): Promise<Workspace> {
    loading ??= import('./workspace.ts').then((room) => {
      workspace = new room.Workspace(connection, documents, platform, session, settingsOf);
      return workspace;
    });
    return loading;
  }

  async function hostOf(uri: string): Promise<RepositoryHost> {
    return (await workspaceRoom()).hostOf(uri);
  }

  /** A document was opened, edited or closed: what belongs to its repository is looked at again. */
  async function changed(uri: string): Promise<void> {
    const host = await hostOf(uri);
    host.changed();
    notify(host);
    if (!client.pull) publishSoon(host);
    const below = workspace?.hostsBelow(uri) ?? [];
    for (const other of below) other.changed();
    if (below.length > 0) refresh();
  }

  function openBelow(folder: string): readonly string[] {
    return documents.keys().filter((uri) => relative(folder, uri) !== undefined);
  }

  function everythingChanged(): void {
    for (const host of workspace?.hosts ?? []) {
      host.loader.invalidate();
      host.changed();
      notify(host);
      if (!client.pull) publishSoon(host);
    }
    if (client.pull) refresh();
  }

  function refresh(): void {
    if (client.pull && client.refresh)
      void connection.languages.diagnostics.refresh().catch(logged('ask for a refresh'));
    if (!client.pull) for (const host of workspace?.hosts ?? []) publishSoon(host);
  }

  function notify(host: RepositoryHost): void {
    editor.refresh();
    void connection
      .sendNotification('pangeoBinder/repositoryChanged', { root: host.root })
      .catch(() => undefined);
  }

  const waiting = new Map<RepositoryHost, { changes: number; since: number }>();

  /**
   * Publishes once the messages at hand are taken in: a lone keystroke at once, a burst of them once. Whether more
   * are at hand shows when the event loop comes round: as long as it brings changes, the look at them waits, but
   * never longer than a person would notice.
   */
  function publishSoon(host: RepositoryHost): void {
    const state = waiting.get(host);
    if (state !== undefined) {
      state.changes++;
      return;
    }
    const fresh = { changes: 1, since: Date.now() };
    waiting.set(host, fresh);
    const look = (seen: number): void =>
      platform.whenIdle(() => {
        if (fresh.changes > seen && Date.now() - fresh.since < LONGEST_WAIT) return look(fresh.changes);
        waiting.delete(host);
        void publish(host).catch(logged('check a repository'));
      });
    look(fresh.changes);
  }

  /** The settings of a folder may name documents that no client sends by itself. */
  async function lookAhead(): Promise<void> {
    for (const folder of session.folders) {
      const look = await (await workspaceRoom()).hostOfFolder(folder).look();
      report(look);
    }
    workspace?.tidy();
  }

  async function askFor({ repository }: Look): Promise<void> {
    furtherDocuments ??= import('./further-documents.ts').then(
      (room) => new room.FurtherDocuments(connection, session.options.places ?? [], announced),
    );
    await (await furtherDocuments).take(repository);
  }

  async function publish(host: RepositoryHost): Promise<void> {
    const versions = new Map(documents.all().map((document) => [document.uri, document.version]));
    const look = await host.look();
    report(look);
    for (const [uri, version] of versions) {
      const document = documents.get(uri);
      // A document that went on or was closed meanwhile is published by the look that follows.
      if (relative(host.root, uri) === undefined || document === undefined || document.version !== version)
        continue;
      if ((await hostOf(uri)) !== host) continue;
      const diagnostics = look.settings.enable ? diagnosticsOf(host, look, uri) : [];
      if (diagnostics === undefined) continue;
      const key = JSON.stringify([version, diagnostics]);
      if (published.get(uri) === key) continue;
      published.set(uri, key);
      await connection.sendDiagnostics({ uri, version, diagnostics });
    }
  }

  function clear(uri: string): void {
    published.delete(uri);
    if (!client.pull) void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => undefined);
  }

  async function lookAt(
    uri: string,
    evenWhenClosed = false,
  ): Promise<{ readonly host: RepositoryHost; readonly look: Look } | undefined> {
    if (!evenWhenClosed && documents.get(uri) === undefined) return undefined;
    const host = await hostOf(uri);
    const look = await host.look();
    report(look);
    return look.settings.enable || evenWhenClosed ? { host, look } : undefined;
  }

  async function at<T>(
    doing: string,
    params: DocumentParams,
    answer: (place: DocumentPlace) => T | Promise<T>,
  ): Promise<T | null> {
    try {
      const uri = params?.textDocument?.uri;
      const found = typeof uri === 'string' ? await lookAt(uri) : undefined;
      const path = found === undefined ? undefined : relative(found.host.root, String(uri));
      const source = path === undefined ? undefined : found?.look.repository.file(path)?.source;
      if (found === undefined || path === undefined || source === undefined) return null;
      return await answer({ ...found, path, source, addresses: addressesOf(found.host, found.look) });
    } catch (error) {
      // These are answers, such as why something is not renamed.
      if (error instanceof ResponseError) throw error;
      logged(doing)(error);
      return null;
    }
  }

  /** What a document is told; undefined when what it was told before has to do for now. */
  function diagnosticsOf(host: RepositoryHost, look: Look, uri: string): Diagnostic[] | undefined {
    const path = relative(host.root, uri);
    const source = path === undefined ? undefined : look.repository.file(path)?.source;
    if (path === undefined || source === undefined) return [];
    const addresses = addressesOf(host, look);
    const shown = typing.shown(uri, source, look.result.findings.get(path) ?? []);
    return shown?.map((finding) => toDiagnostic(finding, addresses));
  }

  function addressesOf(host: RepositoryHost, look: Look): Addresses {
    const open = new Map(documents.all().map((document) => [keyOf(document.uri), document]));
    const documentation = session.options.documentation ?? platform.documentation;
    return {
      uri: (path) => open.get(keyOf(child(host.root, path)))?.uri ?? child(host.root, path),
      version: (path) => open.get(keyOf(child(host.root, path)))?.version ?? null,
      source: (path) => look.repository.file(path)?.source,
      page: (code) => (documentation === undefined ? undefined : `${documentation}/${code}.md`),
    };
  }

  /** A rule that failed is named once in the log; the others have gone on. Documents that are not sent are asked for. */
  function report(look: Look): void {
    if (session.options.places !== undefined) void askFor(look).catch(logged('ask for further documents'));
    for (const { code, error } of look.result.failures) {
      if (client.shownFailures.has(code)) continue;
      client.shownFailures.add(code);
      log(`The rule ${code} failed and was left out: ${describe(error)}`);
    }
  }

  function settingsOf(root: string): Promise<Settings> {
    if (!client.configuration) return Promise.resolve(pushedSettings);
    const key = keyOf(root);
    const known = settingsByRoot.get(key);
    if (known !== undefined) return known;
    const answer = connection.workspace.getConfiguration({ scopeUri: root, section: SECTION }).then(
      (value: unknown) => (value === null || value === undefined ? pushedSettings : readSettings(value)),
      () => pushedSettings,
    );
    const settings = patiently(answer, root, key);
    settingsByRoot.set(key, settings);
    return settings;
  }

  /** A client that takes its time does not hold back the findings; what it says late is taken up when it comes. */
  async function patiently(answer: Promise<Settings>, root: string, key: string): Promise<Settings> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), SETTINGS_PATIENCE);
    });
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    if (first !== undefined) return first;
    const asked = settingsByRoot.get(key);
    void answer.then((settings) => {
      // Settings that were asked for again meanwhile are newer.
      if (settingsByRoot.get(key) !== asked) return;
      settingsByRoot.set(key, Promise.resolve(settings));
      for (const host of workspace?.hosts ?? []) if (host.root === root) host.changed();
      refresh();
    });
    return pushedSettings;
  }

  function logged(doing: string): (error: unknown) => void {
    return (error) => log(`Could not ${doing}: ${describe(error)}`);
  }

  function log(message: string): void {
    try {
      connection.console.error(message);
    } catch {
      // The connection is closed: there is nobody left to tell.
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
