import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { inProcess } from '../support/client.ts';

const CONFIG = '.config/dask/kubernetes.yaml';
const START = 'binder/start';
const POD = `kubernetes:
  worker-template:
    spec:
      restartPolicy: Never
      containers:
        - {name: dask-worker, image: WORKER_IMAGE, args: [dask-worker, --death-timeout, '60']}
`;
const SED = 'sed -i "s|WORKER_IMAGE|$' + '{JUPYTER_IMAGE_SPEC}|g" .config/dask/kubernetes.yaml\n';
const PINS = 'dependencies:\n  - dask=2024.4.2\n  - distributed=2024.4.2\n  - dask-kubernetes=2024.4.2\n';

function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code));
}

describe('a change in one document changes what is found in another one', () => {
  test('a client that pulls is asked to do so again, once, and only then', async () => {
    const client = inProcess({ 'binder/environment.yml': PINS });
    try {
      await client.initialize({
        capabilities: {
          textDocument: { diagnostic: {} },
          workspace: { diagnostics: { refreshSupport: true } },
        },
      });
      const refreshes = () =>
        client.requests.filter((method) => method === 'workspace/diagnostic/refresh').length;
      const config = await client.open(CONFIG, POD);
      const start = await client.open(START, '#!/bin/bash\nexec "$@"\n');
      assert.deepEqual(codes(await client.pull(config)), ['template/never-filled']);
      assert.deepEqual(codes(await client.pull(start)), []);
      const at = { line: 1, character: 0 };
      const insert = (text: string) => client.change(start, [{ range: { start: at, end: at }, text }]);
      await insert('# What happens first.\n');
      await client.pull(start);
      assert.equal(refreshes(), 0);
      await insert(SED);
      await client.until(() => (refreshes() > 0 ? true : undefined));
      assert.deepEqual(codes(await client.pull(config)), []);
      await insert('# What happens at each launch.\n');
      await client.pull(start);
      assert.equal(refreshes(), 1);
    } finally {
      await client.connection.sendRequest('shutdown').catch(() => undefined);
      client.stop();
    }
  });
});
