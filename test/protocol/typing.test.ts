import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { type EditorClient, inProcess } from '../support/client.ts';

const PATH = '.config/dask/dask.yaml';
const CONFIG = 'distributed:\n  lnik: 1\n  version: 2\n';
const POD = 'kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: dask-worker\n';

async function withClient(use: (client: EditorClient) => Promise<void>): Promise<void> {
  const client = inProcess({});
  try {
    await use(client);
  } finally {
    await client.connection.sendRequest('shutdown').catch(() => undefined);
    client.stop();
  }
}

function insertion(line: number, character: number, text: string) {
  return [{ range: { start: { line, character }, end: { line, character } }, text }];
}

function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code));
}

describe('while a line is being typed', () => {
  test('half a key is no syntax error yet, and what was said before stays', () =>
    withClient(async (client) => {
      await client.initialize();
      const uri = await client.open(PATH, CONFIG);
      assert.deepEqual(codes(await client.diagnostics(uri)), ['dask/unknown-key']);
      await client.change(uri, insertion(3, 0, '  sch'));
      const half = await client.change(uri, insertion(3, 5, 'edul'));
      // Nothing is sent for these versions until nobody has typed for a while.
      assert.deepEqual(codes(await client.diagnostics(uri, half)), ['yaml/syntax']);
      assert.deepEqual(
        client.published.get(uri)?.map(({ version }) => version),
        [1, half],
      );
    }));

  test('the whole key is looked at at once', () =>
    withClient(async (client) => {
      await client.initialize();
      const uri = await client.open(PATH, CONFIG);
      await client.diagnostics(uri);
      await client.change(uri, insertion(3, 0, '  schedule'));
      const whole = await client.change(uri, insertion(3, 10, 'r:'));
      assert.deepEqual(codes(await client.diagnostics(uri, whole)), ['dask/unknown-key']);
    }));

  test('a container waits for its image as long as it is being written', () =>
    withClient(async (client) => {
      await client.initialize();
      const uri = await client.open('binder/worker-template.yaml', POD);
      assert.deepEqual(codes(await client.diagnostics(uri)).includes('pod/required-missing'), true);
      const other = await client.open(
        'worker-spec.yaml',
        `${POD}      image: x\n      args: [dask-worker]\n`,
      );
      await client.diagnostics(other);
      await client.change(other, insertion(7, 0, '    - name: second'));
      const typed = await client.change(other, insertion(7, 18, '\n      '));
      assert.deepEqual(codes(await client.diagnostics(other, typed)).includes('pod/required-missing'), false);
      const elsewhere = await client.change(other, insertion(2, 22, ' # for good'));
      assert.deepEqual(
        codes(await client.diagnostics(other, elsewhere)).includes('pod/required-missing'),
        true,
      );
    }));

  test('saving the file ends the waiting', () =>
    withClient(async (client) => {
      await client.initialize();
      const uri = await client.open(PATH, CONFIG);
      await client.diagnostics(uri);
      const half = await client.change(uri, insertion(3, 0, '  sched'));
      const before = Date.now();
      await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
      assert.deepEqual(codes(await client.diagnostics(uri, half)), ['yaml/syntax']);
      assert.ok(Date.now() - before < 1000);
    }));

  test('a text that is pasted does not wait', () =>
    withClient(async (client) => {
      await client.initialize();
      const uri = await client.open(PATH, CONFIG);
      await client.diagnostics(uri);
      const pasted = await client.change(uri, insertion(3, 0, 'gateway:\n  address: x\nsched\n'));
      assert.deepEqual(codes(await client.diagnostics(uri, pasted)), ['yaml/syntax']);
    }));

  test('a client that pulls keeps what it has, and is asked to pull again', () =>
    withClient(async (client) => {
      await client.initialize({
        capabilities: {
          textDocument: { diagnostic: {} },
          workspace: { diagnostics: { refreshSupport: true } },
        },
      });
      const uri = await client.open(PATH, CONFIG);
      const first = await client.connection.sendRequest<{ resultId: string }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      await client.change(uri, insertion(3, 0, '  sched'));
      const second = await client.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
        previousResultId: first.resultId,
      });
      assert.deepEqual(second, { kind: 'unchanged', resultId: first.resultId });
      await client.until(() => client.requests.find((method) => method === 'workspace/diagnostic/refresh'));
      assert.deepEqual(codes(await client.pull(uri)), ['yaml/syntax']);
    }));

  test('a client that cannot be asked to pull again is told everything at once', () =>
    withClient(async (client) => {
      await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
      const uri = await client.open(PATH, CONFIG);
      await client.pull(uri);
      await client.change(uri, insertion(3, 0, '  sched'));
      assert.deepEqual(codes(await client.pull(uri)), ['yaml/syntax']);
    }));
});
