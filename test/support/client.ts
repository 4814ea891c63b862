import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  type CodeAction,
  createMessageConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { type DirectoryEntry, MemoryFileSystem } from '../../server/src/binder/index.ts';
import { createServer, type UriFileSystem } from '../../server/src/lsp/index.ts';
import type { ClientRequests, Preview } from '../../server/src/lsp/protocol.ts';

/** Where the repositories of the tests are. */
export const ROOT = 'mem://test/repository';
const PATIENCE = 10_000;

/** A plain editor: it opens, edits and closes texts, and remembers what the server says. */
export class EditorClient {
  readonly published = new Map<string, PublishDiagnosticsParams[]>();
  readonly log: string[] = [];
  /** What the server has asked, by method. */
  readonly requests: string[] = [];
  readonly notices: { readonly method: string; readonly params: unknown }[] = [];
  readonly #versions = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly connection: MessageConnection,
    readonly stop: () => void,
    readonly files: MemoryFileSystem,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      const list = this.published.get(params.uri) ?? [];
      this.published.set(params.uri, [...list, params]);
      for (const wake of this.#waiting) wake();
    });
    connection.onNotification(
      'window/logMessage',
      ({ message }: { message: string }) => void this.log.push(message),
    );
    connection.onNotification((method, params) => void this.notices.push({ method, params }));
    connection.onRequest((method) => {
      this.requests.push(method);
      if (method === 'workspace/configuration') return [null];
      return null;
    });
  }

  /** @param params merged over what a small editor sends */
  async initialize(params: Partial<InitializeParams> = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: ROOT,
      capabilities: {
        workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename'] } },
      },
      workspaceFolders: null,
      ...params,
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  async open(path: string, text: string, languageId = 'yaml'): Promise<string> {
    const uri = uriOf(path);
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  async change(uri: string, changes: readonly unknown[]): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: changes,
    });
    return version;
  }

  replace(uri: string, text: string): Promise<number> {
    return this.change(uri, [{ text }]);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The findings published for a version of a document, once they are there. */
  async diagnostics(uri: string, version = this.#versions.get(uri)): Promise<Diagnostic[]> {
    return this.until(
      () => this.published.get(uri)?.findLast((params) => params.version === version)?.diagnostics,
    );
  }

  /** Waits until a look at what has arrived gives something. */
  async until<T>(look: () => T | undefined): Promise<T> {
    const start = Date.now();
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() - start > PATIENCE)
        throw new Error(`nothing arrived; the server said: ${this.log.join('; ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 50);
        const waiting = this.#waiting;
        function done() {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        }
        waiting.add(done);
      });
    }
  }

  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest<{ items?: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items ?? [];
  }

  codeActions(uri: string, range: Diagnostic['range'], only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
  }

  preview(uri: string): Promise<Preview | null> {
    return this.ask('pangeoBinder/preview', { uri });
  }

  /** One of the requests beyond the Language Server Protocol. */
  ask<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
  ): Promise<ClientRequests[M]['result']> {
    return this.connection.sendRequest(method, params);
  }
}

export function uriOf(path: string): string {
  return `${ROOT}/${path}`;
}

/** A server in this process, over streams, with a repository in memory. */
export function inProcess(files: Readonly<Record<string, string | Uint8Array>> = {}): EditorClient {
  const memory = new MemoryFileSystem(files);
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  createServer(server, {
    files: (scheme) => (scheme === 'mem' ? uriFiles(memory) : undefined),
    documentation: 'file:///docs/rules',
    whenIdle: (callback) => setImmediate(callback),
  });
  server.listen();
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const client = new EditorClient(
    connection,
    () => {
      connection.dispose();
      up.destroy();
      down.destroy();
    },
    memory,
  );
  connection.listen();
  return client;
}

/** The built server as a process of its own, on standard input and output. */
export function stdio(): EditorClient & { readonly process: ChildProcess } {
  const root = process.env['PROJECT_ROOT'] ?? '.';
  const child = spawn(process.execPath, [join(root, 'server/bin/pangeo-binder-language-server.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes');
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const client = new EditorClient(
    connection,
    () => {
      connection.dispose();
      child.kill();
    },
    new MemoryFileSystem({}),
  );
  connection.listen();
  return Object.assign(client, { process: child });
}

function uriFiles(memory: MemoryFileSystem): UriFileSystem {
  const path = (uri: string) =>
    uri === ROOT
      ? ''
      : uri.startsWith(`${ROOT}/`)
        ? decodeURIComponent(uri.slice(ROOT.length + 1))
        : undefined;
  const at = async <T>(
    uri: string,
    ask: (path: string) => Promise<T | undefined>,
  ): Promise<T | undefined> => {
    const inside = path(uri);
    return inside === undefined ? undefined : ask(inside);
  };
  return {
    read: (uri) => at(uri, (inside) => memory.read(inside)),
    list: (uri) => at<readonly DirectoryEntry[]>(uri, (inside) => memory.list(inside)),
    stat: (uri) => at(uri, (inside) => memory.stat(inside)),
  };
}
