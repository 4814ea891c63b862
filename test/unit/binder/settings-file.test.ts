import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettingsFile } from '../../../server/src/binder/index.ts';
import { SourceText } from '../../../server/src/text/index.ts';
import { parseYaml } from '../../../server/src/yaml/index.ts';

const read = (text: string) => readSettingsFile(parseYaml(new SourceText('.pangeo-binder.yaml', text)));
/** `text: message` of each problem, and what its fix would write. */
const problems = (text: string) =>
  read(text).problems.map(
    ({ span, message, fix }) =>
      `${text.slice(span.start, span.end)}: ${message}${fix === undefined ? '' : ` -> ${fix.text}`}`,
  );

describe('.pangeo-binder.yaml', () => {
  test('is read as it is written in the documentation', () => {
    const {
      problems: found,
      codes,
      ...settings
    } = read(
      [
        'target:',
        '  dask: 2021.3.0',
        '  python: 3.10',
        'rules:',
        '  dask/*: info',
        '  start/heavy-work: off',
        'paths:',
        '  dask-config: [deploy/dask/*.yaml]',
        '  pod-template: [./deploy/pod.yaml]',
        '  start:',
        '    - images/base/start',
        '  ignore: [third-party/**]',
        'launch:',
        '  profile: repo2docker-local',
        '  env:',
        '    MY_BUCKET: gs://example',
        '    WORKERS: 010',
        '    NB_USER: null',
        '    OTHER:',
        '',
      ].join('\n'),
    );
    assert.deepEqual(found, []);
    assert.deepEqual(
      codes.map(({ code }) => code),
      ['dask/*', 'start/heavy-work'],
    );
    assert.deepEqual(settings, {
      target: { dask: '2021.3.0', python: '3.10' },
      rules: { 'dask/*': 'info', 'start/heavy-work': 'off' },
      paths: {
        'dask-config': ['deploy/dask/*.yaml'],
        'pod-template': ['deploy/pod.yaml'],
        start: ['images/base/start'],
      },
      ignore: ['third-party/**'],
      launch: {
        profile: 'repo2docker-local',
        env: { MY_BUCKET: 'gs://example', WORKERS: '010', NB_USER: null, OTHER: null },
      },
    });
  });

  test('versions are texts, however YAML reads them', () => {
    assert.deepEqual(read('target: {dask: 2021.10, distributed: 2021, dask-gateway: "0.9"}').target, {
      dask: '2021.10',
      distributed: '2021',
      'dask-gateway': '0.9',
    });
    assert.deepEqual(read('target: {dask: 1:30}').target, {});
  });

  test('may be empty', () => {
    for (const text of [
      '',
      '# nothing\n',
      '---\n',
      '{}',
      'rules:\ntarget:\nlaunch: {env: }\npaths: {start: }\n',
    ])
      assert.deepEqual(problems(text), [], text);
  });

  const wrong: readonly (readonly [text: string, expected: string])[] = [
    ['rule: {}', 'rule: `rule` is no setting; did you mean `rules`? -> rules'],
    ['moon: {}', 'moon: `moon` is no setting; there are `target`, `rules`, `paths`, `launch`.'],
    ['- a', '- a: The settings begin with one of the keys `target`, `rules`, `paths`, `launch`.'],
    ['rules: [a]', '[a]: Here rules and their severities, such as `start/heavy-work: error` are expected.'],
    ['rules: {a/b: eror}', 'eror: `eror` is no severity; did you mean `error`? -> error'],
    ['rules: {a/b: warn}', 'warn: `warn` is no severity; did you mean `warning`? -> warning'],
    ['rules: {a/b: no}', 'no: `no` is no severity; did you mean `off`? -> off'],
    ['rules: {a/b: 3}', '3: `3` is no severity; there are `error`, `warning`, `info`, `hint`, `off`.'],
    ['rules:\n  a/b:\n', 'a/b: Nothing is no severity; there are `error`, `warning`, `info`, `hint`, `off`.'],
    ['target: {dsak: 1.0}', 'dsak: `dsak` is no package; did you mean `dask`? -> dask'],
    ['target: {dask: latest}', 'latest: `latest` is no version; write it in numbers, such as 2021.3.0.'],
    ['target: {dask: [1]}', '[1]: This is no version; write it in numbers, such as 2021.3.0.'],
    [
      'paths: {start: binder/x}',
      'binder/x: Here a list of globs is expected, such as `[deploy/dask/*.yaml]`. -> [binder/x]',
    ],
    [
      'paths: {start: [../x]}',
      '../x: `../x` leads out of the repository; globs begin at the root of the repository, such as `deploy/dask/*.yaml`.',
    ],
    [
      'paths: {start: [/srv/x]}',
      '/srv/x: `/srv/x` is no path in the repository; globs begin at the root of the repository, such as `deploy/dask/*.yaml`.',
    ],
    [
      'paths: {start: [a\\b]}',
      'a\\b: `a\\b` has a backslash; folders are parted by `/`; globs begin at the root of the repository, such as `deploy/dask/*.yaml`.',
    ],
    [
      'launch: {profile: mybinder}',
      'mybinder: `mybinder` is no profile; there are `mybinder-2026`, `pangeo-binder-2020`, `repo2docker-local`.',
    ],
    ['launch: {env: {MY-VAR: x}}', 'MY-VAR: `MY-VAR` is no name of a variable.'],
    ['launch: {env: {A: [x]}}', '[x]: This is no text; a variable has a text, or null.'],
    ['a: [', '[: This cannot be read as YAML.'],
    ['a: {}\n---\nb: {}', '---: The settings are one document; this begins another one.'],
  ];
  for (const [text, expected] of wrong) test(text, () => assert.deepEqual(problems(text), [expected]));

  test('names of secrets are refused, and their values never repeated', () => {
    const text = 'launch: {env: {JUPYTERHUB_API_TOKEN: abcdefgh, GITHUB_TOKEN: ~, A: b}}';
    assert.deepEqual(problems(text), [
      'JUPYTERHUB_API_TOKEN: `JUPYTERHUB_API_TOKEN` is the name of a secret, and this file is no place for one; its value is not used.',
    ]);
    assert.deepEqual(read(text).launch.env, { GITHUB_TOKEN: null, A: 'b' });
  });

  test('what is right counts beside what is wrong', () => {
    assert.deepEqual(read('moon: 1\nrules: {a/b: off, c/d: maybe}\n').rules, { 'a/b': 'off' });
  });
});
