import { LineIndex } from './line-index.ts';
import type { Span } from './span.ts';

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
   */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly revision = 0,
  ) {}

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
