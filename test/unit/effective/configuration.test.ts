import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RepositoryOptions } from '../../../server/src/binder/index.ts';
import {
  configFromPlain,
  configValue,
  isTree,
  jsonFromConfig,
  withoutSources,
} from '../../../server/src/dask/index.ts';
import {
  type EffectiveConfiguration,
  effectiveConfiguration,
  sourceText,
} from '../../../server/src/effective/index.ts';
import { chosenLaunch } from '../../../server/src/launch/index.ts';
import { type Files, visit } from '../../support/repository.ts';

const OLD = { target: { dask: '2021.3.0', distributed: '2021.3.0' } };
const NEW = { target: { dask: '2024.2.1', distributed: '2024.2.1' } };
const MIDDLE = { target: { dask: '2022.12.1', distributed: '2022.12.1' } };

function seen(files: Files, options: RepositoryOptions = {}): Promise<EffectiveConfiguration> {
  return visit(
    files,
    (repository) => effectiveConfiguration(repository, repository.derive(chosenLaunch)),
    options,
  );
}

function start(...lines: readonly string[]): string {
  return ['#!/bin/bash', ...lines, 'exec "$@"', ''].join('\n');
}

/** The value of a dotted key, as JSON; undefined where there is none. */
function value({ config }: EffectiveConfiguration, key: string): unknown {
  const found = configValue(config, key.split('.'));
  if (found === undefined) return undefined;
  return jsonFromConfig(isTree(found) ? withoutSources(found) : found.value);
}

/** Values that somebody wrote, with their sources: `key = value (source)`. */
function written({ values }: EffectiveConfiguration): readonly string[] {
  return values
    .filter(({ leaf }) => leaf.source.source.kind !== 'default')
    .map(
      ({ path, leaf }) =>
        `${path.join('.')} = ${JSON.stringify(jsonFromConfig(leaf.value))} (${sourceText(leaf.source.source)})`,
    );
}

function layers({ layers }: EffectiveConfiguration): readonly string[] {
  return layers.map(({ name, state }) => `${name}: ${state}`);
}

describe('the files that Dask reads', () => {
  const files = {
    '.dask/config.yaml': 'distributed:\n  dashboard:\n    link: dot-dask\n',
    '.config/dask/b.yaml': 'distributed:\n  dashboard:\n    link: b\n',
    '.config/dask/a.yml': 'distributed:\n  dashboard:\n    link: a\n    export-tool: true\n',
    '.config/dask/c.json': '{"temporary-directory": "/tmp"}',
    '.config/dask/notes.txt': 'nothing: here\n',
  };

  test('are those of ~/.config/dask in the order of their names, and of ~/.dask before 2022.01.1', async () => {
    const old = await seen(files, OLD);
    assert.deepEqual(layers(old), [
      '/etc/dask: unknown',
      '{sys.prefix}/etc/dask: unknown',
      '.config/dask/a.yml: read',
      '.config/dask/b.yaml: read',
      '.config/dask/c.json: read',
      '.dask/config.yaml: read',
      'DASK_* variables: absent',
    ]);
    assert.deepEqual(written(old), [
      'distributed.dashboard.link = "dot-dask" (.dask/config.yaml:3)',
      'distributed.dashboard.export-tool = true (.config/dask/a.yml:4)',
      'temporary-directory = "/tmp" (.config/dask/c.json:1)',
    ]);
    assert.deepEqual(
      old.shadowed.map(({ leaf, by, why }) => [sourceText(leaf.source.source), by && sourceText(by), why]),
      [
        ['.config/dask/a.yml:3', '.dask/config.yaml:3', '`.dask/config.yaml`, line 3, wins.'],
        ['.config/dask/b.yaml:3', '.dask/config.yaml:3', '`.dask/config.yaml`, line 3, wins.'],
      ],
    );
    const now = await seen(files, NEW);
    assert.equal(value(now, 'distributed.dashboard.link'), 'b');
    assert.deepEqual(layers(now).at(-1), '.dask/config.yaml: not-read');
  });

  test('end with what DASK_CONFIG names, a file or a folder', async () => {
    const file = await seen(
      { ...files, 'binder/start': start('export DASK_CONFIG="$PWD/.dask/config.yaml"') },
      NEW,
    );
    assert.equal(value(file, 'distributed.dashboard.link'), 'dot-dask');
    const folder = await seen({ ...files, 'binder/start': start('export DASK_CONFIG=$HOME/.dask') }, NEW);
    assert.equal(value(folder, 'distributed.dashboard.link'), 'dot-dask');
    const relative = await seen({ ...files, 'binder/start': start('export DASK_CONFIG=.dask') }, NEW);
    assert.deepEqual(
      relative.values.filter(({ leaf }) => leaf.value === 'dot-dask').map(({ leaf }) => leaf.source.doubt),
      ['the folder of the notebook'],
    );
    const empty = await seen(
      { 'dask.yaml': 'distributed: {mine: 1}\n', 'binder/start': start('export DASK_CONFIG=') },
      NEW,
    );
    assert.equal(value(empty, 'distributed.mine'), undefined);
    const any = await seen(
      {
        'binder/settings': 'distributed: {dashboard: {link: x}}\n',
        'binder/start': start('export DASK_CONFIG=$PWD/binder/settings'),
      },
      NEW,
    );
    assert.equal(value(any, 'distributed.dashboard.link'), 'x');
  });

  test('are those that the start script leaves', async () => {
    const found = await seen(
      {
        'binder/template.yaml': 'distributed:\n  dashboard:\n    link: LINK\n    export-tool: true\n',
        'binder/start': start(
          'mkdir -p ~/.config/dask ${NB_PYTHON_PREFIX}/etc/dask',
          'cp binder/template.yaml ~/.config/dask/dask.yaml',
          'sed -i "s|LINK|${JUPYTERHUB_USER:-me}/{port}|" ~/.config/dask/dask.yaml',
          'echo "temporary-directory: /x" > ${NB_PYTHON_PREFIX}/etc/dask/own.yaml',
        ),
      },
      { ...NEW, launch: { profile: 'mybinder-2026', env: { JUPYTERHUB_USER: null } } },
    );
    assert.equal(value(found, 'distributed.dashboard.link'), 'me/{port}');
    const image = '/srv/conda/envs/notebook/etc/dask/own.yaml: unknown';
    assert.ok(layers(found).includes(image), 'whether the image lets it be written is not known');
    assert.deepEqual(found.failures, []);
  });

  test('are also those that postBuild has made, which the start script may change', async () => {
    const files = {
      'binder/dask_config.yaml': 'distributed:\n  dashboard:\n    link: built\n',
      'binder/postBuild': [
        '#!/bin/bash',
        'mkdir -p ~/.config/dask',
        'cp binder/dask_config.yaml ~/.config/dask/dask.yaml',
        'mkdir -p ${NB_PYTHON_PREFIX}/etc/dask',
        'cp binder/dask_config.yaml ${NB_PYTHON_PREFIX}/etc/dask/image.yaml',
        '',
      ].join('\n'),
    };
    const found = await seen(files, NEW);
    assert.deepEqual(written(found), [
      'distributed.dashboard.link = "built" (.config/dask/dask.yaml:3, written by binder/postBuild:3)',
    ]);
    assert.deepEqual(
      found.shadowed.map(({ leaf }) => [sourceText(leaf.source.source), leaf.source.doubt]),
      [
        [
          '/srv/conda/envs/notebook/etc/dask/image.yaml:3, written by binder/postBuild:5 with NB_PYTHON_PREFIX',
          'whether `image.yaml` can be written',
        ],
      ],
    );
    const changed = await seen(
      { ...files, 'binder/start': start('sed -i s/built/x/ ~/.config/dask/dask.yaml') },
      NEW,
    );
    assert.equal(value(changed, 'distributed.dashboard.link'), 'built');
    assert.deepEqual(
      changed.values
        .filter(({ leaf }) => leaf.source.source.kind === 'file')
        .map(({ leaf }) => leaf.source.doubt),
      ['what the start script does to `dask.yaml`'],
    );
  });

  test('lead back to the repository and to the command that changed them', async () => {
    const found = await seen(
      {
        '.config/dask/dask.yaml':
          '# Mine\ndistributed:\n  dashboard:\n    link: "LINK"\n    export-tool: true\n',
        'binder/start': start('sed -i "s|LINK|{port}|" .config/dask/dask.yaml'),
      },
      NEW,
    );
    assert.deepEqual(written(found), [
      'distributed.dashboard.link = "{port}" (.config/dask/dask.yaml:4, written by binder/start:2)',
      'distributed.dashboard.export-tool = true (.config/dask/dask.yaml:5)',
    ]);
  });

  test('that cannot be read stop the import, and are named with their place', async () => {
    const broken = await seen({ '.config/dask/dask.yaml': 'distributed: "x\n' }, NEW);
    assert.deepEqual(
      broken.failures.map(({ message, place }) => [message, place?.path, place?.line]),
      [
        [
          '`import dask` fails with ValueError, "is malformed", since `.config/dask/dask.yaml` is no valid YAML.',
          '.config/dask/dask.yaml',
          1,
        ],
      ],
    );
    const list = await seen({ '.config/dask/dask.yaml': '- a\n' }, NEW);
    assert.deepEqual(
      list.failures.map(({ message }) => message),
      ['`import dask` fails, since `.config/dask/dask.yaml` is no mapping.'],
    );
    const name = await seen({ '.config/dask/dask.yaml': 'distributed:\n  8787: x\n' }, NEW);
    assert.match(name.failures[0]?.message ?? '', /fails with TypeError, since the name `8787`/);
    assert.equal(name.failures[0]?.place?.line, 2);
    const two = await seen({ '.config/dask/dask.yaml': 'a: 1\n---\nb: 2\n' }, NEW);
    assert.match(two.failures[0]?.message ?? '', /more than one document/);
  });
});

describe('variables', () => {
  test('win over files, with values that Python reads', async () => {
    const found = await seen(
      {
        '.config/dask/dask.yaml':
          'distributed:\n  worker:\n    memory:\n      target: 0.5\n  dashboard:\n    link: x\n',
        'binder/start': start(
          'export DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=0.9',
          'export DASK_TEMPORARY_DIRECTORY=/scratch',
          "export DASK_KUBERNETES__ENV=\"{'A': '1'}\"",
          'DASK_NOT__EXPORTED=1',
        ),
      },
      NEW,
    );
    assert.deepEqual(written(found), [
      'distributed.worker.memory.target = 0.9 (DASK_DISTRIBUTED__WORKER__MEMORY__TARGET, binder/start:2)',
      'distributed.dashboard.link = "x" (.config/dask/dask.yaml:6)',
      'temporary_directory = "/scratch" (DASK_TEMPORARY_DIRECTORY, binder/start:3)',
      `kubernetes.env.A = "1" (DASK_KUBERNETES__ENV, binder/start:4)`,
    ]);
    assert.equal(value(found, 'temporary-directory'), '/scratch');
  });

  test('of the hub count too, and true is a boolean from 2024.2.1 on', async () => {
    const env = { DASK_DISTRIBUTED__WORKER__DAEMON: 'true' };
    const launch = { profile: 'mybinder-2026', env };
    assert.equal(value(await seen({}, { ...NEW, launch }), 'distributed.worker.daemon'), true);
    const older = await seen({}, { ...MIDDLE, launch });
    assert.equal(value(older, 'distributed.worker.daemon'), 'true');
    assert.deepEqual(written(older), [
      'distributed.worker.daemon = "true" (DASK_DISTRIBUTED__WORKER__DAEMON of the environment)',
    ]);
  });

  test('of which the text is not known are shown as such', async () => {
    const found = await seen(
      { 'binder/start': start('export DASK_TEMPORARY_DIRECTORY=/scratch/$(whoami_else)') },
      NEW,
    );
    const [entry] = found.values.filter(({ leaf }) => leaf.source.source.kind === 'variable');
    assert.match(String(entry?.leaf.value), /^\/scratch\/<.*>$/);
    assert.match(entry?.leaf.source.doubt ?? '', /whoami_else/);
  });
});

describe('merging', () => {
  test('takes both spellings of a name for one', async () => {
    const found = await seen(
      {
        '.config/dask/a.yaml': 'kubernetes:\n  worker_template: {kind: Pod}\n',
        '.config/dask/b.yaml': 'kubernetes:\n  worker-template: {spec: {containers: []}}\n',
      },
      NEW,
    );
    assert.deepEqual(value(found, 'kubernetes.worker_template'), { kind: 'Pod', spec: { containers: [] } });
  });

  test('turned underscores into hyphens from 0.20.1 to 1.2.1, in names that are no keys too', async () => {
    const files = {
      '.dask/config.yaml': 'kubernetes:\n  worker_template:\n    metadata:\n      labels: {my_team: a}\n',
      'binder/start': start('export DASK_TEMPORARY_DIRECTORY=/x'),
    };
    const target = (dask: string) => ({ target: { dask, distributed: dask } });
    assert.deepEqual(
      (await seen(files, target('1.2.0'))).values
        .filter(({ leaf }) => leaf.source.source.kind !== 'default')
        .map(({ path }) => path.join('.')),
      ['kubernetes.worker-template.metadata.labels.my-team', 'temporary-directory'],
    );
    assert.deepEqual(
      (await seen(files, target('1.2.2'))).values
        .filter(({ leaf }) => leaf.source.source.kind !== 'default')
        .map(({ path }) => path.join('.')),
      ['kubernetes.worker_template.metadata.labels.my_team', 'temporary_directory'],
    );
  });

  test('replaces a plain value in the place of a section by the defaults, or fails before 2023.9.2', async () => {
    const files = { '.config/dask/dask.yaml': 'distributed:\n  worker:\n    lifetime: 5 hours\n' };
    const now = await seen(files, NEW);
    assert.deepEqual(value(now, 'distributed.worker.lifetime'), {
      duration: null,
      restart: false,
      stagger: '0 seconds',
    });
    assert.deepEqual(
      now.shadowed.map(({ why }) => why),
      ['A plain value stands in the place of a section, and the defaults replace it.'],
    );
    const before = await seen(files, MIDDLE);
    assert.deepEqual(
      before.failures.map(({ message, place }) => [message, place?.line]),
      [
        [
          '`import distributed` fails with TypeError, since `distributed.worker.lifetime` is a plain value and names are set below it.',
          3,
        ],
      ],
    );
  });

  test('lets an old name win over the new one, wherever that was set', async () => {
    const found = await seen(
      {
        '.config/dask/dask.yaml': 'diagnostics-link: old\n',
        'binder/start': start('export DASK_DISTRIBUTED__DASHBOARD__LINK=new'),
      },
      NEW,
    );
    assert.deepEqual(written(found), ['distributed.dashboard.link = "old" (.config/dask/dask.yaml:1)']);
    assert.deepEqual(
      found.shadowed.map(({ leaf, by }) => [sourceText(leaf.source.source), by && sourceText(by)]),
      [['DASK_DISTRIBUTED__DASHBOARD__LINK, binder/start:2', '.config/dask/dask.yaml:1']],
    );
  });

  test('moves old names of dask in files from 2023.9.2 on only', async () => {
    const files = { '.config/dask/dask.yaml': 'fuse_ave_width: 0\n' };
    assert.equal(value(await seen(files, NEW), 'optimization.fuse.ave-width'), 0);
    const before = await seen(files, MIDDLE);
    assert.equal(value(before, 'optimization.fuse.ave-width'), 1);
    assert.deepEqual(
      before.values
        .filter(({ ignored }) => ignored !== undefined)
        .map(({ path, ignored }) => [path, ignored]),
      [[['fuse_ave_width'], 'In a file nothing reads it; it is `optimization.fuse.ave-width`.']],
    );
  });
});

describe('before dask 0.18.0', () => {
  test('one file is read, names are flat, and variables have hyphens only', async () => {
    const found = await seen(
      {
        '.dask/config.yaml': 'diagnostics-link: "{port}"\nlogging:\n  bokeh: critical\n',
        '.dask/more.yaml': 'tick-time: 1s\n',
        '.config/dask/a.yaml': 'tick-time: 2s\n',
        'binder/start': start('export DASK_TICK_MAXIMUM_DELAY=5s DASK_DISTRIBUTED__DASHBOARD__LINK=x'),
      },
      { target: { dask: '0.17.5', distributed: '1.21.8' } },
    );
    assert.deepEqual(written(found), [
      'diagnostics-link = "{port}" (.dask/config.yaml:1)',
      'logging.bokeh = "critical" (.dask/config.yaml:3)',
      'tick-maximum-delay = "5s" (DASK_TICK_MAXIMUM_DELAY, binder/start:2)',
      'distributed--dashboard--link = "x" (DASK_DISTRIBUTED__DASHBOARD__LINK, binder/start:2)',
    ]);
    assert.deepEqual(layers(found), [
      '.dask/config.yaml: read',
      'DASK_* variables: read',
      '.config/dask/a.yaml: not-read',
      '.dask/more.yaml: not-read',
    ]);
    assert.equal(value(found, 'distributed.dashboard.link'), undefined);
  });
});

describe('defaults', () => {
  test('come from the packages that are certainly there', async () => {
    const environment = 'dependencies:\n  - dask=2024.2.1\n  - dask-gateway=2024.1.0\n';
    const found = await seen({ 'binder/environment.yml': environment });
    assert.notEqual(value(found, 'gateway.address'), undefined);
    assert.equal(value(found, 'kubernetes.name'), undefined);
    assert.equal(value(found, 'array.svg.size'), 120);
    assert.deepEqual(configFromPlain(value(found, 'distributed.worker.memory.target')), 0.6);
  });
});
