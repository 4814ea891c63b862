import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RepositoryOptions } from '../../server/src/binder/index.ts';
import type { LintConfiguration } from '../../server/src/lint/index.ts';
import { type Files, fixed, lintFiles, show, visit } from '../support/repository.ts';
import { describeRule } from './rule-cases.ts';

const ENVIRONMENT = { 'binder/environment.yml': 'dependencies:\n  - dask=2021.3.0\n' };
const SETTINGS = '.pangeo-binder.yaml';

async function found(
  files: Files,
  configuration?: LintConfiguration,
  options?: RepositoryOptions,
): Promise<string[]> {
  const { findings } = await lintFiles(files, options, configuration);
  return [...findings.values()]
    .flat()
    .map((finding) => show(finding, files).replace(/:(\d+):\S+ (\S+) (\S+) .*/, ':$1 $2 $3'));
}

describe('rules of the settings', () => {
  const files = (settings: string): Files => ({
    ...ENVIRONMENT,
    'binder/start': '#!/bin/bash\npip install x\nexec $@\n',
    [SETTINGS]: settings,
  });

  test('replace the severities of the rules, a code before its family', async () => {
    assert.deepEqual(await found(files('')), [
      'binder/start:2 start/heavy-work warning',
      'binder/start:3 start/exec-args warning',
    ]);
    assert.deepEqual(await found(files('rules: {start/*: hint, start/exec-args: error}')), [
      'binder/start:2 start/heavy-work hint',
      'binder/start:3 start/exec-args error',
    ]);
    assert.deepEqual(await found(files('rules: {start/*: off}')), []);
  });

  test('win over those of an editor, and give way to those of a command line', async () => {
    const severities = { 'start/exec-args': 'info', 'start/heavy-work': 'info' } as const;
    const own = files('rules: {start/*: hint}');
    assert.deepEqual(await found(own, { severities }), [
      'binder/start:2 start/heavy-work hint',
      'binder/start:3 start/exec-args hint',
    ]);
    assert.deepEqual(await found(own, { over: true, severities: { 'start/exec-args': 'info' } }), [
      'binder/start:2 start/heavy-work hint',
      'binder/start:3 start/exec-args info',
    ]);
    assert.deepEqual(await found(files(''), { severities }), [
      'binder/start:2 start/heavy-work info',
      'binder/start:3 start/exec-args info',
    ]);
  });

  test('replace all steps by version', async () => {
    const config = (settings: string): Files => ({
      '.config/dask/dask.yaml': 'optimization:\n  fuse:\n    subgraphs: true\n',
      [SETTINGS]: settings,
    });
    const line = '.config/dask/dask.yaml:3 dask/key-not-read';
    assert.deepEqual(await found(config('target: {dask: 2023.1.0}')), [`${line} hint`]);
    assert.deepEqual(await found(config('')), [`${line} warning`]);
    assert.deepEqual(await found(config('rules: {dask/key-not-read: error}')), [`${line} error`]);
  });

  test('without any use when the file is no YAML', async () => {
    assert.deepEqual(await found(files('rules: {start/*: off}\n x: [\n')), [
      `${SETTINGS}:2 repo/settings-invalid error`,
      'binder/start:2 start/heavy-work warning',
      'binder/start:3 start/exec-args warning',
    ]);
  });
});

describe('target of the settings', () => {
  const era = (files: Files, options?: RepositoryOptions) =>
    visit(files, (repository) => repository.era.target('dask').text, options);

  test('wins over pins and an editor, not over a command line', async () => {
    const files = { ...ENVIRONMENT, [SETTINGS]: 'target: {dask: 2021.10}\n' };
    assert.match(await era(ENVIRONMENT), /2021\.3\.0/);
    assert.match(await era(files), /2021\.10/);
    assert.match(await era(files, { target: { dask: '2.0.0' } }), /2021\.10/);
    assert.match(await era(files, { over: true, target: { dask: '2.0.0' } }), /2\.0\.0/);
  });
});

describe('launch of the settings', () => {
  const launch = (settings: string, options?: RepositoryOptions) =>
    visit({ [SETTINGS]: settings }, (repository) => repository.options.launch, options);

  test('is taken up name by name', async () => {
    const own = 'launch: {profile: repo2docker-local, env: {A: a, B: null}}\n';
    const given = { launch: { profile: 'pangeo-binder-2020', env: { B: 'b', C: 'c' } } };
    assert.equal(await launch(''), undefined);
    assert.deepEqual(await launch(own), { profile: 'repo2docker-local', env: { A: 'a', B: null } });
    assert.deepEqual(await launch(own, given), {
      profile: 'repo2docker-local',
      env: { A: 'a', B: null, C: 'c' },
    });
    assert.deepEqual(await launch(own, { ...given, over: true }), {
      profile: 'pangeo-binder-2020',
      env: { A: 'a', B: 'b', C: 'c' },
    });
    assert.deepEqual(await launch('launch: {env: {A: a}}', { launch: { profile: '', env: {} } }), {
      profile: 'mybinder-2026',
      env: { A: 'a' },
    });
  });
});

describe('paths of the settings', () => {
  const files: Files = {
    'binder/environment.yml': 'dependencies: [dask]\n',
    'deploy/dask/site.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5min\n',
    'deploy/dask/deep/site.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5min\n',
    'deploy/pod.yaml': 'spec:\n  containers:\n    - image: x\n      name: Not_Allowed\n      args: [x]\n',
    'images/base/start': '#!/bin/bash\nexec $@\n',
    'node_modules/x/site.yaml': 'distributed: 1\n',
  };
  const paths = (settings: string) => found({ ...files, [SETTINGS]: settings });

  test('are checked as what they are said to be', async () => {
    assert.deepEqual(await found(files), []);
    assert.deepEqual(await paths('paths: {dask-config: [deploy/dask/*.yaml]}'), [
      'deploy/dask/site.yaml:4 dask/bad-duration error',
    ]);
    assert.deepEqual(await paths('paths: {dask-config: ["**/site.yaml"]}'), [
      'deploy/dask/deep/site.yaml:4 dask/bad-duration error',
      'deploy/dask/site.yaml:4 dask/bad-duration error',
    ]);
    assert.deepEqual(
      (await paths('paths: {pod-template: [deploy/pod.yaml]}')).filter((line) => line.endsWith('error')),
      ['deploy/pod.yaml:4 pod/bad-name error'],
    );
    assert.deepEqual(await paths('paths: {start: ["images/*/start"]}'), [
      'images/base/start:2 start/exec-args warning',
    ]);
  });

  test('that are to be ignored are silent, and still known', async () => {
    const settings = 'paths: {dask-config: ["**/site.yaml"], ignore: [deploy/dask/deep]}';
    assert.deepEqual(await paths(settings), ['deploy/dask/site.yaml:4 dask/bad-duration error']);
    const ignored = {
      ...files,
      'binder/start': '#!/bin/bash\nexec $@\n',
      [SETTINGS]: 'paths: {ignore: [binder/**]}',
    };
    assert.deepEqual(await found(ignored), []);
    assert.equal(await visit(ignored, (repository) => repository.startScript?.path), 'binder/start');
  });

  test('do not replace the start script of the repository', async () => {
    const both = {
      ...files,
      'binder/start': '#!/bin/bash\nexec "$@"\n',
      [SETTINGS]: 'paths: {start: [a/start]}',
      'a/start': '#!/bin/bash\nexec $@\n',
    };
    assert.equal(await visit(both, (repository) => repository.startScript?.path), 'binder/start');
    assert.deepEqual(await found(both), ['a/start:2 start/exec-args warning']);
  });
});

describeRule('repo/settings-invalid', [
  {
    title: 'a key, a severity, a code',
    files: {
      [SETTINGS]: 'rule:\n  dask/*: off\nrules:\n  dask/*: warn\n  dask/unknown-keys: off\n  moon/x: off\n',
    },
    found: [
      `${SETTINGS}:1:1-5 error safe`,
      `${SETTINGS}:4:11-15 error safe`,
      `${SETTINGS}:5:3-20 error safe`,
      `${SETTINGS}:6:3-9 error none`,
    ],
    mendedFiles: {
      [SETTINGS]:
        'rules:\n  dask/*: off\nrules:\n  dask/*: warning\n  dask/unknown-key: off\n  moon/x: off\n',
    },
  },
  { title: 'everything right', files: { [SETTINGS]: 'rules:\n  dask/*: off\n' } },
  {
    title: 'silenced by a comment in it',
    files: { [SETTINGS]: 'moon: {} # pangeo-binder: ignore[repo/settings-invalid]\n' },
  },
]);

test('settings that are mended count in the rounds that follow', async () => {
  const files = {
    ...ENVIRONMENT,
    'binder/start': '#!/bin/bash\nexec $@\n',
    [SETTINGS]: 'rules: {start/exec-arg: off}\n',
  };
  assert.deepEqual(await fixed(files), {
    ...files,
    [SETTINGS]: 'rules: {start/exec-args: off}\n',
    'binder/start': '#!/bin/bash\nexec "$@"\n',
  });
});
