import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { expandSnippet, readSnippets } from '../../support/snippets.ts';

const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dask-config.json': {
    'dask-config': `# Read by Dask when the start script exports DASK_CONFIG="\${PWD}/.dask".
distributed:
  logging:
    bokeh: critical
  dashboard:
    # Through the proxy of the notebook server; Dask fills in the names in braces.
    link: "{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status"
  admin:
    tick:
      limit: 5s # of a busy event loop before a warning is logged

labextension:
  factory:
    module: dask.distributed
    class: LocalCluster
    args: []
    kwargs: {}
`,
    'dask-worker-template': `kubernetes:
  worker-template:
    spec:
      restartPolicy: Never
      containers:
        - name: dask-worker
          image: \${JUPYTER_IMAGE_SPEC}
          args:
            - dask-worker
            - --nthreads
            - '2'
            - --no-dashboard
            - --memory-limit
            - 7GB
            - --death-timeout
            - '60'
          resources:
            limits:
              cpu: "2"
              memory: 7G
            requests:
              cpu: "2"
              memory: 7G
`,
  },
  'start.json': {
    'binder-start': `#!/bin/bash
# Runs at every launch, before the server. It has a few seconds; longer work belongs in postBuild.

# Dask does not look into this folder by itself.
export DASK_CONFIG="\${PWD}/.dask"

exec "$@"
`,
    'binder-sed': `if [[ -n "\${JUPYTER_IMAGE_SPEC}" ]]; then
  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" ".dask/config.yaml"
fi
`,
    'binder-exec': `exec "$@"
`,
  },
};

for (const [file, texts] of Object.entries(expected)) {
  suite(file, () => {
    const snippets = readSnippets(file);
    test('has these snippets', () => assert.deepEqual([...snippets.keys()], Object.keys(texts)));
    for (const [prefix, text] of Object.entries(texts)) {
      test(`${prefix} expands with its defaults`, () => {
        assert.equal(expandSnippet(snippets.get(prefix)?.body ?? []), text);
      });
      test(`${prefix} ends its tab stops with $0, in rising order`, () => {
        const body = snippets.get(prefix)?.body.join('\n') ?? '';
        const stops = [...body.matchAll(/(?<!\\)\$\{?(\d+)/g)].map((match) => Number(match[1]));
        const firsts = [...new Set(stops)];
        assert.deepEqual(firsts, [...firsts.filter((stop) => stop > 0).sort(), 0]);
      });
    }
  });
}
