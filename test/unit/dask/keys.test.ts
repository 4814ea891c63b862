import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createKeyTable,
  isKnownSection,
  isSameSegment,
  KEYS,
  keyPathOfVariable,
  variableOfKey,
} from '../../../server/src/dask/index.ts';

const path = (name: string): string[] => (name === '' ? [] : name.split('.'));

describe('finding keys', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    // path, what is there, key
    ['distributed.dashboard.link', 'key', 'distributed.dashboard.link'],
    ['distributed.worker.memory', 'section', 'distributed.worker.memory'],
    ['kubernetes.worker_template_path', 'key', 'kubernetes.worker-template-path'],
    ['kubernetes.worker_template', 'key', 'kubernetes.worker-template'],
    ['kubernetes.dashboard-address', 'key', 'kubernetes.dashboard_address'],
    ['kubernetes.worker-template.spec.containers', 'inside', 'kubernetes.worker-template'],
    ['kubernetes.env.MY_BUCKET', 'inside', 'kubernetes.env'],
    ['kubernetes.custom-cluster-spec.kind', 'inside', 'kubernetes.custom-cluster-spec'],
    ['distributed.worker.lifetime.duration', 'key', 'distributed.worker.lifetime.duration'],
    ['distributed.dashboard.link.port', 'below-value', 'distributed.dashboard.link'],
    ['labextension.factory.args.x', 'below-value', 'labextension.factory.args'],
    ['dataframe.convert_string', 'key', 'dataframe.convert-string'],
    ['num-workers', 'key', 'num_workers'],
  ];
  for (const [name, kind, key] of rows) {
    it(`${name} is ${kind} ${key}`, () => {
      const found = KEYS.find(path(name));
      assert.equal(found.kind, kind);
      assert.equal(found.kind === 'unknown' ? undefined : found.key.key, key);
    });
  }

  const unknown: readonly (readonly [string, number, string | undefined])[] = [
    // path, segments that are known, section above
    ['kubernetes.worker-template_path', 1, 'kubernetes'],
    ['kubernetes.worker_template-path', 1, 'kubernetes'],
    ['Distributed.dashboard', 0, undefined],
    ['distributed.dashbord.link', 1, 'distributed'],
    ['distributed.worker.memory.targets', 3, 'distributed.worker.memory'],
    ['nothing', 0, undefined],
    ['constructor', 0, undefined],
    ['distributed.__proto__', 1, 'distributed'],
  ];
  for (const [name, depth, parent] of unknown) {
    it(`${name} is unknown from segment ${depth} on`, () => {
      const found = KEYS.find(path(name));
      assert.equal(found.kind, 'unknown');
      assert.equal(found.depth, depth);
      assert.equal(found.kind === 'unknown' ? found.parent?.key : '', parent);
    });
  }

  it('takes two spellings of one key for one, from the first release on', () => {
    const key = KEYS.get('distributed.worker.memory.recent_to_old_time');
    assert.equal(key?.key, 'distributed.worker.memory.recent-to-old-time');
    assert.equal(key?.since, '2021.04.1');
    assert.equal(key?.removed, undefined);
  });

  it('compares whole segments', () => {
    assert.equal(isSameSegment('worker_template_path', 'worker-template-path'), true);
    assert.equal(isSameSegment('worker-template-path', 'worker-template-path'), true);
    assert.equal(isSameSegment('worker-template_path', 'worker-template-path'), false);
    assert.equal(isSameSegment('dashboard-address', 'dashboard_address'), true);
    assert.equal(isSameSegment('Worker-template', 'worker-template'), false);
  });
});

describe('what a key is', () => {
  it('has types, units and limits', () => {
    const tick = KEYS.get('distributed.admin.tick.limit');
    assert.deepEqual([tick?.unit, tick?.bareUnit, tick?.default], ['duration', 'ms', '3s']);
    assert.equal(KEYS.get('distributed.worker.memory.monitor-interval')?.bareUnit, 'required');
    assert.equal(KEYS.get('distributed.scheduler.idle-timeout')?.bareUnit, 's');
    const target = KEYS.get('distributed.worker.memory.target');
    assert.deepEqual([target?.above, target?.maximum, target?.types], [0, 1, ['number', 'boolean']]);
    assert.deepEqual(KEYS.get('kubernetes.deploy-mode')?.allowed, ['local', 'remote']);
    assert.deepEqual(KEYS.get('kubernetes.resources')?.namesBelow, ['limits', 'requests']);
    assert.equal(KEYS.get('kubernetes.worker-template')?.expandsVariablesSince, '0.6.0');
    assert.equal(KEYS.get('kubernetes.worker-template')?.unreadSince, '2024.5.0');
    assert.equal(KEYS.get('distributed.scheduler.idle-timeout')?.nullable, true);
  });

  it('has a description for every key', () => {
    const without = KEYS.keys.filter(({ description }) => description === undefined || description === '');
    assert.deepEqual(
      without.map(({ key }) => key),
      [],
    );
  });

  it('knows the sections of the top level and their packages', () => {
    const of = (name: string): string | undefined =>
      KEYS.sections.find((section) => section.name === name)?.package;
    assert.equal(of('distributed'), 'distributed');
    assert.equal(of('kubernetes'), 'dask-kubernetes');
    assert.equal(of('gateway'), 'dask-gateway');
    assert.equal(of('labextension'), 'dask-labextension');
    assert.equal(of('jobqueue'), 'dask-jobqueue');
    assert.equal(of('logging'), 'distributed');
    assert.equal(of('scheduler'), undefined);
    for (const name of ['distributed', 'kubernetes', 'array', 'logging', 'distributed_ucxx']) {
      assert.equal(isKnownSection(name), true, name);
    }
    for (const name of ['services', 'Distributed', 'num_workers', ''])
      assert.equal(isKnownSection(name), false, name);
  });

  it('lists what stands below a path', () => {
    const names = (name: string): string[] => KEYS.children(path(name)).map(({ key }) => key);
    assert.deepEqual(names('distributed.dashboard'), [
      'distributed.dashboard.export-tool',
      'distributed.dashboard.graph-max-items',
      'distributed.dashboard.link',
      'distributed.dashboard.prometheus',
    ]);
    assert.deepEqual(names('distributed.dashboard.link'), []);
    assert.deepEqual(names('no.such'), []);
    assert.ok(names('').includes('distributed'));
  });
});

describe('what was meant', () => {
  for (const [name, meant] of [
    ['kubernetes.worker-template_path', 'kubernetes.worker-template-path'],
    ['Distributed', 'distributed'],
    ['distributed.dashbord', 'distributed.dashboard'],
    ['distributed.Dashboard', 'distributed.dashboard'],
    ['kubernetes.worker_templat', 'kubernetes.worker-template'],
    ['distributed.worker.memory.targets', 'distributed.worker.memory.target'],
    ['kubernetes.start', undefined],
    ['distributed.anything-else', undefined],
    ['no.such', undefined],
  ] as const) {
    it(`${name}: ${meant ?? 'nothing near'}`, () => assert.equal(KEYS.near(path(name))?.key, meant));
  }

  it('leaves out what is not accepted', () => {
    assert.equal(KEYS.near(['diagnostics-links'])?.key, 'diagnostics-link');
    assert.equal(
      KEYS.near(['diagnostics-links'], (key) => key.removed === undefined),
      undefined,
    );
  });

  for (const [name, meant] of [
    ['kubernetes.start', 'kubernetes.count.start'],
    ['distributed.link', 'distributed.dashboard.link'],
    ['distributed.lifetime', 'distributed.worker.lifetime'],
    ['distributed.link.x', undefined],
    ['distributed.interval', undefined],
    ['kubernetes.nothing', undefined],
    ['link', undefined],
  ] as const) {
    it(`${name} belongs to ${meant ?? 'no one place'}`, () =>
      assert.equal(KEYS.elsewhere(path(name))?.key, meant));
  }
});

describe('variables of keys', () => {
  for (const [name, variable] of [
    ['distributed.dashboard.link', 'DASK_DISTRIBUTED__DASHBOARD__LINK'],
    ['kubernetes.worker-template-path', 'DASK_KUBERNETES__WORKER_TEMPLATE_PATH'],
    ['temporary-directory', 'DASK_TEMPORARY_DIRECTORY'],
  ] as const) {
    it(variable, () => assert.equal(variableOfKey(path(name)), variable));
  }

  for (const [variable, name] of [
    ['DASK_DISTRIBUTED__DASHBOARD__LINK', 'distributed.dashboard.link'],
    ['DASK_KUBERNETES__WORKER_TEMPLATE_PATH', 'kubernetes.worker_template_path'],
    ['DASK_Foo__Bar', 'foo.bar'],
    ['DASK_A___B', 'a._b'],
    ['DASK_', ''],
    ['dask_FOO', undefined],
    ['MY_DASK_FOO', undefined],
  ] as const) {
    it(`${variable} sets ${name ?? 'nothing'}`, () =>
      assert.equal(keyPathOfVariable(variable)?.join('.'), name));
  }
});

describe('a key table', () => {
  it('can be made of other data', () => {
    const entry = {
      package: 'mine',
      unit: null,
      nullable: false,
      since: null,
      removed: null,
      deprecated: null,
    };
    const table = createKeyTable(
      [
        { ...entry, key: 'a', type: ['object'], section: true },
        { ...entry, key: 'a.b-c', type: ['integer'], minimum: 1 },
      ],
      { 'a.b-c': 'How many.' },
    );
    assert.equal(table.get('a.b_c')?.description, 'How many.');
    assert.equal(table.get('a.b_c')?.minimum, 1);
    assert.deepEqual(
      table.sections.map(({ name }) => name),
      ['a'],
    );
  });
});
