import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, clientOf } from './client.ts';
import { ClientSettings, SECTION } from './client-settings.ts';
import { answerEditorRequests } from './editor-requests.ts';
import { Findings } from './findings.ts';
import type { RepositoryHost } from './host.ts';
import { answerLaunchRequests } from './launch-requests.ts';
import { Log } from './log.ts';
import type { AtDocument } from './places.ts';
import type { Platform } from './platform.ts';
import { isTooLong, Repositories } from './repositories.ts';
import { readOptions } from './settings.ts';
import { answerSymbolRequests, symbolCapabilities } from './symbol-requests.ts';
import { Typing } from './typing.ts';
import { keyOf, relative } from './uri.ts';
import { CHOOSE_ENCODING } from './workspace-edit.ts';

const FIX_ALL = `${CodeActionKind.SourceFixAll}.pangeoBinder`;

/** A script may name any file, so all are watched; a change that nobody has asked about costs a look into a table. */
const WATCHED = ['**/*'];

/** A language server on a connection. Nothing happens before the caller listens. */
export function createServer(connection: Connection, platform: Platform): void {
  let client: Client = clientOf({});
  const log = new Log(connection);
  const documents = new TextDocuments(TextDocument);
  const settings = new ClientSettings(connection, () => client.configuration, settingsCameLate);
  const repositories = new Repositories(connection, documents, platform, settings, log);
  const typing = new Typing((uri) => {
    if (client.pull) refresh();
    else
      void repositories
        .hostOf(uri)
        .then((host) => findings.sendSoon(host))
        .catch(log.failed('check a finished line'));
  });
  const findings = new Findings(connection, documents, platform, repositories, typing, log);
  const { session } = repositories;
  const at: AtDocument = (doing, params, answer) => repositories.at(doing, params, answer);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const capabilities = params.capabilities ?? {};
    session.options = readOptions(params.initializationOptions);
    settings.take(session.options.settings);
    client = clientOf(capabilities);
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
    repositories.announced.client = capabilities;
    repositories.announced.server = result.capabilities;
    return result;
  });

  connection.onInitialized(() => {
    repositories.warmUp();
    if (client.configurationChanges)
      void connection.client
        .register(DidChangeConfigurationNotification.type, { section: SECTION })
        .catch(log.failed('register for settings'));
    if (client.watching) {
      const watchers = WATCHED.map((globPattern) => ({ globPattern }));
      void connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch(log.failed('watch files'));
    }
    if (client.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map((folder) => keyOf(folder.uri)));
        session.folders = [
          ...session.folders.filter((uri) => !gone.has(keyOf(uri))),
          ...added.map((folder) => folder.uri),
        ];
        repositories.loaded?.tidy();
        everythingChanged();
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings.take(
      typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>)[SECTION] : undefined,
    );
    everythingChanged();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    let concerned = false;
    for (const { uri, type } of changes ?? []) {
      // What is open below a folder is gone with it.
      const gone = type === FileChangeType.Deleted ? openBelow(uri) : [];
      if (gone.length > 0) for (const open of gone) session.deleted.add(keyOf(open));
      else session.deleted.delete(keyOf(uri));
      for (const { host, path } of repositories.loaded?.hostsAbove(uri) ?? []) {
        if (!host.loader.concerns(path)) continue;
        host.loader.invalidate(path);
        host.changed();
        concerned = true;
        notify(host);
      }
      for (const host of repositories.loaded?.hostsBelow(uri) ?? []) {
        host.changed();
        concerned = true;
      }
    }
    if (concerned) refresh();
  });

  // A document whose file is gone is opened again when the editor takes it for another language; only an edit, or the
  // file itself, brings it back.
  const opened = new Set<string>();
  documents.onDidOpen(({ document }) => opened.add(document.uri));
  documents.onDidChangeContent(({ document }) => {
    if (!opened.delete(document.uri)) session.deleted.delete(keyOf(document.uri));
    // A client that cannot be told to ask again would never hear of what has waited.
    const text = document.getText();
    if ((!client.pull || client.refresh) && !isTooLong(text)) typing.changed(document.uri, text);
    void changed(document.uri).catch(log.failed('check a change'));
  });
  documents.onDidSave(({ document: { uri } }) => {
    typing.release(uri);
    // The file may have got another encoding; clients that watch files tell it themselves.
    if (client.watching) return;
    for (const { host, path } of repositories.loaded?.hostsAbove(uri) ?? []) {
      host.loader.invalidate(path);
      host.changed();
    }
    refresh();
  });
  documents.onDidClose(({ document }) => {
    if (client.pull) findings.forget(document.uri);
    else findings.clear(document.uri);
    typing.closed(document.uri);
    void changed(document.uri)
      .then(() => repositories.loaded?.tidy())
      .catch(log.failed('close a document'));
  });
  documents.listen(connection);

  connection.languages.diagnostics.on(async (params) => {
    const report = await repositories.atAny('check a document', params, ({ host, look }) => {
      const { uri } = params.textDocument;
      const before = params.previousResultId;
      const resultId = `${keyOf(host.root)}#${look.number}#${typing.number(uri)}`;
      if (before === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId } as const;
      findings.told(host, look, uri);
      const items = findings.of(host, look, uri);
      if (items === undefined && before !== undefined)
        return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: before } as const;
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: items ?? [] } as const;
    });
    return report ?? { kind: DocumentDiagnosticReportKind.Full, items: [] };
  });

  connection.onCodeAction((params) =>
    at('offer fixes', params, async ({ host, look, path, addresses }) => {
      const { codeActions } = await import('./code-actions.ts');
      const canChoose = session.options.commands?.includes(CHOOSE_ENCODING) === true;
      const abilities = canChoose ? { ...client.edits, chooseEncoding: CHOOSE_ENCODING } : client.edits;
      return codeActions(params, path, host, look, addresses, FIX_ALL, abilities);
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
      return completions(look, host.loader, path, params.position, params.context, editor.neighbours());
    }),
  );

  const editor = answerEditorRequests(connection, at, () => session.options);
  const heedSymbols = answerSymbolRequests(connection, at, () => editor.neighbours());
  answerLaunchRequests(connection, repositories);

  /** A document was opened, edited or closed: what belongs to its repository is looked at again. */
  async function changed(uri: string): Promise<void> {
    const host = await repositories.hostOf(uri);
    host.changed();
    notify(host);
    if (!client.pull) findings.sendSoon(host);
    else if (client.refresh) findings.askSoon(host, refresh);
    const below = repositories.loaded?.hostsBelow(uri) ?? [];
    for (const other of below) other.changed();
    if (below.length > 0) refresh();
  }

  function openBelow(folder: string): readonly string[] {
    return documents.keys().filter((uri) => relative(folder, uri) !== undefined);
  }

  function everythingChanged(): void {
    for (const host of repositories.hosts) {
      host.loader.invalidate();
      host.changed();
      notify(host);
    }
    refresh();
  }

  function settingsCameLate(root: string): void {
    for (const host of repositories.hosts) if (host.root === root) host.changed();
    refresh();
  }

  /** The client asks for findings again, or is sent them. */
  function refresh(): void {
    if (!client.pull) for (const host of repositories.hosts) findings.sendSoon(host);
    else if (client.refresh)
      void connection.languages.diagnostics.refresh().catch(log.failed('ask for a refresh'));
  }

  function notify(host: RepositoryHost): void {
    editor.refresh();
    void connection
      .sendNotification('pangeoBinder/repositoryChanged', { root: host.root })
      .catch(() => undefined);
  }
}
