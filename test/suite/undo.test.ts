import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { codesOf, open, uriOf } from './workspace.ts';

const MADE = ['.config/dask/distributed.yaml', 'binder/environment.yml'];

suite('What is done to the whole repository is undone to the byte', () => {
  setup(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('all safe fixes', async function () {
    this.timeout(60_000);
    const before = await snapshot();
    await open('.dask/config.yaml');
    await assert.eventually('the findings', () => codesOf(uriOf('.dask/config.yaml')).length === 6);
    // A window that has just opened may not offer actions yet; to fix everything twice changes nothing more.
    await assert.eventually('the fixes', async () => {
      await vscode.commands.executeCommand('editor.action.sourceAction', {
        kind: 'source.fixAll.pangeoBinder',
        apply: 'first',
      });
      return vscode.window.activeTextEditor?.document.isDirty === true;
    });
    await vscode.workspace.saveAll(true);
    assert.ok((await snapshot()).get('.dask/config.yaml') !== before.get('.dask/config.yaml'));
    await undoneIn(['.dask/config.yaml'], before);
  });

  test('Modernize Repository', async function () {
    this.timeout(60_000);
    const paths = ['.dask/config.yaml', 'binder/start'];
    const before = await snapshot();
    for (const path of paths) await open(path);
    await confirming(paths.length, vscode.commands.executeCommand('pangeoBinder.modernize'));
    await vscode.workspace.saveAll(true);
    const after = await snapshot();
    assert.equal([...after.keys()].filter((path) => after.get(path) !== before.get(path)).sort(), paths);
    // What is left needs a person: which cluster, which name.
    await assert.eventually(
      'what is left',
      () => paths.map((path) => codesOf(uriOf(path)).sort()),
      (left) => JSON.stringify(left) === '[["dask/worker-template-not-read"],["start/env-not-read"]]',
    );
    await undoneIn(paths, before);
  });

  test('Initialize Repository', async function () {
    this.timeout(60_000);
    // What the command makes must not be there from before, also when an earlier test ended badly.
    for (const path of MADE) await vscode.workspace.fs.delete(uriOf(path)).then(undefined, () => undefined);
    const before = await snapshot();
    // The editor tells some time later that a file is gone; until then it is left alone as one that exists.
    await assert.eventually(
      'the files',
      async () => {
        await initialize();
        return [...(await snapshot()).keys()].filter((path) => !before.has(path)).sort();
      },
      (made) => made.join() === MADE.join(),
      30_000,
    );
    await undoneIn(MADE, before);
    // A folder that was made for a file stays, and is empty.
    await vscode.workspace.fs.delete(uriOf('.config'), { recursive: true }).then(undefined, () => undefined);
  });

  async function undoneIn(paths: readonly string[], before: ReadonlyMap<string, string>): Promise<void> {
    await assert.eventually(
      'the files as they were',
      async () => {
        for (const path of paths) {
          if (!(await snapshot()).has(path)) continue;
          const document = await open(path);
          await vscode.commands.executeCommand('undo');
          if (document.isDirty) await document.save();
        }
        const now = await snapshot();
        return [...now.entries()].sort().join('\n') === [...before.entries()].sort().join('\n');
      },
      Boolean,
      40_000,
    );
  }
});

/** Confirms the edits of each file in the list that a command shows, as a person does with the keyboard. */
async function confirming(files: number, command: Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = command.then(() => {
    ended = true;
  });
  while (!ended) {
    await later(2000); // nothing tells that the list is there; to confirm in an empty one does nothing
    if (ended) break;
    await vscode.commands.executeCommand('refactorPreview.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    await vscode.commands.executeCommand('list.collapseAll');
    for (let i = 0; i < files; i++) {
      await vscode.commands.executeCommand('refactorPreview.toggleCheckedState');
      await vscode.commands.executeCommand('list.focusDown');
    }
    await vscode.commands.executeCommand('refactorPreview.apply');
  }
  await end;
}

/** Takes what the command proposes first. */
async function initialize(): Promise<void> {
  let ended = false;
  const end = vscode.commands.executeCommand('pangeoBinder.initializeRepository').then(() => {
    ended = true;
  });
  while (!ended) {
    await later(200);
    if (!ended) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  await end;
}

/** Every file of the repository and its bytes, by path. */
async function snapshot(folder = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [name, type] of await vscode.workspace.fs.readDirectory(uriOf(folder))) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (type === vscode.FileType.Directory)
      for (const [at, bytes] of await snapshot(path)) found.set(at, bytes);
    else found.set(path, String(await vscode.workspace.fs.readFile(uriOf(path))));
  }
  return found;
}

function later(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
