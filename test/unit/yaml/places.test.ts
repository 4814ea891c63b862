import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlNode } from '../../../server/src/yaml/index.ts';
import { markedAt, nodeIn, pairIn, read } from './marked.ts';

type Path = readonly (string | number)[];

describe('the place of a node', () => {
  const cases: readonly (readonly [text: string, path: Path, marked: string])[] = [
    ['a: b\n', [], '«a: b»\n'],
    ['a: b # c\n', ['a'], 'a: «b» # c\n'],
    ['a: "b"\n', ['a'], 'a: «"b"»\n'],
    ['a: b\n  c\n', ['a'], 'a: «b\n  c»\n'],
    ['a: |\n  b\n  c\n\nd: e\n', ['a'], 'a: «|\n  b\n  c»\n\nd: e\n'],
    ['a: | # c\n', ['a'], 'a: «|» # c\n'],
    ['a:\n  b: 1\n  c: 2\n\n# d\ne: f\n', ['a'], 'a:\n  «b: 1\n  c: 2»\n\n# d\ne: f\n'],
    ['a:\n- b\n- c\nd: e\n', ['a'], 'a:\n«- b\n- c»\nd: e\n'],
    ['a:\n- b: c\n  d: e\n', ['a', 0], 'a:\n- «b: c\n  d: e»\n'],
    ['a: [b, c] # d\n', ['a'], 'a: «[b, c]» # d\n'],
    ['a: [b: c]\n', ['a', 0], 'a: [«b: c»]\n'],
    ['a: {\n  b: c,\n}\n', ['a'], 'a: «{\n  b: c,\n}»\n'],
    ['a: !!str b\n', ['a'], 'a: !!str «b»\n'],
    ['a: &x\n  b: c\n', ['a'], 'a: &x\n  «b: c»\n'],
    ['a: &x b\nc: *x\n', ['c'], 'a: &x b\nc: «*x»\n'],
    ['a:\nb: c\n', ['a'], 'a:«»\nb: c\n'],
    ['a: # d\nb: c\n', ['a'], 'a:«» # d\nb: c\n'],
    ['-\n- b\n', [0], '-«»\n- b\n'],
    ['a: {b: , c}\n', ['a', 'b'], 'a: {b:«» , c}\n'],
    ['a: 1\r\nb: 2\r\n', [], '«a: 1\r\nb: 2»\r\n'],
    ['\ufeffa: 1\n', [], '\ufeff«a: 1»\n'],
    ['---\na: 1\n...\n', [], '---\n«a: 1»\n...\n'],
  ];
  for (const [text, path, marked] of cases)
    it(JSON.stringify(marked), () => assert.equal(markedAt(text, nodeIn(read(text), path).span), marked));
});

describe('the place of a pair', () => {
  const cases: readonly (readonly [text: string, path: Path, marked: string])[] = [
    ['a: b # c\n', ['a'], '«a: b» # c\n'],
    ['a:\n  b: 1\nc: 2\n', ['a'], '«a:\n  b: 1»\nc: 2\n'],
    ['a:\nb: 2\n', ['a'], '«a»:\nb: 2\n'],
    ['? a\n: b\n', ['a'], '? «a\n: b»\n'],
  ];
  for (const [text, path, marked] of cases)
    it(JSON.stringify(marked), () => assert.equal(markedAt(text, pairIn(read(text), path).span), marked));
});

describe('nodes', () => {
  it('know tag, anchor and style', () => {
    const { root } = read('a: &x !!str 1\nb: !<tag:yaml.org,2002:int> 2\nc: >\n  d\ne: *x\n');
    const values = root?.kind === 'mapping' ? root.pairs.map(({ value }) => value) : [];
    const shown = values.map((node: YamlNode) =>
      node.kind === 'scalar' ? [node.tag, node.anchor, node.style, node.type, node.value] : [node.kind],
    );
    assert.deepEqual(shown, [
      ['!!str', 'x', 'plain', 'str', '1'],
      ['!!int', undefined, 'plain', 'int', 2],
      [undefined, undefined, 'folded', 'str', 'd\n'],
      ['alias'],
    ]);
    const alias = values[3];
    assert.ok(alias?.kind === 'alias');
    assert.equal(alias.target, values[0]);
  });

  it('come with the comments', () => {
    const document = read('# one\na: "# no" # two\nb: | # three\n  # no\nc: [x, # four\n  y]\n#five');
    assert.deepEqual(
      document.comments.map((span) => document.source.slice(span)),
      ['# one', '# two', '# three', '# four', '#five'],
    );
  });

  it('come without comments twice when a bracket is read again', () => {
    const document = read('a: [x # one\nb: 1 # two\n');
    assert.deepEqual(
      document.comments.map((span) => document.source.slice(span)),
      ['# one', '# two'],
    );
  });
});
