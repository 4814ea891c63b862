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
    if (inThisFileOnly) return false;
    for (let next = this.file + 1; next < this.#texts.length; next++)
      if (this.#texts[next] !== '') return true;
    return false;
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

  /** The text of the current file. */
  get text(): string {
    return this.#current;
  }

  /** How much of it was read. */
  get position(): number {
    return this.#position;
  }

  /** Reads whole lines at once, up to an offset in the current file: the end of a line, or of the file. */
  passTo(end: number): InputLine {
    const start = this.#position;
    const lines = this.#current.slice(start, end);
    const chomped = lines.endsWith('\n');
    for (let at = lines.indexOf('\n'); at >= 0; at = lines.indexOf('\n', at + 1)) this.lineNumber++;
    if (!chomped) this.lineNumber++;
    this.#position = end;
    const span = { start: this.#base + start, end: this.#base + end };
    return { text: chomped ? lines.slice(0, -1) : lines, chomped, span };
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
