import { applyEdits, SourceText, type Span, type TextEdit } from '../../text/index.ts';
import { parseYaml, quoted, type YamlProblem, type YamlProblemKind } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';
import { isForeignTemplate } from './filled.ts';

/** What was found and what is expected, by kind; `found` is the text at the place. */
const WORDS: Readonly<Record<YamlProblemKind, (found: string) => string>> = {
  'control-character': (found) =>
    `The character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} is not allowed in YAML.`,
  'conflict-markers': () => 'A merge conflict is not resolved here.',
  'web-page': () => 'This is the source of a web page; the file itself is wanted, its raw text.',
  tab: () => 'A tab stands where YAML allows spaces only.',
  'open-quote': () => 'The quote that opens here is never closed.',
  'bad-escape': (found) =>
    `\`${found}\` is no escape that YAML knows in double quotes; write \`\\\\\` for a backslash, or use single quotes.`,
  'text-after-value': (found) =>
    `\`${found}\` stands behind a value that has ended; what belongs to the value stands in its quotes.`,
  'text-after-bracket': (found) =>
    `For YAML a value that begins with \`${found.slice(0, 1)}\` is a ${found.startsWith('[') ? 'list' : 'mapping'} and ends at its \`${found.startsWith('[') ? ']' : '}'}\`; put the whole text in quotes.`,
  'reserved-character': (found) =>
    `A plain value cannot begin with ${found.startsWith('`') ? 'a backquote' : `\`${found.slice(0, 1)}\``}; put it in quotes.`,
  'block-header': () =>
    'The text of a `|` or `>` begins on the next line, indented; nothing may follow the sign.',
  'missing-colon': (found) => `\`${found}\` stands where a key belongs and has no colon.`,
  'missing-space': (found) => `The colon in \`${found}\` makes a key only with a space behind it.`,
  'nested-mapping': () => 'A second `key:` stands on one line; a value that holds `: ` needs quotes.',
  'inline-list': () =>
    'A list on the line of its key stands in brackets, `[a, b]`; entries with `-` begin on the next line.',
  indentation: () => 'The indentation fits none of the lines above.',
  'list-in-mapping': () => 'An entry of a list stands among the keys of a mapping.',
  'mapping-in-list': (found) =>
    `\`${found}\` stands among the entries of a list, each of which begins with \`-\`.`,
  'long-key': () => 'A key is longer than the 1024 characters that YAML allows.',
  'open-bracket': () => 'The bracket that opens here is never closed.',
  'extra-bracket': () => 'This bracket closes none that is open.',
  'missing-comma': (found) => `A comma is missing before \`${found}\`.`,
  'extra-comma': () => 'Nothing stands before this comma.',
  'unknown-alias': (found) =>
    `The alias \`${found}\` has no anchor before it; a value that begins with \`*\` needs quotes.`,
  'duplicate-anchor': (found) => `The anchor \`${found}\` is there a second time.`,
  'bad-tag': (found) => `\`${found}\` is no tag; a value that begins with \`!\` needs quotes.`,
  'unknown-tag': (found) =>
    `Dask's loader knows no tag \`${found}\`; a value that begins with \`!\` needs quotes.`,
  'tag-mismatch': (found) => `The value does not fit its tag: \`${found}\`.`,
  directive: (found) =>
    `A line that begins with \`%\` is a directive for YAML, and \`${found}\` is none that it takes.`,
  'bad-date': (found) => `\`${found}\` has the form of a date and is none; put it in quotes.`,
  'bad-number': (found) => `\`${found}\` has the form of a number and is none; put it in quotes.`,
  'bad-merge': (found) => `\`<<\` takes in a mapping or a list of mappings; \`${found}\` is neither.`,
  'bad-key': (found) => `\`${found}\` is no single value, and only a single value can be a key.`,
  'reserved-word': (found) => `\`${found}\` alone has a meaning of its own in YAML; put it in quotes.`,
  'too-deep': () => 'The file is nested too deeply to be read.',
  unexpected: (found) =>
    found.trim() === ''
      ? 'YAML cannot be read from here on.'
      : `YAML cannot be read from \`${found.trim()}\` on.`,
};

export const yamlSyntax: Rule = {
  meta: {
    code: 'yaml/syntax',
    summary: 'The file is no YAML as Dask reads it',
    severity: 'error',
    core: true,
    fix: 'both',
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
        message: `${WORDS[problem.kind](problem.found)} ${effect}`,
        fixes: () => [fixOf(file.path, source, problem)],
      });
    }
  },
};

/** A file for another template engine is YAML only when that engine has been over it. */
function lineOf(source: SourceText, offset: number): string {
  return source.slice(source.lineSpan(source.lines.lineAt(offset)));
}

function fixOf(path: string, source: SourceText, problem: YamlProblem): Fix | undefined {
  const { kind, span } = problem;
  switch (kind) {
    case 'tab':
      return editFix('Replace the tab by two spaces', 'unsafe', path, [
        { span: tabs(source.text, span.start), text: '  ' },
      ]);
    case 'missing-colon':
      if (!/^[\w.-]+$/.test(problem.found)) return undefined;
      return editFix('Add a colon', 'unsafe', path, mending(source, { start: span.end, end: span.end }, ':'));
    case 'missing-space': {
      const at = source.text.indexOf(':', span.start) + 1;
      return editFix('Add a space', 'unsafe', path, mending(source, { start: at, end: at }, ' '));
    }
    case 'text-after-bracket':
    case 'reserved-character':
    case 'bad-date':
    case 'bad-number':
    case 'reserved-word': {
      const value = valueFrom(source, span.start);
      if (value === undefined) return undefined;
      const text = source.slice(value);
      // A link names its port: that text is formatted by Dask and stands in no template.
      const safety = kind === 'text-after-bracket' && /\{port\}/.test(text) ? 'safe' : 'unsafe';
      return editFix('Put it in quotes', safety, path, mending(source, value, quoted(text)));
    }
    default:
      return undefined;
  }
}

/** The value that begins at an offset and fills the rest of its line, if it follows a key or a dash. */
function valueFrom(source: SourceText, start: number): Span | undefined {
  const line = source.lineSpan(source.lines.lineAt(start));
  const before = source.text.slice(line.start, start);
  if (!/^\s*(?:-\s+)*(?:[\w.-]+:[ \t]+)?$/.test(before) || before.trim() === '') return undefined;
  const [text = ''] = /^.*?(?=\s+#|\s*$)/.exec(source.text.slice(start, line.end)) ?? [];
  return text === '' ? undefined : { start, end: start + text.length };
}

/** An edit behind which no problem is left up to its place. */
function mending(source: SourceText, span: Span, text: string): readonly TextEdit[] | undefined {
  const edits = [{ span, text }];
  const { problem } = parseYaml(new SourceText(source.path, applyEdits(source.text, edits)));
  return problem === undefined || problem.span.start > span.end ? edits : undefined;
}

function tabs(text: string, start: number): { start: number; end: number } {
  let end = start;
  while (text[end] === '\t') end++;
  return { start, end: Math.max(end, start + 1) };
}
