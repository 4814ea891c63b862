import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  DocumentHighlight,
  Location,
  LocationLink,
  Position,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess, uriOf } from '../support/client.ts';

const TEMPLATE = 'worker-template.yaml';
const template = `kind: Pod
spec:
  containers:
    - name: dask-worker
      image: WORKER_IMAGE
      args: [dask-worker]
`;
const START = 'binder/start';
const start = `#!/bin/bash
sed -i "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml
exec "$@"
`;
const IMAGE: Position = { line: 4, character: 15 };

async function withClient(use: (client: EditorClient) => Promise<void>, capabilities = {}): Promise<void> {
  const client = inProcess({ [TEMPLATE]: template, [START]: start });
  try {
    await client.initialize({ capabilities });
    await client.open(TEMPLATE, template);
    await use(client);
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

function ask<T>(client: EditorClient, method: string, params: object = {}, position = IMAGE): Promise<T> {
  return client.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: uriOf(TEMPLATE) },
    position,
    ...params,
  });
}

function show(range: Range): string {
  return `${range.start.line + 1}:${range.start.character + 1}-${range.end.character + 1}`;
}

describe('symbols over the protocol', () => {
  test('are announced', async () => {
    const client = inProcess({});
    try {
      const { capabilities } = await client.initialize({
        capabilities: { textDocument: { rename: { prepareSupport: true } } },
      });
      assert.equal(capabilities.definitionProvider, true);
      assert.equal(capabilities.referencesProvider, true);
      assert.equal(capabilities.documentHighlightProvider, true);
      assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
    } finally {
      client.stop();
    }
  });

  test('a token leads to its sed in a file that is not open', () =>
    withClient(async (client) => {
      const found = await ask<Location[]>(client, 'definition');
      assert.deepEqual(
        found.map(({ uri, range }) => `${uri} ${show(range)}`),
        [`${uriOf(START)} 2:11-23`],
      );
    }));

  test('a client that knows links gets the name that it asked for too', () =>
    withClient(
      async (client) => {
        const [link] = await ask<LocationLink[]>(client, 'definition');
        assert.equal(link?.targetUri, uriOf(START));
        assert.equal(show(link.originSelectionRange ?? link.targetRange), '5:14-26');
      },
      { textDocument: { definition: { linkSupport: true } } },
    ));

  test('references and highlights', () =>
    withClient(async (client) => {
      const all = await ask<Location[]>(client, 'references', { context: { includeDeclaration: true } });
      assert.deepEqual(
        all.map(({ uri }) => uri),
        [uriOf(START), uriOf(TEMPLATE)],
      );
      const uses = await ask<Location[]>(client, 'references', { context: { includeDeclaration: false } });
      assert.deepEqual(
        uses.map(({ uri }) => uri),
        [uriOf(TEMPLATE)],
      );
      const highlights = await ask<DocumentHighlight[]>(client, 'documentHighlight');
      assert.deepEqual(
        highlights.map(({ range }) => show(range)),
        ['5:14-26'],
      );
    }));

  test('a rename changes both files in one edit, for the versions it looked at', () =>
    withClient(
      async (client) => {
        const target = await ask<{ range: Range; placeholder: string }>(client, 'prepareRename');
        assert.deepEqual([show(target.range), target.placeholder], ['5:14-26', 'WORKER_IMAGE']);
        const edit = await ask<WorkspaceEdit>(client, 'rename', { newName: 'DASK_IMAGE' });
        const changes = (edit.documentChanges ?? []) as TextDocumentEdit[];
        assert.deepEqual(
          changes.map(({ textDocument, edits }) => [textDocument.uri, textDocument.version, edits.length]),
          [
            [uriOf(START), null, 1],
            [uriOf(TEMPLATE), 1, 1],
          ],
        );
      },
      { workspace: { workspaceEdit: { documentChanges: true } } },
    ));

  test('a client without versioned edits gets plain ones', () =>
    withClient(async (client) => {
      const edit = await ask<WorkspaceEdit>(client, 'rename', { newName: 'DASK_IMAGE' });
      assert.deepEqual(Object.keys(edit.changes ?? {}), [uriOf(START), uriOf(TEMPLATE)]);
    }));

  test('a rename is refused with a reason', () =>
    withClient(async (client) => {
      await assert.rejects(ask(client, 'rename', { newName: 'a b' }), /Letters, digits/);
      await assert.rejects(ask(client, 'rename', {}), /no new name/);
      assert.equal(await ask(client, 'prepareRename', {}, { line: 0, character: 0 }), null);
    }));
});
