import { hasHole, nextHole } from './holes.ts';
import type { SedProgram } from './model.ts';
import { requiredText } from './required-text.ts';

/**
 * Finds lines that a program leaves as they are, many at once: of a program of `s` commands those in which no text stands that
 * a match needs. Undefined for other programs.
 */
export class UntouchedLines {
  readonly #needed: readonly string[];
  /** Where each needed text stands next; -1 for nowhere. */
  readonly #next: (number | undefined)[] = [];
  #file = -1;
  #hole: number | undefined;

  private constructor(needed: readonly string[]) {
    this.#needed = needed;
  }

  static of(program: SedProgram): UntouchedLines | undefined {
    const needed: string[] = [];
    for (const command of program.commands) {
      if (command.kind !== 'substitute' || command.regex === undefined || command.unmodelled !== undefined)
        return undefined;
      if (command.address2 !== undefined || command.negated || command.regex.doubt !== undefined)
        return undefined;
      const { address1, regex } = command;
      if (address1 !== undefined && (address1.kind !== 'regex' || address1.regex === undefined))
        return undefined;
      const first = address1?.kind === 'regex' && address1.regex !== undefined ? address1.regex : regex;
      if (first.doubt !== undefined) return undefined;
      const text = requiredText(first);
      if (text === '' || text.includes('\n') || hasHole(text)) return undefined;
      if (!needed.includes(text)) needed.push(text);
    }
    return needed.length === 0 || needed.length > 20 ? undefined : new UntouchedLines(needed);
  }

  /**
   * The end of the lines from `from` on that the program leaves as they are; `from` itself when the first is not one of them.
   * @param from the start of a line
   * @param file the number of the file whose text it is
   */
  endIn(text: string, from: number, file: number): number {
    if (file !== this.#file) {
      this.#file = file;
      this.#next.length = 0;
      this.#hole = undefined;
    }
    // What stands for a value that is not known may hold any text.
    if (this.#hole === undefined || this.#hole < from) {
      this.#hole = nextHole(text, from);
    }
    let first = this.#hole;
    for (const [i, needed] of this.#needed.entries()) {
      let next = this.#next[i];
      if (next === undefined || (next >= 0 && next < from)) {
        next = text.indexOf(needed, from);
        this.#next[i] = next;
      }
      if (next >= 0) first = Math.min(first, next);
    }
    return first === text.length ? first : text.lastIndexOf('\n', first) + 1;
  }
}
