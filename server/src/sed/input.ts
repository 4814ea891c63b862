import type { Span } from '../text/index.ts';

/** One line of the input; its span counts through all files and includes the line break. */
export interface InputLine {
  readonly text: string;
  readonly chomped: boolean;
  readonly span: Span;
}

/** The input files, read line by line. */
export class InputFiles {
  /** The file being read; -1 before the first. */
  file = -1;
  lineNumber = 0;
  readonly #texts: readonly string[];
  #position = 0;
  /** Offset of the current file in all files. */
  #base = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  /** Whether another line follows: in this file, or also in later ones. */
  hasMore(inThisFileOnly: boolean): boolean {
    if (this.#position < this.#current.length) return true;
    return !inThisFileOnly && this.#texts.slice(this.file + 1).some((text) => text !== '');
  }

  /** The next line of the current file; undefined at its end. */
  nextLine(): InputLine | undefined {
    const text = this.#current;
    const start = this.#position;
    if (start >= text.length) return undefined;
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    this.#position = newline < 0 ? end : end + 1;
    this.lineNumber++;
    return {
      text: text.slice(start, end),
      chomped: newline >= 0,
      span: { start: this.#base + start, end: this.#base + this.#position },
    };
  }

  /** Opens the next file; false when there is none. */
  nextFile(): boolean {
    if (this.file + 1 >= this.#texts.length) return false;
    if (this.file >= 0) this.#base += this.#current.length;
    this.file++;
    this.#position = 0;
    return true;
  }

  get #current(): string {
    return this.#texts[this.file] ?? '';
  }
}
