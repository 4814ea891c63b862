import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createServer } from './lsp/index.ts';

// The server in a web worker: everything it reads comes from the client.
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
createServer(connection, {
  files: () => undefined,
  documentation: undefined,
  whenIdle: (callback) => setTimeout(callback, 0),
});
connection.listen();
