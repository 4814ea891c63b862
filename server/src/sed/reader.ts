import type { Span } from '../text/index.ts';
import { byteLength } from './bytes.ts';

/** Reads a script character by character, as GNU sed does (`inchar` and `savchar` in sed/compile.c). */
export class ScriptReader {
  position = 0;
  /** Whether the last `next` found the end of the script. */
  #atEnd = false;

  constructor(readonly text: string) {}

  /** The next character (UTF-16 unit), or undefined at the end. */
  next(): string | undefined {
    const char = this.text[this.position];
    this.#atEnd = char === undefined;
    if (char !== undefined) this.position++;
    return char;
  }

  /** Puts the last character back; at the end there is none. */
  back(): void {
    if (!this.#atEnd) this.position--;
  }

  nextNonBlank(): string | undefined {
    let char = this.next();
    while (char === ' ' || char === '\t') char = this.next();
    return char;
  }

  /** The character read last; empty at the end of the script. */
  here(): Span {
    return { start: this.#atEnd ? this.position : Math.max(0, this.position - 1), end: this.position };
  }

  /** Decimal digits beginning with one that was read already; 0 when that is no digit. Leaves the next character. */
  integer(first: string | undefined): number {
    let value = 0;
    let char = first;
    while (isDigit(char)) {
      value = value * 10 + Number(char);
      char = this.next();
    }
    this.back();
    return value;
  }

  /**
   * How many bytes were read: the number in sed's messages. sed reads bytes, so a character beyond ASCII
   * that is refused counts as one.
   */
  bytesRead(lastIsRefused: boolean): number {
    const last = this.text.charCodeAt(this.position - 1);
    if (lastIsRefused && !this.#atEnd && last > 0x7f) {
      return byteLength(this.text.slice(0, this.position - 1)) + 1;
    }
    return byteLength(this.text.slice(0, this.position));
  }

  /** Line breaks read. */
  linesRead(): number {
    let lines = 0;
    for (let i = 0; i < this.position; i++) if (this.text[i] === '\n') lines++;
    return lines;
  }
}

export function isDigit(char: string | undefined): char is string {
  return char !== undefined && char >= '0' && char <= '9';
}

/** White space between commands (`isspace`). */
export function isSpace(char: string): boolean {
  return char === ' ' || (char >= '\t' && char <= '\r');
}
