import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionList, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess, uriOf } from '../support/client.ts';

const CONFIG = '.config/dask/dask.yaml';

async function withClient(use: (client: EditorClient) => Promise<void>, params = {}): Promise<void> {
  const client = inProcess({});
  try {
    await client.initialize(params);
    await use(client);
  } finally {
    client.stop();
  }
}

function hover(client: EditorClient, uri: string, line: number, character: number): Promise<Hover | null> {
  return client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line, character },
  });
}

function complete(
  client: EditorClient,
  uri: string,
  line: number,
  character: number,
  context?: object,
): Promise<CompletionList | null> {
  return client.connection.sendRequest('textDocument/completion', {
    textDocument: { uri },
    position: { line, character },
    ...(context === undefined ? {} : { context }),
  });
}

function text(found: Hover | null): string {
  return (found?.contents as MarkupContent | undefined)?.value ?? '';
}

describe('hover and completion', () => {
  test('are announced', async () => {
    const client = inProcess({});
    try {
      const { capabilities } = await client.initialize();
      assert.equal(capabilities.hoverProvider, true);
      assert.deepEqual(capabilities.completionProvider?.triggerCharacters, [
        ' ',
        '-',
        '{',
        '$',
        '/',
        '|',
        '=',
      ]);
    } finally {
      client.stop();
    }
  });

  test('a key is described where it stands', () =>
    withClient(async (client) => {
      const uri = await client.open(CONFIG, 'distributed:\n  dashboard:\n    link: x\n');
      const found = await hover(client, uri, 2, 5);
      assert.ok(found);
      assert.deepEqual(found.range, { start: { line: 2, character: 4 }, end: { line: 2, character: 8 } });
      const { kind, value } = found.contents as MarkupContent;
      assert.equal(kind, 'markdown');
      assert.match(value, /^\*\*`distributed\.dashboard\.link`\*\*/);
      assert.equal(await hover(client, uri, 900, 5), null);
    }));

  test('keys are offered in the text as it is now', () =>
    withClient(async (client) => {
      const uri = await client.open(CONFIG, '');
      await client.replace(uri, 'distributed:\n  dash');
      const found = await complete(client, uri, 1, 6);
      const item = found?.items.find(({ label }) => label === 'dashboard');
      assert.equal(found?.isIncomplete, false);
      assert.deepEqual(item?.textEdit, {
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } },
        newText: 'dashboard:\n    ',
      });
      assert.equal(item?.insertTextMode, 1);
    }));

  test('amounts are asked for again', () =>
    withClient(async (client) => {
      const uri = await client.open(CONFIG, 'distributed:\n  admin:\n    tick:\n      limit: 5');
      const found = await complete(client, uri, 3, 14);
      assert.equal(found?.isIncomplete, true);
      assert.equal(
        found.items.some(({ label }) => label === '5s'),
        true,
      );
    }));

  test('a blank offers values, but not while a line is indented', () =>
    withClient(async (client) => {
      const uri = await client.open(CONFIG, 'multiprocessing:\n  context: \n  ');
      const blank = { triggerKind: 2, triggerCharacter: ' ' };
      assert.equal((await complete(client, uri, 1, 11, blank))?.items[0]?.label, 'spawn');
      assert.deepEqual((await complete(client, uri, 2, 2, blank))?.items, []);
    }));

  test('nothing in other files, in files that are not open, and when switched off', async () => {
    await withClient(async (client) => {
      const script = await client.open('binder/postBuild', '#!/bin/bash\npip list\n');
      assert.equal(await hover(client, script, 1, 1), null);
      assert.deepEqual((await complete(client, script, 1, 1))?.items, []);
      assert.equal(await hover(client, uriOf(CONFIG), 0, 0), null);
      assert.equal(await complete(client, uriOf(CONFIG), 0, 0), null);
    });
    await withClient(
      async (client) => {
        const uri = await client.open(CONFIG, 'distributed:\n');
        assert.equal(await hover(client, uri, 0, 3), null);
      },
      { initializationOptions: { settings: { enable: false } } },
    );
  });

  test('a start script: its seds, its variables, and files of folders that nobody asked for before', async () => {
    const client = inProcess({ 'binder/ws.json': '{"id": "WORKSPACE_ID"}\n', 'notebooks/a.ipynb': '{}\n' });
    try {
      await client.initialize();
      const uri = await client.open(
        'binder/start',
        '#!/bin/bash\nsed -i "s|WORKSPACE_ID|${JUPYTERHUB_USER}|" binder/ws.json\ncp notebooks/\nexec "$@"\n',
      );
      const sed = await hover(client, uri, 1, 12);
      assert.match(text(sed), /one line of `binder\/ws\.json` will be different/);
      const user = await hover(client, uri, 1, 30);
      assert.match(text(user), /set by JupyterHub\n\n- On mybinder\.org, for example/);
      const files = await complete(client, uri, 2, 13);
      assert.deepEqual(
        files?.items.map(({ label, kind }) => [label, kind]),
        [['a.ipynb', 17]],
      );
    } finally {
      client.stop();
    }
  });
});
