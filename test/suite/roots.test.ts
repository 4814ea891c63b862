import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf } from './workspace.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';

// `node test/run.mjs HOST --neighbours` opens a window of two folders, copies of the same repository.
if ((vscode.workspace.workspaceFolders ?? []).length > 1) {
  suite('Beside another folder in the window', () => {
    setup(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    teardown(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      for (const path of ['.vscode', 'nested'])
        await vscode.workspace.fs.delete(at(1, path), { recursive: true }).then(undefined, () => undefined);
    });

    test('rules and checks are switched off in one, and the other goes on', async () => {
      await counts(0, START, 3);
      await counts(1, START, 3);
      await set(1, 'rules', { 'start/*': 'off', 'dask/legacy-key': 'error' });
      await assert.eventually(
        'the other family',
        () => codesOf(at(1, START)),
        (codes) => codes.join() === 'template/path-wrong-kind',
      );
      await counts(0, START, 3);
      await counts(1, CONFIG, 6);
      await assert.eventually('its severity', () => severityOf(1, 'dask/legacy-key') === 'Error');
      await counts(0, CONFIG, 6);
      assert.equal(severityOf(0, 'dask/legacy-key'), 'Information');
      await set(1, 'enable', false);
      await counts(1, CONFIG, 0);
      await counts(0, CONFIG, 6);
      assert.equal(await lensesOf(1), []);
      assert.ok((await lensesOf(0)).includes('What Dask will see'));
    });

    test('each has its own launch, versions and lenses', async () => {
      await set(1, 'launch.profile', 'pangeo-binder-2020');
      await set(1, 'target', { dask: '2.30.0' });
      await set(1, 'lenses', { workerPod: false });
      await show(1, CONFIG);
      // What was legacy is what this version reads.
      await assert.eventually(
        'its version',
        () => !codesOf(at(1, CONFIG)).includes('dask/worker-template-not-read'),
      );
      await assert.eventually('its lenses', async () => !(await lensesOf(1)).includes('Worker pod'));
      assert.match(await preview(1), /image: gcr\.io\/\S+:[0-9a-f]{40}/);
      await counts(0, CONFIG, 6);
      assert.ok((await lensesOf(0)).includes('Worker pod'));
      assert.equal(/gcr\.io/.test(await preview(0)), false);
    });

    test('a repository further down is one of its own', async () => {
      await write(1, 'nested/.dask/config.yaml', 'kubernetes:\n  name: TOKEN-{uuid}\n');
      await write(
        1,
        'nested/binder/start',
        '#!/bin/bash\nsed -i "s|TOKEN|name|" .dask/config.yaml\nexec "$@"\n',
      );
      const uri = at(1, 'nested/.dask/config.yaml');
      await show(1, 'nested/.dask/config.yaml');
      const found = await assert.eventually(
        'the sed beside it',
        async () =>
          vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
            'vscode.executeDefinitionProvider',
            uri,
            new vscode.Position(1, 9),
          ),
        (places) => places.length > 0,
      );
      assert.equal(
        found.map((place) => ('targetUri' in place ? place.targetUri : place.uri).path),
        [at(1, 'nested/binder/start').path],
      );
      // What is around it has its own findings, and settings of the folder are for both.
      await counts(1, START, 3);
      await write(1, 'nested/binder/start', '#!/bin/bash\nexec $@\n');
      await show(1, 'nested/binder/start');
      await assert.eventually(
        'its finding',
        () => codesOf(at(1, 'nested/binder/start')).join() === 'start/exec-args',
      );
      await set(1, 'rules', { 'start/*': 'off' });
      await assert.eventually('silence', () => codesOf(at(1, 'nested/binder/start')).length === 0);
      await counts(0, START, 3);
    });

    test('a folder that is taken out of the window takes its settings with it', async () => {
      const second = at(1, '');
      await set(1, 'rules', { 'start/*': 'off' });
      await show(1, START);
      await assert.eventually('the other family', () => codesOf(at(1, START)).length === 1);
      const uri = at(1, START);
      assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
      try {
        await assert.eventually('one folder', () => vscode.workspace.workspaceFolders?.length === 1);
        await assert.eventually('all findings', () => codesOf(uri).length === 3);
        await counts(0, START, 3);
      } finally {
        vscode.workspace.updateWorkspaceFolders(1, 0, { uri: second });
        await assert.eventually('two folders', () => vscode.workspace.workspaceFolders?.length === 2);
      }
      await show(1, START);
      await assert.eventually('its settings again', () => codesOf(uri).length === 1);
    });
  });
}

function at(folder: number, path: string): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder]?.uri;
  assert.ok(root, `folder ${folder}`);
  return vscode.Uri.joinPath(root, path);
}

async function show(folder: number, path: string): Promise<void> {
  await vscode.window.showTextDocument(at(folder, path), { preview: false });
}

async function write(folder: number, path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(at(folder, path), new TextEncoder().encode(text));
}

/** The editor refuses to write settings that it has not yet read back from the disk. */
async function set(folder: number, name: string, value: unknown): Promise<void> {
  await assert.eventually(`${name} in the settings of the folder`, () =>
    vscode.workspace
      .getConfiguration('pangeoBinder', at(folder, ''))
      .update(name, value, vscode.ConfigurationTarget.WorkspaceFolder)
      .then(
        () => true,
        () => false,
      ),
  );
}

async function counts(folder: number, path: string, number: number): Promise<void> {
  await show(folder, path);
  await assert.eventually(
    `${number} findings in ${path} of folder ${folder}`,
    () => codesOf(at(folder, path)),
    (codes) => codes.length === number,
  );
}

function severityOf(folder: number, code: string): string | undefined {
  const found = vscode.languages
    .getDiagnostics(at(folder, CONFIG))
    .find((one) => (typeof one.code === 'object' ? one.code.value : one.code) === code);
  return found && vscode.DiagnosticSeverity[found.severity];
}

async function lensesOf(folder: number): Promise<string[]> {
  await show(folder, CONFIG);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    at(folder, CONFIG),
    20,
  );
  return lenses.flatMap(({ command }) => (command === undefined ? [] : [command.title]));
}

/** What a launch makes of the template of a folder. */
async function preview(folder: number): Promise<string> {
  await vscode.commands.executeCommand('pangeoBinder.previewTemplate', at(folder, CONFIG));
  const own = ({ uri }: vscode.TextDocument) =>
    uri.scheme === 'pangeo-binder-preview' && uri.query.includes(at(folder, '').path);
  return assert.eventually(
    'the preview',
    () =>
      vscode.workspace.textDocuments
        .find((document) => own(document) && !document.getText().includes('WORKER_IMAGE'))
        ?.getText() ?? '',
  );
}
