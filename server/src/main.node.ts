import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createServer } from './lsp/index.ts';
import { folderUri, nodeFiles } from './node/platform.ts';

// The server inside VS Code: the client starts it and says how to talk (IPC) on the command line.
const connection = createConnection(ProposedFeatures.all);
createServer(connection, {
  files: (scheme) => (scheme === 'file' ? nodeFiles : undefined),
  documentation: folderUri(join(__dirname, '..', 'docs', 'rules')),
  whenIdle: (callback) => setImmediate(callback),
});
connection.listen();
