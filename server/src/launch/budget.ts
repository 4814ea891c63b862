/** All that one simulation may do, in units. */
const UNITS = 30_000;
/** What a single command may take of it: one that needs more is not followed, and what comes after it is. */
const MOST_AT_ONCE = 24_000;

/**
 * The work that a simulation may do, in units of about a microsecond on a usual machine. It is counted, never measured by
 * a clock: the same script ends at the same place on every machine.
 */
export class Budget {
  #spent = 0;
  #limit = UNITS;

  /** Units spent so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Goes on from where another simulation was. */
  set spent(units: number) {
    this.#spent = units;
  }

  get left(): number {
    return Math.max(0, this.#limit - this.#spent);
  }

  /** @throws OutOfBudget */
  spend(units: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    this.#spent += units;
    if (this.#spent > this.#limit) throw new OutOfBudget(TOO_MUCH);
  }

  /** What one command may take at most. */
  get most(): number {
    return Math.min(MOST_AT_ONCE, this.left);
  }

  /** Takes the units that one command needs; false, and nothing is taken, when they are too many for it. */
  take(units: number): boolean {
    if (units > this.most) return false;
    this.#spent += units;
    return true;
  }

  /** The simulation is over: what is asked of its result costs nothing. */
  lift(): void {
    this.#limit = Number.POSITIVE_INFINITY;
  }
}

/** Units for characters or entries that are looked at one by one. */
export function walk(count: number): number {
  return count / 50;
}

/** Steps of sed for one unit. */
export const STEPS_OF_SED = 50;

/** Units for characters that are copied, compared or searched as a whole. */
export function scan(count: number): number {
  return count / 1000;
}

/** Ends a simulation that does more than its budget allows. */
export class OutOfBudget extends Error {}

/** Of a command whose outcome is unknown since it would do too much. */
export const TOO_MUCH_HERE = 'What is done here is more than the budget of the simulation allows.';

export const TOO_MUCH = 'The script does more than the budget of the simulation allows.';
