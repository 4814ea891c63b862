import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InitializeParams,
  InitializeResult,
  InlayHint,
  Location,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess, uriOf } from '../support/client.ts';

const CONFIG = '.dask/config.yaml';
const config = `distributed:
  comm:
    timeouts:
      connect: 10
kubernetes:
  worker-template:
    spec:
      containers:
        - name: dask-worker
          image: WORKER_IMAGE
`;
const START = 'binder/start';
const start = `#!/bin/bash
sed -i "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" .dask/config.yaml
exec "$@"
`;
const COMMANDS = [
  'pangeoBinder.previewTemplate',
  'pangeoBinder.showEffectiveConfiguration',
  'pangeoBinder.showWorkerPod',
];

async function withClient(
  use: (client: EditorClient, announced: InitializeResult['capabilities']) => Promise<void>,
  params: Partial<InitializeParams> = {},
): Promise<void> {
  const client = inProcess({ [CONFIG]: config, [START]: start });
  try {
    const { capabilities } = await client.initialize(params);
    await client.open(CONFIG, config);
    await client.open(START, start);
    await use(client, capabilities);
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

function ask<T>(client: EditorClient, method: string, path = CONFIG, params: object = {}): Promise<T> {
  return client.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: uriOf(path) },
    range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } },
    ...params,
  });
}

describe('lenses over the protocol', () => {
  test('are none for a client that does not have the commands', () =>
    withClient(async (client, announced) => {
      assert.equal(announced.codeLensProvider, undefined);
      assert.deepEqual(await ask(client, 'codeLens'), []);
    }));

  test('name the commands of the client when they are resolved', () =>
    withClient(
      async (client, announced) => {
        assert.deepEqual(announced.codeLensProvider, { resolveProvider: true });
        const lenses = await ask<CodeLens[]>(client, 'codeLens');
        assert.deepEqual(
          lenses.map(({ range, command }) => [range.start.line, command]),
          [
            [0, undefined],
            [5, undefined],
            [9, undefined],
          ],
        );
        const resolved = await Promise.all(
          lenses.map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
        );
        assert.deepEqual(
          resolved.map(({ command }) => [command?.title, command?.command, command?.arguments]),
          [
            ['What Dask will see', 'pangeoBinder.showEffectiveConfiguration', [uriOf(CONFIG)]],
            ['Worker pod', 'pangeoBinder.showWorkerPod', [uriOf(CONFIG)]],
            ['Preview substituted text', 'pangeoBinder.previewTemplate', [uriOf(CONFIG)]],
          ],
        );
        const [inScript] = await ask<CodeLens[]>(client, 'codeLens', START);
        assert.equal(inScript?.range.start.line, 1);
      },
      { initializationOptions: { commands: COMMANDS } },
    ));

  test('are those of the commands that the client has, each can be switched off', () =>
    withClient(
      async (client) => {
        assert.equal((await ask<CodeLens[]>(client, 'codeLens')).length, 2);
        await client.connection.sendNotification('workspace/didChangeConfiguration', {
          settings: { pangeoBinder: { lenses: { effective: false } } },
        });
        const [left, ...others] = await ask<CodeLens[]>(client, 'codeLens');
        assert.equal(left?.range.start.line, 9);
        assert.deepEqual(others, []);
      },
      { initializationOptions: { commands: COMMANDS.slice(0, 2) } },
    ));

  test('are asked for again when another file changes, by a client that can', () =>
    withClient(
      async (client) => {
        let refreshed = 0;
        client.connection.onRequest('workspace/codeLens/refresh', () => {
          refreshed++;
          return null;
        });
        await client.replace(uriOf(START), '#!/bin/bash\nexec "$@"\n');
        await client.until(() => (refreshed > 0 ? true : undefined));
        assert.equal((await ask<CodeLens[]>(client, 'codeLens')).length, 2);
      },
      {
        initializationOptions: { commands: COMMANDS },
        capabilities: { workspace: { codeLens: { refreshSupport: true } } },
      },
    ));
});

describe('hints and links over the protocol', () => {
  test('values of tokens are shown, units when they are asked for', () =>
    withClient(async (client) => {
      const [token, ...others] = await ask<InlayHint[]>(client, 'inlayHint');
      assert.deepEqual(token?.position, { line: 9, character: 29 });
      assert.match(String(token?.label), /^ → oci\.2i2c/);
      assert.deepEqual(others, []);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { pangeoBinder: { inlayHints: { tokens: false, units: true } } },
      });
      const units = await ask<InlayHint[]>(client, 'inlayHint');
      assert.deepEqual(
        units.map(({ position, label }) => [position.line, label]),
        [[3, ' s']],
      );
    }));

  test('paths lead to files, sections to pages', () =>
    withClient(async (client) => {
      const inScript = await ask<DocumentLink[]>(client, 'documentLink', START);
      assert.deepEqual(
        inScript.map(({ target }) => target),
        [uriOf(CONFIG)],
      );
      const inFile = await ask<DocumentLink[]>(client, 'documentLink');
      assert.deepEqual(
        inFile.map(({ target }) => target),
        ['https://docs.dask.org/en/stable/configuration.html', 'https://kubernetes.dask.org/'],
      );
    }));
});

describe('outline, folding and selection over the protocol', () => {
  test('are given as trees to clients that know them, else as a list', async () => {
    await withClient(
      async (client) => {
        const tree = await ask<DocumentSymbol[]>(client, 'documentSymbol');
        assert.deepEqual(
          tree.map(({ name, children }) => [name, children?.length]),
          [
            ['distributed', 1],
            ['kubernetes', 1],
          ],
        );
      },
      {
        capabilities: {
          textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
        },
      },
    );
    await withClient(async (client) => {
      const list = await ask<SymbolInformation[]>(client, 'documentSymbol');
      assert.equal(list.length, 11);
      assert.equal(list[1]?.containerName, 'distributed');
    });
  });

  test('folds and selections', () =>
    withClient(async (client) => {
      const folds = await ask<FoldingRange[]>(client, 'foldingRange');
      assert.equal(
        folds.some(({ startLine, endLine }) => startLine === 0 && endLine === 3),
        true,
      );
      const [selection] = await ask<SelectionRange[]>(client, 'selectionRange', CONFIG, {
        positions: [{ line: 3, character: 16 }],
      });
      assert.deepEqual(selection?.range.start, { line: 3, character: 15 });
      assert.deepEqual(selection?.parent?.range.start, { line: 3, character: 6 });
    }));

  test('are left to neighbours, from the start or from when they come, language by language', () =>
    withClient(
      async (client) => {
        for (const method of ['documentSymbol', 'foldingRange', 'selectionRange'])
          assert.equal(await ask(client, method, CONFIG, { positions: [{ line: 0, character: 0 }] }), null);
        assert.notEqual(await ask(client, 'documentSymbol', START), null);
        await client.connection.sendNotification('pangeoBinder/neighbours', { shell: true });
        assert.equal(await ask(client, 'documentSymbol', START), null);
        // bash-language-server 5.8.1 has neither.
        for (const method of ['foldingRange', 'selectionRange'])
          assert.notEqual(await ask(client, method, START, { positions: [{ line: 0, character: 0 }] }), null);
        assert.equal((await ask<unknown[]>(client, 'documentSymbol')).length, 11);
      },
      { initializationOptions: { neighbours: { yaml: true } } },
    ));
});

describe('names that a neighbour looks after', () => {
  test('are left to it, what leads to another file is not', async () => {
    const script = '#!/bin/bash\nexport BUCKET=x\necho $BUCKET $PLAIN\nPLAIN=1\nexec "$@"\n';
    const values = 'a: &x [1]\nb: *x\nkubernetes:\n  worker-template: {bucket: "${BUCKET}"}\n';
    const client = inProcess({ [CONFIG]: values, [START]: script });
    const at = async (path: string, line: number, character: number): Promise<string[]> => {
      const found = await ask<Location[]>(client, 'definition', path, { position: { line, character } });
      return found.map(({ uri, range }) => `${uri.slice(uriOf('').length)}:${range.start.line + 1}`);
    };
    try {
      await client.initialize();
      await client.open(CONFIG, values);
      await client.open(START, script);
      assert.deepEqual(await at(START, 2, 14), [`${START}:4`]);
      assert.deepEqual(await at(CONFIG, 1, 4), [`${CONFIG}:1`]);
      await client.connection.sendNotification('pangeoBinder/neighbours', { shell: true, yaml: true });
      assert.deepEqual(await at(START, 2, 14), []);
      assert.deepEqual(await at(CONFIG, 1, 4), []);
      assert.deepEqual(await at(CONFIG, 3, 33), [`${START}:2`]);
      // yaml-language-server 1.23.0 finds no references.
      const uses = await ask<Location[]>(client, 'references', CONFIG, {
        position: { line: 1, character: 4 },
        context: { includeDeclaration: true },
      });
      assert.equal(uses.length, 2);
      const references = await ask<Location[]>(client, 'references', START, {
        position: { line: 1, character: 8 },
        context: { includeDeclaration: true },
      });
      assert.deepEqual(
        references.map(({ uri }) => uri),
        [uriOf(CONFIG)],
      );
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });
});

describe('several repositories in one window, one within another', () => {
  test('keep their symbols apart', async () => {
    const other = config.replace('WORKER_IMAGE', 'WORKER_IMAGE # inner');
    const client = inProcess({
      [CONFIG]: config,
      [START]: start,
      [`inner/${CONFIG}`]: other,
      [`inner/${START}`]: `#!/bin/bash\n${start}`,
    });
    try {
      await client.initialize();
      await client.open(CONFIG, config);
      await client.open(`inner/${CONFIG}`, other);
      for (const [path, to, line] of [
        [CONFIG, START, 1],
        [`inner/${CONFIG}`, `inner/${START}`, 2],
      ] as const) {
        const [found, ...others] = await ask<Location[]>(client, 'definition', path, {
          position: { line: 9, character: 20 },
        });
        assert.deepEqual([found?.uri, found?.range.start.line, others], [uriOf(to), line, []]);
      }
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });
});
