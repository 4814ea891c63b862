import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  CancellationTokenSource,
  type InitializeParams,
  ResponseError,
} from 'vscode-languageserver-protocol/node';
import { type EditorClient, inProcess, ROOT, uriOf } from '../support/client.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const CONFIG = '.dask/config.yaml';
const START = 'binder/start';
const config = read('examples/pangeo-guide/.dask/config.yaml');
const start = read('examples/pangeo-guide/binder/start');
const guide = { [CONFIG]: config, [START]: start };

/** Answers to the question for settings that are none. */
const SETTINGS: Readonly<Record<string, () => unknown>> = {
  'with nothing': () => null,
  'with too few': () => [],
  'with a text': () => 'please',
  'with settings of no form': () => [{ enable: 'no', rules: 7, launch: [], lenses: { preview: 'x' } }],
  'with an error': () => new ResponseError(-32603, 'no settings here'),
};

/** Errors that are answers: method not found, invalid parameters, cancelled, refused with a reason. */
const ANSWERS: ReadonlySet<number> = new Set([-32601, -32602, -32800, -32803]);

/** Everything that an editor asks about a document. */
const METHODS = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/codeAction',
  'textDocument/codeLens',
  'textDocument/inlayHint',
  'textDocument/documentLink',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/selectionRange',
  'textDocument/diagnostic',
  'codeLens/resolve',
  'pangeoBinder/preview',
] as const;

interface Scenario {
  /** What the editor has open in the end, as the server must have understood it. */
  readonly open: Readonly<Record<string, string>>;
  /** The files on disk in the end; those of the guide when left out. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A client that notices errors which are no answers. */
class Hostile {
  readonly failures: string[] = [];

  constructor(readonly client: EditorClient) {}

  async ask(method: string, params: unknown): Promise<unknown> {
    try {
      return await this.client.connection.sendRequest(method, params);
    } catch (error) {
      if (!(error instanceof ResponseError) || !ANSWERS.has(error.code))
        this.failures.push(`${method} ${JSON.stringify(params)}: ${String(error)}`);
      return undefined;
    }
  }

  tell(method: string, params: unknown): Promise<void> {
    return this.client.connection.sendNotification(method, params);
  }

  /** Asks everything about a document, at a position. */
  async askEverything(uri: unknown, position: unknown): Promise<void> {
    const range = { start: position, end: position };
    const params = {
      textDocument: { uri },
      uri,
      position,
      positions: [position],
      range,
      newName: 'NEW_NAME',
      context: { diagnostics: [], includeDeclaration: true, triggerKind: 1 },
    };
    for (const method of METHODS) await this.ask(method, params);
  }
}

/** Answers the server's question for settings in a way of its own. */
function answering(answer: () => unknown): (hostile: Hostile) => Promise<Scenario> {
  return async ({ client }) => {
    client.connection.onRequest('workspace/configuration', answer);
    await client.open(CONFIG, config);
    await client.open(START, start);
    await client.replace(uriOf(START), start);
    return { open: guide };
  };
}

/** Plays a scenario, and then compares what is published with what a fresh server publishes for the final texts. */
async function play(
  scenario: (hostile: Hostile) => Promise<Scenario>,
  params: Partial<InitializeParams> = {},
  expectedLog?: RegExp,
): Promise<void> {
  const client = inProcess({ ...guide });
  const hostile = new Hostile(client);
  try {
    await client.initialize(params);
    const { open, files } = await scenario(hostile);
    const expected = await freshFindings(open, files ?? guide);
    for (const [path, diagnostics] of Object.entries(expected)) {
      await client
        .until(() =>
          client.published.get(uriOf(path))?.at(-1)?.diagnostics === undefined ? undefined : true,
        )
        .catch(() => undefined);
      const end = Date.now() + 5000;
      const last = (): string => JSON.stringify(client.published.get(uriOf(path))?.at(-1)?.diagnostics);
      while (last() !== JSON.stringify(diagnostics) && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(last(), JSON.stringify(diagnostics), path);
    }
    for (const [uri, published] of client.published) {
      const isOpen = Object.keys(open).some((path) => uriOf(path) === uri);
      if (!isOpen) assert.deepEqual(published.at(-1)?.diagnostics, [], uri);
    }
    assert.deepEqual(hostile.failures, []);
    assert.deepEqual(
      client.log.filter((line) => /could not|failed|error/i.test(line) && expectedLog?.test(line) !== true),
      [],
    );
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

async function freshFindings(
  open: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const client = inProcess({ ...files });
  try {
    await client.initialize();
    const found: Record<string, unknown> = {};
    for (const [path, text] of Object.entries(open)) await client.open(path, text);
    // What is said of one file rests on the others that are open: the last look counts.
    await Promise.all(Object.keys(open).map((path) => client.diagnostics(uriOf(path))));
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf(CONFIG) },
      position: { line: 0, character: 0 },
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (const path of Object.keys(open))
      found[path] = client.published.get(uriOf(path))?.at(-1)?.diagnostics;
    return found;
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

const POSITIONS: readonly unknown[] = [
  { line: 0, character: 0 },
  { line: -1, character: -1 },
  { line: 7, character: -3 },
  { line: 4, character: 1e9 },
  { line: 1e9, character: 0 },
  { line: 2.5, character: 0.5 },
  { line: Number.MAX_SAFE_INTEGER, character: Number.MAX_SAFE_INTEGER },
  { line: '1', character: null },
  {},
  null,
  undefined,
  'here',
];

describe('a hostile client', () => {
  for (const options of [
    undefined,
    null,
    'please',
    7,
    [],
    { settings: null },
    { commands: 'all', neighbours: 3 },
    { fileSystemSchemes: 'x', documentation: 7 },
  ]) {
    test(`with ${JSON.stringify(options)} as options`, () =>
      play(
        async ({ client }) => {
          await client.open(CONFIG, config);
          await client.open(START, start);
          return { open: guide };
        },
        { initializationOptions: options as InitializeParams['initializationOptions'] },
      ));
  }

  test('with settings of no form', () =>
    play(async (hostile) => {
      await hostile.client.open(CONFIG, config);
      for (const settings of [
        null,
        undefined,
        7,
        'x',
        [],
        {},
        { pangeoBinder: null },
        { pangeoBinder: 7 },
        { pangeoBinder: [] },
        {
          pangeoBinder: {
            rules: [1],
            target: 'x',
            launch: { profile: 7, env: null },
            lenses: 1,
            inlayHints: [],
          },
        },
        { pangeoBinder: {} },
      ])
        await hostile.tell('workspace/didChangeConfiguration', { settings });
      return { open: { [CONFIG]: config } };
    }));

  for (const [name, answer] of Object.entries(SETTINGS)) {
    test(`that answers the question for settings ${name}`, () =>
      play(answering(answer), { capabilities: { workspace: { configuration: true } } }));
  }

  test('that announces everything and can do nothing', () =>
    play(
      async ({ client }) => {
        client.connection.onRequest(() => {
          throw new ResponseError(-32601, 'what?');
        });
        await client.open(CONFIG, config);
        await client.open(START, start);
        await client.replace(uriOf(START), `${start}\n`);
        await client.replace(uriOf(START), start);
        return { open: guide };
      },
      {
        capabilities: {
          workspace: {
            configuration: true,
            workspaceFolders: true,
            codeLens: { refreshSupport: true },
            inlayHint: { refreshSupport: true },
            didChangeConfiguration: { dynamicRegistration: true },
            didChangeWatchedFiles: { dynamicRegistration: true },
          },
        },
      },
      // That the client refuses to register is worth a line in the log.
      /register for settings|watch files|Registering request handler/,
    ));

  test('that pulls, and refuses to pull again', async () => {
    const client = inProcess({ ...guide });
    try {
      client.connection.onRequest('workspace/diagnostic/refresh', () => new ResponseError(-32601, 'no'));
      await client.initialize({
        capabilities: {
          textDocument: { diagnostic: {} },
          workspace: { diagnostics: { refreshSupport: true } },
        },
      });
      const uri = await client.open(CONFIG, config);
      await client.open(START, start);
      for (const settings of [null, {}, { pangeoBinder: null }])
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
      const expected = await freshFindings(guide, guide);
      assert.deepEqual(await client.pull(uri), expected[CONFIG]);
      assert.deepEqual(await client.pull(uriOf('binder/never')), []);
      assert.equal(client.published.size, 0);
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });

  test('with methods that nobody knows', () =>
    play(async (hostile) => {
      await hostile.client.open(CONFIG, config);
      for (const method of ['x', '', '$/x', 'textDocument/x', 'pangeoBinder/x', 'workspace/executeCommand']) {
        await hostile.ask(method, {});
        await hostile.ask(method, null);
        await hostile.tell(method, { x: 1 });
      }
      return { open: { [CONFIG]: config } };
    }));

  test('that opens documents twice, with other texts', () =>
    play(async ({ client }) => {
      await client.open(CONFIG, 'distributed: 1\n');
      await client.open(CONFIG, config);
      await client.open(START, start);
      await client.open(START, '#!/bin/bash\n');
      await client.open(START, start);
      return { open: guide };
    }));

  test('that changes and closes what is not open', () =>
    play(async (hostile) => {
      const { client } = hostile;
      await client.change(uriOf(START), [{ text: 'x' }]);
      await client.close(uriOf(START));
      await client.open(CONFIG, config);
      await client.open(START, start);
      await client.close(uriOf(START));
      await client.close(uriOf(START));
      await client.change(uriOf(START), [{ text: 'exec\n' }]);
      await hostile.askEverything(uriOf(START), { line: 0, character: 0 });
      await hostile.askEverything(uriOf('binder/never'), { line: 0, character: 0 });
      return { open: { [CONFIG]: config } };
    }));

  test('that asks at wild positions', () =>
    play(async (hostile) => {
      const uri = await hostile.client.open(CONFIG, config);
      const script = await hostile.client.open(START, start);
      for (const position of POSITIONS) {
        await hostile.askEverything(uri, position);
        await hostile.askEverything(script, position);
      }
      return { open: guide };
    }));

  test('that asks about nothing, and about addresses of no form', () =>
    play(async (hostile) => {
      await hostile.client.open(CONFIG, config);
      for (const uri of [
        undefined,
        null,
        7,
        '',
        'not a uri',
        'mem:',
        '://',
        '%',
        'file:///%zz',
        'untitled:Untitled-1',
        `${ROOT}/`,
        ROOT,
      ])
        await hostile.askEverything(uri, { line: 0, character: 0 });
      for (const method of METHODS) {
        await hostile.ask(method, {});
        await hostile.ask(method, { textDocument: null, position: null, range: null, data: null });
      }
      return { open: { [CONFIG]: config } };
    }));

  test('that edits backwards, beyond the end, and in the middle of characters', () =>
    play(async ({ client }) => {
      const uri = await client.open(CONFIG, config);
      const range = (a: number, b: number, c: number, d: number) => ({
        start: { line: a, character: b },
        end: { line: c, character: d },
      });
      await client.change(uri, [{ range: range(5, 3, 2, 0), text: 'x: 😀\n' }]);
      await client.change(uri, [{ range: range(900, 9, 9000, 0), text: '\n# end' }]);
      await client.change(uri, [{ range: range(-4, -1, -2, 0), text: '# begin\r\n' }]);
      await client.change(uri, [
        { range: range(2, 4, 2, 5), text: 'y' },
        { range: range(0, 0, 0, 0), text: '\uFEFF' },
      ]);
      await client.change(uri, []);
      await client.replace(uri, config.replaceAll('\n', '\r\n'));
      await client.open(START, start);
      return { open: { [CONFIG]: config.replaceAll('\n', '\r\n'), [START]: start } };
    }));

  test('that cancels what it asks', () =>
    play(async (hostile) => {
      const { client } = hostile;
      const uri = await client.open(CONFIG, config);
      const asked: Promise<unknown>[] = [];
      for (let round = 0; round < 5; round++) {
        await client.replace(uri, `${config}# ${round}\n`);
        for (const method of METHODS) {
          const source = new CancellationTokenSource();
          const params = {
            textDocument: { uri },
            uri,
            position: { line: 23, character: 15 },
            positions: [{ line: 23, character: 15 }],
            range: { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } },
            newName: 'NEW_NAME',
            context: { diagnostics: [], includeDeclaration: true },
          };
          asked.push(
            client.connection.sendRequest(method, params, source.token).catch((error: unknown) => {
              if (!(error instanceof ResponseError) || !ANSWERS.has(error.code))
                hostile.failures.push(`${method}: ${String(error)}`);
            }),
          );
          if (round % 2 === 0) source.cancel();
          else setImmediate(() => source.cancel());
        }
        await hostile.tell('$/cancelRequest', { id: 4711 });
        await hostile.tell('$/cancelRequest', { id: 'x' });
      }
      await Promise.all(asked);
      await client.replace(uri, config);
      return { open: { [CONFIG]: config } };
    }));

  test('with two folders, then none', () =>
    play(
      async (hostile) => {
        const { client } = hostile;
        await client.open(CONFIG, config);
        await client.open(START, start);
        const folders = [
          { uri: ROOT, name: 'one' },
          { uri: `${ROOT}/sub`, name: 'two' },
        ];
        const change = (added: unknown[], removed: unknown[]) =>
          hostile.tell('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
        await change(folders, []);
        await change([], [{ uri: 'mem://nowhere', name: 'x' }]);
        await hostile.askEverything(uriOf(CONFIG), { line: 23, character: 15 });
        await change([], folders);
        await hostile.askEverything(uriOf(CONFIG), { line: 23, character: 15 });
        return { open: guide };
      },
      {
        rootUri: null,
        workspaceFolders: [
          { uri: ROOT, name: 'one' },
          { uri: `${ROOT}/sub`, name: 'two' },
        ],
        capabilities: { workspace: { workspaceFolders: true } },
      },
    ));

  test('whose files are renamed and deleted while they are looked at', () =>
    play(async (hostile) => {
      const { client } = hostile;
      await client.open(CONFIG, config);
      const event = (path: string, type: number) => ({ uri: uriOf(path), type });
      const tell = (changes: unknown) => hostile.tell('workspace/didChangeWatchedFiles', { changes });
      client.files.delete(START);
      await tell([event(START, 3), event(START, 1), event(START, 3)]);
      client.files.write('binder/start2', start);
      await tell([event('binder/start2', 1), { uri: 'not a uri', type: 9 }, { uri: '', type: 0 }]);
      client.files.write('binder/environment.yml', 'dependencies:\n  - dask=2.30.0\n');
      await tell([event('binder/environment.yml', 1), event('binder', 2), event('', 2)]);
      await tell([]);
      const files = {
        [CONFIG]: config,
        'binder/start2': start,
        'binder/environment.yml': 'dependencies:\n  - dask=2.30.0\n',
      };
      return { open: { [CONFIG]: config }, files };
    }));

  test('that tells of a folder that is gone, and of nothing in it', () =>
    play(async (hostile) => {
      const { client } = hostile;
      const environment = 'dependencies:\n  - dask=2.30.0\n';
      client.files.write('binder/environment.yml', environment);
      await client.open(CONFIG, config);
      await client.open('binder/environment.yml', environment);
      await client.diagnostics(uriOf(CONFIG));
      client.files.delete('binder/environment.yml');
      client.files.delete(START);
      await hostile.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('binder'), type: 3 }] });
      await hostile.askEverything(uriOf('binder/environment.yml'), { line: 1, character: 5 });
      await client.close(uriOf('binder/environment.yml'));
      return { open: { [CONFIG]: config }, files: { [CONFIG]: config } };
    }));

  test('that deletes a file which is open, and brings it back', () =>
    play(async (hostile) => {
      const { client } = hostile;
      await client.open(CONFIG, config);
      await client.open(START, start);
      client.files.delete(START);
      await hostile.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(START), type: 3 }] });
      await client.close(uriOf(START));
      client.files.write(START, start);
      await hostile.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(START), type: 1 }] });
      return { open: { [CONFIG]: config } };
    }));

  test('with files of many megabytes: they are not read, and the others are answered', async () => {
    const client = inProcess(guide);
    try {
      await client.initialize();
      const big = `distributed:\n${'  key: value\n'.repeat(400_000)}`;
      const long = await client.open('.config/dask/big.yaml', big);
      const script = await client.open(START, `#!/bin/bash\n${'echo x\n'.repeat(400_000)}exec "$@"\n`);
      const other = await client.open('.config/dask/small.yaml', 'distributed:\n  dashbord:\n    link: x\n');
      for (const uri of [long, script])
        assert.deepEqual(
          (await client.diagnostics(uri)).map(({ code }) => code),
          ['repo/too-large'],
        );
      await client.change(long, [
        { range: { start: { line: 9, character: 3 }, end: { line: 9, character: 3 } }, text: 'x' },
      ]);
      assert.deepEqual(
        (await client.diagnostics(long)).map(({ code }) => code),
        ['repo/too-large'],
      );
      const position = { line: 0, character: 3 };
      for (const method of [
        'hover',
        'completion',
        'codeLens',
        'documentLink',
        'documentSymbol',
        'foldingRange',
      ])
        for (const uri of [long, script])
          assert.equal(
            await client.connection.sendRequest(`textDocument/${method}`, {
              textDocument: { uri },
              position,
            }),
            null,
            method,
          );
      assert.notEqual(
        await client.connection.sendRequest('textDocument/hover', { textDocument: { uri: other }, position }),
        null,
      );
      await client.replace(long, 'distributed: {}\n');
      assert.deepEqual(await client.diagnostics(long), []);
      assert.deepEqual(client.log, []);
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });

  test('that opens a file again which is gone, as one of another language', async () => {
    const client = inProcess(guide);
    try {
      await client.initialize();
      const text = 'distributed:\n  dashbord:\n    link: x\n';
      const uri = await client.open('.config/dask/gone.yaml', text);
      assert.notDeepEqual(await client.diagnostics(uri), []);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri, type: 3 }],
      });
      await client.until(() =>
        client.published.get(uri)?.at(-1)?.diagnostics.length === 0 ? true : undefined,
      );
      await client.close(uri);
      client.published.delete(uri);
      await client.open('.config/dask/gone.yaml', text, 'plaintext');
      assert.deepEqual(await client.diagnostics(uri, 1), []);
      await client.replace(uri, `${text}# edited\n`);
      assert.notDeepEqual(await client.diagnostics(uri), []);
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });

  test('that types, closes and opens faster than anybody looks', () =>
    play(async ({ client }) => {
      for (let round = 0; round < 20; round++) {
        const uri = await client.open(CONFIG, config.slice(0, round * 30));
        await client.open(START, start.slice(0, round * 20));
        await client.change(uri, [{ text: config.slice(0, round * 31) }]);
        if (round % 3 === 0) await client.close(uri);
        if (round % 4 === 0) await client.close(uriOf(START));
      }
      await client.open(CONFIG, config);
      await client.open(START, start);
      return { open: guide };
    }));
});
