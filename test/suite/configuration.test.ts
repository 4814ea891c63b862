import * as vscode from 'vscode';
import * as assert from './assert.ts';

// The workspace is the Pangeo guide's own example.
const CONFIG = '.dask/config.yaml';
const START = 'binder/start';
const SETTINGS = '.pangeo-binder.yaml';

suite('Suppression and settings of the repository', () => {
  const made: string[] = [];

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of made.splice(0)) await vscode.workspace.fs.delete(at(path));
  });

  test('a comment suppresses a finding, and the caret stands where the reason belongs', async () => {
    const document = await open(CONFIG);
    const before = document.getText();
    await eventually(document, (found) => found.includes('18 worker/removed-flag'));
    const action = await quickFix(document, 17, 'Ignore `worker/removed-flag` on this line');
    assert.ok(action.edit);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(
      document.lineAt(17).text,
      '           # pangeo-binder: ignore[worker/removed-flag] '.replace(
        /^ */,
        /^ */.exec(document.lineAt(18).text)?.[0] ?? '',
      ),
    );
    assert.equal(
      vscode.window.activeTextEditor?.selection.active.isEqual(document.lineAt(17).range.end),
      true,
      `the caret is at ${JSON.stringify(vscode.window.activeTextEditor?.selection.active)}`,
    );
    await eventually(
      document,
      (found) =>
        found.includes('6 yaml/indented-under-scalar') && !found.some((one) => one.includes('removed-flag')),
    );
    await vscode.commands.executeCommand('undo');
    await assert.eventually('the text as it was', () => document.getText() === before);
    await eventually(document, (found) => found.includes('18 worker/removed-flag'));
  });

  test('a script gets its comment below the shebang', async () => {
    const document = await open(START);
    await eventually(document, (found) => found.includes('3 start/env-not-read'));
    const action = await quickFix(document, 2, 'Ignore `start/env-not-read` in this file');
    assert.ok(action.edit);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.lineAt(0).text, '#!/usr/bin/env bash');
    assert.match(document.lineAt(1).text, /^# pangeo-binder: ignore-file\[start\/env-not-read\]/);
    await eventually(document, (found) => found.length === 1);
    await vscode.commands.executeCommand('undo');
  });

  test('.pangeo-binder.yaml decides, is completed, and its mistakes are told', async () => {
    const document = await open(START);
    await eventually(document, (found) => found.includes('3 start/env-not-read'));
    await write(SETTINGS, 'rules:\n  start/env-not-read: off\n  start/env-not-raed: off\n');
    await eventually(document, (found) => found.length === 1);
    const settings = await open(SETTINGS);
    await eventually(settings, (found) => found.includes('3 repo/settings-invalid'));
    const labels = await assert.eventually(
      'the severities',
      async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          settings.uri,
          new vscode.Position(1, 23),
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      },
      (found) => found.includes('warning'),
    );
    assert.equal(labels.includes('off'), true);
  });

  test('settings.json offers the codes of the rules, and their severities', async function () {
    // The web host of the tests has no language features for JSON.
    if (vscode.env.appHost === 'web') this.skip();
    await write(
      '.vscode/settings.json',
      '{\n  "pangeoBinder.rules": {\n    "start/heavy-work": ""\n  }\n}\n',
    );
    const settings = await open('.vscode/settings.json');
    const offered = async (line: number, character: number): Promise<string[]> => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        settings.uri,
        new vscode.Position(line, character),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await assert.eventually(
      'the codes',
      () => offered(2, 5),
      (labels) => labels.some((label) => label.includes('start/exec-missing')),
    );
    await assert.eventually(
      'the severities',
      () => offered(2, 25),
      (labels) => ['error', 'off'].every((name) => labels.some((label) => label.includes(name))),
    );
  });

  test('files that only the settings name are checked, and give help', async () => {
    await write('deploy/site.yaml', 'distributed:\n  admin:\n    tick:\n      limit: 5min\n');
    await write(SETTINGS, 'paths:\n  dask-config: [deploy/*.yaml]\n');
    // A document of the repository is open, so that the server hears of the settings.
    await open(START);
    const document = await open('deploy/site.yaml');
    await eventually(document, (found) => found.includes('4 dask/bad-duration'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(3, 8),
    );
    assert.equal(hovers.length, 1);
  });

  function at(path: string): vscode.Uri {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    return vscode.Uri.joinPath(folder.uri, path);
  }

  async function open(path: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(at(path));
    await vscode.window.showTextDocument(document);
    return document;
  }

  async function write(path: string, text: string): Promise<void> {
    made.push(path);
    await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  }
});

/** `line code` of our findings. */
function found({ uri }: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Pangeo Binder')
    .map(
      ({ range, code }) => `${range.start.line + 1} ${String(typeof code === 'object' ? code.value : code)}`,
    );
}

async function eventually(
  document: vscode.TextDocument,
  accept: (found: string[]) => boolean,
): Promise<void> {
  await assert.eventually('the findings', () => found(document), accept);
}

async function quickFix(
  document: vscode.TextDocument,
  line: number,
  title: string,
): Promise<vscode.CodeAction> {
  const { range } = document.lineAt(line);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
  const action = actions.find((one) => one.title === title);
  assert.ok(action, `${title} is among ${actions.map((one) => one.title).join('; ')}`);
  return action;
}
