import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  compareQuantities,
  cpuText,
  memoryText,
  parseQuantity,
  type Quantity,
  suggestQuantity,
} from '../../../server/src/kubernetes/index.ts';

describe('parseQuantity', () => {
  // text, value in billionths
  const good: readonly (readonly [string | number, bigint])[] = [
    ['0', 0n],
    ['-0', 0n],
    ['000', 0n],
    ['1', 1_000_000_000n],
    ['+1', 1_000_000_000n],
    ['-1.5', -1_500_000_000n],
    ['1.', 1_000_000_000n],
    ['.5', 500_000_000n],
    ['1.G', 1_000_000_000_000_000_000n],
    ['007', 7_000_000_000n],
    ['1.75', 1_750_000_000n],
    ['1750m', 1_750_000_000n],
    ['100u', 100_000n],
    ['7n', 7n],
    ['7m', 7_000_000n],
    ['7k', 7_000_000_000_000n],
    ['512M', 512_000_000_000_000_000n],
    ['512Mi', 536_870_912_000_000_000n],
    ['7G', 7_000_000_000_000_000_000n],
    ['7Gi', 7_516_192_768_000_000_000n],
    ['0.5Gi', 536_870_912_000_000_000n],
    ['1Ki', 1_024_000_000_000n],
    ['1T', 1_000_000_000_000_000_000_000n],
    ['1Ti', 1_099_511_627_776_000_000_000n],
    ['1P', 1_000_000_000_000_000_000_000_000n],
    ['1Pi', 1_125_899_906_842_624_000_000_000n],
    ['1E', 1_000_000_000_000_000_000_000_000_000n],
    ['1Ei', 1_152_921_504_606_846_976_000_000_000n],
    ['1E3', 1_000_000_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1e+3', 1_000_000_000_000n],
    ['1.5e-3', 1_500_000n],
    ['2e0', 2_000_000_000n],
    [' 7G ', 7_000_000_000_000_000_000n],
    [7e9, 7_000_000_000_000_000_000n],
    [1.75, 1_750_000_000n],
    [1e-7, 100n],
  ];
  for (const [text, nano] of good) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(quantity(text).nano, nano));
  }

  it('rounds what is finer than nano away from zero', () => {
    assert.equal(quantity('0.1n').nano, 1n);
    assert.equal(quantity('1.0000000001').nano, 1_000_000_001n);
    assert.equal(quantity('-0.1n').nano, -1n);
    assert.equal(quantity('1e-999999999').nano, 1n);
    assert.equal(quantity('0e-999999999').nano, 0n);
  });

  it('cuts off at 2^63-1', () => {
    const largest = 9_223_372_036_854_775_807_000_000_000n;
    assert.deepEqual(quantity('100E'), { ok: true, nano: largest, suffix: 'E', capped: true });
    assert.equal(quantity('1e999999999').nano, largest);
    assert.equal(quantity('-100E').nano, -largest);
    assert.equal(quantity('9223372036854775807').capped, false);
  });

  it('tells the suffix', () => {
    assert.deepEqual(
      ['7', '7m', '7Gi', '1e3'].map((text) => quantity(text).suffix),
      ['', 'm', 'Gi', 'e3'],
    );
  });

  const bad = [
    ['', 'empty'],
    ['  ', 'empty'],
    ['G', 'no-number'],
    ['.', 'no-number'],
    ['-', 'no-number'],
    ['auto', 'no-number'],
    ['${MEMORY}', 'no-number'],
    ['7 G', 'blank-inside'],
    ['7 GB', 'blank-inside'],
    ['7GB', 'with-byte'],
    ['7Gb', 'with-byte'],
    ['7GiB', 'with-byte'],
    ['7mb', 'with-byte'],
    ['7B', 'with-byte'],
    ['7g', 'wrong-case'],
    ['7K', 'wrong-case'],
    ['7ki', 'wrong-case'],
    ['7gi', 'wrong-case'],
    ['7GI', 'wrong-case'],
    ['7mi', 'wrong-case'],
    ['7t', 'wrong-case'],
    ['7i', 'unknown-suffix'],
    ['7gigs', 'unknown-suffix'],
    ['1e', 'unknown-suffix'],
    ['1e3G', 'unknown-suffix'],
    ['1,5G', 'unknown-suffix'],
    ['1.2.3', 'unknown-suffix'],
    ['--1', 'no-number'],
    ['0x10', 'unknown-suffix'],
    ['1_000', 'unknown-suffix'],
  ] as const;
  for (const [text, reason] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${reason}`, () =>
      assert.deepEqual(parseQuantity(text), { ok: false, reason }));
  }
});

describe('compareQuantities', () => {
  it('orders by value, whatever the form', () => {
    assert.equal(compareQuantities(quantity('1750m'), quantity('1.75')), 0);
    assert.equal(compareQuantities(quantity('7G'), quantity('7Gi')), -1);
    assert.equal(compareQuantities(quantity('512Mi'), quantity('512M')), 1);
    assert.equal(compareQuantities(quantity('-1'), quantity('0')), -1);
    assert.equal(compareQuantities(quantity('9007199254740993'), quantity('9007199254740992')), 1);
  });
});

describe('suggestQuantity', () => {
  const table = [
    ['7GB', '7G'],
    ['7Gb', '7G'],
    ['7gb', '7G'],
    ['7g', '7G'],
    ['7GiB', '7Gi'],
    ['7Gib', '7Gi'],
    ['7gi', '7Gi'],
    ['7GI', '7Gi'],
    ['7K', '7k'],
    ['7KB', '7k'],
    ['7ki', '7Ki'],
    ['7mb', '7M'],
    ['7MB', '7M'],
    ['512mi', '512Mi'],
    ['1.5tb', '1.5T'],
    ['2p', '2P'],
    ['7 GB', '7G'],
    ['7 G', '7G'],
    ['500 m', '500m'],
    ['100B', '100'],
  ] as const;
  for (const [text, expected] of table) {
    it(`${text} is ${expected}`, () => assert.equal(suggestQuantity(text), expected));
  }
  for (const text of ['7G', '1.75', '7m', '', '7 gigs', 'auto', '1e', '1,5G', '${MEMORY}GB', '7i']) {
    it(`says nothing about ${JSON.stringify(text)}`, () => assert.equal(suggestQuantity(text), undefined));
  }
});

describe('texts for people', () => {
  const memory = [
    ['7G', '7 GB (6.52 GiB)'],
    ['7Gi', '7.52 GB (7 GiB)'],
    ['512M', '512 MB (488.28 MiB)'],
    ['7m', '0.007 bytes'],
    ['1', '1 byte'],
    ['500', '500 bytes'],
    ['1k', '1 kB (1000 bytes)'],
    ['0', '0 bytes'],
  ] as const;
  for (const [text, expected] of memory) {
    it(`memory ${text}`, () => assert.equal(memoryText(quantity(text)), expected));
  }
  const cpu = [
    ['1', '1 core'],
    ['1750m', '1.75 cores'],
    ['0.5', '0.5 cores'],
    ['2', '2 cores'],
  ] as const;
  for (const [text, expected] of cpu)
    it(`cpu ${text}`, () => assert.equal(cpuText(quantity(text)), expected));
});

function quantity(text: string | number): Quantity {
  const result = parseQuantity(text);
  assert.ok(result.ok, `${text} is refused`);
  return result;
}
