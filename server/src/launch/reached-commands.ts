import type { SourceText } from '../text/index.ts';
import type { ReachedCommand } from './hand-over.ts';

/**
 * Whether a command may be what somebody looks for. The answer depends on the text of its unit alone; it is kept as long
 * as that does not change.
 */
export type CommandQuestion = (reached: ReachedCommand, source: SourceText) => boolean;

/** Commands of a unit in which nothing hands over, ends the script or changes what the commands behind it are. */
export class PlainUnit {
  readonly #picked = new Map<CommandQuestion, readonly ReachedCommand[]>();

  constructor(
    readonly commands: readonly ReachedCommand[],
    /** Of the commands: a function of that name makes something else of the unit. */
    readonly names: ReadonlySet<string>,
  ) {}

  pick(question: CommandQuestion, source: SourceText): readonly ReachedCommand[] {
    let picked = this.#picked.get(question);
    if (picked === undefined) {
      picked = this.commands.filter((reached) => question(reached, source));
      this.#picked.set(question, picked);
    }
    return picked;
  }
}

/** The simple commands that some path leads to, in the order of the paths. */
export class ReachedCommands {
  readonly #pieces: (ReachedCommand | PlainUnit)[] = [];
  #all: readonly ReachedCommand[] | undefined;

  add(piece: ReachedCommand | PlainUnit): void {
    this.#pieces.push(piece);
    this.#all = undefined;
  }

  get all(): readonly ReachedCommand[] {
    this.#all ??= this.#pieces.flatMap((piece) => (piece instanceof PlainUnit ? piece.commands : piece));
    return this.#all;
  }

  /** Those of which a question is true. */
  pick(question: CommandQuestion, source: SourceText): readonly ReachedCommand[] {
    const picked: ReachedCommand[] = [];
    for (const piece of this.#pieces) {
      if (piece instanceof PlainUnit) for (const one of piece.pick(question, source)) picked.push(one);
      else if (question(piece, source)) picked.push(piece);
    }
    return picked;
  }
}
