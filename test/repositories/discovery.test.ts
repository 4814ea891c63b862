import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { command } from '../support/command.ts';

/** The files that the command line lists for a folder. */
async function checked(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { stdout } = await command(files, ['check', '--format', 'json']);
  return (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path);
}

const START = '#!/bin/bash\nexec "$@"\n';
const CONFIG = 'distributed: {}\n';
const POD = 'kind: Pod\nspec: {}\n';
const WORKER = 'spec:\n  containers:\n    - args: [dask-worker]\n';
const ENVIRONMENT = 'dependencies: [dask]\n';

describe('which files are checked', () => {
  const rows: readonly (readonly [
    title: string,
    files: Readonly<Record<string, string>>,
    expected: readonly string[],
  ])[] = [
    ['the start script of binder/', { 'binder/start': START }, ['binder/start']],
    ['of .binder/', { '.binder/start': START }, ['.binder/start']],
    ['of the root', { start: START }, ['start']],
    ['ignored ones too', { start: START, 'binder/start': START }, ['binder/start', 'start']],
    ['no other start', { 'binder/x': '', 'bin/start': START }, []],
    [
      'configurations where Dask looks',
      {
        '.dask/a.yaml': '',
        '.dask/b.yml': '',
        '.config/dask/c.yaml': '',
        '.dask/d.txt': '',
        '.dask/e/f.yaml': '',
      },
      ['.config/dask/c.yaml', '.dask/a.yaml', '.dask/b.yml'],
    ],
    [
      'dask_config.yaml up to three levels down',
      {
        'dask_config.yaml': CONFIG,
        'binder/dask_config.yml': CONFIG,
        'a/b/c/dask_config.yaml': CONFIG,
        'a/b/c/d/dask_config.yaml': CONFIG,
      },
      ['a/b/c/dask_config.yaml', 'binder/dask_config.yml', 'dask_config.yaml'],
    ],
    [
      'dask.yaml and its like in the root and the configuration directory, with a section of Dask',
      {
        'dask.yaml': CONFIG,
        'distributed.yaml': CONFIG,
        'gateway.yaml': 'gateway: {}\n',
        'binder/dask.yml': CONFIG,
        'dask.yml': 'services: {}\n',
        'deploy/dask.yaml': CONFIG,
      },
      ['binder/dask.yml', 'dask.yaml', 'distributed.yaml', 'gateway.yaml'],
    ],
    [
      'what the start script names in DASK_CONFIG',
      {
        'binder/start': '#!/bin/bash\nexport DASK_CONFIG="${PWD}/conf/site.yaml"\nexec "$@"\n',
        'conf/site.yaml': CONFIG,
        'conf/other.yaml': CONFIG,
      },
      ['binder/start', 'conf/site.yaml'],
    ],
    [
      'a folder in DASK_CONFIG',
      {
        'binder/start': '#!/bin/bash\nexport DASK_CONFIG=$HOME/conf\nexec "$@"\n',
        'conf/site.yaml': CONFIG,
        'conf/more.yml': CONFIG,
        'conf/x.txt': '',
      },
      ['binder/start', 'conf/more.yml', 'conf/site.yaml'],
    ],
    [
      'what postBuild copies to where Dask looks',
      {
        'binder/environment.yml': ENVIRONMENT,
        'binder/postBuild':
          '#!/bin/bash\nmkdir -p ${NB_PYTHON_PREFIX}/etc/dask\ncp conf/site.yaml ${NB_PYTHON_PREFIX}/etc/dask/\n',
        'conf/site.yaml': CONFIG,
      },
      ['conf/site.yaml'],
    ],
    [
      'what the start script copies to where Dask looks',
      {
        'binder/start':
          '#!/bin/bash\nmkdir -p ~/.config/dask\ncp binder/site.yml ~/.config/dask/site.yaml\nexec "$@"\n',
        'binder/site.yml': CONFIG,
      },
      ['binder/site.yml', 'binder/start'],
    ],
    [
      'what a Dockerfile copies to where Dask looks',
      { 'binder/Dockerfile': 'FROM x\nCOPY conf/site.yaml /etc/dask/\n', 'conf/site.yaml': CONFIG },
      ['conf/site.yaml'],
    ],
    [
      'pod templates that a configuration names',
      {
        '.dask/a.yaml': 'kubernetes:\n  worker-template-path: deploy/pod.yaml\n',
        'deploy/pod.yaml': POD,
        'deploy/x.yaml': POD,
      },
      ['.dask/a.yaml', 'deploy/pod.yaml'],
    ],
    [
      'pod templates by their names and by their content',
      {
        'worker-template.yaml': WORKER,
        'binder/worker-spec-large.yml': WORKER,
        'a.yaml': POD,
        'b.yaml': WORKER,
        'c.yaml': 'kind: Service\n',
        'd.yaml': 'spec: {containers: [{args: [x]}]}\n',
        'worker-template-x.yaml': 'a: 1\n',
      },
      ['a.yaml', 'b.yaml', 'binder/worker-spec-large.yml', 'worker-template.yaml'],
    ],
    [
      'repositories further down, three levels at most',
      {
        'a/binder/start': START,
        'a/b/c/.dask/x.yaml': '',
        'a/b/c/d/.dask/x.yaml': '',
        'e/.pangeo-binder.yaml': '',
      },
      ['a/b/c/.dask/x.yaml', 'a/binder/start', 'e/.pangeo-binder.yaml'],
    ],
    [
      'none in folders of others',
      {
        '.git/binder/start': START,
        'node_modules/.dask/x.yaml': '',
        'env/conda-meta/history': '',
        'env/.dask/x.yaml': '',
        'venv/pyvenv.cfg': '',
        'venv/binder/start': START,
      },
      [],
    ],
    ['the settings', { '.pangeo-binder.yaml': '' }, ['.pangeo-binder.yaml']],
  ];
  for (const [title, files, expected] of rows)
    test(title, async () => assert.deepEqual(await checked(files), expected));
});
