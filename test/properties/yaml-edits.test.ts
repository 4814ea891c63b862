import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyEdits, SourceText, type TextEdit } from '../../server/src/text/index.ts';
import {
  insertPair,
  keyText,
  movePair,
  nestRoot,
  parseYaml,
  plainOrQuoted,
  quoteScalar,
  removePair,
  renameKey,
  resolved,
  toValue,
  wrapInKey,
  type YamlDocument,
  type YamlPair,
} from '../../server/src/yaml/index.ts';
import { type Config, joinLines, type Layout, layouts, type Value } from './yaml-layouts.ts';

// Edits of small configurations, compared with the same change of the plain objects that they stand for.

const choice = fc.nat(1000);

describe('edits of configurations', () => {
  it('start from what the generator says', () => {
    check(fc.tuple(layouts), ([{ text, config }]) => {
      assert.deepEqual(saidBy(read(text)), config);
    });
  });

  it('rename one key and nothing else', () => {
    check(fc.tuple(layouts, choice), ([layout, which]) => {
      const { document, path, pair } = chosen(layout, which);
      const after = made(document, renameKey(document, pair, 'new-key'));
      assert.deepEqual(saidBy(read(after)), withRenamed(layout.config, path, 'new-key'));
      assertOtherLines(layout.text, after, 1);
    });
  });

  it('remove a pair with its lines, and sections that held nothing else', () => {
    check(fc.tuple(layouts, choice), ([layout, which]) => {
      const { document, path, pair, line } = chosen(layout, which);
      const after = made(document, removePair(document, pair));
      assert.deepEqual(
        withoutEmpty(saidBy(read(after)) ?? {}),
        withoutEmpty(withRemoved(layout.config, path)),
      );
      const kept = linesOf(layout.text).toSpliced(line, layout.lines[line]?.length ?? 1);
      assert.ok(
        isWithin(
          linesOf(after).filter((text) => !/: \{\}/.test(text)),
          kept,
        ),
        after,
      );
    });
  });

  it('move a key of the root to a path', () => {
    const targets = fc.constantFrom(
      ['distributed', 'dashboard', 'link'],
      ['distributed', 'admin', 'tick', 'limit'],
      ['scheduler-file', 'x'],
      ['nanny_env', 'worker', 'y'],
      ['new', 'section', 'z'],
    );
    let moved = 0;
    check(fc.tuple(layouts, choice, targets), ([layout, which, target]) => {
      const { document, path, pair, line } = chosen(layout, which, 1);
      const [name = ''] = path;
      const expected = withSet(withRemoved(layout.config, path), target, layout.config[name] ?? null);
      const edits = movePair(document, pair, target);
      if (expected === undefined) {
        assert.equal(edits, undefined, layout.text);
        return;
      }
      const after = made(document, edits);
      assert.deepEqual(saidBy(read(after)), expected);
      assert.deepEqual(commentsOf(read(after)), commentsOf(document));
      const others = linesOf(layout.text).toSpliced(line, layout.lines[line]?.length ?? 1);
      assert.ok(isWithin(others, linesOf(after)), after);
      assert.equal(after.endsWith('\n'), layout.text.endsWith('\n'));
      moved++;
    });
    assert.ok(moved > 100, `only ${moved} pairs were moved`);
  });

  it('wrap a value', () => {
    check(fc.tuple(layouts, choice), ([layout, which]) => {
      const { document, path, pair } = chosen(layout, which);
      const after = made(document, wrapInKey(document, pair, 'duration'));
      const value = path.reduce<Value>((at, key) => (at as Config)[key] ?? null, layout.config);
      assert.deepEqual(saidBy(read(after)), withReplaced(layout.config, path, { duration: value }));
      assert.deepEqual(commentsOf(read(after)), commentsOf(document));
    });
  });

  it('insert a pair', () => {
    const targets = fc.constantFrom(['distributed'], ['distributed', 'worker'], [], ['new', 'section']);
    check(fc.tuple(layouts, targets), ([{ text, config }, target]) => {
      const document = read(text);
      const expected = withSet(config, [...target, 'inserted'], 'x');
      const edits = insertPair(document, target, 'inserted', 'x');
      if (expected === undefined) {
        assert.equal(edits, undefined, text);
        return;
      }
      const after = made(document, edits);
      assert.deepEqual(saidBy(read(after)), expected);
      assert.ok(isWithin(linesOf(text), linesOf(after)), after);
    });
  });

  it('put everything under a path', () => {
    check(fc.tuple(layouts), ([{ text, config }]) => {
      const document = read(text);
      const after = made(document, nestRoot(document, ['kubernetes', 'worker-template']));
      assert.deepEqual(saidBy(read(after)), { kubernetes: { 'worker-template': config } });
      assert.deepEqual(commentsOf(read(after)), commentsOf(document));
    });
  });
});

describe('the slip of a key indented under a value', () => {
  it('is found and undone', () => {
    let slips = 0;
    check(fc.tuple(layouts, choice, fc.integer({ min: 1, max: 5 })), ([layout, which, by]) => {
      const { lines } = layout;
      const candidates = lines.flatMap(({ path, length }, i) => {
        const above = lines.findLastIndex((line, j) => j < i && line.path !== undefined);
        const before = lines[above];
        const isSibling = before?.path?.slice(0, -1).join() === path?.slice(0, -1).join();
        const hasValue = before?.length === 1 && /^ *[\w-]+: ["'a-z0-9]/.test(before.text);
        return path !== undefined && isSibling && hasValue ? [{ at: i, length }] : [];
      });
      const slip = candidates[which % candidates.length];
      if (slip === undefined) return;
      const slipped = lines.map(({ text }, i) => {
        const isIn = i >= slip.at && i < slip.at + slip.length && text !== '';
        return { text: isIn ? ' '.repeat(by) + text : text };
      });
      const eol = layout.text.includes('\r') ? '\r\n' : '\n';
      const text = joinLines(slipped, eol, layout.text.endsWith('\n'));
      const document = read(text);
      assert.equal(document.problem, undefined, text);
      assert.ok(document.slip, text);
      const slippedLine = slipped[slip.at]?.text ?? '';
      const before = joinLines(slipped.slice(0, slip.at), eol, true);
      assert.equal(document.slip.key.start, before.length + slippedLine.search(/\S/));
      assert.deepEqual(saidBy(document), layout.config);
      assert.equal(applyEdits(text, document.repair.edits), layout.text);
      slips++;
    });
    assert.ok(slips > 50, `only ${slips} slips were made`);
  });
});

describe('spelling', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      'on',
      '1',
      '',
      ' a',
      'a: b',
      '- a',
      '#',
      "it's",
      '"',
      '2001-01-01',
      '=',
      '---',
      '...',
      '? a',
      '{a}',
    ),
  );

  it('gives each text back, in each place', () => {
    check(fc.tuple(texts, fc.constantFrom('single' as const, 'double' as const)), ([text, style]) => {
      const spelled = (place: Parameters<typeof plainOrQuoted>[1]) => plainOrQuoted(text, place, style);
      assert.deepEqual(saidBy(read(`a: ${spelled('block')}\n`)), { a: text });
      assert.deepEqual(saidBy(read(`- ${spelled('block')}\n`)), [text]);
      assert.deepEqual(saidBy(read(`[${spelled('flow')}, x]\n`)), [text, 'x']);
      assert.deepEqual(saidBy(read(`${spelled('key')}: x\n`)), { [text]: 'x' });
      assert.deepEqual(saidBy(read(`{${spelled('flow-key')}: x}\n`)), { [text]: 'x' });
    });
  });

  it('quotes a scalar as a string', () => {
    check(fc.tuple(layouts, choice, texts), ([layout, which, text]) => {
      const { document, path, pair } = chosen(layout, which);
      const edits = quoteScalar(document, pair.value, text);
      const { value } = pair;
      const isInline = value.kind === 'scalar' && value.style !== 'literal' && value.style !== 'folded';
      if (!isInline) {
        assert.equal(edits, undefined);
        return;
      }
      const after = made(document, edits);
      assert.deepEqual(saidBy(read(after)), withReplaced(layout.config, path, text));
    });
  });
});

function check<T extends unknown[]>(arbitrary: fc.Arbitrary<T>, property: (values: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 400 });
}

function read(text: string): YamlDocument {
  return parseYaml(new SourceText('config.yaml', text));
}

function saidBy(document: YamlDocument): Value | undefined {
  assert.equal(document.problem, undefined, document.source.text);
  return JSON.parse(JSON.stringify(toValue(document.root)?.value ?? null)) as Value;
}

function made({ source }: YamlDocument, edits: TextEdit[] | undefined): string {
  assert.ok(edits, `no edit of\n${source.text}`);
  return applyEdits(source.text, edits);
}

/** One pair of the document, with its line. */
function chosen(layout: Layout, which: number, depth?: number) {
  const pairs = layout.lines.flatMap(({ path }, line) =>
    path !== undefined && (depth === undefined || path.length === depth) ? [{ path, line }] : [],
  );
  const { path, line } = pairs[which % pairs.length] ?? { path: [], line: 0 };
  const document = read(layout.text);
  let node = document.root;
  let pair: YamlPair | undefined;
  for (const key of path) {
    const mapping = node === undefined ? undefined : resolved(node);
    pair =
      mapping?.kind === 'mapping' ? mapping.pairs.find((candidate) => keyText(candidate) === key) : undefined;
    node = pair?.value;
  }
  assert.ok(pair);
  return { document, path, pair, line };
}

function withRenamed(config: Config, [key = '', ...rest]: readonly string[], name: string): Config {
  return Object.fromEntries(
    Object.entries(config).map(([at, value]) => {
      if (at !== key) return [at, value];
      return rest.length === 0 ? [name, value] : [at, withRenamed(value as Config, rest, name)];
    }),
  );
}

function withReplaced(config: Config, [key = '', ...rest]: readonly string[], value: Value): Config {
  return { ...config, [key]: rest.length === 0 ? value : withReplaced(config[key] as Config, rest, value) };
}

function withRemoved(config: Config, [key = '', ...rest]: readonly string[]): Config {
  if (rest.length > 0) return { ...config, [key]: withRemoved(config[key] as Config, rest) };
  const { [key]: _, ...others } = config;
  return others;
}

/** Undefined where the path is there already or leads through something else than a section. */
function withSet(config: Config, [key = '', ...rest]: readonly string[], value: Value): Config | undefined {
  const name = Object.keys(config).find((candidate) => isSame(candidate, key));
  if (rest.length === 0) return name === undefined ? { ...config, [key]: value } : undefined;
  const below = name === undefined ? {} : config[name];
  if (typeof below !== 'object' || below === null || Array.isArray(below)) return undefined;
  const set = withSet(below as Config, rest, value);
  return set === undefined ? undefined : { ...config, [name ?? key]: set };
}

function isSame(a: string, b: string): boolean {
  return a.replaceAll('_', '-') === b.replaceAll('_', '-');
}

function withoutEmpty(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, withoutEmpty(part)] as const);
  return Object.fromEntries(parts.filter(([, part]) => JSON.stringify(part) !== '{}'));
}

function commentsOf(document: YamlDocument): string[] {
  return document.comments.map((span) => document.source.slice(span)).sort();
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

/** Whether the lines occur among others, in the same order. */
function isWithin(lines: readonly string[], others: readonly string[]): boolean {
  let at = 0;
  for (const line of others) if (at < lines.length && line === lines[at]) at++;
  return lines.slice(at).every((line) => line === '');
}

function assertOtherLines(before: string, after: string, changes: number): void {
  const old = before.split('\n');
  const now = after.split('\n');
  assert.equal(now.length, old.length);
  assert.equal(now.filter((line, i) => line !== old[i]).length, changes, after);
}
