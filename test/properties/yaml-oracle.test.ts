import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SourceText } from '../../server/src/text/index.ts';
import {
  parseYaml,
  resolved,
  toValue,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
} from '../../server/src/yaml/index.ts';
import { configurations, corners, randomTexts } from './yaml-texts.ts';

// What PyYAML itself reads and refuses, compared with what this program says of it. It needs a Python with yaml.
// Without one the test is skipped. YAML_ORACLE_SEED and YAML_ORACLE_COUNT make it try other texts, and more.

interface Answer {
  readonly ok: boolean;
  readonly all: boolean;
  readonly why?: string;
  readonly value?: Encoded;
}
type Encoded = readonly [type: string, content?: unknown];
type Pair = readonly [key: Encoded, value: Encoded];

const seed = Number(process.env['YAML_ORACLE_SEED'] ?? 20180615);
const count = Number(process.env['YAML_ORACLE_COUNT'] ?? 2500);
const texts = [...configurations, ...corners, ...randomTexts(seed, count)];
const answers = ask(texts);

if (answers === undefined) console.log('yaml-oracle: skipped, no Python with yaml was found');

describe('PyYAML itself', { skip: answers === undefined ? 'no Python with yaml was found' : false }, () => {
  if (answers === undefined) return;
  const cases = texts.map((text, i) => ({
    text,
    answer: answers[i] ?? { ok: false, all: false },
    document: read(text),
  }));

  it('reads what is said to be fine, and nothing else', () => {
    const wrong = cases.filter(({ answer, document }) => isFine(document) !== answer.all);
    assert.deepEqual(wrong.slice(0, 5).map(shown), []);
  });

  it('takes one document', () => {
    const wrong = cases.filter(
      ({ answer, document }) => (isFine(document) && document.furtherDocuments.length === 0) !== answer.ok,
    );
    assert.deepEqual(wrong.slice(0, 5).map(shown), []);
  });

  it('gives the same values, of the same types', () => {
    let compared = 0;
    for (const { text, answer, document } of cases) {
      if (!answer.ok || answer.value === undefined || !isFine(document)) continue;
      const expected = JSON.stringify(sorted(answer.value));
      if (expected.includes('"recursive"') || VALUE_EXCEPTIONS.test(text)) continue;
      compared++;
      assert.equal(JSON.stringify(sorted(encode(document.root))), expected, JSON.stringify(text));
      const plain = toPlain(answer.value);
      if (plain !== undefined)
        assert.deepEqual(comparable(toValue(document.root)?.value), plain.value, JSON.stringify(text));
    }
    assert.ok(compared > texts.length / 4, `only ${compared} values were compared`);
  });
});

/**
 * A mapping under `!!str` stands for the value of its key `=` (constructor.py, construct_scalar), and `!!set` drops its
 * values. `toValue` does the same; the nodes, which `encode` looks at, stay what is written.
 */
const VALUE_EXCEPTIONS = /!!set|!!str\s*\{=/;

function read(text: string): YamlDocument {
  return parseYaml(new SourceText('config.yaml', text));
}

function isFine({ problem, slip }: YamlDocument): boolean {
  return problem === undefined && slip === undefined;
}

function shown({
  text,
  answer,
  document,
}: {
  text: string;
  answer: Answer;
  document: YamlDocument;
}): unknown {
  return { text, pyyaml: answer.why ?? 'reads it', problem: document.problem, slip: document.slip };
}

function ask(questions: readonly string[]): Answer[] | undefined {
  const script = join(process.env['PROJECT_ROOT'] ?? '.', 'test/properties/yaml-oracle.py');
  const input = questions.map((text) => `${JSON.stringify(text)}\n`).join('');
  for (const python of ['/usr/bin/python3', 'python3']) {
    if (spawnSync(python, ['-c', 'import yaml']).status !== 0) continue;
    const run = spawnSync(python, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  }
  return undefined;
}

function encode(node: YamlNode | undefined): Encoded {
  if (node === undefined) return ['null'];
  const target = resolved(node);
  if (target === undefined) return ['recursive'];
  if (target.kind === 'sequence') return ['list', target.items.map(encode)];
  if (target.kind === 'mapping') {
    const pairs = new Map<string, Pair>();
    for (const [key, value] of entries(target)) {
      const encoded = encode(key);
      const same = identity(encoded);
      pairs.set(same, [pairs.get(same)?.[0] ?? encoded, encode(value)]);
    }
    return ['map', [...pairs.values()]];
  }
  const { type, value } = target;
  if (type === 'null') return ['null'];
  if (type === 'timestamp' || type === 'binary') return [type];
  if (type === 'value') return ['str', value];
  if (typeof value !== 'number') return [type, value];
  if (type === 'float') return [type, Number.isFinite(value) ? value : pythonWord(value)];
  return [type, Math.abs(value) < 2 ** 53 ? value + 0 : 'big'];
}

/** Keys that are equal in Python are one key: 1, 1.0 and true. */
function identity(key: Encoded): string {
  return key[0] === 'bool' || key[0] === 'int' || key[0] === 'float'
    ? `number ${Number(key[1])}`
    : JSON.stringify(key);
}

function entries(mapping: YamlMapping): (readonly [YamlNode, YamlNode])[] {
  const merged: (readonly [YamlNode, YamlNode])[] = [];
  const own: (readonly [YamlNode, YamlNode])[] = [];
  for (const { key, value } of mapping.pairs) {
    const name = resolved(key);
    const target = resolved(value);
    if (name?.kind !== 'scalar' || name.type !== 'merge') own.push([key, value]);
    else if (target?.kind === 'mapping') merged.push(...entries(target));
    else if (target?.kind === 'sequence')
      for (const item of target.items.toReversed()) {
        const source = resolved(item);
        if (source?.kind === 'mapping') merged.push(...entries(source));
      }
  }
  return [...merged, ...own];
}

function pythonWord(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

function sorted([type, content]: Encoded): Encoded {
  if (type === 'list') return [type, (content as Encoded[]).map(sorted)];
  if (type === 'float' || type === 'int') return [type, content === 0 ? 0 : content];
  if (type !== 'map') return content === undefined ? [type] : [type, content];
  const pairs = (content as Pair[]).map(([key, value]): Pair => [sorted(key), sorted(value)]);
  return [type, pairs.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
}

/** The value as JavaScript has it; undefined when keys other than texts, or types that it lacks, are in it. */
function toPlain([type, content]: Encoded): { readonly value: unknown } | undefined {
  if (type === 'timestamp' || type === 'binary' || content === 'big') return undefined;
  if (type === 'float' && typeof content === 'string') return undefined;
  if (type === 'null') return { value: null };
  if (type === 'list') {
    const items = (content as Encoded[]).map(toPlain);
    return items.includes(undefined) ? undefined : { value: items.map((item) => item?.value) };
  }
  if (type !== 'map') return { value: content };
  const entriesOf: [string, unknown][] = [];
  for (const [key, value] of content as Pair[]) {
    const plain = toPlain(value);
    if (key[0] !== 'str' || plain === undefined) return undefined;
    entriesOf.push([String(key[1]), plain.value]);
  }
  return { value: Object.fromEntries(entriesOf) };
}

/** Without the missing prototype of `toValue`'s objects. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, comparable(part)]));
}
