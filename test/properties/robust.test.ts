import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { completionsAt, hoverAt } from '../../server/src/features/index.ts';
import { fixed, lintFiles, shownFindings, visit } from '../support/repository.ts';

const root = process.env['PROJECT_ROOT'] ?? '.';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const guide = {
  '.dask/config.yaml': read('examples/pangeo-guide/.dask/config.yaml'),
  'binder/start': read('examples/pangeo-guide/binder/start'),
};
type Path = keyof typeof guide;
const paths: readonly Path[] = ['.dask/config.yaml', 'binder/start'];

/** Without the parts that a variant of the text must not change: the place within the line. */
async function spannedTexts(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await lintFiles(files);
  return [...findings.values()]
    .flat()
    .map(
      ({ path, code, span }) =>
        `${path} ${code} ${JSON.stringify((files[path] ?? '').slice(span.start, span.end))}`,
    );
}

const HOSTILE_YAML: Readonly<Record<string, string>> = {
  'open quotes': '"'.repeat(100_000),
  'alias bomb': `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`,
  'deep brackets': '['.repeat(50_000),
  'deep mappings': `${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')}\n`,
  'merge of itself': 'a: &a\n  <<: *a\n',
  'one long line': `a: ${'x'.repeat(5_000_000)}\n`,
  'many keys': Array.from({ length: 20_000 }, (_, i) => `key-${i}: ${i}`).join('\n'),
  'many tabs': '\t'.repeat(100_000),
};

const HOSTILE_SCRIPTS: Readonly<Record<string, string>> = {
  'deep substitutions': `#!/bin/bash\n${'$('.repeat(10_000)}`,
  'deep ifs': `#!/bin/bash\n${'if true; then\n'.repeat(10_000)}`,
  'deep groups': `#!/bin/bash\n${'('.repeat(10_000)}`,
  'arithmetic depth': `#!/bin/bash\n${'$(('.repeat(10_000)}`,
  'one long line': `#!/bin/bash\necho ${'x'.repeat(1_000_000)}\n`,
  'many quotes': `#!/bin/bash\n${'"'.repeat(100_000)}`,
  'many backquotes': `#!/bin/bash\n${'`'.repeat(100_000)}`,
  'one long sed': `#!/bin/bash\nsed -i "${'s|a|b|;'.repeat(100_000)}" f\n`,
  'many lines': `#!/bin/bash\n${'export A=1\n'.repeat(10_000)}exec "$@"\n`,
};

describe('any text', () => {
  for (const path of paths) {
    test(`${path}, typed character by character`, async () => {
      const text = guide[path];
      for (let length = 0; length <= text.length; length++)
        await lintFiles({ ...guide, [path]: text.slice(0, length) });
    });

    test(`${path}, with one character changed`, async () => {
      const text = guide[path];
      const change = fc.tuple(
        fc.nat(text.length - 1),
        fc.constantFrom(
          '',
          '\t',
          '"',
          "'",
          '{',
          '}',
          ':',
          '#',
          '\\',
          '\r',
          '\n',
          '\0',
          '$',
          '(',
          '`',
          '😀',
          '\uFEFF',
          '-',
          '&',
          '*',
          '|',
          '<',
        ),
      );
      await fc.assert(
        fc.asyncProperty(change, async ([at, character]) => {
          await lintFiles({ ...guide, [path]: text.slice(0, at) + character + text.slice(at + 1) });
        }),
        { numRuns: 300, seed: 7 },
      );
    });

    test(`${path}, from random bytes`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
          await lintFiles({ [path]: bytes });
        }),
        { numRuns: 200, seed: 11 },
      );
    });
  }

  test('Windows line ends, a byte order mark and an emoji change no finding of the configuration', async () => {
    const path = '.dask/config.yaml';
    const expected = (await spannedTexts({ [path]: guide[path] })).sort();
    const variants = {
      'line ends': guide[path].replaceAll('\n', '\r\n'),
      'byte order mark': `\uFEFF${guide[path]}`,
      emoji: guide[path]
        .replace('# .dask/config.yaml', '# .dask/config.yaml')
        .replace('bokeh: critical', 'bokeh: critical # 😀 wide'),
    };
    for (const [name, text] of Object.entries(variants)) {
      const found = (await spannedTexts({ [path]: text }))
        .map((line) => line.replace('"\uFEFF#', '"#'))
        .sort();
      assert.deepEqual(found, expected, name);
    }
  });

  test('fixing a second time changes nothing', async () => {
    for (const eol of ['\n', '\r\n']) {
      const files = {
        '.dask/config.yaml': guide['.dask/config.yaml'].replaceAll('\n', eol),
        'binder/start': guide['binder/start'],
      };
      const once = await fixed(files);
      assert.deepEqual(await fixed(once), once);
      const text = String(once['.dask/config.yaml']);
      assert.equal(text.replaceAll('\r\n', '\n'), read('test/repositories/guide/config.yaml.fixed'));
      assert.equal(/(?<!\r)\n/.test(text), eol === '\n');
    }
  });

  // The limit is against hanging for ever, not a measure of speed.
  for (const [name, text] of Object.entries(HOSTILE_YAML)) {
    test(`hostile YAML: ${name}`, { timeout: 60_000 }, async () => {
      await lintFiles({ '.dask/config.yaml': text });
    });
  }

  for (const [name, text] of Object.entries(HOSTILE_SCRIPTS)) {
    test(`hostile script: ${name}`, { timeout: 60_000 }, async () => {
      await lintFiles({ 'binder/start': text });
    });

    test(`hostile script, looked at in an editor: ${name}`, { timeout: 60_000 }, async () => {
      for (const offset of [Math.floor(text.length / 2), text.length])
        await visit({ 'binder/start': text }, (repository) => [
          hoverAt(repository, 'binder/start', offset),
          completionsAt(repository, 'binder/start', offset),
        ]);
    });
  }

  test('an empty repository has nothing to say', async () => {
    assert.deepEqual(await shownFindings({}), []);
    assert.deepEqual(
      await shownFindings({ '.dask/config.yaml': '', 'README.md': '# x' }).then((lines) =>
        lines.filter((line) => line.includes(' error ')),
      ),
      [],
    );
  });
});
