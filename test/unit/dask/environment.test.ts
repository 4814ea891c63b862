import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ConfigMap,
  CURRENT_ERA,
  canonicalName,
  collectVariables,
  configFromPlain,
  configurationSeen,
  configValue,
  createEra,
  type Era,
  interpretValue,
  isConfigMap,
  mergeConfigurations,
  plainFromConfig,
  updateConfiguration,
  wordRules,
} from '../../../server/src/dask/index.ts';

const dask = (version: string): Era => createEra([], { dask: version });

function map(plain: object): ConfigMap {
  const config = configFromPlain(plain);
  return isConfigMap(config) ? config : new Map();
}

describe('the text of a variable', () => {
  const text = (value: string): object => ({ kind: 'string', value });
  const rows: readonly (readonly [string, object])[] = [
    ['1.75', { kind: 'float', value: 1.75 }],
    ['10', { kind: 'int', value: 10n }],
    ['0x10', { kind: 'int', value: 16n }],
    ['1_000', { kind: 'int', value: 1000n }],
    ['-3', { kind: 'int', value: -3n }],
    ['{}', { kind: 'dict', entries: [] }],
    ["'60'", text('60')],
    ['007', text('007')],
    ['7GB', text('7GB')],
    ['{port}', text('{port}')],
    ['None', { kind: 'none' }],
    ['null', { kind: 'none' }],
    ['true', { kind: 'bool', value: true }],
    ['FALSE', { kind: 'bool', value: false }],
    [
      '1,2',
      {
        kind: 'tuple',
        items: [
          { kind: 'int', value: 1n },
          { kind: 'int', value: 2n },
        ],
      },
    ],
    ['a,b', text('a,b')],
    ['dask-{JUPYTERHUB_USER}-{uuid}', text('dask-{JUPYTERHUB_USER}-{uuid}')],
    ['1+2j', { kind: 'complex', real: 1, imaginary: 2 }],
    ["b'x'", { kind: 'bytes', value: 'x' }],
    ["'a\\tb' 'c'", text('a\tbc')],
    ['', text('')],
    [' 5', { kind: 'int', value: 5n }],
  ];
  for (const [written, value] of rows) {
    it(`\`${written}\``, () => assert.deepEqual(interpretValue(written), { kind: 'value', value }));
  }

  it('stops the import when Python cannot build the literal', () => {
    assert.deepEqual(interpretValue('{[1]: 2}'), { kind: 'fails' });
    assert.deepEqual(interpretValue('{{port}}'), { kind: 'value', value: text('{{port}}') });
    assert.deepEqual(interpretValue('{{}}'), { kind: 'fails' });
  });

  it('knows words by the version of dask', () => {
    assert.deepEqual(wordRules(dask('2023.9.0')), { nulls: false, booleans: false });
    assert.deepEqual(wordRules(dask('2023.9.1')), { nulls: true, booleans: false });
    assert.deepEqual(wordRules(dask('2024.2.1')), { nulls: true, booleans: true });
    assert.deepEqual(wordRules(CURRENT_ERA), { nulls: true, booleans: true });
    assert.deepEqual(interpretValue('true', wordRules(dask('2024.2.0'))), {
      kind: 'value',
      value: text('true'),
    });
    assert.deepEqual(interpretValue('None', wordRules(dask('2020.12.0'))), {
      kind: 'value',
      value: { kind: 'none' },
    });
  });
});

describe('variables as configuration', () => {
  const collected = (variables: Record<string, string>, era = CURRENT_ERA): unknown => {
    const result = collectVariables(Object.entries(variables), era);
    return result.ok ? plainFromConfig(result.config) : result;
  };

  it('nests at doubled underscores', () => {
    assert.deepEqual(
      collected({ DASK_FOO__BAR_BAZ: '1', DASK_FOO__B: 'x', DASK_A: '[1, (2,)]', OTHER: '1', dask_x: '1' }),
      { foo: { bar_baz: 1, b: 'x' }, a: [1, [2]] },
    );
  });

  it('renames old names of dask', () => {
    assert.deepEqual(collected({ DASK_FUSE_AVE_WIDTH: '2' }), { optimization: { fuse: { 'ave-width': 2 } } });
    assert.deepEqual(collected({ DASK_FUSE_AVE_WIDTH: '2' }, dask('2.14.0')), { fuse_ave_width: 2 });
  });

  it('says at which variable the import fails', () => {
    assert.deepEqual(collected({ DASK_A: '1', DASK_A__B: '2' }), {
      ok: false,
      variable: 'DASK_A__B',
      reason: 'below-value',
    });
    assert.deepEqual(collected({ DASK_A: '{[]}' }), { ok: false, variable: 'DASK_A', reason: 'literal' });
  });
});

describe('merging', () => {
  it('finds the spelling that is there', () => {
    const config = map({ 'worker-template': 1, dashboard_address: 2 });
    assert.equal(canonicalName('worker_template', config), 'worker-template');
    assert.equal(canonicalName('dashboard-address', config), 'dashboard_address');
    assert.equal(canonicalName('other_key', config), 'other_key');
  });

  it('merges mappings and replaces lists', () => {
    const merged = mergeConfigurations([
      map({ a: { 'b-c': [1], d: 1 }, e: null }),
      map({ a: { b_c: [2] }, e: { f: 1 } }),
      map({ a: { d: null } }),
    ]);
    assert.equal(merged.ok, true);
    assert.deepEqual(merged.ok && plainFromConfig(merged.config), {
      a: { 'b-c': [2], d: null },
      e: { f: 1 },
    });
  });

  it('adds what is missing with priority old', () => {
    const updated = updateConfiguration(map({ a: 1, b: null }), map({ a: 2, b: { c: 3 }, d: 4 }), 'old');
    assert.deepEqual(updated.ok && plainFromConfig(updated.config), { a: 1, b: { c: 3 }, d: 4 });
  });

  it('a plain value gives way to a section from 2023.9.2 on, and stops the import before', () => {
    const user = map({ distributed: { worker: { lifetime: '5 hours' } } });
    const defaults = map({ distributed: { worker: { lifetime: { duration: null } } } });
    const now = updateConfiguration(user, defaults, 'old');
    assert.deepEqual(now.ok && plainFromConfig(now.config), {
      distributed: { worker: { lifetime: { duration: null } } },
    });
    assert.deepEqual(updateConfiguration(user, defaults, 'old', { plainValueGivesWay: false }), {
      ok: false,
      path: ['distributed', 'worker', 'lifetime'],
    });
  });

  it('does not touch what it merges', () => {
    const first = map({ a: { b: 1 } });
    mergeConfigurations([first, map({ a: { c: 2 } })]);
    assert.deepEqual(plainFromConfig(first), { a: { b: 1 } });
  });
});

describe('what Dask sees', () => {
  const seen = (files: readonly object[], variables: Record<string, string>, era = CURRENT_ERA): unknown => {
    const collected = collectVariables(Object.entries(variables), era);
    assert.ok(collected.ok);
    const result = configurationSeen(files.map(map), collected.config, era);
    return result.ok ? plainFromConfig(result.config) : result;
  };

  it('an old flat name beats the new key, even that of a variable', () => {
    assert.deepEqual(
      seen([{ 'diagnostics-link': 'old' }, { distributed: { dashboard: { link: 'file' } } }], {
        DASK_DISTRIBUTED__DASHBOARD__LINK: 'variable',
      }),
      { distributed: { dashboard: { link: 'old' } } },
    );
  });

  it('variables beat files', () => {
    assert.deepEqual(seen([{ kubernetes: { name: 'file' } }], { DASK_KUBERNETES__NAME: 'variable' }), {
      kubernetes: { name: 'variable' },
    });
  });

  it('null is moved from 2023.9.2 on', () => {
    const files = [{ 'worker-ttl': null }];
    assert.deepEqual(seen(files, {}, dask('2023.9.1')), { 'worker-ttl': null });
    assert.deepEqual(seen(files, {}, dask('2023.9.2')), {
      distributed: { scheduler: { 'worker-ttl': null } },
    });
  });

  it('flat fuse names of files are moved from 2023.9.2 on', () => {
    const files = [{ fuse_ave_width: 0 }];
    assert.deepEqual(seen(files, {}, dask('2021.03.0')), { fuse_ave_width: 0 });
    assert.deepEqual(seen(files, {}, dask('2023.9.2')), { optimization: { fuse: { 'ave-width': 0 } } });
  });

  it('values are found in either spelling', () => {
    const config = map({ kubernetes: { worker_template: { spec: 1 } } });
    assert.equal(configValue(config, ['kubernetes', 'worker-template', 'spec']), 1);
    assert.equal(configValue(config, ['kubernetes', 'name']), undefined);
    assert.equal(configValue(config, ['kubernetes', 'worker-template', 'spec', 'x']), undefined);
  });
});
