import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolvePlain, toValue } from '../../../server/src/yaml/index.ts';
import { read } from './marked.ts';

function valueIn(text: string): unknown {
  return JSON.parse(JSON.stringify(toValue(read(text).root)?.value));
}

describe('plain scalars', () => {
  const cases: readonly (readonly [text: string, type: string, value: unknown])[] = [
    ['', 'null', null],
    ['~', 'null', null],
    ['nULL', 'str', 'nULL'],
    ['off', 'bool', false],
    ['Yes', 'bool', true],
    ['y', 'str', 'y'],
    ['1:30', 'int', 90],
    ['1:60', 'str', '1:60'],
    ['012', 'int', 10],
    ['08', 'str', '08'],
    ['0o7', 'str', '0o7'],
    ['0x1F', 'int', 31],
    ['-0b11', 'int', -3],
    ['1_000', 'int', 1000],
    ['1e3', 'str', '1e3'],
    ['1.5e+3', 'float', 1500],
    ['1.5e3', 'str', '1.5e3'],
    ['.5', 'float', 0.5],
    ['-.5', 'str', '-.5'],
    ['1.', 'float', 1],
    ['190:20:30.15', 'float', 685230.15],
    ['-.inf', 'float', Number.NEGATIVE_INFINITY],
    ['2001-12-14', 'timestamp', '2001-12-14'],
    ['2001-1-1', 'str', '2001-1-1'],
    ['2001-1-1 1:00:00', 'timestamp', '2001-1-1 1:00:00'],
    ['<<', 'merge', '<<'],
    ['=', 'value', '='],
    ['7GB', 'str', '7GB'],
  ];
  for (const [text, type, value] of cases)
    it(`${JSON.stringify(text)} is ${type}`, () => assert.deepEqual(resolvePlain(text), { type, value }));
});

describe('values', () => {
  const cases: readonly (readonly [name: string, text: string, value: unknown])[] = [
    ['the last of two keys', 'a: 1\nb: 2\na: 3\n', { a: 3, b: 2 }],
    [
      'a merge below own keys',
      'x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n',
      { x: { a: 1, b: 2 }, y: { a: 1, b: 3 } },
    ],
    ['the first of merged mappings', 'y: {<<: [{a: 1}, {a: 2, b: 2}]}\n', { y: { a: 1, b: 2 } }],
    ['quoted merge signs', '"<<": {a: 1}\n', { '<<': { a: 1 } }],
    ['a non-specific tag', 'a: ! 12\n', { a: 12 }],
    [
      'tags',
      'a: !!str 12\nb: !!int "12"\nc: !!float 1e3\nd: !!bool YES\n',
      { a: '12', b: 12, c: 1000, d: true },
    ],
    ['a set', '!!set {a, b}', { a: null, b: null }],
    ['a mapping for a text', '!!str {=: x}', 'x'],
    ['folded plain text', 'a: b\n  c\n\n  d\n', { a: 'b c\nd' }],
    ['folded quotes', 'a: "b\n  c\\\n  d"\n', { a: 'b cd' }],
    ['a literal block', 'a: |\n  b\n   c\n\nd: 1\n', { a: 'b\n c\n', d: 1 }],
    ['a folded block', 'a: >-\n  b\n  c\n\n  d\n   e\n', { a: 'b c\nd\n e' }],
    ['kept line breaks', 'a: |+\n  b\n\nc: 1\n', { a: 'b\n\n', c: 1 }],
    ['an indentation indicator', 'a: |2\n    b\n', { a: '  b\n' }],
    ['keys of other types', '1: a\ntrue: b\n', { 1: 'a', true: 'b' }],
  ];
  for (const [name, text, value] of cases) it(name, () => assert.deepEqual(valueIn(text), value));

  it('are none when aliases blow them up', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]\n`,
    );
    const { root, problem } = read(bomb.join(''));
    assert.equal(problem, undefined);
    assert.equal(toValue(root), undefined);
  });
});
