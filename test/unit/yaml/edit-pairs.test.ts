import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  insertPair,
  removePair,
  renameKey,
  replaceNode,
  type YamlMapping,
} from '../../../server/src/yaml/index.ts';
import { applied, nodeIn, pairIn, read } from './marked.ts';

type Path = readonly (string | number)[];

describe('renaming a key', () => {
  const cases: readonly (readonly [before: string, path: Path, key: string, after: string | undefined])[] = [
    ['a: 1 # c\nb: 2\n', ['a'], 'c', 'c: 1 # c\nb: 2\n'],
    ['worker_template:\n  a: 1\n', ['worker_template'], 'worker-template', 'worker-template:\n  a: 1\n'],
    ['a: 1', ['a'], 'on', '"on": 1'],
    ['"a": 1', ['a'], 'b', '"b": 1'],
    ["'a': 1", ['a'], 'b', "'b': 1"],
    ['x: {a: 1}', ['x', 'a'], 'b,c', 'x: {"b,c": 1}'],
    ['? a\n: b\n', ['a'], 'c', '? c\n: b\n'],
    ['&k a: 1\nb: *k\n', ['a'], 'c', '&k c: 1\nb: *k\n'],
    ['a: 1\nb: 2\n', ['a'], 'b', undefined],
    ['a: 1\nb: [\n', ['a'], 'c', undefined],
    ['a: 1\n---\nb: 2\n', ['a'], 'c', undefined],
    ['x: 1\n  a: 2\n', ['a'], 'b', 'x: 1\nb: 2\n'],
  ];
  for (const [before, path, key, after] of cases)
    it(`${JSON.stringify(before)} to ${key}`, () => {
      const document = read(before);
      assert.equal(applied(before, renameKey(document, pairIn(document, path), key)), after);
    });
});

describe('replacing a node', () => {
  const cases: readonly (readonly [before: string, path: Path, source: string, after: string | undefined])[] =
    [
      ['a: 1 # c\n', ['a'], '2', 'a: 2 # c\n'],
      ['a:\nb: 1\n', ['a'], '[1, 2]', 'a: [1, 2]\nb: 1\n'],
      ['-\n- b\n', [0], 'x', '- x\n- b\n'],
      ['a: {b: x, c: 1}\n', ['a', 'b'], '"}"', 'a: {b: "}", c: 1}\n'],
      ['a: {b: x, c: 1}\n', ['a', 'b'], '}', undefined],
      ['a: x\n', ['a'], 'y: z', undefined],
      ['a: x\n', ['a'], 'y # z', undefined],
      ['a: &x 1\nb: *x\n', ['a'], '2', 'a: &x 2\nb: *x\n'],
      ['a: !!str 1\n', ['a'], '2', undefined],
    ];
  for (const [before, path, source, after] of cases)
    it(`${JSON.stringify(before)} by ${source}`, () => {
      const document = read(before);
      assert.equal(applied(before, replaceNode(document, nodeIn(document, path), source)), after);
    });
});

describe('removing a pair', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined])[] = [
    ['a: 1 # c\nb: 2\n', ['a'], 'b: 2\n'],
    ['a: 1\nb: 2', ['b'], 'a: 1'],
    ['a: 1\n\nb: 2', ['b'], 'a: 1'],
    ['a: 1\r\nb: 2\r\n', ['a'], 'b: 2\r\n'],
    ['a: 1', ['a'], ''],
    ['# above\na: 1\n# below\n', ['a'], '# above\n# below\n'],
    ['a:\n  x: 1\n  # within\nb: 2\n', ['a'], 'b: 2\n'],
    ['a:\n  b:\n    c: 1\nd: 1\n', ['a', 'b', 'c'], 'd: 1\n'],
    ['a:\n  # note\n  b: 1\nd: 1\n', ['a', 'b'], 'a: {}\n  # note\nd: 1\n'],
    ['a: # note\n  b: 1\nd: 1\n', ['a', 'b'], 'a: {} # note\nd: 1\n'],
    ['- a: 1\n  b: 2\n', [0, 'a'], '- b: 2\n'],
    ['- a: 1\n  # note\n  b: 2\n', [0, 'a'], '-\n  # note\n  b: 2\n'],
    ['- a: 1\n- b: 2\n', [0, 'a'], '- {}\n- b: 2\n'],
    ['x: {a: 1, b: 2}\n', ['x', 'a'], 'x: {b: 2}\n'],
    ['x: {a: 1, b: 2}\n', ['x', 'b'], 'x: {a: 1}\n'],
    ['x: {a: 1}\ny: 2\n', ['x', 'a'], 'y: 2\n'],
    ['x: [{a: 1}]\n', ['x', 0, 'a'], 'x: [{}]\n'],
    ['a: |\n  x\n\n  y\nb: 1\n', ['a'], 'b: 1\n'],
    ['a: 1\na: 2\n', ['a'], 'a: 1\n'],
    ['a: &x 1\nb: 2\n', ['a'], 'b: 2\n'],
    ['a: &x 1\nb: *x\n', ['a'], undefined],
    ['? a\n: b\nc: d\n', ['a'], undefined],
    ['x: 1\n  a: 2\n  b: 3\n', ['a'], 'x: 1\nb: 3\n'],
  ];
  for (const [before, path, after] of cases)
    it(`${path.join('.')} of ${JSON.stringify(before)}`, () => {
      const document = read(before);
      assert.equal(applied(before, removePair(document, pairIn(document, path))), after);
    });
});

describe('inserting a pair', () => {
  const cases: readonly (readonly [
    before: string,
    path: string[],
    value: string,
    after: string | undefined,
  ])[] = [
    ['', [], '1', 'new: 1\n'],
    ['# note\n', [], '1', '# note\nnew: 1\n'],
    ['a: 1\n\n# end\n', [], '2', 'a: 1\nnew: 2\n\n# end\n'],
    ['a: 1', [], '2', 'a: 1\nnew: 2'],
    ['a: 1\r\n', [], '2', 'a: 1\r\nnew: 2\r\n'],
    ['a:\n    b: 1\nc: 2\n', ['a'], '3', 'a:\n    b: 1\n    new: 3\nc: 2\n'],
    ['a:\n  b: 1\n  # note\n\n# c\nc: 2\n', ['a'], '3', 'a:\n  b: 1\n  # note\n  new: 3\n\n# c\nc: 2\n'],
    ['a:\n', ['a', 'x'], '3', 'a:\n  x:\n    new: 3\n'],
    ['a_b:\n  c: 1\n', ['a-b'], '3', 'a_b:\n  c: 1\n  new: 3\n'],
    ['a: {b: 1}\n', ['a'], '3', 'a: {b: 1, new: 3}\n'],
    ['a: {}\n', ['a'], '3', 'a: {new: 3}\n'],
    ['a: {b: 1}\n', ['a', 'x'], '3', undefined],
    ['a: 1\n', [], '\n  b: 2\n  c: 3', 'a: 1\nnew:\n  b: 2\n  c: 3\n'],
    ['x:\n  a: 1\n', ['x'], '\n  b: 2', 'x:\n  a: 1\n  new:\n    b: 2\n'],
    ['a: 1\n', ['a'], '2', undefined],
    ['new: 1\n', [], '2', undefined],
    ['- a\n', [], '2', undefined],
    ['x: &x {a: 1}\ny: *x\n', ['y'], '2', undefined],
    ['y:\n  <<: {a: 1}\n', ['y'], '2', undefined],
  ];
  for (const [before, path, value, after] of cases)
    it(`at ${path.join('.')} of ${JSON.stringify(before)}`, () =>
      assert.equal(applied(before, insertPair(read(before), path, 'new', value)), after));

  it('into a given mapping, such as an item of a list', () => {
    const before = 'containers:\n- image: x\n  args: [a]\n- image: y\n';
    const document = read(before);
    const container = nodeIn(document, ['containers', 0]) as YamlMapping;
    assert.equal(
      applied(before, insertPair(document, container, 'name', 'dask-worker')),
      'containers:\n- image: x\n  args: [a]\n  name: dask-worker\n- image: y\n',
    );
  });
});
