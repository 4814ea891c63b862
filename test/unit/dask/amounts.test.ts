import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describeBytes,
  describeDuration,
  LOG_LEVELS,
  logLevel,
  nearLogLevel,
  parseBytes,
  parseDuration,
  parseMemoryLimit,
} from '../../../server/src/dask/index.ts';

describe('bytes', () => {
  const rows: readonly (readonly [string | number, number])[] = [
    ['100', 100],
    ['100 MB', 100_000_000],
    ['7GB', 7_000_000_000],
    ['7G', 7_000_000_000],
    ['7gib', 7_516_192_768],
    ['7Gi', 7_516_192_768],
    ['5.4 kB', 5400],
    ['1e6 kB', 1_000_000_000],
    ['1_000', 1000],
    ['MB', 1_000_000],
    ['', 1],
    ['7m', 7_000_000],
    ['1PiB', 2 ** 50],
    ['0.7', 0],
    ['-5', -5],
    [123.9, 123],
  ];
  for (const [text, bytes] of rows) {
    it(`\`${text}\` is ${bytes}`, () => assert.deepEqual(parseBytes(text), { ok: true, bytes }));
  }

  for (const [text, reason, part] of [
    ['7 gigs', 'unit', 'gigs'],
    ['1Ei', 'unit', 'Ei'],
    ['1EB', 'unit', 'EB'],
    ['inf', 'unit', 'inf'],
    ['1e400', 'infinite', '1e400'],
    ['1.5.2GB', 'number', '1.5.2'],
    ['1,5GB', 'number', '1,5'],
    ['${MEM}', 'number', '1${MEM}'],
    [Number.NaN, 'infinite', 'NaN'],
  ] as const) {
    it(`\`${text}\` is refused for its ${reason}`, () =>
      assert.deepEqual(parseBytes(text), { ok: false, reason, text: part }));
  }

  it('are described exactly and in binary units', () => {
    assert.equal(describeBytes(7_000_000_000), '7,000,000,000 bytes, 6.52 GiB');
    assert.equal(describeBytes(2 ** 31), '2,147,483,648 bytes, 2.00 GiB');
    assert.equal(describeBytes(7), '7 bytes');
    assert.equal(describeBytes(1), '1 byte');
  });
});

describe('memory limits', () => {
  const bytes = (amount: number, bare = false): object => ({ kind: 'bytes', bytes: amount, bare });
  for (const [text, expected] of [
    ['auto', { kind: 'auto' }],
    ['0', { kind: 'none' }],
    ['0GB', { kind: 'none' }],
    ['0.5', { kind: 'fraction', fraction: 0.5 }],
    ['1', { kind: 'fraction', fraction: 1 }],
    ['7', bytes(7, true)],
    [7, bytes(7, true)],
    ['7e9', bytes(7_000_000_000, true)],
    ['7GB', bytes(7_000_000_000)],
    ['7 gigs', { kind: 'refused', reason: 'unit', text: 'gigs' }],
    ['Auto', { kind: 'refused', reason: 'unit', text: 'Auto' }],
    ['nan', { kind: 'refused', reason: 'infinite', text: 'nan' }],
  ] as const) {
    it(`\`${text}\``, () => assert.deepEqual(parseMemoryLimit(text), expected));
  }
});

describe('durations', () => {
  for (const [text, seconds] of [
    ['3s', 3],
    ['3.5 seconds', 3.5],
    ['300ms', 0.3],
    ['5 Hours', 18_000],
    ['2w', 1_209_600],
    ['s', 1],
    ['.5s', 1.5],
    ['1 000 ms', 1],
    ['1e3s', 1000],
  ] as const) {
    it(`\`${text}\` is ${seconds} s`, () =>
      assert.deepEqual(parseDuration(text), { ok: true, seconds, bare: false }));
  }

  it('take the unit of the key', () => {
    assert.deepEqual(parseDuration('5'), { ok: true, seconds: 5, bare: true });
    assert.deepEqual(parseDuration(5, { bareUnit: 'ms' }), { ok: true, seconds: 0.005, bare: true });
    assert.deepEqual(parseDuration(5, { bareUnit: 'required' }), { ok: false, reason: 'missing-unit' });
    assert.deepEqual(parseDuration('200ms', { bareUnit: 'required' }), {
      ok: true,
      seconds: 0.2,
      bare: false,
    });
  });

  for (const [text, unit, suggestion] of [
    ['5min', 'min', '5m'],
    ['10 sec', 'sec', '10 s'],
    ['2hrs', 'hrs', '2h'],
    ['1 Hr', 'Hr', '1 h'],
    ['100 msec', 'msec', '100 ms'],
    ['5 secnds', 'secnds', '5 seconds'],
    ['3 months', 'months', undefined],
    ['5y', 'y', undefined],
  ] as const) {
    it(`\`${text}\` is refused for its unit; ${suggestion ?? 'nothing'} was meant`, () =>
      assert.deepEqual(parseDuration(text), { ok: false, reason: 'unit', unit, suggestion }));
  }

  for (const [text, expected] of [
    ['1h30m', { ok: false, reason: 'compound' }],
    ['1 h 30 min', { ok: false, reason: 'compound' }],
    ['-5s', { ok: false, reason: 'number', text: '1-5' }],
    ['1:30', { ok: false, reason: 'number', text: '1:30' }],
    ['', { ok: false, reason: 'empty' }],
    [' ', { ok: false, reason: 'empty' }],
    ['1e400s', { ok: false, reason: 'infinite' }],
    [-5, { ok: false, reason: 'number', text: '1-5' }],
  ] as const) {
    it(`\`${text}\` is refused`, () => assert.deepEqual(parseDuration(text), expected));
  }

  it('know weeks from dask 2022.6.0 on', () => {
    assert.deepEqual(parseDuration('2w', { weeks: false }), {
      ok: false,
      reason: 'newer-unit',
      unit: 'w',
      since: '2022.6.0',
    });
    assert.equal(parseDuration('2 days', { weeks: false }).ok, true);
  });

  for (const [seconds, text] of [
    [0.005, '5 ms'],
    [0.02, '20 ms'],
    [1.5, '1.5 s'],
    [60, '1 min'],
    [90, '1.5 min'],
    [18_000, '5 h'],
    [172_800, '2 d'],
    [0.000_25, '250 us'],
    [0, '0 ns'],
  ] as const) {
    it(`${seconds} s are described as ${text}`, () => assert.equal(describeDuration(seconds), text));
  }
});

describe('log levels', () => {
  it('are known in any case', () => {
    assert.equal(logLevel('critical'), 50);
    assert.equal(logLevel('Warn'), 30);
    assert.equal(logLevel('NOTSET'), 0);
    assert.equal(logLevel('verbose'), undefined);
    assert.equal(logLevel('constructor'), undefined);
    assert.deepEqual(Object.keys(LOG_LEVELS).length, 8);
  });

  it('have a nearest name', () => {
    assert.equal(nearLogLevel('warnings'), 'warning');
    assert.equal(nearLogLevel('eror'), 'error');
    assert.equal(nearLogLevel('loud'), undefined);
  });
});
