import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, open, ownDiagnostics } from './workspace.ts';

suite('Pages of rules, and the server', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('the code of a finding leads to the page of its rule, which opens as a page', async () => {
    const { uri } = await open('binder/start');
    await assert.eventually('the findings', () => codesOf(uri).length === 3);
    const [finding] = ownDiagnostics(uri).filter(
      ({ code }) => typeof code === 'object' && code.value === 'start/env-not-read',
    );
    const target = typeof finding?.code === 'object' ? finding.code.target : undefined;
    assert.equal(target?.toString(true), 'pangeo-binder-rule:/start/env-not-read.md');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target ?? uri));
    assert.match(text, /^# start\/env-not-read\n/);
    await vscode.commands.executeCommand('pangeoBinder.explainRule', 'start/env-not-read');
    await assert.eventually('the page', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label.includes('env-not-read.md')),
      ),
    );
  });

  test('Restart Language Server takes everything away and brings it back', async () => {
    const { uri } = await open('.dask/config.yaml');
    await assert.eventually('the findings', () => codesOf(uri).length === 6);
    await vscode.commands.executeCommand('pangeoBinder.restartServer');
    await assert.eventually('the findings of the new one', () => codesOf(uri).length === 6);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(4, 3),
    );
    assert.equal(hovers.length, 1);
  });
});
