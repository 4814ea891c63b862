import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess } from '../support/client.ts';

const MARK = '\uFEFF';
const SCRIPT = '#!/bin/bash\nexec $@\n';
const CONFIG = 'distributed:\n  logging:\n    café: info\n';
const COMMAND = 'workbench.action.editor.changeEncoding';

/** A UTF-16 file as editors write it, with a byte order mark. */
function utf16(text: string): Uint8Array {
  return new Uint8Array(
    new Uint16Array([0xfeff, ...text.split('').map((char) => char.charCodeAt(0))]).buffer,
  );
}

function latin1(text: string): Uint8Array {
  return new Uint8Array([...text].map((char) => char.charCodeAt(0)));
}

function shown(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ code, range: { start, end } }) =>
      `${start.line}:${start.character}-${end.line === start.line ? '' : `${end.line}:`}${end.character} ${code}`,
  );
}

async function withFile<T>(
  path: string,
  content: string | Uint8Array,
  use: (client: EditorClient) => Promise<T>,
): Promise<T> {
  const client = inProcess({ 'binder/environment.yml': 'dependencies: [dask]\n', [path]: content });
  try {
    await client.initialize({ initializationOptions: { commands: [COMMAND] } });
    return await use(client);
  } finally {
    client.stop();
  }
}

/** What an editor that decodes files itself is told of one. */
function found(path: string, content: string | Uint8Array, text: string): Promise<string[]> {
  return withFile(path, content, async (client) =>
    shown(await client.diagnostics(await client.open(path, text))),
  );
}

function actions(path: string, content: string | Uint8Array, text: string): Promise<CodeAction[]> {
  return withFile(path, content, async (client) => {
    const at = { line: 0, character: 0 };
    const uri = await client.open(path, text);
    return client.codeActions(uri, { start: at, end: at });
  });
}

describe('a byte order mark that the editor does not show', () => {
  test('stands before the script all the same, and places count without it', async () => {
    assert.deepEqual(await found('binder/start', `${MARK}${SCRIPT}`, SCRIPT), [
      '0:0-11 start/shebang-missing',
      '1:0-7 start/exec-args',
    ]);
  });

  test('places of an editor that shows it count with it', async () => {
    assert.deepEqual(await found('binder/start', `${MARK}${SCRIPT}`, `${MARK}${SCRIPT}`), [
      '0:0-12 start/shebang-missing',
      '1:0-7 start/exec-args',
    ]);
  });

  test('is harmless in a configuration, whose first line is where it was', async () => {
    assert.deepEqual(
      await found('.config/dask/dask.yaml', `${MARK}distribted:\n  a: 1\n`, 'distribted:\n  a: 1\n'),
      ['0:0-10 dask/unknown-key'],
    );
  });

  test('goes when the file is saved without it', () =>
    withFile('binder/start', `${MARK}#!/bin/bash\nexec "$@"\n`, async (client) => {
      const uri = await client.open('binder/start', '#!/bin/bash\nexec "$@"\n');
      assert.deepEqual(shown(await client.diagnostics(uri)), ['0:0-11 start/shebang-missing']);
      client.files.write('binder/start', '#!/bin/bash\nexec "$@"\n');
      await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
      await client.until(() => client.published.get(uri)?.at(-1)?.diagnostics.length === 0 || undefined);
    }));

  test('cannot be removed by an edit, so that the encoding is to be chosen', async () => {
    const offered = await actions('binder/start', `${MARK}${SCRIPT}`, SCRIPT);
    assert.deepEqual(
      offered.map(({ title, command, edit }) => [title, command?.command, edit]),
      [['Choose "Save with Encoding", then "UTF-8"...', COMMAND, undefined]],
    );
  });

  test('is removed in an editor that shows it', async () => {
    const offered = await actions('binder/start', `${MARK}${SCRIPT}`, `${MARK}${SCRIPT}`);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Begin with `#!/bin/bash`'],
    );
  });

  test('all other safe fixes are made', () =>
    withFile('binder/start', `${MARK}${SCRIPT}`, async (client) => {
      const uri = await client.open('binder/start', SCRIPT);
      const at = { line: 0, character: 0 };
      const [all] = await client.codeActions(uri, { start: at, end: at }, ['source.fixAll']);
      assert.deepEqual(all?.edit?.documentChanges, [
        {
          textDocument: { uri, version: 1 },
          edits: [
            {
              range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
              newText: 'exec "$@"\n',
            },
          ],
        },
      ]);
    }));

  test('stays where it is when its line is written anew', () =>
    withFile('.config/dask/dask.yaml', `${MARK}distribted: {}\n`, async (client) => {
      const uri = await client.open('.config/dask/dask.yaml', 'distribted: {}\n');
      const at = { line: 0, character: 0 };
      const edits = (await client.codeActions(uri, { start: at, end: at }, ['quickfix', 'source.fixAll']))
        .flatMap(({ edit }) => edit?.documentChanges ?? [])
        .flatMap((change) => ('edits' in change ? change.edits : []));
      assert.ok(edits.length > 0);
      for (const edit of edits) {
        assert.equal(edit.range.start.character, 0);
        assert.equal(JSON.stringify(edit).includes(MARK), false);
      }
    }));

  test('is a part of the first line at launch', () =>
    withFile(
      'binder/start',
      '#!/bin/bash\nsed -i "s/^name/other/" binder/site.json\nexec "$@"\n',
      async (client) => {
        client.files.write('binder/site.json', `${MARK}name\n`);
        await client.open(
          'binder/start',
          '#!/bin/bash\nsed -i "s/^name/other/" binder/site.json\nexec "$@"\n',
        );
        const uri = await client.open('binder/site.json', 'name\n');
        assert.deepEqual((await client.preview(uri))?.targets, []);
      },
    ));
});

describe('a file in another encoding', () => {
  test('is a script that nothing can start when it is UTF-16', async () => {
    assert.deepEqual(await found('binder/start', utf16(SCRIPT), SCRIPT), ['0:0-1 start/syntax']);
    const offered = await actions('binder/start', utf16(SCRIPT), SCRIPT);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Choose "Save with Encoding", then "UTF-8"...'],
    );
  });

  test('is a configuration that Dask cannot read', async () => {
    for (const [bytes, text] of [
      [utf16(CONFIG), CONFIG],
      [latin1(CONFIG), CONFIG],
      // Read as UTF-8 in spite of it.
      [latin1(CONFIG), CONFIG.replace('é', '\uFFFD')],
    ] as const)
      assert.deepEqual(await found('.config/dask/dask.yaml', bytes, text), ['0:0-1 yaml/syntax']);
  });

  test('is a script like any other when its bytes are', async () => {
    const text = '#!/bin/bash\n# café\nexec $@\n';
    assert.deepEqual(await found('binder/start', latin1(text), text), ['2:0-7 start/exec-args']);
  });
});
