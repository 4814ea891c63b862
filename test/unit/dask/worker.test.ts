import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CURRENT_ERA,
  createEra,
  type Era,
  optionsFor,
  parseWorkerCommand,
  severityByEra,
  WORKER_OPTIONS,
  type WorkerProblem,
} from '../../../server/src/dask/index.ts';

const distributed = (version: string): Era => createEra([], { distributed: version });
const items = (...words: readonly string[]) => words.map((text, index) => ({ text, index }));
const command = (words: readonly string[], era = CURRENT_ERA) => parseWorkerCommand(items(...words), era);

/** A problem in one line: kind, place, what else there is to know. */
function line(problem: WorkerProblem): string {
  switch (problem.kind) {
    case 'leaving': {
      const step = severityByEra(problem.verdict, {
        after: 'pinned',
        unpinned: 'unpinned',
        before: 'before',
      });
      const next = problem.successor === undefined ? '' : ` ${problem.successor.name}`;
      return `${problem.stage} ${problem.use.item.index} ${step}${next}${problem.replaceable ? '' : '?'}`;
    }
    case 'unknown':
      return `unknown ${problem.item.index} ${problem.near?.name}`;
    case 'glued':
      return `glued ${problem.item.index} ${problem.option.name}|${problem.value}`;
    case 'conflict':
      return `conflict ${problem.use.item.index} ${problem.other.item.index}`;
    case 'twice':
      return `twice ${problem.use.item.index} ${problem.first.item.index}`;
    case 'needs':
      return `needs ${problem.use.item.index} ${problem.other.name}`;
    case 'bad-value':
      return `bad-value ${problem.use.valueItem?.index} ${problem.refusal.kind}`;
    case 'extra-argument':
      return `extra-argument ${problem.item.index}`;
    default:
      return `${problem.kind} ${problem.use.item.index}`;
  }
}

const problems = (text: string, era = CURRENT_ERA): string[] =>
  (command(text.split(' '), era)?.problems ?? []).map(line);

describe('the program', () => {
  for (const [text, words] of [
    ['dask-worker --nthreads 2', '0'],
    ['/opt/conda/bin/dask-worker', '0'],
    ['dask worker --nthreads 2', '0 1'],
    ['python -m distributed.cli.dask_worker', '1 2'],
    ['python -m dask worker', '2 3'],
    ['tini -g -- /usr/bin/prepare.sh dask-worker --no-dashboard', '4'],
  ] as const) {
    it(text, () =>
      assert.equal(
        command(text.split(' '))
          ?.program.map(({ index }) => index)
          .join(' '),
        words,
      ),
    );
  }

  for (const text of [
    'dask-scheduler --port 8786',
    'dask scheduler',
    'dask',
    'bash -c',
    'dask-cuda-worker',
    '',
  ]) {
    it(`\`${text}\` starts no worker`, () => assert.equal(command(text.split(' ')), undefined));
  }
});

describe('options and values', () => {
  it('are read in both forms', () => {
    const read = command([
      'dask-worker',
      '--nthreads',
      '2',
      '--memory-limit=7GB',
      '--no-dashboard',
      'tcp://scheduler:8786',
    ]);
    assert.deepEqual(
      read?.uses.map(({ option, value, item, valueItem }) => [
        option.name,
        value,
        item.index,
        valueItem?.index,
      ]),
      [
        ['--nthreads', '2', 1, 2],
        ['--memory-limit', '7GB', 3, 3],
        ['--no-dashboard', undefined, 4, undefined],
      ],
    );
    assert.deepEqual(
      read?.positional.map(({ text }) => text),
      ['tcp://scheduler:8786'],
    );
    assert.deepEqual(read?.problems, []);
  });

  it('are described', () => {
    assert.deepEqual(
      WORKER_OPTIONS.filter(({ description }) => !description).map(({ name }) => name),
      [],
    );
    assert.equal(WORKER_OPTIONS.find(({ name }) => name === '--no-nanny')?.twin, '--nanny');
    assert.equal(WORKER_OPTIONS.find(({ name }) => name === '--nthreads')?.twin, undefined);
  });

  it('are offered by version', () => {
    const names = (era: Era): string[] => optionsFor(era).map(({ name }) => name);
    assert.ok(names(CURRENT_ERA).includes('--nworkers'));
    assert.ok(!names(CURRENT_ERA).includes('--no-bokeh'));
    assert.ok(names(distributed('2.30.0')).includes('--no-bokeh'));
    assert.ok(names(distributed('2.30.0')).includes('--nprocs'));
    assert.ok(!names(distributed('2.30.0')).includes('--nworkers'));
    assert.ok(!names(distributed('1.28.1')).includes('--no-dashboard'));
  });
});

describe('options that come and go', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    // distributed, command, problems
    ['', 'dask-worker --no-bokeh', 'removed 1 unpinned --no-dashboard'],
    ['2022.10.0', 'dask-worker --no-bokeh', 'removed 1 pinned --no-dashboard'],
    ['2.30.0', 'dask-worker --no-bokeh', 'deprecated 1 before --no-dashboard'],
    ['1.23.1', 'dask-worker --no-bokeh', 'right-here 1 before --no-dashboard?'],
    ['', 'dask-worker --nprocs 2', 'removed 1 unpinned --nworkers'],
    ['2022.02.0', 'dask-worker --nprocs 2', 'deprecated 1 before --nworkers'],
    ['2021.12.0', 'dask-worker --nprocs 2', 'right-here 1 before --nworkers?'],
    ['', 'dask-worker --bokeh-port 8789', 'removed 1 unpinned --dashboard-address?'],
    ['', 'dask-worker --reconnect', 'removed 1 unpinned?'],
    ['2022.05.1', 'dask-worker --reconnect', 'removed 1 pinned?'],
    ['2022.05.1', 'dask-worker --no-reconnect', 'deprecated 1 before?'],
    ['', 'dask-worker --port 8786', 'removed 1 unpinned --nanny-port?'],
    ['', 'dask-worker --dashboard-prefix /x', 'deprecated 1 unpinned?'],
    ['2023.1.0', 'dask-worker --dashboard-prefix /x', ''],
    ['2021.3.0', 'dask-worker --nworkers 2', 'not-yet 1'],
    ['1.28.1', 'dask-worker --no-dashboard', 'not-yet 1'],
    ['', 'dask-worker --no-dashboard --nworkers 2', ''],
  ];
  for (const [version, text, expected] of rows) {
    it(`${text} with ${version === '' ? 'nothing pinned' : version}`, () =>
      assert.equal(problems(text, version === '' ? CURRENT_ERA : distributed(version)).join(), expected));
  }
});

describe('problems', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['dask-worker --nthread 2', 'unknown 1 --nthreads'],
    ['dask-worker -nthreads 2', 'unknown 1 --nthreads'],
    ['dask-worker --something', 'unknown 1 undefined'],
    ['dask-worker --Nthreads=2', 'unknown 1 --nthreads'],
    ['dask-worker --something --preload my.module', ''],
    ['dask-worker --preload-nanny my.module --something', ''],
    ['dask-worker --nthreads', 'missing-value 1'],
    ['dask-worker --nthreads --no-dashboard', 'missing-value 1'],
    ['dask-worker --no-dashboard=1', 'needless-value 1'],
    ['dask-worker --nthreads two', 'bad-value 2 form'],
    ['dask-worker --nthreads=2.0', 'bad-value 1 form'],
    ['dask-worker --nworkers auto', ''],
    ['dask-worker --nworkers many', 'bad-value 2 form'],
    ['dask-worker --worker-port 9000:9010', ''],
    ['dask-worker --worker-port web', 'bad-value 2 form'],
    ['dask-worker --memory-limit 7gigs', 'bad-value 2 bytes'],
    ['dask-worker --memory-limit auto', ''],
    ['dask-worker --death-timeout 1h30m', 'bad-value 2 duration'],
    ['dask-worker --death-timeout 60', ''],
    ['dask-worker --lifetime 5min', 'bad-value 2 duration'],
    ['dask-worker --resources GPU=2,MEM=10e9', ''],
    ['dask-worker --resources GPU', 'bad-value 2 form'],
    ['dask-worker --nthreads $(NTHREADS)', ''],
    ['dask-worker --memory-limit ${MEM}', ''],
    ['dask-worker --nthreads {{threads}}', ''],
    ['dask-worker --nthreads 2 --nthreads 4', 'twice 3 1'],
    ['dask-worker --nanny --no-nanny', 'twice 2 1'],
    ['dask-worker --preload a --preload b', ''],
    ['dask-worker --listen-address tcp://:9000 --host x', 'conflict 3 1'],
    ['dask-worker --host x --listen-address tcp://:9000', 'conflict 3 1'],
    ['dask-worker --no-nanny --nworkers 2', 'conflict 2 1'],
    ['dask-worker --no-nanny --nworkers 1', ''],
    ['dask-worker --contact-address tcp://a:1', 'needs 1 --listen-address'],
    ['dask-worker --name mine', 'name-appended 1'],
    ['dask-worker tcp://a:1 tcp://b:1', 'extra-argument 2'],
    ['dask-worker -- --nthreads', ''],
    ['dask-worker', ''],
  ];
  for (const [text, expected] of rows) it(text, () => assert.equal(problems(text).join(), expected));

  it('both counts of workers exclude each other', () => {
    assert.deepEqual(problems('dask-worker --nprocs 1 --nworkers 1', distributed('2022.05.0')), [
      'deprecated 1 before --nworkers',
      'conflict 3 1',
    ]);
  });

  it('option and value in one item', () => {
    const lines = (word: string): string[] => (command(['dask-worker', word])?.problems ?? []).map(line);
    assert.deepEqual(lines('--nthreads 2'), ['glued 1 --nthreads|2']);
    assert.deepEqual(lines('--resources  GPU=2 MEM=1 '), ['glued 1 --resources|GPU=2 MEM=1']);
    assert.deepEqual(lines('--no-dashboard '), ['glued 1 --no-dashboard|']);
  });

  it('`--name` is free before dask-kubernetes 0.10.1', () => {
    const era = createEra([], { 'dask-kubernetes': '0.10.0' });
    assert.deepEqual(problems('dask-worker --name mine', era), []);
  });
});

describe('words that are no option', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['dask-worker --no-bokeh', 'taken-for-scheduler 1'],
    ['dask-worker --nthreads 2 --no-bokeh --memory-limit 7GB', 'taken-for-scheduler 3'],
    ['dask-worker tcp://a:1 --no-bokeh', 'usage-error 2'],
    ['dask-worker --nprocs 2', 'usage-error 2'],
    ['dask-worker --something --other', 'usage-error 2'],
    ['dask-worker --something --other --preload x', 'preload'],
    ['dask-worker tcp://a:1', 'none'],
    ['dask-worker --nthreads 2', 'none'],
  ];
  for (const [text, expected] of rows) {
    it(text, () => {
      const strays = command(text.split(' '))?.strays;
      const place = strays !== undefined && 'item' in strays ? ` ${strays.item.index}` : '';
      assert.equal(`${strays?.kind}${place}`, expected);
    });
  }
});
