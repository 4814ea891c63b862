import { Disposable, EventEmitter, extensions, type LogOutputChannel, type Uri, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  State,
  TextDocumentSyncKind,
} from 'vscode-languageclient';
import type { ClientRequests, Neighbours, ServerNotifications } from '../../server/src/lsp/protocol.ts';
import { goneFiles } from './gone-files.ts';
import { answerServer, clientOptions, currentSchemes, keepQuiet, type Platform } from './language-client.ts';
import { neighbours } from './neighbours.ts';
import { documentSelector, exactly, places } from './selector.ts';
import { Trouble } from './trouble.ts';

/** How long a restart waits for a server that is neither up nor down (milliseconds). */
const patience = 5000;

interface Running {
  readonly client: BaseLanguageClient;
  readonly end: (() => void) | undefined;
  readonly schemes: readonly string[];
  /** As the server was told. The editor keeps outlines as long as a text stays, so only a new server is asked again. */
  readonly neighbours: Required<Neighbours>;
  /** Settles when the start succeeded or failed; never rejects. */
  readonly started: Promise<void>;
}

/**
 * The language server through all its restarts. Each start makes a new client, because one whose start
 * failed cannot be started again.
 */
export class LanguageServer implements Disposable {
  readonly #platform: Platform;
  readonly #log: LogOutputChannel;
  readonly #trouble = new Trouble();
  readonly #repositoryChanged = new EventEmitter<string>();
  readonly #restarted = new EventEmitter<void>();
  readonly #changes: Disposable;
  /** Patterns of files beyond the usual places. */
  readonly #followed = new Set<string>();
  #running: Running | undefined;
  #restarting: Promise<void> | undefined;

  /** The root of a repository of which previews are out of date. */
  readonly onRepositoryChanged = this.#repositoryChanged.event;
  /** The server runs again, and knows nothing of what it said before. */
  readonly onRestarted = this.#restarted.event;

  constructor(platform: Platform, log: LogOutputChannel) {
    this.#platform = platform;
    this.#log = log;
    this.#changes = Disposable.from(
      workspace.onDidChangeWorkspaceFolders(() => {
        if (this.#running && currentSchemes().join() !== this.#running.schemes.join()) void this.restart();
      }),
      extensions.onDidChange(() => {
        if (this.#running && !isSame(neighbours(), this.#running.neighbours)) void this.restart();
      }),
    );
  }

  /** Does not wait; failures go to the log and the language status. */
  start(): void {
    const schemes = currentSchemes();
    const told = neighbours();
    const gaveUp = () => this.#trouble.show(documentSelector(schemes));
    const isRunning = () => client.state === State.Running;
    const options = clientOptions(this.#platform, schemes, told, this.#log, { isRunning, gaveUp });
    const { client, end } = this.#platform.createClient(options);
    keepQuiet(client, this.#log);
    answerServer(client);
    client.onNotification(
      'pangeoBinder/repositoryChanged',
      ({ root }: ServerNotifications['pangeoBinder/repositoryChanged']) => this.#repositoryChanged.fire(root),
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === State.StartFailed) gaveUp();
      if (newState !== State.Running) return;
      this.#trouble.clear();
      for (const pattern of this.#followed) this.#register(pattern);
      void tellGoneFiles(client, schemes);
      this.#restarted.fire();
    });
    const started = client.start().catch(() => {}); // the client has logged it, and changed its state
    this.#running = { client, end, schemes, neighbours: told, started };
  }

  /** Ends the server, however it fares, and starts another. Calls during a restart share it. */
  restart(): Promise<void> {
    this.#restarting ??= this.stop()
      .then(() => this.start())
      .then(() => this.#running && atMost(this.#running.started))
      .finally(() => {
        this.#restarting = undefined;
      });
    return this.#restarting;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    await atMost(running.started);
    try {
      await running.client.dispose();
    } catch (error) {
      this.#log.info(`The language server did not end by itself: ${String(error)}`);
    }
    running.end?.();
  }

  /**
   * From now on the server sees the unsaved text of a file too whose place does not tell that it takes part in a launch:
   * the start script changes it.
   */
  follow(file: Uri): void {
    const pattern = exactly(file);
    if (places.includes(pattern) || this.#followed.has(pattern)) return;
    this.#followed.add(pattern);
    if (this.#running?.client.state === State.Running) this.#register(pattern);
  }

  #register(pattern: string): void {
    const client = this.#running?.client;
    const documentSelector = (this.#running?.schemes ?? []).map((scheme) => ({ scheme, pattern }));
    if (!client) return;
    const register = { documentSelector };
    client.getFeature('textDocument/didOpen').register({ id: `open ${pattern}`, registerOptions: register });
    client.getFeature('textDocument/didChange').register({
      id: `change ${pattern}`,
      registerOptions: { ...register, syncKind: TextDocumentSyncKind.Incremental },
    });
    client
      .getFeature('textDocument/didClose')
      .register({ id: `close ${pattern}`, registerOptions: register });
  }

  /** Rejects when the server is not running or fails. */
  async request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
  ): Promise<ClientRequests[M]['result']> {
    await this.#restarting;
    if (!this.#running || this.#trouble.shown) throw new Error('The language server is not running');
    return this.#running.client.sendRequest<ClientRequests[M]['result']>(method, params);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#trouble.dispose();
    this.#repositoryChanged.dispose();
    this.#restarted.dispose();
  }
}

/** To the server, what is gone stays gone when it is started again. */
async function tellGoneFiles(client: BaseLanguageClient, schemes: readonly string[]): Promise<void> {
  const gone = await goneFiles(schemes);
  if (gone.length === 0 || client.state !== State.Running) return;
  const changes = gone.map((uri): FileEvent => ({ uri: uri.toString(), type: FileChangeType.Deleted }));
  await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
}

function isSame(one: Required<Neighbours>, other: Required<Neighbours>): boolean {
  return one.yaml === other.yaml && one.shell === other.shell;
}

async function atMost(wait: Promise<void>): Promise<void> {
  await Promise.race([wait, new Promise((resolve) => setTimeout(resolve, patience))]);
}
