import { ExpansionFailure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import type { State } from './state.ts';
import type { Place } from './value.ts';

/**
 * Something that ends a script of dash with status 2: an error of a special builtin, a variable that may not be
 * changed. Behind `command` no more than that command fails.
 */
export function refuseInDash(machine: Machine, state: State, message: string, place: Place): never {
  complain(machine, state, message, place);
  throw new ExpansionFailure(true, 2, 'errexit', undefined);
}

/** A variable that may not be changed; builtins name themselves. */
export function refuseChangeInDash(
  machine: Machine,
  state: State,
  name: string,
  place: Place,
  builtin?: string,
): never {
  const head = builtin === undefined ? '' : `${builtin}: `;
  refuseInDash(machine, state, `${head}${name}: is read only`, place);
}

/** The arguments of a builtin of dash behind its options. */
export function operandsInDash(
  machine: Machine,
  state: State,
  name: string,
  texts: readonly string[],
  letters: string,
  place: Place,
): { readonly options: string; readonly operands: readonly string[] } {
  let options = '';
  for (const [i, text] of texts.entries()) {
    if (text === '--') return { options, operands: texts.slice(i + 1) };
    if (!/^-./.test(text)) return { options, operands: texts.slice(i) };
    const wrong = [...text.slice(1)].find((letter) => !letters.includes(letter));
    if (wrong !== undefined) refuseInDash(machine, state, `${name}: Illegal option -${wrong}`, place);
    options += text.slice(1);
  }
  return { options, operands: [] };
}

/** The number that `shift`, `exit`, `return` and `break` of dash are given. */
export function numberInDash(
  machine: Machine,
  state: State,
  name: string,
  text: string,
  place: Place,
): number {
  if (!/^\d{1,9}$/.test(text)) refuseInDash(machine, state, `${name}: Illegal number: ${text}`, place);
  return Number(text);
}

/** Refuses what is no name of a variable. */
export function demandNameInDash(
  machine: Machine,
  state: State,
  command: string,
  name: string,
  place: Place,
): void {
  if (!isIdentifier(name)) refuseInDash(machine, state, `${command}: ${name}: bad variable name`, place);
}

/**
 * What dash says of a computation that bash accepts; `unknown` for what it reads in another way, such as `++n`, which
 * are two signs for it.
 */
export function refusedComputation(text: string): string | 'unknown' | undefined {
  const refused = (what: string): string => `arithmetic expression: expecting ${what}: "${text}"`;
  if (/^\s*$/.test(text) || /^\s*\w+\s*\*\*/.test(text) || /^\s*[A-Za-z_]\w*\s*(?:\+\+|--)\s*$/.test(text))
    return refused('primary');
  if (/\*\*|\+\+|--|\d#/.test(text)) return 'unknown';
  if (/^[^(]*,/.test(text)) return refused('EOF');
  return /[,"'[]/.test(text) ? 'unknown' : undefined;
}

/** Whether dash takes the value of a variable for a number. */
export function isNumberInDash(text: string): boolean {
  const digits = /^\s*[-+]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*|)\s*$/.exec(text)?.[1];
  return digits !== undefined && digits.length <= 15;
}
