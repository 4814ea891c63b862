import type { Span } from '../text/index.ts';
import { isBreak } from './characters.ts';

/** A reading position in a text, with the line and the column that PyYAML counts. */
export class Cursor {
  pos = 0;
  /** Offset of the first character of the line; serves as the line's identity. */
  lineStart = 0;
  /** Where reading stops: the end of the text, or of a flow collection that was never closed. */
  end: number;
  /** Whether columns differ from offsets: characters of two units, or byte order marks, which have no width. */
  readonly #uneven: boolean;
  /** Each comment that was passed, in order. */
  readonly comments: Span[] = [];
  #countedFrom = 0;
  #countedTo = 0;
  #counted = 0;

  constructor(readonly text: string) {
    this.end = text.length;
    if (text.charCodeAt(0) === 0xfeff) this.restart(1, 1);
    this.#uneven = UNEVEN.test(this.pos === 0 ? text : text.slice(1));
  }

  /** The code at a distance from the position; 0 behind the end. */
  code(ahead = 0): number {
    const at = this.pos + ahead;
    return at < this.end ? this.text.charCodeAt(at) : 0;
  }

  /** Number of characters between the start of the line and the position. */
  get column(): number {
    if (!this.#uneven) return this.pos - this.lineStart;
    if (this.#countedFrom !== this.lineStart || this.#countedTo > this.pos) {
      this.#countedFrom = this.lineStart;
      this.#countedTo = this.lineStart;
      this.#counted = 0;
    }
    for (; this.#countedTo < this.pos; this.#countedTo++) {
      const code = this.text.charCodeAt(this.#countedTo);
      if (code !== 0xfeff && (code & 0xfc00) !== 0xdc00) this.#counted++;
    }
    return this.#counted;
  }

  /** Whether more than this many characters lie between an earlier offset and the position. */
  isFartherThan(limit: number, from: number): boolean {
    if (this.pos - from <= limit) return false;
    if (!this.#uneven || this.pos - from > 2 * limit) return true;
    let count = 0;
    for (let i = from; i < this.pos; i++) if ((this.text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
    return count > limit;
  }

  restart(pos: number, lineStart: number): void {
    this.pos = pos;
    this.lineStart = lineStart;
  }

  /** Reads a line break as PyYAML hands it on: `\n` for all but U+2028 and U+2029; empty when there is none. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return '';
    this.pos += code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.lineStart = this.pos;
    return code === 0x2028 ? '\u2028' : code === 0x2029 ? '\u2029' : '\n';
  }

  skipBlanks(): void {
    while (this.code() === 0x20) this.pos++;
  }

  skipLine(): void {
    while (this.pos < this.end && !isBreak(this.text.charCodeAt(this.pos))) this.pos++;
  }

  /** Passes a comment, if there is one. */
  takeComment(): void {
    if (this.code() !== 0x23) return;
    const start = this.pos;
    this.skipLine();
    this.comments.push({ start, end: this.pos });
  }

  /** Whether `---` or `...` stands at the position, followed by a gap. */
  atDocumentMark(): boolean {
    const code = this.code();
    if ((code !== 0x2d && code !== 0x2e) || this.code(1) !== code || this.code(2) !== code) return false;
    const next = this.code(3);
    return next === 0 || next === 0x20 || next === 0x09 || isBreak(next);
  }
}

const UNEVEN = /[\uD800-\uDFFF\uFEFF]/;
