import type { Word } from '../shell/index.ts';
import type { Machine } from './machine.ts';
import { firstMatch } from './regular-expression.ts';
import type { State } from './state.ts';
import { known, knownText, type Place, unknown, type Value } from './value.ts';
import { expandRegex } from './words.ts';

/** A sign of repetition with nothing before it: the C library refuses it, and sed takes it as a plain character. */
function isRefused(regex: string): boolean {
  return /(?:^\^?|[(|])[*?+{]/.test(regex);
}

/** `[[ TEXT =~ REGEX ]]`; what matched is left in BASH_REMATCH. */
export function matchRegex(
  machine: Machine,
  state: State,
  value: Value,
  word: Word,
  place: Place,
): boolean | 'unknown' {
  const regex = expandRegex(machine, state, word);
  const text = knownText(value);
  const exact = (state.shopt.get('nocasematch') ?? false) === false;
  const match =
    regex === undefined || text === undefined || !exact || isRefused(regex)
      ? 'unknown'
      : firstMatch(regex, text, { extended: true }, machine.budget);
  if (match === 'unknown') {
    state.change(
      'BASH_REMATCH',
      { elements: 'unknown', value: unknown('what a pattern matched', 'match', place), perhapsUnset: true },
      place,
    );
    return 'unknown';
  }
  const groups = match === 'none' ? [] : match;
  const elements = new Map(groups.map((group, i) => [String(i), known(group)]));
  state.change('BASH_REMATCH', { elements, value: elements.get('0'), perhapsUnset: false }, place);
  return match !== 'none';
}
