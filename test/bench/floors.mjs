// The least that a server in our place can do, as bundles to measure against.
//   null    a bundled vscode-languageserver that publishes nothing found for each version
//   yaml    null, and the yaml package's parseDocument and toJS of each version
//   shell   null, and an incremental parse by tree-sitter-bash of each version
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

const HEAD = `
import { createConnection, ProposedFeatures, TextDocuments, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
documents.onDidChangeContent(async ({ document }) => {
  await look(document);
  connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: [] });
});
documents.listen(connection);
connection.listen();
`;

const BODIES = {
  null: 'async function look() {}',
  yaml: `
import { parseDocument, LineCounter } from 'yaml';
async function look(document) {
  parseDocument(document.getText(), { version: '1.1', lineCounter: new LineCounter(), logLevel: 'silent' }).toJS();
}`,
  shell: `
import { setFlagsFromString } from 'node:v8';
import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';
setFlagsFromString('--liftoff-only');
let parser;
const trees = new Map();
async function look(document) {
  if (parser === undefined) {
    await Parser.init({ wasmBinary: readFileSync(process.env.FLOOR_ENGINE) });
    parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(process.env.FLOOR_GRAMMAR)));
  }
  const text = document.getText();
  const old = trees.get(document.uri);
  let previous;
  if (old !== undefined) {
    let start = 0;
    while (start < text.length && text[start] === old.text[start]) start++;
    let end = 0;
    while (end < Math.min(text.length, old.text.length) - start && text[text.length - 1 - end] === old.text[old.text.length - 1 - end]) end++;
    const at = (index) => ({ row: 0, column: index });
    old.tree.edit({ startIndex: start, oldEndIndex: old.text.length - end, newEndIndex: text.length - end, startPosition: at(start), oldEndPosition: at(old.text.length - end), newEndPosition: at(text.length - end) });
    previous = old.tree;
  }
  const tree = parser.parse(text, previous);
  previous?.delete();
  trees.set(document.uri, { text, tree });
}`,
};

/** Builds the floors into a folder; gives the command of each by name. */
export async function buildFloors(folder) {
  mkdirSync(folder, { recursive: true });
  const commands = {};
  for (const [name, body] of Object.entries(BODIES)) {
    const outfile = join(folder, `floor-${name}.cjs`);
    await build({
      stdin: { contents: HEAD + body, resolveDir: root },
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    });
    commands[name] = [process.execPath, outfile];
  }
  return {
    commands,
    env: {
      FLOOR_ENGINE: join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
      FLOOR_GRAMMAR: join(root, 'node_modules/tree-sitter-bash/tree-sitter-bash.wasm'),
    },
  };
}
