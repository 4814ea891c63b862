import type { Machine } from './machine.ts';

/** Where a command stands whose status somebody asks for: there -e does not end a script. */
export interface Tested {
  /** Greater than 0 where a failing command does not end a script with `set -e`. */
  tested: number;
  /** Greater than 0 behind `!` without -e: the status is asked for, but -e that is set in there ends the script. */
  inverted: number;
  /** How much of `tested` stands around a text of `eval` or a sourced file; bash forgets it in substitutions there. */
  testedAround: number;
  /** Whether a substitution around is part of a command whose status is asked for. */
  asked: boolean;
}

/** Whether what runs is a copy of the shell that reads the script, as in `( )`, and not that shell itself. */
export function isCopy({ depthOfShells, shellDepth }: Machine): boolean {
  return depthOfShells > shellDepth;
}

/** Runs something to which no test around it applies. */
export function untested<T>(machine: Machine, run: () => T): T {
  return testedAs(machine, { tested: 0, inverted: 0, testedAround: 0, asked: false }, run);
}

/** Runs the text of `eval` or a sourced file: bash ignores -e in it where its status is asked for. */
export function testedAround<T>(machine: Machine, run: () => T): T {
  return testedAs(machine, { testedAround: machine.tested }, run);
}

/**
 * Runs a substitution of bash. It is asked for its status where its command is, if it stands in one of its words, and
 * not in the name of a file, a list of `for` or the word of a `case`.
 * @param inherits whether it has -e when the shell has it
 */
export function testedAsItsCommand<T>(machine: Machine, inherits: boolean, run: () => T): T {
  const asked = machine.tested > machine.testedAround && (machine.asked || !machine.bare);
  if (asked) return testedAs(machine, { asked }, run);
  // Where `eval` is asked for its status, bash has switched -e off, and hands that on.
  return inherits && machine.testedAround > 0 ? run() : untested(machine, run);
}

function testedAs<T>(machine: Machine, change: Partial<Tested>, run: () => T): T {
  const { tested, inverted, testedAround: around, asked } = machine;
  Object.assign(machine, change);
  try {
    return run();
  } finally {
    Object.assign(machine, { tested, inverted, testedAround: around, asked });
  }
}
