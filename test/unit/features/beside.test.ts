import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RepositoryOptions } from '../../../server/src/binder/index.ts';
import { hintsIn, hoverAt, lensesOf, linksIn } from '../../../server/src/features/index.ts';
import { type Files, visit } from '../../support/repository.ts';
import { ask, on, showPlace } from './places.ts';

const CONFIG = '.dask/config.yaml';
const START = 'binder/start';
const config = `# Our cluster
distributed:
  comm:
    timeouts:
      connect: 10
  worker:
    memory:
      target: 0.6
    profile:
      interval: 10
kubernetes:
  worker-template:
    spec:
      containers:
        - name: dask-worker
          image: WORKER_IMAGE
          args: [dask-worker, --death-timeout, '60', --memory-limit, '7000000000', --nthreads, '2']
          env:
            - {name: WHO, value: MY_USER}
            - {name: LEFT, value: MY_LEFT}
`;
const start = `#!/bin/bash
sed -i -e "s|WORKER_IMAGE|\${JUPYTER_IMAGE_SPEC}|g" -e "s|MY_USER|\${JUPYTERHUB_USER:-me}-x|" .dask/config.yaml
if [[ -n "$NEVER" ]]; then
  sed -i "s|MY_LEFT|a|" .dask/config.yaml
fi
exec "$@"
`;
const FILES: Files = { [CONFIG]: config, [START]: start };
const ENV: RepositoryOptions = {
  launch: {
    profile: 'mybinder-2026',
    env: { JUPYTER_IMAGE_SPEC: 'quay.io/me/image:1', JUPYTERHUB_USER: 'me' },
  },
};

async function hover(path: string, find: (text: string) => number, files = FILES): Promise<string> {
  const offset = find(String(files[path]));
  const found = await visit(files, (repository) => hoverAt(repository, path, offset), ENV);
  return found?.markdown ?? 'nothing';
}

describe('hover on a token', () => {
  test('in the template says who fills it and what it becomes, with the name of the launch', async () => {
    assert.equal(
      await hover(CONFIG, on('WORKER_IMAGE')),
      '**`WORKER_IMAGE`**: a name that `sed` replaces (`binder/start`, line 2).\n\n- On mybinder.org it becomes `quay.io/me/image:1`',
    );
  });

  test('says what is not known of a value', async () => {
    const files = { ...FILES, [START]: start.replace('${JUPYTERHUB_USER:-me}', '$(whoami)') };
    assert.match(await hover(CONFIG, on('MY_USER'), files), /it may become `<whoami>-x`/);
  });

  test('says that a token stays when its sed is not run', async () => {
    assert.match(await hover(CONFIG, on('MY_LEFT')), /On mybinder\.org it stays as it is$/m);
  });

  test('tells what is made of copies of the file, and of what sed prints', async () => {
    const files = {
      [CONFIG]: config,
      [START]: `#!/bin/bash
mkdir -p ~/.config/dask
sed "s|WORKER_IMAGE|one|" .dask/config.yaml > ~/.config/dask/a.yaml
cp .dask/config.yaml .config/dask/b.yaml
sed -i "s|WORKER_IMAGE|two|" .config/dask/b.yaml
exec "$@"
`,
    };
    assert.match(
      await hover(CONFIG, on('WORKER_IMAGE'), files),
      /\n- On mybinder\.org it stays as it is\n- On mybinder\.org it becomes `one` in what `sed` prints of `\.dask\/config\.yaml`\n- On mybinder\.org it becomes `two` in `\.config\/dask\/b\.yaml`$/,
    );
  });

  test('in another command of the script says in which file it becomes what', async () => {
    const files = {
      ...FILES,
      [START]: start.replace('exec', 'grep -q WORKER_IMAGE .dask/config.yaml\nexec'),
    };
    assert.equal(
      await hover(START, on('WORKER_IMAGE', 2), files),
      '**`WORKER_IMAGE`**: a name that `sed` replaces (`binder/start`, line 2).\n\n- On mybinder.org it becomes `quay.io/me/image:1` in `.dask/config.yaml`',
    );
  });

  test('in postBuild names the templates', async () => {
    const files = { ...FILES, 'binder/postBuild': '#!/bin/bash\nsed -i "s|MY_LEFT|x|" .dask/config.yaml\n' };
    assert.match(
      await hover('binder/postBuild', on('MY_LEFT'), files),
      /It stands in `\.dask\/config\.yaml`\.$/,
    );
  });

  test('without a sed says so', async () => {
    const files = { [CONFIG]: config, [START]: '#!/bin/bash\nexec "$@"\n' };
    assert.match(await hover(CONFIG, on('WORKER_IMAGE'), files), /no `sed` of this repository does/);
  });

  test('leaves keys and values to their own description', async () => {
    assert.match(await hover(CONFIG, on('connect')), /distributed\.comm\.timeouts\.connect/);
  });
});

describe('hints', () => {
  async function hints(choice: { tokens: boolean; units: boolean }): Promise<string[]> {
    const whole = { start: 0, end: config.length };
    const found = await visit(FILES, (repository) => hintsIn(repository, CONFIG, whole, choice), ENV);
    return found.map(({ offset, label }) => `${config.slice(0, offset).split('\n').length}:${label}`);
  }

  test('show what a launch puts in the place of tokens', async () => {
    assert.deepEqual(await hints({ tokens: true, units: false }), ['16: → quay.io/me/image:1', '19: → me-x']);
  });

  test('show the units of bare numbers', async () => {
    assert.deepEqual(await hints({ tokens: false, units: true }), ['5: s', '10: ms', '17: s', '17: bytes']);
  });

  test('are nothing when both are off, and only within the range', async () => {
    assert.deepEqual(await hints({ tokens: false, units: false }), []);
    const found = await visit(FILES, (repository) =>
      hintsIn(repository, CONFIG, { start: 0, end: 20 }, { tokens: true, units: true }),
    );
    assert.deepEqual(found, []);
  });

  test('claim nothing of a line that the launch leaves in another way', async () => {
    const files = { ...FILES, [START]: start.replace('-e "s|MY_USER', '-e "s|valu.|V|" -e "s|MY_USER') };
    const found = await visit(files, (repository) =>
      hintsIn(repository, CONFIG, { start: 0, end: config.length }, { tokens: true, units: false }),
    );
    assert.equal(found.length, 1);
  });
});

describe('lenses', () => {
  async function lenses(path: string, files = FILES): Promise<string[]> {
    const found = await visit(files, (repository) => lensesOf(repository, path));
    return found.map(
      ({ kind, span, about }) =>
        `${String(files[path]).slice(0, span.start).split('\n').length} ${kind} ${about}`,
    );
  }

  test('stand above the configuration, the template and the image', async () => {
    assert.deepEqual(await lenses(CONFIG), [
      `2 effective ${CONFIG}`,
      `12 workerPod ${CONFIG}`,
      `16 preview ${CONFIG}`,
    ]);
  });

  test('stand above the seds that change a file', async () => {
    assert.deepEqual(await lenses(START), [`2 preview ${CONFIG}`]);
  });

  test('are none where nothing is to be seen', async () => {
    const files = { 'binder/environment.yml': 'dependencies: [dask]\n', [START]: '#!/bin/bash\nexec "$@"\n' };
    assert.deepEqual(await lenses('binder/environment.yml', files), []);
    assert.deepEqual(await lenses(START, files), []);
    assert.deepEqual(await lenses('binder/never', files), []);
  });

  test('stand above a bare Pod', async () => {
    const files = {
      'worker-template.yaml':
        '# Pod\nkind: Pod\nspec:\n  containers:\n    - {name: w, image: A_B, args: [dask-worker]}\n',
    };
    assert.deepEqual(await lenses('worker-template.yaml', files), ['2 workerPod worker-template.yaml']);
  });
});

describe('links', () => {
  async function links(path: string, files: Files): Promise<string[]> {
    const found = await visit(files, (repository) => linksIn(repository, path));
    return found.map(
      ({ span, target }) =>
        `${showPlace(files, path, span).slice(path.length + 1)} ${target.kind === 'page' ? target.address : target.path}`,
    );
  }

  test('lead from paths in the script to files', async () => {
    const files = {
      [CONFIG]: config,
      [START]: `#!/bin/bash\nexport DASK_CONFIG="\${PWD}/.dask/config.yaml"\ncp .dask/config.yaml ~/x.yaml\ncat nothing.yaml\nexec "$@"\n`,
    };
    assert.deepEqual(await links(START, files), [
      '2:21 ${PWD}/.dask/config.yaml .dask/config.yaml',
      '3:4 .dask/config.yaml .dask/config.yaml',
    ]);
  });

  test('lead from sections to the documentation of their packages', async () => {
    assert.deepEqual(await links(CONFIG, { [CONFIG]: config }), [
      '2:1 distributed https://docs.dask.org/en/stable/configuration.html',
      '11:1 kubernetes https://kubernetes.dask.org/',
    ]);
  });

  for (const [image, page] of [
    ['daskdev/dask:2.30.0', 'https://hub.docker.com/r/daskdev/dask'],
    ['python', 'https://hub.docker.com/_/python'],
    ['docker.io/library/python:3', 'https://hub.docker.com/_/python'],
    ['quay.io/pangeo/pangeo-notebook:2024.01.15', 'https://quay.io/repository/pangeo/pangeo-notebook'],
    ['ghcr.io/dask/dask-gateway:2024.1.0', 'https://ghcr.io/dask/dask-gateway'],
    ['gcr.io/pangeo-181919/base-notebook', 'https://gcr.io/pangeo-181919/base-notebook'],
    [`daskdev/dask@sha256:${'0'.repeat(64)}`, 'https://hub.docker.com/r/daskdev/dask'],
    ['registry.example.org/me/image', undefined],
    ['localhost:5000/image', undefined],
    ['WORKER_IMAGE', undefined],
    ['${JUPYTER_IMAGE_SPEC}', undefined],
    ['a b', undefined],
    ['', undefined],
  ] as const) {
    test(`${image === '' ? 'nothing' : image} leads to ${page ?? 'no page'}`, async () => {
      const files = {
        'worker-template.yaml': `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: '${image}'\n      args: [dask-worker]\n`,
      };
      const found = await links('worker-template.yaml', files);
      assert.deepEqual(found, page === undefined ? [] : [`5:14 '${image}' ${page}`]);
    });
  }
});

test('a hover of a token is the same from every letter of it', async () => {
  for (let i = 0; i <= 'WORKER_IMAGE'.length; i++) {
    const found = await ask(FILES, CONFIG, (text) => text.indexOf('WORKER_IMAGE') + i, hoverAt);
    assert.match(found?.markdown ?? '', /^\*\*`WORKER_IMAGE`\*\*/);
  }
});
