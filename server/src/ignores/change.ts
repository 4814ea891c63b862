import type { Repository, RepositoryFile } from '../binder/index.ts';
import { applyEdits, SourceText, type Span, type TextEdit } from '../text/index.ts';
import { readIgnores } from './file-ignores.ts';
import { type CommentLanguage, commentLanguage } from './language.ts';
import { keepsMeaning } from './meaning.ts';
import { type FileIgnores, type Ignore, type IgnoredCode, MARK } from './model.ts';

/** A comment to write, and where in it the reason belongs. */
export interface AddedIgnore {
  readonly edit: TextEdit;
  /** Offset within the new text; undefined when a code was added to a comment that has its reason. */
  readonly reasonAt: number | undefined;
}

/**
 * The comment that suppresses a code on the line of a place: above it, where a comment can stand, or else behind it.
 * Undefined where either would change what the file means.
 */
export function ignoreLine(
  repository: Repository,
  file: RepositoryFile,
  at: number,
  code: string,
): AddedIgnore | undefined {
  const ignores = readIgnores(repository, file);
  const language = commentLanguage(repository, file);
  if (ignores === undefined || language === undefined || language === 'head') return undefined;
  const { source } = file;
  const line = ignores.anchor(source.lines.lineAt(at));
  const existing = ignores.ignores.find(
    (ignore) => ignore.scope === 'line' && ignore.problem === undefined && ignore.lines.includes(line),
  );
  if (existing !== undefined) return extended(existing, code);
  return [above(source, language, line, code), ...behind(source, language, ignores, line, code)].find(
    (added) => added !== undefined && keepsMeaning(repository, file, [added.edit]) && works(added, line),
  );

  /** Whether the comment, once written, is read as one that speaks of the line. */
  function works({ edit }: AddedIgnore, spoken: number): boolean {
    const after = new SourceText(file.path, applyEdits(source.text, [edit]));
    const moved = after.lines.lineCount - source.lines.lineCount;
    const found = readIgnores(repository, { ...file, source: after });
    return (
      found?.ignores.some(
        ({ lines, codes, problem }) =>
          problem === undefined &&
          codes.some((other) => other.code === code) &&
          (lines.includes(spoken + moved) || (spoken === 0 && lines.includes(0))),
      ) === true
    );
  }
}

/** The comment that suppresses a code in a whole file: behind the comments at its top, never on the shebang line. */
export function ignoreFile(
  repository: Repository,
  file: RepositoryFile,
  code: string,
): AddedIgnore | undefined {
  const ignores = readIgnores(repository, file);
  const language = commentLanguage(repository, file);
  if (ignores === undefined || language === undefined) return undefined;
  const { source } = file;
  const existing = ignores.ignores.find(
    (ignore) => ignore.scope === 'file' && ignore.problem === undefined && ignore.codes.length > 0,
  );
  if (existing !== undefined) return extended(existing, code);
  const line = source.text.startsWith('#!') && language !== 'yaml' ? 1 : directives(source, language);
  const added = commentAt(source, language, line, '', 'ignore-file', code);
  // A file that cannot be read is not made worse by a first line that is a comment in any case.
  const isRead = ignores.complete || language === 'lines';
  return added !== undefined && (!isRead || keepsMeaning(repository, file, [added.edit])) ? added : undefined;
}

/** Removes a code from a comment, and the comment with its last one; undefined where the file would change its meaning. */
export function removeCode(
  repository: Repository,
  file: RepositoryFile,
  ignore: Ignore,
  unused: IgnoredCode,
): TextEdit | undefined {
  const { codes } = ignore;
  const i = codes.indexOf(unused);
  const next = codes[i + 1];
  const before = codes[i - 1];
  if (next !== undefined) return { span: { start: unused.span.start, end: next.span.start }, text: '' };
  if (before !== undefined) return { span: { start: before.span.end, end: unused.span.end }, text: '' };
  const edit = { span: wholeComment(file.source, ignore.span), text: '' };
  return keepsMeaning(repository, file, [edit]) ? edit : undefined;
}

/** A comment with the blanks before it, or its whole line when nothing else is on it. */
function wholeComment({ text, lines }: SourceText, { start, end }: Span): Span {
  const line = lines.lineAt(start);
  const first = lines.lineStart(line);
  let from = start;
  while (from > first && /[ \t]/.test(text[from - 1] ?? '')) from--;
  if (from === first && line + 1 < lines.lineCount) return { start: first, end: lines.lineStart(line + 1) };
  return { start: from, end: Math.max(end, lines.lineEnd(line)) };
}

function extended(ignore: Ignore, code: string): AddedIgnore {
  return { edit: { span: { start: ignore.end, end: ignore.end }, text: `, ${code}` }, reasonAt: undefined };
}

function above(
  source: SourceText,
  language: CommentLanguage,
  line: number,
  code: string,
): AddedIgnore | undefined {
  if (line === 0 && language !== 'yaml' && /^(?:#!|\uFEFF)/.test(source.text)) return undefined;
  const text = source.slice(source.lineSpan(line));
  const indentation = /^[ \t]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
  return commentAt(source, language, line, indentation, 'ignore', code);
}

/** Behind the line, or behind the last one of those that belong to it. */
function behind(
  source: SourceText,
  language: CommentLanguage,
  ignores: FileIgnores,
  line: number,
  code: string,
): AddedIgnore[] {
  if (language === 'lines' || (line === 0 && source.text.startsWith('#!'))) return [];
  let last = line;
  while (last + 1 < source.lines.lineCount && ignores.anchor(last + 1) === line) last++;
  return [...new Set([line, last])].map((one) => {
    const at = source.lines.lineEnd(one);
    return {
      edit: { span: { start: at, end: at }, text: ` # ${MARK}: ignore[${code}]` },
      reasonAt: undefined,
    };
  });
}

function commentAt(
  source: SourceText,
  language: CommentLanguage,
  line: number,
  indentation: string,
  word: string,
  code: string,
): AddedIgnore | undefined {
  const comment = `${indentation}# ${MARK}: ${word}[${code}] `;
  if (line >= source.lines.lineCount) {
    const at = source.text.length;
    const text = source.eol + comment;
    return { edit: { span: { start: at, end: at }, text }, reasonAt: text.length };
  }
  const bom = line === 0 && language === 'yaml' && source.text.startsWith('\uFEFF') ? 1 : 0;
  const at = source.lines.lineStart(line) + bom;
  return { edit: { span: { start: at, end: at }, text: comment + source.eol }, reasonAt: comment.length };
}

/** The number of lines at the top that have to stay there: `# syntax=` and `# escape=` of a Dockerfile, `%YAML`. */
function directives(source: SourceText, language: CommentLanguage): number {
  if (language === 'head') return 0;
  const pattern = language === 'yaml' ? /^(?:\uFEFF)?%/ : /^#\s*[a-z]+\s*=/;
  if (language === 'shell') return 0;
  let line = 0;
  while (line < source.lines.lineCount && pattern.test(source.slice(source.lineSpan(line)))) line++;
  return line;
}
