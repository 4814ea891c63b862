import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RepositoryOptions } from '../../../server/src/binder/index.ts';
import { type FileStatus, statusOf } from '../../../server/src/features/index.ts';
import { type Files, visit } from '../../support/repository.ts';

const START = '#!/bin/bash\nexec "$@"\n';
const CONFIG = 'distributed:\n  admin:\n    tick:\n      limit: 5s\n';

function status(files: Files, path: string, options?: RepositoryOptions): Promise<FileStatus | undefined> {
  return visit(files, (repository) => statusOf(repository, path), options);
}

function environment(...packages: readonly string[]): string {
  return `dependencies:\n${packages.map((name) => `  - ${name}\n`).join('')}`;
}

suite('the status of a file', () => {
  test('names the role by place', async () => {
    const files = { 'binder/start': START, start: START, 'binder/postBuild': '', 'notes.txt': '' };
    assert.deepEqual((await status(files, 'binder/start'))?.roles, ['start']);
    assert.deepEqual((await status(files, 'start'))?.roles, ['ignored-start']);
    assert.deepEqual((await status(files, 'binder/postBuild'))?.roles, ['post-build']);
    assert.equal(await status(files, 'notes.txt'), undefined);
  });

  test('says of a configuration whether Dask opens it', async () => {
    const reading = async (files: Files, path = '.dask/config.yaml') => (await status(files, path))?.reading;
    const files = { '.dask/config.yaml': CONFIG, 'binder/start': START };
    assert.equal(await reading(files), 'not-read');
    assert.equal(
      await reading({ ...files, 'binder/environment.yml': environment('dask=2021.3.0') }),
      'older',
    );
    assert.equal(
      await reading({
        ...files,
        'binder/start': '#!/bin/bash\nexport DASK_CONFIG="${PWD}/.dask"\nexec "$@"\n',
      }),
      'brought',
    );
    assert.equal(await reading({ '.config/dask/a.yaml': CONFIG }, '.config/dask/a.yaml'), 'read');
    assert.equal(await reading({ 'binder/start': START }, 'binder/start'), undefined);
  });

  test('knows the files that the launch changes', async () => {
    const files = {
      'binder/start':
        '#!/bin/bash\nsed -i "s|LINK|${JUPYTER_IMAGE_SPEC}|" binder/workspace.json\nexec "$@"\n',
      'binder/workspace.json': '{"url": "LINK"}\n',
    };
    const found = await status(files, 'binder/workspace.json');
    assert.deepEqual([found?.roles, found?.changedAtLaunch], [[], true]);
    assert.equal((await status(files, 'binder/start'))?.changedAtLaunch, false);
  });

  test('gives the versions and where they come from', async () => {
    const versions = async (files: Files, options?: RepositoryOptions) =>
      (await status({ 'binder/start': START, ...files }, 'binder/start', options))?.versions;
    assert.deepEqual(await versions({}), [
      { package: 'dask', text: '2026.7.1', pinned: false, from: [], fromTarget: false },
    ]);
    assert.deepEqual(
      await versions({ 'binder/environment.yml': environment('dask=2021.3.0', 'dask-kubernetes') }),
      [
        {
          package: 'dask',
          text: '2021.3.0',
          pinned: true,
          from: ['binder/environment.yml'],
          fromTarget: false,
        },
        {
          package: 'dask-kubernetes',
          text: 'below 2022.9.0',
          pinned: true,
          from: ['binder/environment.yml'],
          fromTarget: false,
        },
      ],
    );
    assert.deepEqual(await versions({}, { target: { dask: '2.30.0' } }), [
      { package: 'dask', text: '2.30.0', pinned: true, from: [], fromTarget: true },
    ]);
  });

  test('names the launch and the values of the settings', async () => {
    const found = await status({ 'binder/start': START }, 'binder/start', {
      launch: { profile: 'repo2docker-local', env: { B: '1', A: null } },
    });
    assert.deepEqual(found?.profile, { name: 'repo2docker-local', title: 'plain Docker' });
    assert.deepEqual(found?.ownValues, ['A', 'B']);
  });
});
