import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SourceText, type Span } from '../../server/src/text/index.ts';
import {
  MAX_LENGTH,
  parseYaml,
  pathAt,
  toValue,
  type YamlDocument,
  type YamlNode,
} from '../../server/src/yaml/index.ts';
import { changed, configurations, corners, diceOf, randomTexts } from './yaml-texts.ts';

// Whatever a text holds, it is read without an exception, within a second, and every place lies in the text.

describe('reading any text', () => {
  it('goes well with each beginning of a configuration', () => {
    for (const text of configurations)
      for (let length = 0; length <= text.length; length++) inspect(text.slice(0, length), length);
  });

  it('goes well with each single character changed', () => {
    const dice = diceOf(7);
    for (const text of configurations) {
      for (let at = 0; at < text.length; at++) {
        const put = '\t "\'[]{}:,-#&*!|>\n%@'[dice(20)] ?? '';
        inspect(text.slice(0, at) + put + text.slice(at + 1), at);
        inspect(text.slice(0, at) + text.slice(at + 1), at);
      }
    }
  });

  it('goes well with texts made by chance', () => {
    const dice = diceOf(11);
    for (const text of [...corners, ...randomTexts(5, 3000)])
      inspect(changed(dice, text), dice(text.length + 1));
  });

  it('goes well with random characters and bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(60), (text, offset) =>
        inspect(text, offset),
      ),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, offset) =>
        inspect(String.fromCharCode(...bytes), offset),
      ),
      { numRuns: 1000 },
    );
  });
});

const LONG = 100_000;
const HOSTILE: Readonly<Record<string, string>> = {
  'double quotes': '"'.repeat(LONG),
  'single quotes': "'".repeat(LONG),
  'a quote a line': 'a: "\n'.repeat(LONG),
  'mixed quotes': `a: "'\n`.repeat(LONG / 2),
  'open lists': '['.repeat(LONG),
  'open mappings': '{a: '.repeat(LONG),
  'lists on one line': '- '.repeat(LONG),
  'question marks': '? '.repeat(LONG),
  'question marks in a list': `[${'? '.repeat(LONG)}`,
  colons: ': '.repeat(LONG),
  'closing brackets': ']'.repeat(LONG),
  'nested keys': Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  'a list opened on each line': 'a: [x,\n'.repeat(LONG),
  'lists closed wrongly': `${'a: [x,\n'.repeat(400)}}\n`.repeat(160),
  'pairs in pairs': '[a: b: '.repeat(LONG / 2),
  'long keys in lists': `${'[a'.repeat(300)}\n`.repeat(400),
  'aliases of aliases': Array.from(
    { length: 10_000 },
    (_, i) => `a${i}: &x${i} ${i ? `[*x${i - 1}, *x${i - 1}]` : 'b'}\n`,
  ).join(''),
  'merges of merges': Array.from(
    { length: 3000 },
    (_, i) => `m${i}: &m${i}\n  k${i}: 1\n${i ? `  <<: [*m${i - 1}, *m${i - 1}]\n` : ''}`,
  ).join(''),
  'a chain of merges': Array.from(
    { length: 3000 },
    (_, i) => `m${i}: &m${i}\n  k${i}: 1\n${i ? `  <<: *m${i - 1}\n` : ''}`,
  ).join(''),
  'a list within itself': `&a [${'*a,'.repeat(LONG)}]`,
  slips: 'a: 1\n  b: 2\n'.repeat(30_000),
  'slips within slips': Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a: 1\n`).join(''),
  'wide characters on one line': `[\u{1f600}, ${'{a: b}, '.repeat(LONG / 2)}]`,
  'one long plain text': `a: ${'b\n  '.repeat(LONG)}c: d`,
  tabs: '\ta: b\n'.repeat(LONG / 2),
  'document marks': '---\n'.repeat(LONG),
  directives: '%a\n'.repeat(LONG),
  tags: '!a '.repeat(LONG),
  'escaped tags': `!${'%41'.repeat(LONG)}`,
  'unknown escapes': `"${'\\q'.repeat(LONG)}"`,
  'lone carriage returns': 'a: [b\r'.repeat(LONG / 2),
  'blank lines in a block': `a: |\n${`${' '.repeat(400)}\n`.repeat(1000)}`,
  'ten thousand lines': '  - a: "b" # c\n'.repeat(10_000),
};

describe('hostile texts', () => {
  for (const [name, text] of Object.entries(HOSTILE))
    it(name, () => {
      const begin = performance.now();
      const document = parseYaml(new SourceText('config.yaml', text.slice(0, MAX_LENGTH)));
      toValue(document.root);
      // Each takes well below a second alone; the rest is for a busy machine.
      assert.ok(performance.now() - begin < 5000);
    });

  it('says where nesting is too deep for PyYAML', () => {
    const { problem, root } = parseYaml(new SourceText('config.yaml', '['.repeat(10_000)));
    assert.deepEqual(problem, { kind: 'too-deep', span: { start: 494, end: 495 }, found: '[' });
    assert.equal(root, undefined);
  });

  it('leaves texts that are too long unread', () => {
    const { tooLong, root, problem } = parseYaml(new SourceText('config.yaml', 'a'.repeat(MAX_LENGTH + 1)));
    assert.deepEqual({ tooLong, root, problem }, { tooLong: true, root: undefined, problem: undefined });
    assert.equal(parseYaml(new SourceText('config.yaml', 'a'.repeat(MAX_LENGTH))).tooLong, false);
  });
});

function inspect(text: string, offset: number): void {
  const document = parseYaml(new SourceText('config.yaml', text));
  const within = { start: 0, end: text.length };
  const places = [...document.comments, ...document.furtherDocuments, ...document.repair.removed];
  if (document.problem !== undefined) places.push(document.problem.span);
  if (document.slip !== undefined)
    places.push(document.slip.key, document.slip.above, ...document.slip.removed);
  for (const place of places) assertWithin(within, place, text);
  if (document.root !== undefined && document.problem === undefined)
    inspectNode(document.root, within, document);
  toValue(document.root);
  pathAt(document, Math.min(offset, text.length));
}

/** In texts without a problem, the parts of a node lie within it, one behind the other. */
function inspectNode(node: YamlNode, around: Span, document: YamlDocument): void {
  const { text } = document.source;
  assertWithin(around, node.span, text);
  const parts: YamlNode[] = [];
  if (node.kind === 'sequence') parts.push(...node.items);
  if (node.kind === 'mapping')
    for (const { span, key, value } of node.pairs) {
      assert.ok(span.start === key.span.start && span.end >= key.span.end, JSON.stringify(text));
      parts.push(key, value);
    }
  let from = 0;
  for (const part of parts) {
    assert.ok(part.span.start >= from, JSON.stringify(text));
    from = part.span.end;
    const isEmpty = part.span.start === part.span.end;
    inspectNode(part, isEmpty ? { start: 0, end: text.length } : node.span, document);
  }
}

function assertWithin(outer: Span, inner: Span, text: string): void {
  assert.ok(
    outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end,
    `${JSON.stringify(inner)} in ${JSON.stringify(outer)} of ${JSON.stringify(text.slice(0, 300))}`,
  );
}
