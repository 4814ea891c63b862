import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { inProcess, uriOf } from '../support/client.ts';

const START = '#!/bin/bash\npip install foo\nexec "$@"\n';
const POST_BUILD = '#!/bin/bash\nset -e\n';

/** The action whose title begins so, for a client with such abilities. */
async function action(
  files: Readonly<Record<string, string>>,
  path: string,
  line: number,
  title: string,
  workspaceEdit: object | undefined,
): Promise<CodeAction | undefined> {
  const client = inProcess(files);
  try {
    await client.initialize({
      capabilities: workspaceEdit === undefined ? {} : { workspace: { workspaceEdit } },
    });
    const uri = await client.open(path, files[path] ?? '', 'shellscript');
    const at = { line, character: 0 };
    const actions = await client.codeActions(uri, { start: at, end: at });
    return actions.find((one) => one.title.startsWith(title));
  } finally {
    client.stop();
  }
}

const removal = {
  range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
  newText: '',
};
const start = uriOf('binder/start');
const postBuild = uriOf('binder/postBuild');
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

describe('fixes of several files', () => {
  test('a file is made where the client can, before its text is put in', async () => {
    const found = await action({ 'binder/start': START }, 'binder/start', 1, 'Move it', {
      documentChanges: true,
      resourceOperations: ['create'],
    });
    assert.deepEqual(found?.edit, {
      documentChanges: [
        { textDocument: { uri: start, version: 1 }, edits: [removal] },
        { kind: 'create', uri: postBuild, options: { ignoreIfExists: true } },
        {
          textDocument: { uri: postBuild, version: null },
          edits: [{ range, newText: '#!/bin/bash\nset -e\n\npip install foo\n' }],
        },
      ],
    });
  });

  test('and not offered where it cannot', async () => {
    for (const abilities of [
      undefined,
      { documentChanges: true },
      { documentChanges: true, resourceOperations: ['rename'] },
    ])
      assert.equal(
        await action({ 'binder/start': START }, 'binder/start', 1, 'Move it', abilities),
        undefined,
      );
  });

  test('a plain client edits both files when both are there', async () => {
    const files = { 'binder/start': START, 'binder/postBuild': POST_BUILD };
    const found = await action(files, 'binder/start', 1, 'Move it', undefined);
    const at = { line: 2, character: 0 };
    assert.deepEqual(found?.edit, {
      changes: {
        [start]: [removal],
        [postBuild]: [{ range: { start: at, end: at }, newText: 'pip install foo\n' }],
      },
    });
  });

  test('both are shown before anything is changed, where the client can show them', async () => {
    const found = await action({ 'binder/start': START }, 'binder/start', 1, 'Move it', {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: {},
    });
    assert.deepEqual(found?.edit?.changeAnnotations, {
      fix: { label: 'Move it to `binder/postBuild`', needsConfirmation: true },
    });
    assert.deepEqual(
      found?.edit?.documentChanges?.map((change) =>
        'kind' in change
          ? change.annotationId
          : change.edits.map((edit) => 'annotationId' in edit && edit.annotationId),
      ),
      [['fix'], 'fix', ['fix']],
    );
  });

  test('a file is moved where the client can', async () => {
    const files = { start: '#!/bin/bash\nexec "$@"\n', 'binder/environment.yml': 'dependencies: [dask]\n' };
    const renames = { documentChanges: true, resourceOperations: ['rename'] };
    assert.deepEqual((await action(files, 'start', 0, 'Move it', renames))?.edit?.documentChanges, [
      { kind: 'rename', oldUri: uriOf('start'), newUri: start, options: { overwrite: false } },
    ]);
    assert.equal(await action(files, 'start', 0, 'Move it', { documentChanges: true }), undefined);
  });

  test('fixes of one file are for every client', async () => {
    const files = { 'binder/start': '#!/bin/bash\nexec $@\n' };
    const found = await action(files, 'binder/start', 1, 'Write', undefined);
    const word = { start: { line: 1, character: 5 }, end: { line: 1, character: 7 } };
    assert.deepEqual(found?.edit, { changes: { [start]: [{ range: word, newText: '"$@"' }] } });
  });
});
