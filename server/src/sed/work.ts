/** The work that runs of sed may do, in steps: about the characters that are looked at. */
export class Work {
  #done = 0;

  constructor(readonly most: number) {}

  get done(): number {
    return this.#done;
  }

  /** Counts steps; false when they are more than there were. */
  spend(steps: number): boolean {
    this.#done += steps;
    return this.#done <= this.most;
  }
}

/** Why a run is given up whose work is done. */
export const TOO_MUCH_WORK = 'it takes more steps than the budget of the simulation allows';
