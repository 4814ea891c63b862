import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  appendItems,
  listFromString,
  plainOrQuoted,
  quoted,
  quoteScalar,
  removeItem,
  type SpellingPlace,
  splitItem,
  type YamlSequence,
} from '../../../server/src/yaml/index.ts';
import { applied, nodeIn, pairIn, read } from './marked.ts';

type Path = readonly (string | number)[];

describe('quoting a scalar', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined, text?: string])[] =
    [
      ['a: True # c\n', ['a'], 'a: "True" # c\n'],
      ["a: 1\nb: 'x'\n", ['a'], "a: '1'\nb: 'x'\n"],
      ['a: 7e9\n', ['a'], 'a: "7000000000.0"\n', '7000000000.0'],
      ['a: 2001-01-01\n', ['a'], 'a: "2001-01-01"\n'],
      ['a: [1, 2]\n', ['a', 0], 'a: ["1", 2]\n'],
      ['a: b\n  c\n', ['a'], 'a: "b c"\n'],
      ['a: “x”\n', ['a'], 'a: "x"\n', 'x'],
      ['a:\n', ['a'], 'a: ""\n', ''],
      ['a: C:\\x\n', ['a'], "a: 'C:\\x'\n"],
      ['a: !!int 1\n', ['a'], undefined],
      ['a: |\n  b\n', ['a'], undefined],
      ['a: {x}\n', ['a'], undefined],
    ];
  for (const [before, path, after, text] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      assert.equal(applied(before, quoteScalar(document, nodeIn(document, path), text)), after);
    });
});

describe('splitting an item', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined])[] = [
    ['args:\n- dask\n- --x 2 # c\n- y\n', ['args', 1], 'args:\n- dask\n- --x\n- "2" # c\n- y\n'],
    ["args:\n  -   '--x 2'\n", ['args', 0], "args:\n  -   '--x'\n  -   '2'\n"],
    ['args: [a, --x 2, b]\n', ['args', 1], 'args: [a, --x, "2", b]\n'],
    ['args: [a, "--x 2"]\n', ['args', 1], 'args: [a, "--x", "2"]\n'],
    ['- - --x 2\n  - y\n', [0, 0], '- - --x\n  - "2"\n  - y\n'],
    ['- --x 2\r\n- y\r\n', [0], '- --x\r\n- "2"\r\n- y\r\n'],
    ['- &a --x 2\n', [0], undefined],
  ];
  for (const [before, path, after] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      assert.equal(applied(before, splitItem(document, nodeIn(document, path), ['--x', '2'])), after);
    });
});

describe('appending items', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined])[] = [
    ['a:\n- x\n- y # c\n  # d\nb: 1\n', ['a'], 'a:\n- x\n- y # c\n  # d\n- --t\n- "60"\nb: 1\n'],
    ["a:\n    -   'x'", ['a'], "a:\n    -   'x'\n    -   '--t'\n    -   '60'"],
    ['a: [x]\n', ['a'], 'a: [x, --t, "60"]\n'],
    ['a: []\n', ['a'], 'a: [--t, "60"]\n'],
    ['a:\n- x: 1\n  y: 2\nb: 1\n', ['a'], 'a:\n- x: 1\n  y: 2\n- --t\n- "60"\nb: 1\n'],
  ];
  for (const [before, path, after] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      const list = nodeIn(document, path) as YamlSequence;
      assert.equal(applied(before, appendItems(document, list, ['--t', '60'])), after);
    });
});

describe('removing an item', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined])[] = [
    ['a:\n- x # c\n- y\n', ['a', 0], 'a:\n- y\n'],
    ['a:\n- x\n- y: 1\n  z: 2\nb: 1\n', ['a', 1], 'a:\n- x\nb: 1\n'],
    ['a: [x, y]\n', ['a', 1], 'a: [x]\n'],
    ['a: [x]\n', ['a', 0], 'a: []\n'],
    ['a:\n- x\n', ['a', 0], undefined],
  ];
  for (const [before, path, after] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      assert.equal(applied(before, removeItem(document, nodeIn(document, path))), after);
    });
});

describe('making a list of a string', () => {
  const cases: readonly (readonly [before: string, path: Path, after: string | undefined])[] = [
    [
      'c:\n- image: x\n  args: dask-worker --nthreads 2 # c\n  name: y\n',
      ['c', 0, 'args'],
      'c:\n- image: x\n  args: # c\n  - dask-worker\n  - --nthreads\n  - "2"\n  name: y\n',
    ],
    ['args: "a b"', ['args'], 'args:\n  - a\n  - b'],
    ['c: {args: "a b", x: 1}\n', ['c', 'args'], 'c: {args: [a, b], x: 1}\n'],
    ['args: a\n  b\n', ['args'], 'args:\n  - a\n  - b\n'],
    ['args: |\n  a b\n', ['args'], undefined],
    ['args:\n', ['args'], undefined],
  ];
  for (const [before, path, after] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      assert.equal(applied(before, listFromString(document, pairIn(document, path))), after);
    });
});

describe('the spelling of a text', () => {
  const cases: readonly (readonly [text: string, block: string, flow: string, key: string])[] = [
    ['dask-worker', 'dask-worker', 'dask-worker', 'dask-worker'],
    ['--nthreads', '--nthreads', '--nthreads', '--nthreads'],
    ['two words', 'two words', 'two words', 'two words'],
    ['', '""', '""', '""'],
    ['60', '"60"', '"60"', '"60"'],
    ['on', '"on"', '"on"', '"on"'],
    ['2001-01-01', '"2001-01-01"', '"2001-01-01"', '"2001-01-01"'],
    ['=', '"="', '"="', '"="'],
    [' a', '" a"', '" a"', '" a"'],
    ['a: b', '"a: b"', '"a: b"', '"a: b"'],
    ['a:', '"a:"', '"a:"', 'a:'],
    ['a #b', '"a #b"', '"a #b"', '"a #b"'],
    ['a,b', 'a,b', '"a,b"', 'a,b'],
    ['${X}', '${X}', '"${X}"', '${X}'],
    ['{port}', '"{port}"', '"{port}"', '"{port}"'],
    ["it's", "it's", "it's", "it's"],
    ['"q"', `'"q"'`, `'"q"'`, `'"q"'`],
    ['@x', '"@x"', '"@x"', '"@x"'],
    ['- a', '"- a"', '"- a"', '"- a"'],
    ['---', '"---"', '"---"', '"---"'],
    ['a\nb', '"a\\nb"', '"a\\nb"', '"a\\nb"'],
    ['\x07', '"\\x07"', '"\\x07"', '"\\x07"'],
    ['7G', '7G', '7G', '7G'],
  ];
  for (const [text, ...spelled] of cases)
    it(JSON.stringify(text), () => {
      const places: readonly SpellingPlace[] = ['block', 'flow', 'key'];
      assert.deepEqual(
        places.map((place) => plainOrQuoted(text, place)),
        spelled,
      );
    });

  it('takes the quotes that are asked for where it can', () => {
    assert.equal(quoted('a', 'single'), "'a'");
    assert.equal(quoted('a', 'double'), '"a"');
    assert.equal(quoted("it's", 'single'), '"it\'s"');
    assert.equal(quoted('C:\\x', 'double'), "'C:\\x'");
    assert.equal(quoted('a\tb', 'single'), '"a\\tb"');
  });
});
