import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toValue } from '../../../server/src/yaml/index.ts';
import { read } from './marked.ts';

// What is understood of texts that PyYAML refuses.
const CASES: readonly (readonly [name: string, text: string, value: unknown])[] = [
  ['a key without colon', 'a: 1\nsch\nb: 2\n', { a: 1, sch: null, b: 2 }],
  ['a key without colon at the end', 'a:\n  b: 1\n  sch', { a: { b: 1, sch: null } }],
  ['a key without colon before others', 'a:\n  wor\n  b: 1\n  c: 2\n', { a: { wor: null, b: 1, c: 2 } }],
  ['a key without colon in an item', 'a:\n- nam\n  image: x\n', { a: [{ nam: null, image: 'x' }] }],
  ['a key without blank', 'a: 1\nimage:x\nb: 2\n', { a: 1, 'image:x': null, b: 2 }],
  ['an open quote', 'a: "x\nb: 1\n', { a: 'x', b: 1 }],
  ['an open bracket', 'a: [1, 2\nb: 3\n', { a: [1, 2], b: 3 }],
  ['an open bracket over several lines', 'a: [\n  1,\n  2\nb: 3\n', { a: [1, 2], b: 3 }],
  ['an open brace within an item', '- {a: 1\n- b: 2\n', [{ a: 1 }, { b: 2 }]],
  ['brackets that cross', 'a: {b: [1, 2}\nc: 3\n', { a: { b: [1, 2] }, c: 3 }],
  ['an extra bracket', 'a: [1]]\nb: 2\n', { a: [1], b: 2 }],
  ['two commas', 'a: [1,, 2]\n', { a: [1, 2] }],
  ['no comma', "a: ['x' 'y']\n", { a: ['x', 'y'] }],
  ['text behind a value', 'a: "x" y\nb: 2\n', { a: 'x', b: 2 }],
  ['a colon in a value', 'image: foo: bar\nb: 2\n', { image: 'foo', b: 2 }],
  ['a list among keys', 'a: 1\n- x\nb: 2\n', { a: 1, b: 2 }],
  ['a key among items', '- x\na: 1\n- y\n', ['x', 'y']],
  ['a tab for blanks', 'a:\n\tb: 1\n', { a: { b: 1 } }],
  ['a reserved character', 'a: @x\nb: 2\n', { a: '@x', b: 2 }],
  ['a wrong indentation', 'a:\n    b: 1\n  c: 2\nd: 3\n', { a: { b: 1 }, c: 2, d: 3 }],
  ['an unknown alias', 'a: *x\nb: 2\n', { a: null, b: 2 }],
  ['an unknown tag', 'a: !x 1\nb: 2\n', { a: '1', b: 2 }],
];

describe('of a broken text is understood', () => {
  for (const [name, text, value] of CASES)
    it(name, () => {
      const document = read(text);
      assert.notEqual(document.problem, undefined);
      assert.deepEqual(JSON.parse(JSON.stringify(toValue(document.root)?.value)), value);
    });
});
