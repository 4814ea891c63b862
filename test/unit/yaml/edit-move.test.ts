import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { movePair, nestRoot, wrapInKey, type YamlMapping } from '../../../server/src/yaml/index.ts';
import { applied, nodeIn, pairIn, read } from './marked.ts';

describe('moving a pair', () => {
  const cases: readonly (readonly [
    name: string,
    before: string,
    path: string,
    target: string,
    after: string | undefined,
  ])[] = [
    ['in its place', 'a: 1 # c\nb: 2\n', 'a', 'x.y.z', 'x:\n  y:\n    z: 1 # c\nb: 2\n'],
    ['with the unit of the file', 'k:\n    l: 1\na: 1\n', 'a', 'x.y', 'k:\n    l: 1\nx:\n    y: 1\n'],
    ['in its place in a section', 'd:\n  l: 1\n', 'd.l', 'd.b.l', 'd:\n  b:\n    l: 1\n'],
    ['to a section', 'a: 1\nx:\n  q: 1\n', 'a', 'x.z', 'x:\n  q: 1\n  z: 1\n'],
    [
      'to a section above',
      'x:\n  q: 1\n\n# about a\na: 1\nb: 2\n',
      'a',
      'x.z',
      'x:\n  q: 1\n  z: 1\n\n# about a\nb: 2\n',
    ],
    [
      'behind the comments of a section',
      'x:\n  q: 1\n  # end\n# b\na: 1\n',
      'a',
      'x.z',
      'x:\n  q: 1\n  # end\n  z: 1\n# b\n',
    ],
    [
      'to a deeper section',
      'x:\n y:\n   q: 1\na: 1\n',
      'a',
      'x.y.z.w',
      'x:\n y:\n   q: 1\n   z:\n     w: 1\n',
    ],
    ['to a section without value', 'a: 1\nx:\n', 'a', 'x.z', 'x:\n  z: 1\n'],
    ['to another spelling', 'a: 1\nx_y:\n  q: 1\n', 'a', 'x-y.z_w', 'x_y:\n  q: 1\n  z_w: 1\n'],
    [
      'with all lines',
      'a: # one\n  # two\n  e:\n  - 1\n# b\nb: 2\n',
      'a',
      'x.y',
      'x:\n  y: # one\n    # two\n    e:\n    - 1\n# b\nb: 2\n',
    ],
    [
      'with a text block',
      'x:\n  q: 1\na: |\n  t\n\n   u\nb: 1\n',
      'a',
      'x.y',
      'x:\n  q: 1\n  y: |\n    t\n\n     u\nb: 1\n',
    ],
    ['with an indented text block', 'a: |2\n    t\n   u\n', 'a', 'x.y', 'x:\n  y: |2\n      t\n     u\n'],
    [
      'with kept line breaks',
      'a: |+\n  t\n\n\nb: 1\nx:\n  q: 1\n',
      'a',
      'x.y',
      'b: 1\nx:\n  q: 1\n  y: |+\n    t\n\n\n',
    ],
    ['with quotes of two lines', 'a: "t\n  u"\n', 'a', 'x.y', 'x:\n  y: "t\n    u"\n'],
    ['with Windows line ends', 'x:\r\n  q: 1\r\na: 1\r\n', 'a', 'x.y', 'x:\r\n  q: 1\r\n  y: 1\r\n'],
    ['without line end', 'x:\n  q: 1\n\na: 1', 'a', 'x.y', 'x:\n  q: 1\n  y: 1'],
    ['behind a byte order mark', '\ufeffa: 1\n', 'a', 'x.y', '\ufeffx:\n  y: 1\n'],
    ['between document marks', '---\na: 1\n...\n', 'a', 'x.y', '---\nx:\n  y: 1\n...\n'],
    [
      'from a section that held nothing else',
      's:\n  a: 1\n# d\nd:\n  e: 1\n',
      's.a',
      'd.a',
      '# d\nd:\n  e: 1\n  a: 1\n',
    ],
    ['and mends a slip', 'q: 1\n  a: 1\n', 'a', 'x.y', 'q: 1\nx:\n  y: 1\n'],
    ['with keys that need quotes', 'a: 1\n', 'a', 'on.2', '"on":\n  "2": 1\n'],
    ['over a key that is there', 'a: 1\nx:\n  z-w: 3\n', 'a', 'x.z_w', undefined],
    ['through a value', 'a: 1\nx: 3\n', 'a', 'x.z', undefined],
    ['into braces', 'a: 1\nx: {q: 1}\n', 'a', 'x.z', undefined],
    ['out of braces', 'd: {a: 1, b: 2}\n', 'd.a', 'x.z', undefined],
    ['with an anchor', 'a: &k 1\nb: *k\n', 'a', 'x.y', undefined],
    ['with an alias', 'b: &k 1\na: *k\n', 'a', 'x.y', undefined],
    ['into a merge', 'd:\n  <<: {x: 1}\na: 1\n', 'a', 'd.y', undefined],
    ['into an anchored section', 'd: &d\n  q: 1\na: 1\n', 'a', 'd.y', undefined],
    ['of two sections of a name', 'd:\n  q: 1\nd:\n  r: 1\na: 1\n', 'a', 'd.y', undefined],
    ['in a text of two documents', 'a: 1\n---\nb: 1\n', 'a', 'x.y', undefined],
  ];
  for (const [name, before, path, target, after] of cases)
    it(name, () => {
      const document = read(before);
      assert.equal(
        applied(before, movePair(document, pairIn(document, path.split('.')), target.split('.'))),
        after,
      );
    });

  it('to a mapping of a list, such as from a container to its pod', () => {
    const before =
      'spec:\n  containers:\n  - name: x\n    tolerations:\n    - a: 1\n  restartPolicy: Never\n';
    const document = read(before);
    const spec = nodeIn(document, ['spec']) as YamlMapping;
    const pair = pairIn(document, ['spec', 'containers', 0, 'tolerations']);
    assert.equal(
      applied(before, movePair(document, pair, ['tolerations'], spec)),
      'spec:\n  containers:\n  - name: x\n  restartPolicy: Never\n  tolerations:\n  - a: 1\n',
    );
  });
});

describe('wrapping a value', () => {
  const cases: readonly (readonly [before: string, path: string, after: string | undefined])[] = [
    [
      'distributed:\n  worker:\n    lifetime: 5 hours # c\n    x: 1\n',
      'distributed.worker.lifetime',
      'distributed:\n  worker:\n    lifetime:\n      duration: 5 hours # c\n    x: 1\n',
    ],
    ['a: 5', 'a', 'a:\n  duration: 5'],
    ['a: {l: 5}\n', 'a.l', 'a: {l: {duration: 5}}\n'],
    ['a: # c\n  x: 1\nb: 2\n', 'a', 'a: # c\n  duration:\n    x: 1\nb: 2\n'],
    ['a: |\n  x\nb: 2\n', 'a', 'a:\n  duration: |\n    x\nb: 2\n'],
    ['a: x\n y\n', 'a', 'a:\n  duration: x\n   y\n'],
    ['a:\nb: 2\n', 'a', undefined],
    ['a: &x 5\n', 'a', undefined],
  ];
  for (const [before, path, after] of cases)
    it(JSON.stringify(before), () => {
      const document = read(before);
      assert.equal(
        applied(before, wrapInKey(document, pairIn(document, path.split('.')), 'duration')),
        after,
      );
    });
});

describe('putting all under a path', () => {
  it('leaves what stands above', () => {
    const before = '# worker\n\nkind: Pod # c\nmetadata:\nspec:\n  a: |\n    t\n  # end\n# end\n';
    assert.equal(
      applied(before, nestRoot(read(before), ['kubernetes', 'worker-template'])),
      '# worker\n\nkubernetes:\n  worker-template:\n    kind: Pod # c\n    metadata:\n    spec:\n      a: |\n        t\n      # end\n# end\n',
    );
  });
});
