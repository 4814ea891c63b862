import type { Repository, RepositoryFile } from '../binder/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { type CommentLanguage, commentLanguage } from './language.ts';
import { type FileIgnores, type Ignore, type IgnoreProblem, MARK } from './model.ts';
import { readComment } from './read-comment.ts';
import { commentSheet } from './sheet.ts';

/** The suppressions of all files that have any, by path. */
export function ignoresOf(repository: Repository): ReadonlyMap<string, FileIgnores> {
  return repository.derive(readAll);
}

function readAll(repository: Repository): ReadonlyMap<string, FileIgnores> {
  const all = new Map<string, FileIgnores>();
  for (const file of repository.files) {
    if (!file.source.text.includes(MARK)) continue;
    const found = readIgnores(repository, file);
    if (found !== undefined && found.ignores.length > 0) all.set(file.path, found);
  }
  return all;
}

/** The suppressions of a file, also when it has none; undefined where no comment is possible. */
export function readIgnores(repository: Repository, file: RepositoryFile): FileIgnores | undefined {
  const language = commentLanguage(repository, file);
  if (language === undefined) return undefined;
  const { source } = file;
  const sheet = commentSheet(repository, file, language);
  const head = headOf(source, language);
  const body = sheet.comments.filter(({ start }) => start >= head.end);
  const lines = new Lines(source, [...head.comments, ...body], sheet.continued);
  const ignores: Ignore[] = [];
  const add = (comment: Span, spoken: readonly number[], problem?: IgnoreProblem): void => {
    const words = readComment(source.text, comment);
    if (words === undefined) return;
    ignores.push({
      ...words,
      lines: words.scope === 'file' ? [] : spoken,
      problem: problem ?? words.problem,
    });
  };
  if (head.shebang !== undefined) add(head.shebang, [], { kind: 'shebang' });
  const readable = new Set(sheet.comments.map(({ start }) => start));
  for (const comment of head.comments) {
    // Where nothing can be read, only what speaks of the whole file has an effect.
    if (readable.has(comment.start) || readComment(source.text, comment)?.scope === 'file')
      add(comment, lines.spokenOf(comment));
  }
  for (const comment of body) {
    const words = readComment(source.text, comment);
    add(comment, lines.spokenOf(comment), words?.scope === 'file' ? { kind: 'too-late' } : undefined);
  }
  return { path: file.path, ignores, complete: sheet.complete, anchor: (line) => lines.anchor(line) };
}

/** The lines before the first content: blank ones, comments, the shebang of a script, `---` and directives of YAML. */
function headOf(
  source: SourceText,
  language: CommentLanguage,
): { readonly comments: readonly Span[]; readonly shebang: Span | undefined; readonly end: number } {
  const comments: Span[] = [];
  let shebang: Span | undefined;
  for (let line = 0; line < source.lines.lineCount; line++) {
    const { start, end } = source.lineSpan(line);
    const text = source.text.slice(start, end);
    const mark = line === 0 && language === 'yaml' && text.startsWith('\uFEFF') ? 1 : 0;
    let begin = mark;
    while (text[begin] === ' ' || text[begin] === '\t') begin++;
    if (line === 0 && (language === 'shell' || language === 'head') && text.startsWith('#!')) {
      const hash = text.indexOf('#', 2);
      if (hash >= 0) shebang = { start: start + hash, end };
    } else if (text[begin] === '#') comments.push({ start: start + begin, end });
    else if (begin < text.length && !(language === 'yaml' && /^(?:---[ \t]*|%.*)$/.test(text.slice(mark))))
      return { comments, shebang, end: start };
  }
  return { comments, shebang, end: source.text.length };
}

/** Which line a comment speaks of. */
class Lines {
  readonly #anchors: number[] = [];
  /** By line, the next one at or after it with content. */
  readonly #next: (number | undefined)[] = [];
  readonly #alone = new Set<number>();

  constructor(
    readonly source: SourceText,
    comments: readonly Span[],
    continued: ReadonlySet<number>,
  ) {
    const { lines, text } = source;
    for (const { start } of comments) {
      const line = lines.lineAt(start);
      if (text.slice(lines.lineStart(line), start).trim() === '') this.#alone.add(line);
    }
    let next: number | undefined;
    for (let line = lines.lineCount - 1; line >= 0; line--) {
      const isContent =
        continued.has(line) ||
        (!this.#alone.has(line) && text.slice(lines.lineStart(line), lines.lineEnd(line)).trim() !== '');
      if (isContent) next = line;
      this.#next[line] = next;
    }
    for (let line = 0; line < lines.lineCount; line++)
      this.#anchors.push(continued.has(line) ? (this.#anchors[line - 1] ?? 0) : line);
  }

  anchor(line: number): number {
    return this.#anchors[line] ?? line;
  }

  /** Its own line; with nothing else on that, the next one with content too. What is found at the top of a file stays at line 1. */
  spokenOf(comment: Span): number[] {
    const line = this.source.lines.lineAt(comment.start);
    const next = this.#alone.has(line) ? this.#next[line + 1] : undefined;
    return next === undefined ? [this.anchor(line)] : [this.anchor(line), this.anchor(next)];
  }
}
