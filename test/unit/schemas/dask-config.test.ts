import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import keys from '../../../schemas/data/dask-config-keys.json';
import { daskViolations, type SchemaViolation } from '../../../schemas/violations.ts';

describe('daskViolations is quiet', () => {
  const table: Readonly<Record<string, unknown>> = {
    'nothing at all': null,
    'an empty mapping': {},
    'unknown sections and keys': { mine: 5, distributed: { wrker: [] }, jobqueue: { slurm: { cores: 4 } } },
    'the published example, mended': {
      logging: { bokeh: 'critical' },
      distributed: { dashboard: { link: '../proxy/{port}/status' }, admin: { tick: { limit: '5s' } } },
      kubernetes: { 'worker-template': { metadata: null, spec: { restartPolicy: 'never', containers: 5 } } },
    },
    'null for a section, and for a mapping with a default': {
      distributed: null,
      gateway: { auth: { kwargs: null } },
      kubernetes: { 'worker-template': null, env: null },
    },
    'an empty worker template': { kubernetes: { 'worker-template': {}, scheduler_template: {} } },
    'false for a memory threshold': {
      distributed: { worker: { memory: { target: false, spill: 0.7, pause: 1 } } },
    },
    infinity: { distributed: { adaptive: { maximum: Number.POSITIVE_INFINITY } } },
    'tokens and templates': {
      distributed: {
        scheduler: { 'allowed-failures': 'FAILURES', 'work-stealing': '{{ stealing }}' },
        comm: { compression: '${COMPRESSION}' },
      },
      kubernetes: { count: { start: '$WORKERS' }, 'deploy-mode': 'DEPLOY_MODE' },
    },
    'a flat name of old': { 'diagnostics-link': '/proxy/{port}', fuse_ave_width: 0, 'fuse-subgraphs': true },
    'names that never were keys, whatever they hold': { kubernetes: { 'worker-name': 5, worker_name: [] } },
    'a list or a mapping where both are right': { kubernetes: { env: [{ name: 'A', value: 'b' }] } },
    'levels and a whole logging configuration': {
      logging: { distributed: 'warn', bokeh: 50, 'tornado.application': false },
      distributed: { logging: { version: 1, handlers: { console: {} } } },
    },
  };
  for (const [title, value] of Object.entries(table)) {
    it(title, () => assert.deepEqual(daskViolations(value), []));
  }
});

describe('daskViolations reports', () => {
  const table: Readonly<Record<string, readonly [unknown, readonly SchemaViolation[]]>> = {
    'a list for the whole': [[], [wrong([], ['mapping', 'null'], 'list')]],
    'a plain value for a section': [
      { distributed: { worker: { lifetime: '5 hours' } } },
      [wrong(['distributed', 'worker', 'lifetime'], ['mapping', 'null'], 'text')],
    ],
    'a list for a pod template': [
      { kubernetes: { 'worker-template': [] } },
      [wrong(['kubernetes', 'worker-template'], ['mapping', 'null'], 'list')],
    ],
    'a number for text': [{ kubernetes: { name: 5 } }, [wrong(['kubernetes', 'name'], ['text'], 'number')]],
    'null for what may not be null': [
      { kubernetes: { name: null } },
      [wrong(['kubernetes', 'name'], ['text'], 'null')],
    ],
    'null for the levels': [{ logging: null }, [wrong(['logging'], ['mapping'], 'null')]],
    'a number in quotes': [
      { kubernetes: { count: { start: '2' } } },
      [wrong(['kubernetes', 'count', 'start'], ['integer'], 'text')],
    ],
    'a boolean in quotes': [
      { distributed: { scheduler: { 'work-stealing': 'true' } } },
      [wrong(['distributed', 'scheduler', 'work-stealing'], ['boolean'], 'text')],
    ],
    'a broken number for a whole one': [
      { distributed: { version: 2.5 } },
      [wrong(['distributed', 'version'], ['integer'], 'number')],
    ],
    'a boolean for a duration': [
      { distributed: { admin: { tick: { limit: true } } } },
      [wrong(['distributed', 'admin', 'tick', 'limit'], ['text', 'number'], 'boolean')],
    ],
    'the other spelling of a key': [
      { distributed: { admin: { system_monitor: { log_length: 'x' } } } },
      [wrong(['distributed', 'admin', 'system_monitor', 'log_length'], ['integer', 'null'], 'text')],
    ],
    'a flat name of old': [{ fuse_subgraphs: 'x' }, [wrong(['fuse_subgraphs'], ['boolean', 'null'], 'text')]],
    'a value outside an enumeration': [
      { kubernetes: { 'deploy-mode': 'Local' } },
      [
        {
          kind: 'not-in-enumeration',
          pointer: ['kubernetes', 'deploy-mode'],
          allowed: ['local', 'remote'],
          found: 'Local',
        },
      ],
    ],
    'capitals of an enumeration, which are no token': [
      { kubernetes: { 'deploy-mode': 'REMOTE' } },
      [
        {
          kind: 'not-in-enumeration',
          pointer: ['kubernetes', 'deploy-mode'],
          allowed: ['local', 'remote'],
          found: 'REMOTE',
        },
      ],
    ],
    'empty text for an enumeration': [
      { kubernetes: { 'deploy-mode': '' } },
      [
        {
          kind: 'not-in-enumeration',
          pointer: ['kubernetes', 'deploy-mode'],
          allowed: ['local', 'remote'],
          found: '',
        },
      ],
    ],
    'true for a compression': [
      { distributed: { comm: { compression: true } } },
      [
        {
          kind: 'not-in-enumeration',
          pointer: ['distributed', 'comm', 'compression'],
          allowed: [null, false, 'auto', 'zlib', 'lz4', 'snappy', 'zstd'],
          found: true,
        },
      ],
    ],
    'a threshold that is no fraction': [
      { distributed: { worker: { memory: { target: 60, spill: 0 } } } },
      [
        range(['distributed', 'worker', 'memory', 'spill'], 'exclusiveMinimum', 0, 0),
        range(['distributed', 'worker', 'memory', 'target'], 'maximum', 1, 60),
      ],
    ],
    'a negative number': [
      { distributed: { scheduler: { 'allowed-failures': -1 } } },
      [range(['distributed', 'scheduler', 'allowed-failures'], 'minimum', 0, -1)],
    ],
  };
  for (const [title, [value, expected]] of Object.entries(table)) {
    it(title, () => assert.deepEqual(daskViolations(value), expected));
  }
});

describe('the key table and the schema agree', () => {
  it('on every default', () => {
    let seen = 0;
    for (const { key, default: value, section } of keys as readonly Key[]) {
      if (value === null || section === true) continue;
      seen++;
      const inFile = value === '.inf' ? Number.POSITIVE_INFINITY : value;
      assert.deepEqual(daskViolations(nested(key, inFile)), [], key);
    }
    assert.ok(seen > 150);
  });

  it('on null, where it is allowed', () => {
    for (const { key, nullable } of keys as readonly Key[]) {
      if (nullable) assert.deepEqual(daskViolations(nested(key, null)), [], key);
    }
  });

  it('on every member of an enumeration', () => {
    for (const { key, enum: members = [] } of keys as readonly Key[]) {
      for (const member of members)
        assert.deepEqual(daskViolations(nested(key, member)), [], `${key}: ${member}`);
    }
  });

  it('on a value of a wrong type for every key: one violation, at the key', () => {
    for (const { key, type } of keys as readonly Key[]) {
      const mapping = type.includes('object') || key === 'admin.traceback.shorten';
      const value = mapping ? 5.5 : type.includes('array') ? true : { a: 1 };
      const violations = daskViolations(nested(key, value));
      assert.equal(violations.length, 1, `${key}: ${JSON.stringify(violations)}`);
      assert.equal(violations[0]?.kind, 'wrong-type', key);
      assert.deepEqual(violations[0]?.pointer, key.split('.'), key);
    }
  });
});

interface Key {
  readonly key: string;
  readonly type: readonly string[];
  readonly default: unknown;
  readonly nullable: boolean;
  readonly section?: boolean;
  readonly enum?: readonly unknown[];
}

function nested(key: string, value: unknown): unknown {
  return key.split('.').reduceRight((inner, segment) => ({ [segment]: inner }), value);
}

type Wrong = Extract<SchemaViolation, { kind: 'wrong-type' }>;

function wrong(
  pointer: readonly string[],
  accepts: Wrong['accepts'],
  found: Wrong['found'],
): SchemaViolation {
  return { kind: 'wrong-type', pointer, expected: accepts[0] ?? 'null', accepts, found };
}

type Range = Extract<SchemaViolation, { kind: 'out-of-range' }>;

function range(
  pointer: readonly string[],
  bound: Range['bound'],
  limit: number,
  found: number,
): SchemaViolation {
  return { kind: 'out-of-range', pointer, bound, limit, found };
}
