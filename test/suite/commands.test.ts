import * as vscode from 'vscode';
import * as assert from './assert.ts';

const MADE = ['binder/environment.yml', '.config/dask/distributed.yaml'];

suite('Commands', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('Initialize Repository makes what is missing and leaves what is there', async () => {
    const before = await textOf('binder/start');
    try {
      await accepting(vscode.commands.executeCommand('pangeoBinder.initializeRepository'));
      for (const path of MADE) assert.ok((await textOf(path)).length > 0, path);
      assert.equal(await textOf('binder/start'), before);
      const page = await assert.eventually('the page that says so', () =>
        tabs().find(({ scheme }) => scheme === 'pangeo-binder-sheet'),
      );
      assert.ok(page);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
      assert.match(text, /^- Made `binder\/environment\.yml`\.$/m);
      assert.match(text, /^- Left `binder\/start`: it exists\./m);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(uriOf('binder/environment.yml'));
      await vscode.workspace.fs.delete(uriOf('.config'), { recursive: true });
    }
  });

  test('Choose Launch changes the setting, and the preview follows', async () => {
    const settings = () => vscode.workspace.getConfiguration('pangeoBinder');
    await vscode.window.showTextDocument(uriOf('.dask/config.yaml'));
    await vscode.commands.executeCommand('pangeoBinder.previewTemplate', uriOf('.dask/config.yaml'));
    // The comparison is made anew under its new title, so its document is looked for each time.
    const preview = () =>
      vscode.workspace.textDocuments.find(
        ({ uri, isClosed }) => uri.scheme === 'pangeo-binder-preview' && !isClosed,
      );
    const right = await assert.eventually('the preview', preview);
    assert.ok(right);
    await assert.eventually('the lens', async () =>
      (await lenses(right.uri)).includes('Launch: mybinder.org'),
    );
    try {
      const chosen = vscode.commands.executeCommand('pangeoBinder.chooseProfile', right.uri);
      await later(1500);
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await accepting(chosen);
      assert.equal(settings().get('launch.profile'), 'pangeo-binder-2020');
      await assert.eventually('the values of the other hub', () =>
        /image: gcr\.io\/\S+:[0-9a-f]{40}/.test(preview()?.getText() ?? ''),
      );
      await assert.eventually('the lens', async () =>
        (await lenses(right.uri)).includes('Launch: Pangeo-like hub'),
      );
    } finally {
      await settings().update('launch.profile', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('a hover in the preview says which line changed the text, and where the value came from', async () => {
    await vscode.commands.executeCommand('pangeoBinder.previewTemplate', uriOf('.dask/config.yaml'));
    const right = await assert.eventually('the preview', () =>
      vscode.workspace.textDocuments.find(
        ({ uri, isClosed }) =>
          uri.scheme === 'pangeo-binder-preview' && uri.path.endsWith('/.dask/config.yaml') && !isClosed,
      ),
    );
    assert.ok(right);
    const at = right.positionAt(right.getText().indexOf('image: ') + 'image: '.length + 2);
    const text = await assert.eventually('the hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        right.uri,
        at,
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map((content) => (typeof content === 'string' ? content : content.value)),
        )
        .find((value) => value.includes('binder/start:12'));
    });
    assert.match(text ?? '', /sed -i -e "s\|WORKER_IMAGE\|/);
    assert.match(text ?? '', /`JUPYTER_IMAGE_SPEC` is `\S+:[0-9a-f]{40}`, from profile mybinder\.org\./);
  });

  test('the preview of a file that the script makes stands alone, with what it says of other launches above it', async () => {
    const script = await vscode.workspace.openTextDocument(uriOf('binder/start'));
    await vscode.window.showTextDocument(script);
    const change = new vscode.WorkspaceEdit();
    change.replace(
      script.uri,
      new vscode.Range(1, 0, 14, 0),
      'fill() { echo "bucket: $1/${JUPYTERHUB_USER}"; }\nfill gs://scratch > binder/made.yaml\n',
    );
    await vscode.workspace.applyEdit(change);
    try {
      await vscode.commands.executeCommand('pangeoBinder.previewTemplate', script.uri);
      const made = await assert.eventually('the preview', () =>
        vscode.workspace.textDocuments.find(
          ({ uri }) => uri.scheme === 'pangeo-binder-preview' && uri.path.endsWith('/binder/made.yaml'),
        ),
      );
      assert.ok(made);
      await assert.eventually('the text', () => /^bucket: gs:\/\/scratch\/\S+$/m.test(made.getText()));
      await assert.eventually('the lens', async () =>
        (await lenses(made.uri)).includes('Launch: mybinder.org'),
      );
    } finally {
      await vscode.window.showTextDocument(script);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  test('the preview follows a file that lies anywhere, while one types', async () => {
    const file = uriOf('conf/site.json');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{"image": "TOKEN"}\n'));
    const script = await vscode.workspace.openTextDocument(uriOf('binder/start'));
    await vscode.window.showTextDocument(script);
    const change = new vscode.WorkspaceEdit();
    change.insert(script.uri, new vscode.Position(1, 0), 'sed -i "s|TOKEN|filled|" conf/site.json\n');
    await vscode.workspace.applyEdit(change);
    try {
      await vscode.commands.executeCommand('pangeoBinder.previewTemplate', file);
      const right = await assert.eventually('the preview', () =>
        vscode.workspace.textDocuments.find(
          ({ uri }) => uri.scheme === 'pangeo-binder-preview' && uri.path.endsWith('/conf/site.json'),
        ),
      );
      assert.ok(right);
      await assert.eventually('the text', () => right.getText().includes('"filled"'));
      const edit = new vscode.WorkspaceEdit();
      edit.replace(file, new vscode.Range(0, 2, 0, 7), 'other');
      await vscode.workspace.applyEdit(edit);
      await assert.eventually('what is typed', () => right.getText().includes('{"other": "filled"}'));
    } finally {
      await vscode.workspace.saveAll();
      await vscode.window.showTextDocument(script);
      const back = new vscode.WorkspaceEdit();
      back.delete(script.uri, new vscode.Range(1, 0, 2, 0));
      await vscode.workspace.applyEdit(back);
      await script.save();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(uriOf('conf'), { recursive: true });
    }
  });

  test('Show Launch Report opens a page that tells the story of the launch', async () => {
    await vscode.window.showTextDocument(uriOf('binder/start'));
    await vscode.commands.executeCommand('pangeoBinder.showLaunchReport');
    const page = await assert.eventually('the page', () =>
      tabs().find(({ scheme }) => scheme === 'pangeo-binder-page'),
    );
    assert.ok(page);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    assert.match(text, /^# The launch of `binder\/start`$/m);
    assert.match(text, /line 12: .* changes `\.dask\/config\.yaml`/);
  });

  test('Show What Dask Will See and Show Worker Pod open texts that follow the configuration', async () => {
    const config = await vscode.workspace.openTextDocument(uriOf('.dask/config.yaml'));
    await vscode.window.showTextDocument(config);
    await vscode.commands.executeCommand('pangeoBinder.showEffectiveConfiguration');
    const page = await assert.eventually('the page', () =>
      vscode.workspace.textDocuments.find(
        ({ uri, isClosed }) =>
          uri.scheme === 'pangeo-binder-page' && uri.path.endsWith('/What Dask Will See.yaml') && !isClosed,
      ),
    );
    assert.ok(page);
    assert.equal(page.languageId, 'yaml');
    await assert.eventually('what Dask does not read', () => page.getText().includes('.dask/config.yaml'));
    const before = page.getText();
    const script = await vscode.workspace.openTextDocument(uriOf('binder/start'));
    const change = new vscode.WorkspaceEdit();
    change.insert(script.uri, new vscode.Position(1, 0), 'export DASK_ARRAY__CHUNK_SIZE=64MiB\n');
    await vscode.workspace.applyEdit(change);
    try {
      await assert.eventually('the value of the script', () =>
        /chunk[-_]size: ["']?64MiB/.test(page.getText()),
      );
      assert.ok(!/chunk[-_]size: ["']?64MiB/.test(before));
    } finally {
      await vscode.window.showTextDocument(script);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('pangeoBinder.showWorkerPod', uriOf('.dask/config.yaml'));
    await assert.eventually('the pod', () =>
      tabs().some(({ path }) => path === '/worker-pod/Worker Pod.yaml'),
    );
  });

  test('Copy Badge copies the one of the remote and the branch', async () => {
    const git = (name: string, text: string) =>
      vscode.workspace.fs.writeFile(uriOf(`.git/${name}`), new TextEncoder().encode(text));
    await vscode.workspace.fs.createDirectory(uriOf('.git'));
    await git('HEAD', 'ref: refs/heads/main\n');
    await git('config', '[remote "origin"]\n\turl = git@github.com:me/glaciers.git\n');
    try {
      await vscode.window.showTextDocument(uriOf('binder/start'));
      await vscode.commands.executeCommand('pangeoBinder.copyBadge');
      assert.equal(
        await vscode.env.clipboard.readText(),
        '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/me/glaciers/main)',
      );
      await vscode.commands.executeCommand('pangeoBinder.copyLaunchLink');
      assert.equal(await vscode.env.clipboard.readText(), 'https://mybinder.org/v2/gh/me/glaciers/main');
    } finally {
      await vscode.workspace.fs.delete(uriOf('.git'), { recursive: true });
    }
  });

  test('Modernize Repository shows its edits for a person to choose from', async () => {
    const before = await textOf('binder/start');
    await vscode.window.showTextDocument(uriOf('binder/start'));
    const done = vscode.commands.executeCommand('pangeoBinder.modernize');
    await later(2500);
    assert.equal(await textOf('binder/start'), before, 'nothing is changed before somebody agrees');
    await vscode.commands.executeCommand('refactorPreview.discard');
    await done;
    const page = await assert.eventually('what needs a person', () =>
      tabs().find(({ scheme }) => scheme === 'pangeo-binder-sheet'),
    );
    assert.ok(page);
    assert.match(
      new TextDecoder().decode(await vscode.workspace.fs.readFile(page)),
      /^- \[\.dask\/config\.yaml\]\(.*\): dask-kubernetes 2024\.5\.0 and later has no classic/m,
    );
    assert.equal(await textOf('binder/start'), before);
  });
});

/** Accepts what is asked until the command has ended. */
async function accepting(command: Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = Promise.resolve(command).finally(() => {
    ended = true;
  });
  while (!ended) {
    await later(200);
    if (!ended) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  await end;
}

async function lenses(uri: vscode.Uri): Promise<string[]> {
  // There is no answer while the document is not open.
  const found = await vscode.commands
    .executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri)
    .then(undefined, () => []);
  return found.map(({ command }) => command?.title ?? '');
}

function tabs(): vscode.Uri[] {
  return vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.flatMap(({ input }) =>
      typeof input === 'object' && input !== null && 'uri' in input && input.uri instanceof vscode.Uri
        ? [input.uri]
        : [],
    ),
  );
}

function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}

async function textOf(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(path)));
}

function later(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
