import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathAt } from '../../../server/src/yaml/index.ts';
import { read } from './marked.ts';

// `^` marks the offset. Expected: part, path, kind of the container.
const CASES: readonly (readonly [marked: string, expected: string])[] = [
  ['', 'between [] -'],
  ['lo^', 'key ["lo"] -'],
  ['^a: 1', 'key ["a"] mapping'],
  ['a^: 1', 'key ["a"] mapping'],
  ['a:^ 1', 'value ["a"] mapping'],
  ['a: ^1', 'value ["a"] mapping'],
  ['a: 1^', 'value ["a"] mapping'],
  ['a: 1 ^', 'value ["a"] mapping'],
  ['a: ^\nb: 2', 'value ["a"] mapping'],
  ['a: *x^', 'value ["a"] mapping'],
  ['a: |\n  te^xt\nb: 1', 'value ["a"] mapping'],
  ['distributed:\n  das^', 'key ["distributed","das"] -'],
  ['distributed:\n  ^', 'between ["distributed"] -'],
  ['distributed:\n\n  ^\n\nb: 1', 'between ["distributed"] -'],
  ['distributed:\n  dashboard:\n    link: x\n  sch^\nb: 1', 'key ["distributed","sch"] mapping'],
  ['wor^\ndistributed:\n  x: 1', 'key ["wor"] mapping'],
  ['a:\n  wo^\n  b: 1', 'key ["a","wo"] mapping'],
  ['a:\n  b: 1\n  ^\nc: 1', 'between ["a"] mapping'],
  ['a:\n  b: 1\n^\nc: 1', 'between [] mapping'],
  ['a:\n  b: 1\n    ^\nc: 1', 'between ["a"] mapping'],
  ['a: 1\n^', 'between [] mapping'],
  ['a:\n- x\n- ^', 'value ["a",1] sequence'],
  ['a:\n  - x\n  ^', 'between ["a"] sequence'],
  ['a:\n- na^', 'value ["a",0] sequence'],
  ['a:\n- nam^\n  image: x', 'key ["a",0,"nam"] mapping'],
  ['a:\n- name: x\n  im^', 'key ["a",0,"im"] mapping'],
  ['a:\n- name: x\n  ^', 'between ["a",0] mapping'],
  ['a:\n  - b: 1\n    c:\n      ^\n', 'between ["a",0,"c"] -'],
  ['a:\n  - - x\n    - ^y', 'value ["a",0,1] sequence'],
  ['a: {^}', 'between ["a"] mapping'],
  ['a: {b: ^}', 'value ["a","b"] mapping'],
  ['a: {b: 1, ^}', 'between ["a"] mapping'],
  ['a: {b: 1, c^', 'key ["a","c"] mapping'],
  ['a: [x, ^]', 'between ["a"] sequence'],
  ['a: [x, y^]', 'value ["a",1] sequence'],
  ['a: "op^en\nb: 1', 'value ["a"] mapping'],
  ['a: 1\n  b^: 2', 'key ["b"] mapping'],
  ['a: 1\n  b: ^2\n', 'value ["b"] mapping'],
];

describe('what stands at an offset', () => {
  for (const [marked, expected] of CASES)
    it(JSON.stringify(marked), () => {
      const found = pathAt(read(marked.replace('^', '')), Math.max(0, marked.indexOf('^')));
      assert.equal(
        `${found?.part} ${JSON.stringify(found?.path)} ${found?.container?.kind ?? '-'}`,
        expected,
      );
    });

  it('comes with the node, and the pair', () => {
    const document = read('a:\n  b: cd\n');
    const key = pathAt(document, 6);
    assert.equal(document.source.slice(key?.node?.span ?? { start: 0, end: 0 }), 'b');
    const value = pathAt(document, 9);
    assert.equal(document.source.slice(value?.node?.span ?? { start: 0, end: 0 }), 'cd');
    assert.equal(document.source.slice(value?.pair?.span ?? { start: 0, end: 0 }), 'b: cd');
  });

  it('is nothing in comments and behind the first document', () => {
    assert.equal(pathAt(read('a: 1 # note\n'), 8), undefined);
    assert.equal(pathAt(read('a: 1\n---\nb: 2\n'), 9), undefined);
  });
});
