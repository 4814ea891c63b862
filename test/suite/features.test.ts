import * as vscode from 'vscode';
import * as assert from './assert.ts';

const CONFIG = '.dask/config.yaml';

suite('Hover and completion', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a key is described', async () => {
    const { uri } = await open();
    const text = await assert.eventually('the description', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(4, 3),
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map((content) => (typeof content === 'string' ? content : content.value)),
        )
        .find((value) => value.includes('diagnostics-link'));
    });
    assert.match(text ?? '', /old name of `distributed\.dashboard\.link`/);
  });

  test('options of the worker are offered', async () => {
    const { uri } = await open();
    const items = await assert.eventually(
      'the options',
      async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          uri,
          new vscode.Position(17, 13),
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      },
      (labels) => labels.includes('--no-dashboard'),
    );
    assert.equal(items.includes('--nthreads'), false);
  });

  test('a sed of the start script is explained, and names are offered behind export', async () => {
    const { uri } = await open('binder/start');
    const text = await assert.eventually('the explanation', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(11, 20),
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map((content) => (typeof content === 'string' ? content : content.value)),
        )
        .find((value) => value.includes('WORKER_IMAGE'));
    });
    assert.match(text ?? '', /Replaces every `WORKER_IMAGE` by `\$\{JUPYTER_IMAGE_SPEC\}`/);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(2, 12),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.equal(labels.includes('DASK_DISTRIBUTED__DASHBOARD__LINK'), true);
  });
});

async function open(path = CONFIG): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}
