import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createServer } from './lsp/index.ts';
import { folderUri, nodeFiles } from './node/platform.ts';

// The server for any other editor, on standard input and output.
const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
createServer(connection, {
  files: (scheme) => (scheme === 'file' ? nodeFiles : undefined),
  documentation: folderUri(join(__dirname, '..', 'docs', 'rules')),
  whenIdle: (callback) => setImmediate(callback),
});
connection.listen();
