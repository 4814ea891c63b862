import * as vscode from 'vscode';
import * as assert from './assert.ts';

suite('Activation', () => {
  test('opening .dask/config.yaml activates the extension', async () => {
    const extension = vscode.extensions.getExtension('pangeo-binder.pangeo-binder');
    assert.ok(extension, 'the extension is installed');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'a folder is open');

    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(folder.uri, '.dask/config.yaml'),
    );
    await vscode.window.showTextDocument(document);

    assert.equal(document.languageId, 'yaml');
    await assert.eventually('the activation', () => extension.isActive);
  });
});
