import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type LintResult, lint } from '../../server/src/lint/index.ts';
import type { Finding } from '../../server/src/rules/index.ts';
import { SourceText } from '../../server/src/text/index.ts';
import { parseYaml } from '../../server/src/yaml/index.ts';
import { readFixtures } from '../support/fixture.ts';
import { type Files, fixed, visit } from '../support/repository.ts';

const folder = join(process.env['PROJECT_ROOT'] ?? '.', 'test/repositories/fixtures');

/** Every configuration and template of the fixtures, with the repository around it. */
const subjects = readFixtures(folder).flatMap(({ name, files }) =>
  Object.entries(files).flatMap(([path, text]) =>
    /^(?!.*environment).*\.ya?ml$/.test(path) ? [{ name: `${name}: ${path}`, files, path, text }] : [],
  ),
);

/** Characters that mean something to YAML, to Dask's templates or to Kubernetes. */
const CHARACTERS = [...'\n :-#"\'{}[]$&*!|>,_.A0\t', '“', '<<: ', '- ', '\u0000'];
const CHANGES_PER_FILE = 5;
const CUTS_PER_FILE = 5;

describe('rules of configurations', () => {
  test('there are files to look at', () => assert.ok(subjects.length > 60));

  test('no rule fails on a part of a file', async () => {
    for (const { name, files, path, text } of subjects) {
      for (let i = 0; i < CUTS_PER_FILE; i++) {
        const cut = random(text.length);
        await assertNoFailure({ ...files, [path]: text.slice(0, cut) }, `${name} up to ${cut}`);
      }
    }
  });

  test('no rule fails on a file with a changed character', async () => {
    for (const { name, files, path, text } of subjects) {
      for (let i = 0; i < CHANGES_PER_FILE; i++) {
        const at = random(text.length);
        const character = CHARACTERS[random(CHARACTERS.length)] ?? '';
        const changed = text.slice(0, at) + character + text.slice(at + random(2));
        await assertNoFailure(
          { ...files, [path]: changed },
          `${name}, ${JSON.stringify(character)} at ${at}`,
        );
      }
    }
  });

  test('safe fixes come to an end, and the text still says what it said', async () => {
    for (const { name, files, path, text } of subjects) {
      await assertFixedWell(name, files, path, false);
      for (const changed of changes(text, 1))
        await assertFixedWell(`${name}\n${changed}`, { ...files, [path]: changed }, path, true);
    }
  });

  test('line ends and a byte order mark change nothing', async () => {
    for (const { name, files, path, text } of subjects) {
      const expected = await found({ ...files, [path]: text }, path);
      const windows = await found({ ...files, [path]: text.replaceAll('\n', '\r\n') }, path);
      assert.deepEqual(windows, expected, `${name} with \\r\\n`);
      const marked = await found({ ...files, [path]: `\uFEFF${text}` }, path);
      assert.deepEqual(marked, expected, `${name} with a byte order mark`);
    }
  });
});

async function assertFixedWell(name: string, files: Files, path: string, isChanged: boolean): Promise<void> {
  const before = await linted(files);
  const after = await fixed(files);
  const text = String(files[path]);
  const result = String(after[path]);
  assert.deepEqual(await fixed(after), after, `${name}: a second round`);
  if (result === text) return;
  const [old, now] = [parseYaml(new SourceText(path, text)), parseYaml(new SourceText(path, result))];
  assert.equal(now.problem, undefined, `${name}: cannot be read any more\n${result}`);
  // Suppressions are mended and removed; every other comment stays.
  const comments = (document: typeof old) =>
    document.comments
      .map((span) => document.source.slice(span).trim())
      .filter((comment) => !comment.includes('pangeo-binder:'))
      .sort();
  assert.deepEqual(comments(now), comments(old), `${name}: comments`);
  const left = await linted(after);
  assert.ok(count(left, ['error']) <= count(before, ['error']), `${name}: a new error\n${result}`);
  // What an error or a changed character hides comes to light when that is mended.
  if (isChanged || count(left, ['error']) < count(before, ['error'])) return;
  const serious = ['error', 'warning'];
  assert.ok(count(left, serious) <= count(before, serious), `${name}: a new warning\n${result}`);
}

function count(result: LintResult, severities: readonly string[]): number {
  return all(result).filter(({ severity }) => severities.includes(severity)).length;
}

/** Codes, severities and the text that is pointed at. */
async function found(files: Files, path: string): Promise<string[]> {
  const text = String(files[path]);
  return all(await linted(files))
    .filter((finding) => finding.path === path)
    .map(
      ({ code, severity, span }) =>
        `${code} ${severity} ${text.slice(span.start, span.end).replace(/\r|\uFEFF/g, '')}`,
    )
    .sort();
}

async function assertNoFailure(files: Files, name: string): Promise<void> {
  const { failures } = await linted(files);
  const [failure] = failures;
  assert.equal(failure, undefined, `${name}: ${failure?.code} ${String(failure?.error)}`);
}

function linted(files: Files): Promise<LintResult> {
  return visit(files, (repository) => lint(repository));
}

function all(result: LintResult): Finding[] {
  return [...result.findings.values()].flat();
}

function changes(text: string, count: number): string[] {
  return Array.from({ length: count }, () => {
    const at = random(text.length);
    return text.slice(0, at) + (CHARACTERS[random(CHARACTERS.length)] ?? '') + text.slice(at + random(2));
  });
}

let state = 20260801;

/** A number below a limit, the same in each run (mulberry32). */
function random(limit: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
}
