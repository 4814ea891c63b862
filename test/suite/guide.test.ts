import * as vscode from 'vscode';
import { GUIDE_FINDINGS } from '../support/guide.ts';
import * as assert from './assert.ts';

// The workspace is the Pangeo guide's own example.
const CONFIG = '.dask/config.yaml';
const START = 'binder/start';

const SEVERITY: Readonly<Record<vscode.DiagnosticSeverity, string>> = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'info',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
};

suite('The example of the Pangeo guide', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('has its findings in .dask/config.yaml', async () => {
    const document = await open(CONFIG);
    assert.equal(await findings(document.uri, 6), [...GUIDE_FINDINGS['.dask/config.yaml']]);
  });

  test('has its findings in binder/start, which is a shell script', async () => {
    const document = await open(START);
    assert.equal(document.languageId, 'shellscript');
    assert.equal(await findings(document.uri, 3), [...GUIDE_FINDINGS['binder/start']]);
  });

  test('is checked again while typing', async () => {
    const document = await open(START);
    await findings(document.uri, 3);
    await edit(document, new vscode.Range(14, 0, 15, 0), '');
    await assert.eventually('the missing hand-over', () =>
      codes(document.uri).includes('start/exec-missing'),
    );
    await vscode.commands.executeCommand('undo');
    await findings(document.uri, 3);
  });

  test('offers a fix that dedents the key', async () => {
    const document = await open(CONFIG);
    await findings(document.uri, 6);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(5, 2, 5, 20),
    );
    const action = actions.find(
      ({ title }) => title === 'Move `tick-maximum-delay` to the column of `diagnostics-link`',
    );
    assert.ok(action?.edit, `the fix is among ${actions.map(({ title }) => title).join('; ')}`);
    assert.equal(action.isPreferred, true);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(document.lineAt(5).text, 'tick-maximum-delay: 5s');
    await assert.eventually(
      'the mended file',
      () => !codes(document.uri).includes('yaml/indented-under-scalar'),
    );
  });

  test('makes all safe fixes at once', async () => {
    const document = await open(CONFIG);
    await findings(document.uri, 6);
    await vscode.commands.executeCommand('editor.action.sourceAction', {
      kind: 'source.fixAll.pangeoBinder',
      apply: 'first',
    });
    await assert.eventually('the fixed text', () => document.lineAt(4).text === 'distributed:');
    assert.equal(
      document.getText(new vscode.Range(4, 0, 11, 0)),
      'distributed:\n  dashboard:\n    link: "../proxy/{port}/status"\n  admin:\n    tick:\n      limit: 5s\n\n',
    );
    assert.match(document.getText(), /- --no-dashboard/);
    assert.equal(await findings(document.uri, 2), [
      '1:1-20 repo/dask-dir-not-read warning',
      '13:2-17 dask/worker-template-not-read warning',
    ]);
  });

  test('previews the template with the image filled in, and follows the script', async () => {
    const document = await open(CONFIG);
    await findings(document.uri, 6);
    await vscode.commands.executeCommand('pangeoBinder.previewTemplate', document.uri);
    // Documents of other previews may live on for minutes, so it is looked for each time.
    const right = await assert.eventually('the preview with the image', () =>
      vscode.workspace.textDocuments.find(
        (one) =>
          one.uri.scheme === 'pangeo-binder-preview' &&
          /^ {7}image: \S+\/\S+:[0-9a-f]{40}$/m.test(one.getText()),
      ),
    );
    assert.ok(right);
    assert.equal(right.getText().includes('WORKER_IMAGE'), false);
    const script = await open(START);
    const whole = script.getText();
    const at = script.positionAt(whole.indexOf('WORKER_IMAGE'));
    await edit(script, new vscode.Range(at, at.translate(0, 'WORKER_IMAGE'.length)), 'OTHER_TOKEN');
    await assert.eventually('the token that is no longer filled', () =>
      right.getText().includes('image: WORKER_IMAGE'),
    );
  });

  test('takes values and severities from the settings', async () => {
    const settings = vscode.workspace.getConfiguration('pangeoBinder');
    const document = await open(START);
    await findings(document.uri, 3);
    try {
      await settings.update('rules', { 'start/env-not-read': 'off' }, vscode.ConfigurationTarget.Global);
      await findings(document.uri, 1);
      await settings.update('enable', false, vscode.ConfigurationTarget.Global);
      await findings(document.uri, 0);
    } finally {
      await settings.update('enable', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
    await findings(document.uri, 3);
  });

  test('inserts a snippet', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'shellscript', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('editor.action.insertSnippet', {
      langId: 'shellscript',
      name: 'Hand over to the server',
    });
    await assert.eventually('the snippet', () => editor.document.getText().includes('exec "$@"'));
  });
});

async function open(path: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

async function edit(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(change);
}

function own(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Pangeo Binder');
}

function codes(uri: vscode.Uri): string[] {
  return own(uri).map(codeOf);
}

/** The findings of a document as `line:from-to code severity`, once there are as many as expected. */
async function findings(uri: vscode.Uri, count: number): Promise<string[]> {
  const found = await assert.eventually(
    `${count} findings`,
    () => own(uri),
    (list) => list.length === count,
  );
  return found
    .map(({ range, severity, ...rest }) => ({
      range,
      text: `${range.start.line + 1}:${range.start.character + 1}-${range.end.character + 1} ${codeOf(rest)} ${SEVERITY[severity]}`,
    }))
    .sort((a, b) => a.range.start.compareTo(b.range.start) || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text);
}

function codeOf({ code }: Pick<vscode.Diagnostic, 'code'>): string {
  return String(typeof code === 'object' ? code.value : code);
}
