import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../server/src/text/index.ts';
import { movePair, pairOf, toValue } from '../../../server/src/yaml/index.ts';
import { read } from './marked.ts';

const GUIDE = `# .dask/config.yaml
logging:
  bokeh: critical

diagnostics-link: "../proxy/{port}/status"
  tick-maximum-delay: 5s

kubernetes:
 worker-template:
   metadata:
   spec:
     restartPolicy: Never
`;

describe('the slip of the published example', () => {
  it('is the key of line 6, column 3 to 21', () => {
    const { source, slip, problem } = read(GUIDE);
    assert.equal(problem, undefined);
    assert.ok(slip);
    assert.deepEqual(source.lines.positionAt(slip.key.start), { line: 5, character: 2 });
    assert.deepEqual(source.lines.positionAt(slip.key.end), { line: 5, character: 20 });
    assert.equal(source.slice(slip.above), 'diagnostics-link');
    assert.deepEqual(slip.removed, [{ start: 91, end: 93 }]);
  });

  it('leaves the other nodes at their places', () => {
    const { source, root } = read(GUIDE);
    const pair = pairOf(root, 'tick-maximum-delay');
    assert.ok(pair);
    assert.equal(source.slice(pair.span), 'tick-maximum-delay: 5s');
    assert.equal(source.slice(pairOf(root, 'kubernetes')?.key.span ?? { start: 0, end: 0 }), 'kubernetes');
  });

  it('mended, and its keys moved one after the other, is the nested form', () => {
    let text = GUIDE;
    const fix = (key: string, path: readonly string[]) => {
      const document = read(text);
      const pair = pairOf(document.root, key);
      const edits = pair === undefined ? undefined : movePair(document, pair, path);
      assert.ok(edits);
      text = applyEdits(text, edits);
      assert.equal(read(text).problem, undefined);
      assert.equal(read(text).slip, undefined);
    };
    text = applyEdits(text, read(text).repair.edits);
    fix('diagnostics-link', ['distributed', 'dashboard', 'link']);
    fix('tick-maximum-delay', ['distributed', 'admin', 'tick', 'limit']);
    assert.equal(
      text,
      `# .dask/config.yaml
logging:
  bokeh: critical

distributed:
  dashboard:
    link: "../proxy/{port}/status"
  admin:
    tick:
      limit: 5s

kubernetes:
 worker-template:
   metadata:
   spec:
     restartPolicy: Never
`,
    );
  });
});

describe('mending', () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['a plain value', 'a: 1\n  b: 2\n', 'a: 1\nb: 2\n'],
    ['a quoted value', "a: '1'\n  b: 2\n", "a: '1'\nb: 2\n"],
    ['a comment behind the value', 'a: 1 # note\n  b: 2\n', 'a: 1 # note\nb: 2\n'],
    ['comments between', 'a: 1\n# one\n    # two\n  b: 2\n', 'a: 1\n# one\n    # two\nb: 2\n'],
    ['blank lines between', 'a: 1\n\n  \n  b: 2\n', 'a: 1\n\n  \nb: 2\n'],
    [
      'lines nested in it',
      'a: 1\n  b:\n    c: 2\n\n    d:\n    - e\nf: 3\n',
      'a: 1\nb:\n  c: 2\n\n  d:\n  - e\nf: 3\n',
    ],
    ['lines beside it', 'a: 1\n  b: 2\n  c: 3\nd: 4\n', 'a: 1\nb: 2\nc: 3\nd: 4\n'],
    ['a comment among nested lines', 'a: 1\n  b:\n# note\n    c: 2\n', 'a: 1\nb:\n# note\n  c: 2\n'],
    ['a text block below it', 'a: 1\n  b: |\n    x\n     y\n', 'a: 1\nb: |\n  x\n   y\n'],
    ['an item of a list', '- a: 1\n    b: 2\n  c: 3\n', '- a: 1\n  b: 2\n  c: 3\n'],
    ['a section', 'a:\n  b: 1\n     c: 2\n', 'a:\n  b: 1\n  c: 2\n'],
    ['a quoted key', 'a: 1\n  "b": 2\n', 'a: 1\n"b": 2\n'],
    [
      'a key with dots and a slash',
      'a: x\n  app.kubernetes.io/name: y\n',
      'a: x\napp.kubernetes.io/name: y\n',
    ],
    ['two slips', 'a: 1\n  b: 2\nc: 3\n d: 4\n', 'a: 1\nb: 2\nc: 3\nd: 4\n'],
    ['a slip below a slip', 'a: 1\n  b: 2\n    c: 3\n', 'a: 1\nb: 2\nc: 3\n'],
    ['Windows line ends', 'a: 1\r\n  b: 2\r\n  c: 3\r\n', 'a: 1\r\nb: 2\r\nc: 3\r\n'],
    ['a byte order mark', '\ufeffa: 1\n  b: 2\n', '\ufeffa: 1\nb: 2\n'],
    ['no line break at the end', 'a: 1\n  b: 2', 'a: 1\nb: 2'],
  ];
  for (const [name, before, after] of cases)
    it(name, () => {
      const document = read(before);
      assert.ok(document.slip);
      assert.equal(document.problem, undefined);
      assert.equal(document.parsedText, after);
      assert.equal(applyEdits(before, document.repair.edits), after);
      assert.deepEqual(toValue(document.root), toValue(read(after).root));
    });

  it('goes on to the next problem', () => {
    const text = 'a: 1\n  b: 2\nc: "x\n';
    const { slip, problem, source } = read(text);
    assert.equal(slip?.key.start, 7);
    assert.equal(problem?.kind, 'open-quote');
    assert.equal(source.slice(problem.span), '"x');
  });
});

describe('no slip', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['below a text block', 'a: |\n  x\n b: 1\n'],
    ['within a text block', 'a: |\n  b: 1\n    c: 2\n'],
    ['within quotes', 'a: "b: 1\n  c: 2"\n'],
    ['behind quotes of several lines', 'a: "x\n  y"\n  b: 1\n'],
    ['behind plain text of several lines', 'a: x\n  y\n  b: 1\n'],
    ['below a list in brackets', 'a: [x]\n  b: 1\n'],
    ['below a mapping in braces', 'a: {x: y}\n  b: 1\n'],
    ['below an alias', 'x: &x 1\na: *x\n  b: 1\n'],
    ['below a tag', 'a: !!str x\n  b: 1\n'],
    ['below a section', 'a:\n  b: 1\n'],
    ['below an item of a list', '- a\n  b: 1\n'],
    ['prose', 'a: some text\n  that goes on, note: y\n'],
    ['behind another problem', 'x: @y\na: 1\n  b: 2\n'],
    ['a list', 'a: "x"\n  - b\n'],
    ['a word without colon', 'a: "x"\n  b\n'],
  ];
  for (const [name, text] of cases)
    it(name, () => {
      assert.equal(read(text).slip, undefined);
      assert.deepEqual(read(text).repair.removed, []);
    });
});
