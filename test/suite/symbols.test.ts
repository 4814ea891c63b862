import * as vscode from 'vscode';
import * as assert from './assert.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';

suite('Symbols, lenses, hints and links', () => {
  // Whatever was edited before, each test sees the files as they are on disk, and so does the server.
  setup(revert);
  teardown(revert);

  test('a token leads to the sed that fills it, and back', async () => {
    const config = await open(CONFIG);
    const start = await open(START);
    const there = await definitions(config.uri, on(config, 'WORKER_IMAGE'));
    assert.equal(there, [`${START} 12`]);
    const back = await definitions(start.uri, on(start, 'WORKER_IMAGE'));
    assert.equal(back, [`${CONFIG} 23`]);
  });

  test('references and highlights of a token', async () => {
    const config = await open(CONFIG);
    const references = await assert.eventually(
      'the references',
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          config.uri,
          on(config, 'WORKER_IMAGE'),
        ),
      (list) => list.length === 2,
    );
    assert.equal(references.map(({ uri }) => relative(uri)).sort(), [CONFIG, START]);
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      config.uri,
      on(config, 'WORKER_IMAGE'),
    );
    assert.ok(highlights.some(({ range }) => config.getText(range) === 'WORKER_IMAGE'));
  });

  test('a rename changes both files in one edit, and is undone to the byte', async () => {
    const config = await open(CONFIG);
    const start = await open(START);
    const before = [config.getText(), start.getText()];
    const edit = await assert.eventually('the rename', () =>
      vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        config.uri,
        on(config, 'WORKER_IMAGE'),
        'DASK_IMAGE',
      ),
    );
    assert.equal(
      edit
        .entries()
        .map(([uri]) => relative(uri))
        .sort(),
      [CONFIG, START],
    );
    await vscode.workspace.applyEdit(edit);
    assert.match(config.getText(), /image: DASK_IMAGE/);
    assert.match(start.getText(), /s\|DASK_IMAGE\|/);
    // One step back undoes the edit in both files, or in the one that is shown.
    for (const [i, document] of [config, start].entries()) {
      if (document.getText() === before[i]) continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
    }
    await assert.eventually(
      'the texts as they were',
      () => [config.getText(), start.getText()].join('\0'),
      (texts) => texts === before.join('\0'),
    );
  });

  test('a rename is refused with the reason', async () => {
    const config = await open(CONFIG);
    await definitions(config.uri, on(config, 'WORKER_IMAGE'));
    const refused = await vscode.commands
      .executeCommand('vscode.executeDocumentRenameProvider', config.uri, on(config, 'WORKER_IMAGE'), 'a b')
      .then(
        () => 'renamed',
        (error: unknown) => String(error),
      );
    assert.match(refused, /Letters, digits/);
  });

  test('a token says what it becomes', async () => {
    const config = await open(CONFIG);
    const text = await assert.eventually('the hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        config.uri,
        on(config, 'WORKER_IMAGE'),
      );
      return hovers
        .flatMap(({ contents }) =>
          contents.map((content) => (typeof content === 'string' ? content : content.value)),
        )
        .find((value) => value.includes('WORKER_IMAGE'));
    });
    assert.match(text ?? '', /On mybinder\.org it becomes `oci\.2i2c/);
  });

  test('lenses offer commands that there are, above the lines that they are about', async () => {
    const config = await open(CONFIG);
    const known = new Set(await vscode.commands.getCommands(true));
    const lenses = await assert.eventually(
      'the lenses',
      () =>
        vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', config.uri, 10),
      (list) => list.some(({ command }) => command?.title === 'Preview substituted text'),
    );
    for (const { command } of lenses) assert.ok(known.has(command?.command ?? ''), command?.title);
    const preview = lenses.find(({ command }) => command?.title === 'Preview substituted text');
    assert.match(config.lineAt(preview?.range.start.line ?? 0).text, /image: WORKER_IMAGE/);
    const [file] = preview?.command?.arguments ?? [];
    await vscode.commands.executeCommand(preview?.command?.command ?? '', file);
    await assert.eventually('the preview', () =>
      vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === 'pangeo-binder-preview'),
    );
  });

  test('hints show the value behind the token', async () => {
    const config = await open(CONFIG);
    const whole = new vscode.Range(0, 0, config.lineCount, 0);
    const hints = await assert.eventually(
      'the hint',
      () =>
        vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          config.uri,
          whole,
        ),
      (list) => list.length > 0,
    );
    assert.match(String(hints[0]?.label), /→ oci\.2i2c/);
  });

  test('links lead from the script to the file, and from a section to its documentation', async () => {
    const start = await open(START);
    const inScript = await assert.eventually('the link', () => links(start.uri, (to) => to.endsWith(CONFIG)));
    assert.equal(inScript.length > 0, true);
    const config = await open(CONFIG);
    await assert.eventually('the page', () => links(config.uri, (to) => to.includes('kubernetes.dask.org')));
  });

  test('outline, folding and selection, while no other extension gives them', async () => {
    const start = await open(START);
    const symbols = await assert.eventually(
      'the outline',
      () =>
        vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
          'vscode.executeDocumentSymbolProvider',
          start.uri,
        ),
      (list) => (list?.length ?? 0) > 0,
    );
    assert.equal(
      symbols.map(({ name }) => name),
      [
        'DASK_DISTRIBUTED__DIAGNOSTICS_LINK',
        'DASK_KUBERNETES__WORKER_TEMPLATE_PATH',
        'DASK_KUBERNETES__WORKER_NAME',
      ],
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      start.uri,
    );
    assert.ok(folds.some((fold) => fold.start === 8));
    const [selection] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      start.uri,
      [on(start, '|WORKER_IMAGE')],
    );
    assert.ok(selection?.parent);
  });
});

async function revert(): Promise<void> {
  for (const path of [CONFIG, START]) {
    await open(path);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function open(path: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** A place within the first occurrence of a text. */
function on(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at + 2);
}

function relative(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

/** `path line`, counted from 1. */
async function definitions(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const found = await assert.eventually(
    'the definition',
    () =>
      vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        uri,
        position,
      ),
    (list) => list.length > 0,
  );
  return found.map((one) =>
    'targetUri' in one
      ? `${relative(one.targetUri)} ${one.targetRange.start.line + 1}`
      : `${relative(one.uri)} ${one.range.start.line + 1}`,
  );
}

async function links(uri: vscode.Uri, accepts: (target: string) => boolean): Promise<vscode.DocumentLink[]> {
  const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    uri,
    50,
  );
  return found.filter(({ target }) => target !== undefined && accepts(target.toString(true)));
}
