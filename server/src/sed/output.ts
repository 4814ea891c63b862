import type { Span } from '../text/index.ts';
import type { Piece } from './pattern-space.ts';

/** A place where the output is not the input: text made by a command, or text left out. */
export interface RawChange {
  /** Offsets through all input files. */
  readonly input: Span;
  readonly output: Span;
  readonly command: number;
}

/** What sed writes to one file or to standard output. */
export class Output {
  readonly changes: RawChange[] = [];
  readonly #parts: string[] = [];
  #length = 0;
  #missingNewline = false;

  get text(): string {
    return this.#parts.join('');
  }

  /** Writes a line; one without its line break gets it as soon as more is written. */
  line(pieces: readonly Piece[], newline: boolean): void {
    this.completeLine();
    for (const piece of pieces) {
      const start = this.#length;
      this.#write(piece.text);
      if (piece.kind === 'made') this.#change(piece.replaced, start, piece.command);
    }
    if (newline) this.#write('\n');
    else this.#missingNewline = true;
  }

  /** Writes text as it is. */
  raw(text: string, place: Span, command: number): void {
    const start = this.#length;
    this.#write(text);
    this.#change(place, start, command);
  }

  /** Notes that a span of the input is left out. */
  leaveOut(span: Span, command: number): void {
    this.#change(span, this.#length, command);
  }

  completeLine(): void {
    if (this.#missingNewline) this.#write('\n');
    this.#missingNewline = false;
  }

  #write(text: string): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#length += text.length;
  }

  #change(input: Span, start: number, command: number): void {
    this.changes.push({ input, output: { start, end: this.#length }, command });
  }
}
