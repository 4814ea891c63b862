import * as vscode from 'vscode';
import * as assert from './assert.ts';

suite('Pages about a launch', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('what Dask will see is shown, and follows the script', async () => {
    const script = await open('binder/start');
    const page = await shown(
      'pangeoBinder.showEffectiveConfiguration',
      script.uri,
      'What Dask Will See.yaml',
    );
    await assert.eventually('the variable of the script', () =>
      /^ {2}diagnostics_link: .* # DASK_DISTRIBUTED__DIAGNOSTICS_LINK, binder\/start:3;/m.test(
        page.getText(),
      ),
    );
    assert.match(
      page.getText(),
      /^# {3}\.dask\/config\.yaml: dask 2022\.01\.1 and later do not look into ~\/\.dask$/m,
    );
    const edit = new vscode.WorkspaceEdit();
    const place = script.positionAt(script.getText().indexOf('\n') + 1);
    edit.insert(script.uri, place, 'export DASK_CONFIG=$PWD/.dask/config.yaml\n');
    try {
      await vscode.workspace.applyEdit(edit);
      await assert.eventually('the configuration that is read then', () =>
        /^ {4}link: .* # \.dask\/config\.yaml:5$/m.test(page.getText()),
      );
    } finally {
      // An editor in the browser saves by itself, so reverting is not enough.
      const undo = new vscode.WorkspaceEdit();
      undo.delete(script.uri, new vscode.Range(place, place.translate(1)));
      await vscode.workspace.applyEdit(undo);
      await script.save();
    }
  });

  test('the worker pod is shown', async () => {
    const config = await open('.dask/config.yaml');
    const page = await shown('pangeoBinder.showWorkerPod', config.uri, 'Worker Pod.yaml');
    await assert.eventually('the pod of the operator', () =>
      /image: ghcr\.io\/dask\/dask:latest +# added by the default of `kubernetes\.image`$/m.test(
        page.getText(),
      ),
    );
    await assert.eventually('the file that is not read', () =>
      /^# `\.dask\/config\.yaml` is not read: /m.test(page.getText()),
    );
  });
});

async function open(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

async function shown(command: string, file: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand(command, file);
  const page = await assert.eventually('the page', () =>
    vscode.workspace.textDocuments.find(
      ({ uri, isClosed }) =>
        uri.scheme === 'pangeo-binder-page' && uri.path.endsWith(`/${name}`) && !isClosed,
    ),
  );
  assert.ok(page);
  return page;
}
