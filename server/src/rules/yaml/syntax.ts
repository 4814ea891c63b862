import type { SourceText } from '../../text/index.ts';
import type { YamlProblem, YamlProblemKind } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';
import { isForeignTemplate } from './filled.ts';

/** What was found and what is expected, by kind; `found` is the text at the place. */
const WORDS: Readonly<Partial<Record<YamlProblemKind, (found: string) => string>>> = {
  tab: () => 'A tab stands where YAML allows blanks only.',
  'open-quote': () => 'The quote that opens here is never closed.',
  'bad-escape': (found) =>
    `\`${found}\` is no escape that YAML knows in double quotes; write \`\\\\\` for a backslash, or use single quotes.`,
  'unknown-alias': (found) =>
    `The alias \`${found}\` has no anchor before it; a value that begins with \`*\` needs quotes.`,
  'unknown-tag': (found) =>
    `Dask's loader knows no tag \`${found}\`; a value that begins with \`!\` needs quotes.`,
  'tag-mismatch': (found) => `The value does not fit its tag: \`${found}\`.`,
  'control-character': (found) =>
    `The character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} is not allowed in YAML.`,
  'conflict-markers': () => 'A merge conflict is not resolved here.',
  'reserved-character': (found) =>
    `A plain value cannot begin with \`${found.slice(0, 1)}\`; put it in quotes.`,
  'nested-mapping': () => 'A second `key:` stands on one line; a value that holds `: ` needs quotes.',
  indentation: () => 'The indentation fits none of the lines above.',
  'open-bracket': () => 'The bracket that opens here is never closed.',
  'too-deep': () => 'The file is nested too deeply to be read.',
};

export const yamlSyntax: Rule = {
  meta: {
    code: 'yaml/syntax',
    summary: 'The file is no YAML as Dask reads it',
    severity: 'error',
    core: true,
    fix: 'unsafe',
    docs: {
      launch: 'Every `import dask` in the session fails as soon as this file is read.',
      detail:
        'One finding a file, at the first place where the loader of Dask (PyYAML, YAML 1.1) gives up: a tab, an open quote or bracket, an alias without an anchor, an unknown tag, control characters, conflict markers. No other rule but those of `repo/` speaks of such a file. Quiet where another template engine fills in the line (`{{...}}`, `{%...%}`).',
      sources: ['dask config.py, _load_config_file', 'PyYAML 6 scanner.py, reader.py, constructor.py'],
      examples: [
        {
          bad: { '.dask/config.yaml': 'distributed:\n  dashboard:\n    link: "/proxy/{port}/status\n' },
          good: { '.dask/config.yaml': 'distributed:\n  dashboard:\n    link: "/proxy/{port}/status"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of repository.filesOf('dask-config')) {
      if (!file.binary) continue;
      report({
        path: file.path,
        span: { start: 0, end: Math.min(1, file.source.text.length) },
        message: 'This file is no UTF-8 text. Every `import dask` that reads it fails.',
      });
    }
    for (const { file, document } of yamlFiles(repository)) {
      const { problem, source } = document;
      if (problem === undefined || isForeignTemplate(lineOf(source, problem.span.start))) continue;
      const effect = file.roles.includes('dask-config')
        ? 'Every `import dask` that reads this file fails.'
        : 'The worker template cannot be read, and no worker starts.';
      report({
        path: file.path,
        span: problem.span,
        message: `${sentence(problem)} ${effect}`,
        fixes: () => [
          problem.kind === 'tab'
            ? editFix('Replace the tab by two blanks', 'unsafe', file.path, [
                { span: tabs(source.text, problem.span.start), text: '  ' },
              ])
            : undefined,
        ],
      });
    }
  },
};

/** A file for another template engine is YAML only when that engine has been over it. */
function lineOf(source: SourceText, offset: number): string {
  return source.slice(source.lineSpan(source.lines.lineAt(offset)));
}

function sentence({ kind, found }: YamlProblem): string {
  const words = WORDS[kind];
  if (words !== undefined) return words(found);
  return found.trim() === ''
    ? 'YAML cannot be read from here on.'
    : `YAML cannot be read from \`${found.trim()}\` on.`;
}

function tabs(text: string, start: number): { start: number; end: number } {
  let end = start;
  while (text[end] === '\t') end++;
  return { start, end: Math.max(end, start + 1) };
}
