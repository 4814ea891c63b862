import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { PROFILES } from '../../../server/src/binder/index.ts';
import {
  CLUSTER_KINDS,
  type InitializeChoice,
  type InitializePlan,
  placesFor,
  planInitialize,
} from '../../../server/src/features/index.ts';
import { chosenLaunch, knownText, previewLaunch } from '../../../server/src/launch/index.ts';
import { type Files, shownFindings, visit } from '../../support/repository.ts';

const README = { 'README.md': '# Notebooks\n' };
const DIRECTORIES = ['binder', '.binder', ''] as const;

function plan(files: Files, choice: InitializeChoice): Promise<InitializePlan> {
  return visit(files, (repository) => planInitialize(repository, choice));
}

/** The repository afterwards. */
function applied(files: Files, { creates }: InitializePlan): Files {
  return { ...files, ...Object.fromEntries(creates.map(({ path, text }) => [path, text])) };
}

suite('a repository that begins', () => {
  for (const cluster of CLUSTER_KINDS) {
    for (const directory of DIRECTORIES) {
      test(`${cluster} in ${directory || 'the root'}: no rule has anything to say`, async () => {
        const files = applied(README, await plan(README, { cluster, directory }));
        for (const { name } of PROFILES)
          assert.deepEqual(await shownFindings(files, { launch: { profile: name, env: {} } }), [], name);
      });

      test(`${cluster} in ${directory || 'the root'}: the launch reaches the server and fills every token`, async () => {
        const files = applied(README, await plan(README, { cluster, directory }));
        const { launch, preview } = await visit(files, (repository) => {
          const launch = repository.derive(chosenLaunch);
          return { launch, preview: previewLaunch(launch) };
        });
        assert.equal(launch.reachesExec, 'yes');
        assert.deepEqual(launch.unknown, []);
        const texts = {
          ...files,
          ...Object.fromEntries(preview.files.map(({ path, after }) => [path, after])),
        };
        assert.equal(
          Object.values(texts).some((text) => /image: WORKER_IMAGE/.test(String(text))),
          false,
        );
      });
    }
  }

  test('with Dask Gateway tells it the image that was launched, on a hub only', async () => {
    const files = applied({}, await plan({}, { cluster: 'gateway', directory: 'binder' }));
    const image = (profile: string) =>
      visit(
        files,
        (repository) => {
          const { value } =
            repository.derive(chosenLaunch).exported.get('DASK_GATEWAY__CLUSTER__OPTIONS__IMAGE') ?? {};
          return value === undefined ? undefined : knownText(value);
        },
        { launch: { profile, env: {} } },
      );
    assert.match((await image('pangeo-binder-2020')) ?? '', /^\S+\/\S+:[0-9a-f]{40}$/);
    assert.equal(await image('repo2docker-local'), undefined);
  });

  test('with the operator has the image in the configuration after the launch', async () => {
    const files = applied({}, await plan({}, { cluster: 'operator', directory: '.binder' }));
    const changed = await visit(files, (repository) => previewLaunch(repository.derive(chosenLaunch)).files);
    assert.deepEqual(
      changed.map(({ path, certain }) => [path, certain]),
      [['.config/dask/kubernetes.yaml', true]],
    );
    assert.match(changed[0]?.after ?? '', /^ {2}image: \S+\/\S+:[0-9a-f]{40}$/m);
  });
});

suite('a repository that exists', () => {
  test('keeps its files, and is told what they have to bring', async () => {
    const files = { 'binder/start': '#!/bin/bash\nexec "$@"\n' };
    const { creates, leaves, notes } = await plan(files, { cluster: 'operator', directory: undefined });
    assert.deepEqual(
      creates.map(({ path }) => path),
      ['binder/environment.yml', '.config/dask/kubernetes.yaml'],
    );
    assert.deepEqual(
      leaves.map(({ path, brings }) => [path, brings]),
      [
        [
          'binder/start',
          'the `sed` that fills `WORKER_IMAGE` from `JUPYTER_IMAGE_SPEC`, and the hand-over, `exec "$@"`',
        ],
      ],
    );
    assert.deepEqual(notes, []);
  });

  test('never gets a second binder directory', async () => {
    const files = { '.binder/apt.txt': 'git\n' };
    const { directory, notes } = await plan(files, { cluster: 'local', directory: 'binder' });
    assert.equal(directory, '.binder');
    assert.deepEqual(notes, [
      '`.binder/` exists already, so the files belong there: Binder refuses two such folders.',
    ]);
    assert.deepEqual(await visit(files, placesFor), ['.binder']);
  });

  test('with files in the root is told that a binder directory puts them out of use', async () => {
    const files = { 'environment.yml': 'name: x\ndependencies: [dask]\n', postBuild: '#!/bin/bash\n' };
    assert.deepEqual(await visit(files, placesFor), ['', 'binder', '.binder']);
    const inRoot = await plan(files, { cluster: 'local', directory: undefined });
    assert.deepEqual(
      [inRoot.directory, inRoot.creates.map(({ path }) => path), inRoot.leaves.map(({ path }) => path)],
      ['', ['.config/dask/distributed.yaml', 'start'], ['environment.yml']],
    );
    const moved = await plan(files, { cluster: 'local', directory: 'binder' });
    assert.deepEqual(moved.notes, [
      'With `binder/` in place, Binder no longer reads `environment.yml` and `postBuild` in the root; what they hold belongs in `binder/`.',
    ]);
  });

  test('with a file in the place of a folder gets nothing there', async () => {
    const { creates, notes } = await plan({ '.config': 'x' }, { cluster: 'local', directory: 'binder' });
    assert.deepEqual(
      creates.map(({ path }) => path),
      ['binder/environment.yml', 'binder/start'],
    );
    assert.deepEqual(notes, ['`.config/dask` cannot be made: a file stands in its way.']);
  });

  test('is never overwritten, whatever is there, and twice is once', async () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        'binder/start',
        '.binder/start',
        'start',
        'environment.yml',
        'binder/environment.yml',
        '.binder/environment.yml',
        '.config/dask/kubernetes.yaml',
        '.config/dask/gateway.yaml',
        'Dockerfile',
        '.config',
      ),
      fc.constantFrom('', 'x\n', 'a: 1\n', '#!/bin/bash\nexec "$@"\n'),
    );
    const choice = fc.record({
      cluster: fc.constantFrom(...CLUSTER_KINDS),
      directory: fc.constantFrom(...DIRECTORIES, undefined),
    });
    await fc.assert(
      fc.asyncProperty(anything, choice, async (files, chosen) => {
        const first = await plan(files, chosen);
        for (const { path } of first.creates) assert.equal(path in files, false, path);
        for (const { path } of first.leaves) assert.equal(path in files, true, path);
        const second = await plan(applied(files, first), chosen);
        assert.deepEqual(second.creates, []);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});
