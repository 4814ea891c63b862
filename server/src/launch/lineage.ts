import type { Repository } from '../binder/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Frame } from './frame.ts';
import type { Signal, World } from './machine.ts';
import { type Run, sameSurroundings } from './mark.ts';
import { Rerun } from './rerun.ts';
import type { Simulation } from './simulation.ts';
import type { State } from './state.ts';
import { TouchedNames, type Variables } from './variables.ts';

/** Units of the budget between two marks. */
const SPACING = 1000;
/** While a script is being mended, its last whole run is kept beside the last one. */
const MAX_RUNS = 2;
/** Profiles and scripts of which runs are kept. */
const MAX_LINEAGES = 4;

/**
 * The runs of one script from one keystroke to the next, all from the same start. What comes out is what a run of the
 * whole script would give.
 */
export class Lineage {
  #runs: readonly Run[] = [];
  #frame: Frame | undefined;
  /** Those of the start: always the same values, so that one that is unknown is not taken for another one. */
  #variables: Variables | undefined;

  constructor(
    /** The path of the script, relative to the root. */
    readonly path: string,
    readonly world: World,
    readonly spacing: number,
  ) {}

  /** The frame of the script: always the same object, since functions of the script keep it. */
  frame(given: Frame): Frame {
    this.#frame = this.#frame === undefined ? { ...given } : Object.assign(this.#frame, given);
    return this.#frame;
  }

  /** Runs the script at the level of the shell itself. */
  run(simulation: Simulation, state: State, source: SourceText): Signal {
    const { repository } = simulation;
    const { units } = repository.models.script(source);
    const watched = { path: this.path, isSeen: false };
    state.files.watched = watched;
    const { budget } = simulation;
    this.#variables ??= state.variables.apart(budget, new TouchedNames());
    state.variables = this.#variables.apart(budget, new TouchedNames());
    const runs = this.#runs.filter((run) => sameSurroundings(run, repository, this.path));
    const rerun = new Rerun(simulation, state, source, runs, this.spacing, watched);
    try {
      return rerun.run(units);
    } finally {
      const { run, adopted } = rerun.record(units);
      // What a script makes of its own text cannot be kept when that changes.
      this.#runs =
        run.marks.length === 0 || watched.isSeen
          ? []
          : [run, ...runs.filter((one) => one !== adopted && one.end !== undefined)].slice(0, MAX_RUNS);
    }
  }
}

/** What simulations of a repository keep for those of its next state. */
export class Lineages {
  readonly #lineages = new Map<string, Lineage>();

  constructor(
    /** Units of the budget between two marks; few only where this is tested. */
    readonly spacing = SPACING,
  ) {}

  /** @param start everything that the run begins with beside the files: the same text for the same start */
  of(path: string, start: string, world: World): Lineage {
    const key = `${path}\n${start}`;
    const known = this.#lineages.get(key);
    const lineage = known?.world === world ? known : new Lineage(path, world, this.spacing);
    this.#lineages.delete(key);
    this.#lineages.set(key, lineage);
    const [oldest] = this.#lineages.keys();
    if (this.#lineages.size > MAX_LINEAGES && oldest !== undefined) this.#lineages.delete(oldest);
    return lineage;
  }
}

/** The name under which a repository keeps its lineages. */
export const LAUNCHES = 'launches';

/** Those of a repository. */
export function lineagesOf({ models }: Repository): Lineages {
  return models.kept(LAUNCHES, () => new Lineages());
}
