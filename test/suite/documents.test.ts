import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, open, textOnDisk, uriOf, write } from './workspace.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';

suite('Documents of every kind', () => {
  const made: vscode.Disposable[] = [];
  const cleanUp: (() => Thenable<unknown>)[] = [];

  setup(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  teardown(async () => {
    await revertAll();
    for (const one of made.splice(0)) one.dispose();
    for (const one of cleanUp.splice(0).reverse()) await one();
  });

  test('files.associations and other languages change nothing: the place decides', async () => {
    await setting('files', 'associations', { '*.yaml': 'dockercompose', start: 'plaintext' });
    const config = await open(CONFIG);
    const start = await open(START);
    await assert.eventually('the languages', () =>
      [config.languageId, start.languageId].every((id) => id === 'dockercompose' || id === 'plaintext'),
    );
    await counts(config.uri, 6);
    await counts(start.uri, 3);
    for (const language of ['jinja', 'python', 'plaintext']) {
      if (!(await vscode.languages.getLanguages()).includes(language)) continue;
      await vscode.window.showTextDocument(config);
      await vscode.languages.setTextDocumentLanguage(config, language);
      await counts(config.uri, 6);
    }
    const hovers = await hoversAt(config.uri, new vscode.Position(4, 3));
    assert.ok(hovers.some((text) => text.includes('distributed.dashboard.link')));
  });

  test('untitled documents are nobody’s, whatever their name', async () => {
    const texts = { language: 'yaml', content: 'distributed:\n  dashbord: 1\n' };
    const plain = await vscode.workspace.openTextDocument(texts);
    const named = await vscode.workspace.openTextDocument(
      uriOf('other/.dask/config.yaml').with({ scheme: 'untitled' }),
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(named.uri, new vscode.Position(0, 0), texts.content);
    await vscode.workspace.applyEdit(edit);
    for (const document of [plain, named]) {
      await vscode.window.showTextDocument(document);
      assert.equal(await hoversAt(document.uri, new vscode.Position(0, 3)), []);
    }
    // What is checked meanwhile has its findings.
    await counts((await open(CONFIG)).uri, 6);
    assert.equal([...codesOf(plain.uri), ...codesOf(named.uri)], []);
  });

  test('a version in a comparison is silent, and the file beside it speaks', async () => {
    const file = uriOf(CONFIG);
    const text = await textOnDisk(CONFIG);
    for (const scheme of ['git', 'review']) {
      made.push(
        vscode.workspace.registerTextDocumentContentProvider(scheme, {
          provideTextDocumentContent: () => text,
        }),
      );
      const left = file.with({ scheme, query: JSON.stringify({ path: file.path, ref: 'HEAD' }) });
      await vscode.commands.executeCommand('vscode.diff', left, file, `config.yaml (${scheme})`);
      await counts(file, 6);
      const version = await vscode.workspace.openTextDocument(left);
      assert.ok(version.getText().includes('diagnostics-link'));
      assert.equal(codesOf(left), []);
      assert.equal(await hoversAt(left, new vscode.Position(4, 3)), []);
      assert.equal(await lensesOf(left), []);
      assert.ok((await lensesOf(file)).includes('Preview substituted text'));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  test('two editors of one file show its findings once, and closing one keeps them', async () => {
    const document = await open(START);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    await counts(document.uri, 3);
    await edit(document, new vscode.Range(14, 0, 15, 0), '');
    await assert.eventually('the missing hand-over', () =>
      codesOf(document.uri).includes('start/exec-missing'),
    );
    assert.equal(codesOf(document.uri).filter((code) => code === 'start/exec-missing').length, 1);
    await vscode.commands.executeCommand('undo');
    await counts(document.uri, 3);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await later(500);
    assert.equal(codesOf(document.uri).length, 3);
  });

  test('what nobody may write is checked as well', async () => {
    await setting('files', 'readonlyInclude', { '**/start': true });
    const document = await open(START);
    await counts(document.uri, 3);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      document.lineAt(2).range,
    );
    assert.ok(actions.some(({ title }) => title === 'Ignore `start/env-not-read` on this line'));
    assert.equal(document.isDirty, false);
  });

  test('a file that is renamed in the editor takes its part with it', async () => {
    const before = await open(START);
    await counts(before.uri, 3);
    const there = uriOf('binder/start-later');
    cleanUp.push(() => rename(there, before.uri).then(undefined, () => undefined));
    await rename(before.uri, there);
    await assert.eventually('the new name', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.path === there.path),
    );
    await counts(before.uri, 0);
    await counts(there, 0);
    // The template knows that nothing fills its token any more.
    const config = await open(CONFIG);
    await assert.eventually('the token that nobody fills', () =>
      codesOf(config.uri).includes('template/never-filled'),
    );
    await rename(there, before.uri);
    await open(START);
    await counts(before.uri, 3);
    await assert.eventually(
      'the token that is filled',
      () => !codesOf(config.uri).includes('template/never-filled'),
    );
  });

  test('a file that is renamed or deleted on disk while it is open says nothing more, until it is back', async () => {
    const { uri } = await open(START);
    const text = await textOnDisk(START);
    await counts(uri, 3);
    const there = uriOf('binder/start-away');
    cleanUp.push(() => write(START, text));
    await vscode.workspace.fs.rename(uri, there);
    await counts(uri, 0);
    await vscode.workspace.fs.rename(there, uri);
    await open(START);
    await counts(uri, 3);
    await vscode.workspace.fs.delete(uri);
    await counts(uri, 0);
    await write(START, text);
    await open(START);
    await counts(uri, 3);
  });

  test('a file that is gone is gone for a server that is started again, too', async () => {
    const { uri } = await open(START);
    const text = await textOnDisk(START);
    await counts(uri, 3);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    cleanUp.push(() => write(START, text));
    await vscode.workspace.fs.delete(uri);
    const config = await open(CONFIG);
    const isMissed = () => codesOf(config.uri).includes('template/never-filled');
    await assert.eventually('the token that nobody fills', isMissed);
    await vscode.commands.executeCommand('pangeoBinder.restartServer');
    // The editor still has the text, and sends it.
    assert.ok(vscode.workspace.textDocuments.some((document) => document.uri.path === uri.path));
    await assert.eventually('the findings of the other server', () => codesOf(config.uri).length > 0);
    await later(1500);
    assert.ok(isMissed(), codesOf(config.uri).join());
    await write(START, text);
    await open(START);
    await counts(uri, 3);
  });

  test('unsaved text counts, and what is reverted does not', async () => {
    const config = await open(CONFIG);
    const start = await open(START);
    await counts(config.uri, 6);
    await edit(start, new vscode.Range(0, 0, start.lineCount, 0), '#!/bin/bash\nexec "$@"\n');
    await assert.eventually('the token that nobody fills', () =>
      codesOf(config.uri).includes('template/never-filled'),
    );
    await vscode.window.showTextDocument(start);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await counts(config.uri, 6);
    await counts(start.uri, 3);
  });

  test('a file of several megabytes is named, not read, and the others go on', async function () {
    this.timeout(60_000);
    const path = '.config/dask/big.yaml';
    await write(path, `distributed:\n${'  key: value\n'.repeat(500_000)}`);
    cleanUp.push(() => vscode.workspace.fs.delete(uriOf('.config'), { recursive: true }));
    const big = await open(path);
    await assert.eventually(
      'its finding',
      () => codesOf(big.uri).join() === 'repo/too-large',
      Boolean,
      40_000,
    );
    assert.equal(await hoversAt(big.uri, new vscode.Position(0, 3)), []);
    await edit(big, new vscode.Range(3, 2, 3, 2), 'x');
    await counts((await open(CONFIG)).uri, 6);
    assert.equal(codesOf(big.uri), ['repo/too-large']);
  });

  test('switched off, it is silent at once and in everything; switched on, it speaks again', async () => {
    const config = await open(CONFIG);
    const whole = new vscode.Range(0, 0, config.lineCount, 0);
    const on = new vscode.Position(4, 3);
    const said = async (): Promise<string[]> => {
      const ask = async <T>(command: string, ...more: unknown[]): Promise<T[]> =>
        (await vscode.commands.executeCommand<T[] | undefined>(command, config.uri, ...more)) ?? [];
      const list: [string, readonly unknown[]][] = [
        ['findings', codesOf(config.uri)],
        ['hover', await hoversAt(config.uri, on)],
        ['lenses', await lensesOf(config.uri)],
        ['hints', await ask('vscode.executeInlayHintProvider', whole)],
        [
          'definitions',
          await ask(
            'vscode.executeDefinitionProvider',
            config.positionAt(config.getText().indexOf('WORKER_IMAGE') + 2),
          ),
        ],
        [
          'actions',
          (await ask<vscode.CodeAction>('vscode.executeCodeActionProvider', whole)).filter(
            ({ title }) => title.includes('diagnostics-link') || title.includes('Ignore'),
          ),
        ],
        [
          'links',
          (await ask<vscode.DocumentLink>('vscode.executeLinkProvider')).filter(
            ({ target }) => target?.authority === 'kubernetes.dask.org',
          ),
        ],
      ];
      return list.filter(([, found]) => found.length > 0).map(([name]) => name);
    };
    const everything = ['findings', 'hover', 'lenses', 'hints', 'definitions', 'actions', 'links'];
    await assert.eventually('everything', said, (names) => names.join() === everything.join());
    await setting('pangeoBinder', 'enable', false);
    await assert.eventually('silence', () => codesOf(config.uri).length === 0);
    assert.equal(await said(), []);
    await vscode.workspace
      .getConfiguration('pangeoBinder')
      .update('enable', undefined, vscode.ConfigurationTarget.Global);
    await assert.eventually('everything again', said, (names) => names.join() === everything.join());
  });

  test('settings of the folder switch rules and checks off for it', async () => {
    const { uri } = await open(START);
    await counts(uri, 3);
    // The editor refuses to write settings that it has not yet read back from the disk.
    const set = (name: string, value: unknown) =>
      assert.eventually(`${name} in the settings of the folder`, () =>
        vscode.workspace
          .getConfiguration('pangeoBinder', uri)
          .update(name, value, vscode.ConfigurationTarget.WorkspaceFolder)
          .then(
            () => true,
            () => false,
          ),
      );
    cleanUp.push(() => vscode.workspace.fs.delete(uriOf('.vscode'), { recursive: true }));
    await set('rules', { 'start/*': 'off' });
    await assert.eventually('the other family', () => codesOf(uri).join() === 'template/path-wrong-kind');
    await set('enable', false);
    await counts(uri, 0);
    await set('enable', undefined);
    await set('rules', undefined);
    await counts(uri, 3);
  });

  test('no text is formatted', async () => {
    for (const path of [CONFIG, START]) {
      const { uri } = await open(path);
      await counts(uri, path === CONFIG ? 6 : 3);
      for (const command of ['vscode.executeFormatDocumentProvider', 'vscode.executeFormatRangeProvider']) {
        const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
          command,
          uri,
          ...(command.includes('Range') ? [new vscode.Range(0, 0, 3, 0)] : []),
          { tabSize: 4, insertSpaces: true },
        );
        assert.equal(edits ?? [], []);
      }
    }
  });

  test('nothing failed in the log', async () => {
    await vscode.commands.executeCommand('pangeoBinder.showLog');
    const log = await assert.eventually('the log', () =>
      vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'output' && /pangeo[ -]?binder/i.test(uri.path),
      ),
    );
    assert.equal(
      (log?.getText() ?? '')
        .split('\n')
        .filter((line) => /\[error\]|Could not|was left out|TypeError/.test(line)),
      [],
    );
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  async function setting(section: string, name: string, value: unknown): Promise<void> {
    const settings = () => vscode.workspace.getConfiguration(section);
    cleanUp.push(() => settings().update(name, undefined, vscode.ConfigurationTarget.Global));
    await settings().update(name, value, vscode.ConfigurationTarget.Global);
  }
});

/** Each file as it is on disk, and no editor. */
async function revertAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  while (vscode.workspace.textDocuments.some(({ isDirty }) => isDirty)) {
    const [left] = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
    if (left === undefined) break;
    await vscode.window.showTextDocument(left);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    if (!left.isClosed && left.isDirty) break;
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function counts(uri: vscode.Uri, number: number): Promise<void> {
  await assert.eventually(
    `${number} findings in ${uri.path.split('/').at(-1)}`,
    () => codesOf(uri),
    (codes) => codes.length === number,
  );
}

async function edit(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(change);
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(change), 'the file is renamed');
}

async function hoversAt(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers.flatMap(({ contents }) =>
    contents.map((content) => (typeof content === 'string' ? content : content.value)),
  );
}

async function lensesOf(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    20,
  );
  return lenses.flatMap(({ command }) => (command === undefined ? [] : [command.title]));
}

function later(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
