import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, open, uriOf } from './workspace.ts';

/** The kinds of clusters in the order in which they are offered, and the file that configures Dask for each. */
const CLUSTERS = [
  ['LocalCluster', '.config/dask/distributed.yaml'],
  ['Dask Gateway', '.config/dask/gateway.yaml'],
  ['operator', '.config/dask/kubernetes.yaml'],
  ['classic', '.config/dask/kubernetes.yaml'],
] as const;

suite('A repository that begins', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('begun'), { recursive: true }).then(undefined, () => undefined);
  });

  for (const [index, [kind, config]] of CLUSTERS.entries()) {
    test(`with ${kind}, in .binder, has no problems`, async () => {
      await vscode.workspace.fs.createDirectory(uriOf('begun'));
      let ended = false;
      const done = vscode.commands
        .executeCommand('pangeoBinder.initializeRepository', uriOf('begun'))
        .then(() => {
          ended = true;
        });
      for (const steps of [index, 1]) {
        await later(700);
        for (let i = 0; i < steps; i++)
          await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      await assert.eventually('the end', () => ended);
      await done;
      const made = ['.binder/environment.yml', '.binder/start', config];
      for (const path of made) {
        const { uri } = await open(`begun/${path}`);
        // Silence counts when a mistake would have been told.
        if (index === 0 && path.endsWith('start')) await heard(uri);
        assert.equal(codesOf(uri), [], path);
      }
      await later(500);
      for (const path of made) assert.equal(codesOf(uriOf(`begun/${path}`)), [], path);
    });
  }
});

async function heard(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  await replace(document, text.replace('exec "$@"', 'exec $@'));
  await assert.eventually('a finding', () => codesOf(uri).join() === 'start/exec-args');
  await replace(document, text);
  await assert.eventually('silence', () => codesOf(uri).length === 0);
  await document.save();
}

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(change);
}

function later(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
