import type { Span } from '../text/index.ts';
import { AppendQueue } from './append-queue.ts';
import type { SedProgram } from './model.ts';
import { Output } from './output.ts';
import { PatternSpace, part } from './pattern-space.ts';
import { writtenFiles } from './written-files.ts';

/** Everything that a run writes to: standard output or the files edited in place, and the files of `w`. */
export class Sinks {
  readonly standard = new Output();
  /** The outputs of the files that were edited to their end. */
  readonly files: Output[] = [];
  readonly written = new Map<string, Output>();
  /** What `a` and `r` put off to the end of the cycle. */
  readonly queue = new AppendQueue();
  readonly #inPlace: boolean;
  readonly #spend: (steps: number) => void;
  #current: Output;

  constructor(program: SedProgram, inPlace: boolean, spend: (steps: number) => void) {
    for (const file of writtenFiles(program)) this.written.set(file, new Output());
    this.#inPlace = inPlace;
    this.#spend = spend;
    this.#current = this.standard;
  }

  /** Where lines go now. */
  get current(): Output {
    return this.#current;
  }

  /** The next input file begins. */
  begin(): void {
    if (this.#inPlace) this.#current = new Output();
  }

  /** An input file has ended; the same may be said twice. */
  end(file: number): void {
    if (this.#inPlace && this.files.length <= file) this.files.push(this.#current);
  }

  line(space: PatternSpace, to: Output = this.#current): void {
    this.#spend(space.size);
    to.line(space.pieces, space.chomped);
  }

  /** The first line of the pattern space. */
  firstLine(space: PatternSpace, to: Output = this.#current): void {
    const newline = space.text.indexOf('\n');
    this.line(newline < 0 ? space : new PatternSpace(part(space, 0, newline), true), to);
  }

  /** Text of a command, on lines of its own. */
  text(text: string, place: Span, command: number): void {
    this.#current.completeLine();
    this.#current.raw(text.endsWith('\n') ? text : `${text}\n`, place, command);
  }
}
