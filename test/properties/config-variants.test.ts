import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readFixtures } from '../support/fixture.ts';
import { type Files, fixed, lintFiles } from '../support/repository.ts';

// The same file in another layout: what is found covers the same text, and fixing leaves the same keys and values.

const folder = join(process.env['PROJECT_ROOT'] ?? '.', 'test/repositories/fixtures');

/** Configurations and templates whose layout means nothing: no syntax errors, no text over several lines. */
const subjects = readFixtures(folder).flatMap(({ name, files, expected }) =>
  Object.entries(files).flatMap(([path, text]) => {
    const isYaml =
      /\.ya?ml$/.test(path) && !path.includes('environment') && !path.startsWith('.pangeo-binder');
    const isBroken = expected.some(
      (line) => line.startsWith(`${path}:`) && /yaml\/(?:syntax|indented)/.test(line),
    );
    return isYaml && !isBroken && !/[|>][-+]?$|\\$/m.test(text)
      ? [{ name: `${name}: ${path}`, files, path, text }]
      : [];
  }),
);

/** Layouts that YAML reads as the same. */
const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  'twice the indentation': (text) => lines(text, (line) => lead(line, (blanks) => blanks + blanks, '-   ')),
  'blanks at the ends of lines': (text) => lines(text, (line) => (line === '' ? line : `${line}  `)),
  'empty lines between': (text) => lines(text, (line) => `${line}\n`),
  'a comment at each end': (text) =>
    lines(text, (line) => (line.includes('#') || line.trim() === '' ? line : `${line} # note`)),
  'no line end at the end': (text) => text.trimEnd(),
};

describe('another layout', () => {
  test('there are files to look at', () => assert.ok(subjects.length > 50, `${subjects.length}`));

  for (const [layout, change] of Object.entries(LAYOUTS)) {
    test(`${layout}: the same findings at the same text`, async () => {
      for (const { name, files, path, text } of subjects) {
        const changed = { ...files, [path]: change(text) };
        assert.deepEqual(await found(changed, path), await found(files, path), name);
      }
    });

    test(`${layout}: after the safe fixes nothing is left that has one`, async () => {
      for (const { name, files, path, text } of subjects) {
        const after = await fixed({ ...files, [path]: change(text) });
        const { findings } = await lintFiles(after);
        const left = (findings.get(path) ?? []).filter((one) => one.fixes()[0]?.safety === 'safe');
        assert.deepEqual(
          left.map(({ code }) => code),
          [],
          `${name}\n${String(after[path])}`,
        );
      }
    });
  }
});

async function found(files: Files, path: string): Promise<string[]> {
  const text = String(files[path]);
  const { findings } = await lintFiles(files);
  return (findings.get(path) ?? [])
    .map(({ code, severity, span }) => {
      const covered = text
        .slice(span.start, span.end)
        .replace(/ # note/g, '')
        .replace(/-?\s+/g, ' ')
        .trim();
      return `${code} ${severity} ${covered}`;
    })
    .sort();
}

function lines(text: string, change: (line: string) => string): string {
  return text.split('\n').map(change).join('\n');
}

/** Changes the blanks and dashes in front of a line. */
function lead(line: string, blanks: (found: string) => string, dash: string): string {
  const [all = '', indentation = '', dashes = ''] = /^( *)((?:- )*)/.exec(line) ?? [];
  return blanks(indentation) + dashes.replaceAll('- ', dash) + line.slice(all.length);
}
