import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definitionsAt, highlightsAt, referencesAt } from '../../../server/src/features/index.ts';
import type { Files } from '../../support/repository.ts';
import { ask, type Find, on, showPlace } from './places.ts';

const CONFIG = `distributed:
  dashboard:
    link: /user/{JUPYTERHUB_USER}/proxy/{port}/status
kubernetes:
  worker-template:
    spec:
      containers:
        - name: dask-worker
          # WORKER_IMAGE is filled by binder/start
          image: WORKER_IMAGE
          resources:
            limits: &size {cpu: 2, memory: 4G}
            requests: *size
          env:
            - {name: BUCKET, value: "\${BUCKET}"}
`;
const START = `#!/bin/bash
template=\${PWD}/.dask/config.yaml
export BUCKET=gs://example
export DASK_DISTRIBUTED__DASHBOARD__LINK=/user/{JUPYTERHUB_USER}/x
greet() { echo "$1"; }
greet "\${template}"
if grep -q WORKER_IMAGE "\${template}"; then
  sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" "\${template}"
fi
exec "$@"
`;
const FILES: Files = { '.dask/config.yaml': CONFIG, 'binder/start': START };

async function definitions(path: string, find: Find, files = FILES): Promise<string[]> {
  const targets = await ask(files, path, find, definitionsAt);
  return targets.map((target) => showPlace(files, target.path, target.span));
}

async function references(path: string, find: Find, files = FILES): Promise<string[]> {
  const places = await ask(files, path, find, (...at) => referencesAt(...at, true));
  return places.map((place) => showPlace(files, place.path, place.span));
}

describe('going to a definition', () => {
  test('leads from a token to the sed that fills it', async () => {
    assert.deepEqual(await definitions('.dask/config.yaml', on('WORKER_IMAGE', 2)), [
      'binder/start:8:16 WORKER_IMAGE',
    ]);
  });

  test('leads from the sed to the token in the template, its comment included', async () => {
    assert.deepEqual(await definitions('binder/start', on('WORKER_IMAGE|')), [
      '.dask/config.yaml:9:13 WORKER_IMAGE',
      '.dask/config.yaml:10:18 WORKER_IMAGE',
    ]);
  });

  test('leads from other words of the script that name the token to the sed', async () => {
    assert.deepEqual(await definitions('binder/start', on('WORKER_IMAGE')), [
      'binder/start:8:16 WORKER_IMAGE',
    ]);
  });

  test('leads from a variable to the key that it overrides, and back', async () => {
    assert.deepEqual(await definitions('binder/start', on('DASK_DISTRIBUTED__DASHBOARD__LINK')), [
      '.dask/config.yaml:3:5 link',
    ]);
    assert.deepEqual(await definitions('.dask/config.yaml', on('link:')), [
      'binder/start:4:8 DASK_DISTRIBUTED__DASHBOARD__LINK',
    ]);
  });

  test('leads from a variable in braces to its export; what the hub sets has none', async () => {
    assert.deepEqual(await definitions('.dask/config.yaml', on('BUCKET}')), ['binder/start:3:8 BUCKET']);
    assert.deepEqual(await definitions('.dask/config.yaml', on('JUPYTERHUB_USER')), []);
  });

  test('leads from a variable of the script to its assignment', async () => {
    assert.deepEqual(await definitions('binder/start', on('template}"; then')), [
      'binder/start:2:1 template',
    ]);
  });

  test('leads from an assignment to itself, so that the editor shows its references', async () => {
    assert.deepEqual(await definitions('binder/start', on('template=')), ['binder/start:2:1 template']);
  });

  test('leads from a call to the function', async () => {
    assert.deepEqual(await definitions('binder/start', on('greet "')), ['binder/start:5:1 greet']);
  });

  test('leads from an alias to its anchor', async () => {
    assert.deepEqual(await definitions('.dask/config.yaml', on('*size')), ['.dask/config.yaml:12:22 size']);
  });

  test('leads from a path to the file', async () => {
    assert.deepEqual(await definitions('binder/start', on('/.dask/config.yaml')), ['.dask/config.yaml:1:1']);
  });

  test('leads nowhere from ordinary text', async () => {
    assert.deepEqual(await definitions('.dask/config.yaml', on('dask-worker')), []);
    assert.deepEqual(await definitions('binder/start', on('echo')), []);
  });
});

describe('references', () => {
  const token = [
    '.dask/config.yaml:9:13 WORKER_IMAGE',
    '.dask/config.yaml:10:18 WORKER_IMAGE',
    'binder/start:7:12 WORKER_IMAGE',
    'binder/start:8:16 WORKER_IMAGE',
  ];

  test('of a token are those of all templates and scripts, from either side', async () => {
    assert.deepEqual(await references('.dask/config.yaml', on('WORKER_IMAGE', 2)), token);
    assert.deepEqual(await references('binder/start', on('WORKER_IMAGE|')), token);
  });

  test('of an exported variable are those of the script and of templates', async () => {
    assert.deepEqual(await references('binder/start', on('BUCKET')), [
      '.dask/config.yaml:15:40 BUCKET',
      'binder/start:3:8 BUCKET',
    ]);
  });

  test('of an anchor are its aliases', async () => {
    assert.deepEqual(await references('.dask/config.yaml', on('size {')), [
      '.dask/config.yaml:12:22 size',
      '.dask/config.yaml:13:24 size',
    ]);
  });

  test('are highlighted in the same file, the sed as the one that defines', async () => {
    const result = await ask(FILES, 'binder/start', on('WORKER_IMAGE|'), highlightsAt);
    assert.deepEqual(
      result.map(({ defines }) => defines),
      [false, true],
    );
  });
});

describe('seds that are found', () => {
  const TEMPLATE = 'kind: Pod\nspec:\n  containers:\n    - {name: w, image: MY_IMAGE, args: [dask-worker]}\n';
  const filled = (script: string): Files => ({ 'worker-template.yaml': TEMPLATE, 'binder/start': script });
  for (const [name, sed] of Object.entries({
    'in single quotes': "sed -i 's/MY_IMAGE/x/' worker-template.yaml",
    'without quotes': 'sed -i s/MY_IMAGE/x/ worker-template.yaml',
    'with several commands': 'sed -i -e 1d -e "s|MY_IMAGE|$X|;s|Y|Z|" worker-template.yaml',
    'behind find': 'find . -name "*.yaml" -exec sed -i "s|MY_IMAGE|x|" {} \\;',
    'behind xargs': 'ls *.yaml | xargs sed -i "s|MY_IMAGE|x|"',
    'in a function that nobody calls': 'fill() { sed -i "s|MY_IMAGE|x|" worker-template.yaml; }',
    'in a substitution': 'text=$(sed "s|MY_IMAGE|x|" worker-template.yaml)',
    'with more in the pattern': 'sed -i "s|image: *MY_IMAGE|image: x|" worker-template.yaml',
    'with word boundaries': "sed -i 's|\\bMY_IMAGE\\b|x|' worker-template.yaml",
  })) {
    test(name, async () => {
      const script = `#!/bin/bash\n${sed}\nexec "$@"\n`;
      const found = await definitions('worker-template.yaml', on('MY_IMAGE'), filled(script));
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', /^binder\/start:2:\d+ MY_IMAGE$/);
    });
  }

  test('in postBuild, and in a script of sed', async () => {
    const files = {
      'worker-template.yaml': TEMPLATE,
      'binder/postBuild': '#!/bin/bash\nsed -i "s|MY_IMAGE|x|" worker-template.yaml\n',
      'binder/start': '#!/bin/bash\nsed -i -f binder/fill.sed worker-template.yaml\nexec "$@"\n',
      'binder/fill.sed': 's|MY_IMAGE|y|\n',
    };
    assert.deepEqual(await definitions('worker-template.yaml', on('MY_IMAGE'), files), [
      'binder/fill.sed:1:3 MY_IMAGE',
      'binder/postBuild:2:11 MY_IMAGE',
    ]);
  });
});
