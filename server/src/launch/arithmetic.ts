import type { WordPart } from '../shell/index.ts';
import { joinAtoms } from './atom.ts';
import { TOO_MUCH_HERE } from './budget.ts';
import { refusedComputation, refuseInDash } from './dash-refusals.ts';
import { Expression } from './expression.ts';
import { NotComputable, PerhapsRefused, Refused } from './expression-tokens.ts';
import { ExpansionFailure } from './failure.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { doubtComputation } from './report.ts';
import type { State } from './state.ts';
import { known, knownText, type Place, unknown, type Value } from './value.ts';

/** `$((...))`, `((...))`, array indices: 64-bit integers as in C; unknown where anything in it is. */
export function evaluateArithmetic(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  place: Place,
): Value {
  const result = computeParts(machine, state, parts, place);
  return result === undefined
    ? unknown('the result of a computation', 'number', place)
    : known(String(result));
}

/** Characters of an expression that are computed for one unit. */
const CHARACTERS = 3;

/** The result of an expression in which everything with a `$` is expanded first; undefined when it is not known. */
function computeParts(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  place: Place,
): bigint | undefined {
  const text = expandExpression(machine, state, parts, place);
  return text === undefined ? undefined : compute(machine, state, text, place);
}

/** An expression with everything in it expanded; undefined when it is not known. */
export function expandExpression(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  place: Place,
): string | undefined {
  const read = parts.map((part) => asComputed(machine, part));
  const text = knownText(joinAtoms(state, machine.expand(state, read, true)).value);
  if (text !== undefined) return text;
  const written = parts.map((part) => (part.kind === 'literal' ? part.text : ' 1 ')).join('');
  spoil(state, written, place);
  return undefined;
}

/** An expression keeps its single quotes, and in dash all of them; no number has any. */
function asComputed(machine: Machine, part: WordPart): WordPart {
  const dash = machine.frame.dialect === 'dash';
  if (part.kind !== 'single' && part.kind !== 'ansi' && !(part.kind === 'double' && dash)) return part;
  const { span } = part;
  const text = part.kind === 'ansi' && !dash ? `'${part.text}'` : machine.frame.source.slice(span);
  return { kind: 'literal', span, text, escaped: false };
}

/**
 * Computes an expression in an expansion: an error gives up the command.
 * @param named what bash names in front of an error
 * @returns undefined when the result is not known
 */
export function compute(
  machine: Machine,
  state: State,
  text: string,
  place: Place,
  named?: string,
  manner: ExpansionFailure['manner'] = {},
): bigint | undefined {
  const result = computeCommand(machine, state, text, place, named);
  if (result !== 'refused') return result;
  throw new ExpansionFailure(false, 1, 'parameter-error', undefined, { always: true, ...manner });
}

/** Computes the expression of `((...))`, `let` and `[[ ]]`: an error of it is their failure, and no more. */
export function computeCommand(
  machine: Machine,
  state: State,
  text: string,
  place: Place,
  named: string | undefined,
): bigint | undefined | 'refused' {
  if (!machine.budget.take(text.length / CHARACTERS)) {
    machine.note(place, TOO_MUCH_HERE);
    spoil(state, text, place);
    return undefined;
  }
  const refused = machine.frame.dialect === 'dash' ? refusedComputation(text) : undefined;
  if (refused !== undefined && refused !== 'unknown') refuseInDash(machine, state, refused, place);
  try {
    if (refused === 'unknown') throw new PerhapsRefused();
    return new Expression(machine, state, text, place, 0).all();
  } catch (error) {
    if (error instanceof Refused) {
      const head = named === undefined ? '' : `${named}: `;
      const { expression, reason, token } = error;
      complain(machine, state, `${head}${expression}: ${reason} (error token is "${token}")`, place);
      return 'refused';
    }
    if (!(error instanceof NotComputable) && !(error instanceof PerhapsRefused)) throw error;
    if (error instanceof PerhapsRefused) doubtComputation(machine, state, place);
    spoil(state, text, place);
    return undefined;
  }
}

/** The index of an array as the script writes it, with plain parameters in it. */
export function computeIndex(
  machine: Machine,
  state: State,
  index: string,
  place: Place,
): bigint | undefined {
  let known = true;
  const text = index.replace(
    /\$(?:\{([A-Za-z_]\w*|\d+|[#?])\}|([A-Za-z_]\w*|[\d#?]))/g,
    (_, braced?: string, bare?: string) => {
      const value = simpleValue(state, braced ?? bare ?? '');
      known &&= value !== undefined;
      return value ?? '';
    },
  );
  if (known && !/[$`"'\\]/.test(text))
    return compute(machine, state, text, place, undefined, { throughTexts: true });
  if (/[$`"'\\]/.test(text.replace(/^\s*\$\{#?\w[^$`]*$/, ''))) doubtComputation(machine, state, place);
  spoil(state, index, place);
  return undefined;
}

function simpleValue(state: State, name: string): string | undefined {
  if (name === '#') return state.positional === undefined ? undefined : String(state.positional.length);
  if (name === '?') return typeof state.status === 'number' ? String(state.status) : undefined;
  if (/^\d+$/.test(name)) {
    const value = state.positional?.[Number(name) - 1];
    return value === undefined ? undefined : knownText(value);
  }
  const variable = state.variables.get(name);
  if (variable?.perhapsUnset || variable?.elements !== undefined || variable?.value === undefined)
    return undefined;
  return knownText(variable.value);
}

function spoil(state: State, text: string, place: Place): void {
  for (const name of assignedNames(text)) {
    const value = unknown('the result of a computation', 'number', place);
    const array = state.variables.get(name)?.elements !== undefined || text.includes('[');
    state.change(name, { value, perhapsUnset: true, ...(array ? { elements: 'unknown' } : {}) }, place);
  }
}

/** Variables that an expression may change. */
function assignedNames(text: string): readonly string[] {
  const names = [
    ...text.matchAll(
      /([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?(?:[-+*/%&|^]|<<|>>)?=(?!=)|([A-Za-z_]\w*)\s*(?:\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g,
    ),
  ];
  return names.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
