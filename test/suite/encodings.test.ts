import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, open, ownDiagnostics, textOnDisk, uriOf } from './workspace.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';
const MARK = [0xef, 0xbb, 0xbf];
const CHOICE = 'Choose "Save with Encoding", then "UTF-8"...';

suite('What the editor does not show of a file', () => {
  const before = new Map<string, string>();

  setup(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of [CONFIG, START]) before.set(path, await textOnDisk(path));
  });

  teardown(async () => {
    for (const [path, text] of before) await writeBytes(path, utf8(text));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a byte order mark before a start script, until the file is written without one', async () => {
    const text = before.get(START) ?? '';
    await writeBytes(START, [...MARK, ...utf8(text)]);
    const document = await open(START);
    assert.equal(document.getText(), text);
    await says(document, (codes) => codes.length === 4 && codes.includes('start/shebang-missing'));
    const finding = ownDiagnostics(document.uri).find(({ message }) => message.includes('byte order mark'));
    assert.equal(finding?.range, document.lineAt(0).range);
    assert.ok((await actionsOn(document)).includes(CHOICE));

    // What is typed changes nothing: the editor writes the mark again.
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(1, 0), '# one more line\n');
    await vscode.workspace.applyEdit(change);
    await document.save();
    assert.equal([...(await vscode.workspace.fs.readFile(document.uri))].slice(0, 3), MARK);
    await says(document, (codes) => codes.includes('start/shebang-missing'));

    await writeBytes(START, utf8(text));
    await says(document, (codes) => codes.length === 3 && !codes.includes('start/shebang-missing'));
  });

  test('a start script that is UTF-16', async () => {
    const units = new Uint16Array([0xfeff, ...unitsOf(before.get(START) ?? '')]);
    await writeBytes(START, [...new Uint8Array(units.buffer)]);
    const document = await open(START);
    assert.equal(document.getText(), before.get(START));
    await says(document, (codes) => codes.join() === 'start/syntax');
    assert.ok((await actionsOn(document)).includes(CHOICE));
  });

  test('a configuration that is Latin-1', async () => {
    await writeBytes(CONFIG, unitsOf(`# caf\u00e9\n${before.get(CONFIG)}`));
    await says(
      await open(CONFIG),
      (codes) => codes.filter((code) => !code.startsWith('repo/')).join() === 'yaml/syntax',
    );
  });
});

async function writeBytes(path: string, bytes: readonly number[]): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), new Uint8Array(bytes));
}

function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function unitsOf(text: string): number[] {
  return text.split('').map((char) => char.charCodeAt(0));
}

async function says({ uri }: vscode.TextDocument, what: (codes: string[]) => boolean): Promise<void> {
  await assert.eventually(
    'the findings',
    () => codesOf(uri),
    (codes) => what(codes),
  );
}

async function actionsOn({ uri }: vscode.TextDocument): Promise<string[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    new vscode.Range(0, 0, 0, 0),
  );
  return actions.map(({ title }) => title);
}
