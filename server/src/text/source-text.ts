import { LineIndex } from './line-index.ts';
import type { Span } from './span.ts';

export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One text of a repository with its address and revision.
 *
 * Offsets count from the first character of `text`, a byte order mark included. Everything that can be
 * derived from the text is derived at the first request and kept.
 */
export class SourceText {
  #lines: LineIndex | undefined;

  /**
   * @param path path inside the repository, with `/`
   * @param text the whole text
   * @param revision a number that differs whenever the text differs, such as the editor's document version
   * @param showsMark whether editors count a byte order mark as a character; those that know of encodings do not
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly revision = 0,
    readonly showsMark = false,
  ) {}

  /** How many characters at the start no editor shows: a byte order mark. */
  get hidden(): 0 | 1 {
    return !this.showsMark && this.text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** The line break that most lines use; `\n` in a text of one line. */
  get eol(): '\n' | '\r\n' {
    const first = this.text.indexOf('\n');
    return first > 0 && this.text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** The whole line (counted from 0) without its line break. */
  lineSpan(line: number): Span {
    return { start: this.lines.lineStart(line), end: this.lines.lineEnd(line) };
  }
}
