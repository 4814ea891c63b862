import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Finding, RULES } from '../../server/src/rules/index.ts';
import { readFixtures } from '../support/fixture.ts';
import { type Files, lintFiles } from '../support/repository.ts';

// The catalogue of messages about configurations, templates and workers: messages.txt has each of them word by
// word, with a small repository that brings it about.
//
//   === code severity
//   the message
//   --- path of a file
//   its text; ␉ stands for a tab, ⌫ at the end for no line break there

const root = process.env['PROJECT_ROOT'] ?? '.';
const FAMILY = /^(?:yaml|dask|pod|worker)\//;
const catalogue = readCatalogue(readFileSync(join(root, 'test/repositories/messages.txt'), 'utf8'));

interface Entry {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly files: Files;
}

describe('the catalogue of messages', () => {
  for (const { code, severity, message, files } of catalogue) {
    test(`${code} ${severity}: ${message.slice(0, 60)}`, async () => {
      const said = (await found(files))
        .filter((finding) => finding.code === code && finding.severity === severity)
        .map((finding) => finding.message);
      assert.ok(said.includes(message), said.join('\n'));
    });
  }

  test('has every rule of these families', () => {
    const missing = RULES.map(({ meta }) => meta.code).filter(
      (code) => FAMILY.test(code) && !catalogue.some((entry) => entry.code === code),
    );
    assert.deepEqual(missing, []);
  });

  test('has every message of the fixtures and of the pages of rules, but for names and versions', async () => {
    const known = new Set(catalogue.map(formOf));
    const repositories: Files[] = [
      ...readFixtures(join(root, 'test/repositories/fixtures')).map(({ files }) => files),
      ...RULES.flatMap(({ meta }) => meta.docs.examples.map(({ bad }) => bad)),
    ];
    for (const files of repositories) {
      for (const finding of await found(files)) {
        assert.ok(
          known.has(formOf(finding)),
          `not in messages.txt: ${finding.code} ${finding.severity}\n${finding.message}`,
        );
      }
    }
  });
});

describe('every message', () => {
  for (const { code, message } of catalogue) {
    test(`${code}: ${message.slice(0, 60)}`, () => {
      // Names and quoted words are not ours.
      const bare = message.replace(/`[^`]*`|"[^"]*"/g, 'x').replace(/\d\.(?=\d)/g, '0');
      const sentences = bare.split(/[.?](?:\s+|$)/).filter((part) => part.trim() !== '');
      assert.ok(sentences.length <= 2, `${sentences.length} sentences`);
      assert.match(message, /^[`A-Z\d]|^dask-kubernetes|^distributed/, 'begins as a sentence does');
      assert.match(message, /[.]$/, 'ends in a full stop');
      assert.doesNotMatch(
        bare,
        /\b(?:please|should|instances?|invalid|additionalProperties|schema|undefined|NaN|object Object)\b/i,
      );
      assert.doesNotMatch(message, / {2}|\s$|``(?!`)/);
    });
  }
});

async function found(files: Files): Promise<readonly Finding[]> {
  const { findings } = await lintFiles(files);
  return [...findings.values()].flat().filter(({ code }) => FAMILY.test(code));
}

/** A message without its names, versions and numbers. */
function formOf({
  code,
  severity,
  message,
}: Pick<Finding, 'code' | 'message'> & { readonly severity: string }): string {
  const form = message
    .replace(/(?:binder\/)?environment\.yml asks for \S+?(?=[;,.)]\s|[;,.)]$)/g, 'environment')
    .replace(/`[^`]*`/g, '`x`')
    .replace(/(?:`x`, )+`x`/g, '`x`')
    .replace(/"[^"]*"/g, '"x"')
    .replace(/\d[\d.,]*/g, '0')
    .replace(/dask-kubernetes|distributed|dask\b/g, 'package')
    .replace(/a (?:boolean|number|mapping|list|whole number)|text|null/g, 'type');
  return `${code} ${severity} ${form}`;
}

function readCatalogue(text: string): readonly Entry[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...parts] = block.split(/^--- /m);
      const [title = '', message = ''] = head.split('\n');
      const [code = '', severity = ''] = title.split(' ');
      return { code, severity, message, files: Object.fromEntries(parts.map(readFile)) };
    });
}

function readFile(part: string): readonly [path: string, text: string] {
  const end = part.indexOf('\n');
  return [
    part.slice(0, end),
    part
      .slice(end + 1)
      .replaceAll('␉', '\t')
      .replace(/⌫\n$/, ''),
  ];
}
