import type { EndStep } from './step.ts';

/** What is special about an expansion that is refused. */
interface Manner {
  /** bash leaves as `exit` does, and takes no redirections back: so it does in a computation. */
  readonly plainly?: true;
  /** No more than the command is given up with `set -e` too. */
  readonly always?: true;
  /** The text of `eval` and the sourced file in which it stands are given up too: so it is in the index of an array. */
  readonly throughTexts?: true;
}

/**
 * An expansion that bash refuses. Either the command that was read is given up and the next one follows, or the
 * script ends.
 */
export class ExpansionFailure extends Error {
  constructor(
    readonly ends: boolean,
    /** `earlier`: with `set -e` that of the command before, when it failed. */
    readonly status: number | 'earlier',
    readonly why: EndStep['why'],
    readonly variable: string | undefined,
    readonly manner: Manner = {},
  ) {
    super(why);
  }
}

/** `${X.y}`: bash refuses it when it comes to it, and names the whole text that it was about to expand. */
export class BadSubstitution extends Error {}
