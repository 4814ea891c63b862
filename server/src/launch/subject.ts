import type { Parameter } from '../shell/index.ts';
import { computeIndex } from './arithmetic.ts';
import { keyText } from './array-key.ts';
import { walk } from './budget.ts';
import { isAlwaysDynamic, isDynamic } from './dynamic-variables.ts';
import { ExpansionFailure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { doubt } from './report.ts';
import { flagsOf } from './shell-options.ts';
import { elementsOf, fromEnd, type State, type Variable } from './state.ts';
import { EMPTY, known, knownText, type Place, unknown, type Value } from './value.ts';

/** What a parameter refers to: one value, or the words of `$@` and arrays. */
export type Subject =
  | {
      readonly kind: 'scalar';
      readonly name: string;
      readonly value: Value | undefined;
      readonly perhapsUnset: boolean;
    }
  | {
      readonly kind: 'list';
      /** Undefined when not even their number is known. */
      readonly items: readonly Value[] | undefined;
      readonly star: boolean;
      readonly positional: boolean;
    };

export function lookUp(machine: Machine, state: State, part: Parameter, place: Place): Subject | 'unknown' {
  if (!part.indirect) return named(machine, state, part.name, part.index, place, part.length);
  const variable = state.variables.get(part.name);
  if (part.index !== undefined)
    return part.index === '@' || part.index === '*' ? keysOf(variable, part.index) : 'unknown';
  // A text that is no name of a variable gives up the command.
  const perhapsRefused = (): 'unknown' => {
    doubt(machine, state, `Which variable \`\${!${part.name}}\` stands for is not known.`, place);
    return 'unknown';
  };
  if (variable?.elements !== undefined) return perhapsRefused();
  const direct = /^\w+$|^#$/.test(part.name) ? named(machine, state, part.name, undefined, place) : 'unknown';
  if (direct === 'unknown' || direct.kind === 'list' || direct.perhapsUnset) return perhapsRefused();
  // Of a variable that is declared without a value bash makes nothing, nor of one of a function that is unset.
  const isDeclared = state.variables.has(part.name) || state.hidden.at(-1)?.has(part.name) === true;
  if (direct.value === undefined && isDeclared) return scalar(part.name, undefined);
  if (direct.value === undefined)
    return refuse(machine, state, `${part.name}: invalid indirect expansion`, place);
  const name = knownText(direct.value);
  if (name === undefined) return perhapsRefused();
  const element = /^([A-Za-z_]\w*)\[([^\]]*)\]$/.exec(name);
  if (element !== null) return named(machine, state, element[1] ?? '', element[2], place);
  if (isIdentifier(name) || /^(?:\d+|[@*#?$!-])$/.test(name))
    return named(machine, state, name, undefined, place);
  return refuse(machine, state, `${name}: invalid variable name`, place);
}

function refuse(machine: Machine, state: State, message: string, place: Place): never {
  complain(machine, state, message, place);
  throw new ExpansionFailure(false, 'earlier', 'parameter-error', undefined);
}

function named(
  machine: Machine,
  state: State,
  name: string,
  index: string | undefined,
  place: Place,
  length = false,
): Subject | 'unknown' {
  if (/^\d+$/.test(name)) {
    if (Number(name) === 0) return scalar(name, known(machine.scriptName));
    if (state.positional === undefined) return 'unknown';
    return scalar(name, state.positional[Number(name) - 1]);
  }
  if (name === '@' || name === '*')
    return { kind: 'list', items: state.positional, star: name === '*', positional: true };
  if (name === '#')
    return state.positional === undefined ? 'unknown' : scalar(name, known(String(state.positional.length)));
  if (name === '?')
    return typeof state.status === 'number' ? scalar(name, known(String(state.status))) : 'unknown';
  if (name === '!')
    return state.lastJob === 'none'
      ? scalar(name, undefined)
      : scalar(name, unknown('the number of a process', 'pid', place));
  if (name === '$') return scalar(name, unknown('the number of a process', 'pid', place));
  if (name === '-') return scalar(name, flagsOf(state, machine.frame.dialect));
  const bash = machine.frame.dialect === 'bash';
  if (bash && name === 'LINENO') {
    const line = known(String(machine.line));
    return scalar(
      name,
      machine.linesUncertain ? unknown('the line of the command', name, undefined, [line]) : line,
    );
  }
  if (bash && isAlwaysDynamic(name)) return 'unknown';
  const variable = state.variables.get(name);
  if (bash && name === 'BASH_SOURCE' && variable === undefined) {
    if (index !== undefined && index !== '0') return 'unknown';
    // The text of `bash -c` has no file.
    const { name: file, fromCommand } = machine.frame;
    return scalar(name, fromCommand === true && machine.calls === 0 ? undefined : known(file));
  }
  if (variable === undefined && bash && isDynamic(name)) return 'unknown';
  if (index === undefined && variable?.elements === undefined)
    return scalar(name, variable?.value, variable?.perhapsUnset);
  return element(machine, state, name, variable, index ?? '0', place, length);
}

function element(
  machine: Machine,
  state: State,
  name: string,
  variable: Variable | undefined,
  index: string,
  place: Place,
  length: boolean,
): Subject | 'unknown' {
  const all = elementsOf(variable);
  if (all === 'unknown' || variable?.perhapsUnset) return 'unknown';
  machine.budget.spend(walk(all.size));
  if (index === '@' || index === '*') {
    const keys = [...all.keys()];
    if (variable?.associative === true && keys.length > 1 && !length) return 'unknown';
    if (variable?.associative !== true) keys.sort((a, b) => Number(a) - Number(b));
    return {
      kind: 'list',
      items: keys.map((key) => all.get(key) ?? EMPTY),
      star: index === '*',
      positional: false,
    };
  }
  // The index of an array that is not there is not looked at.
  if (length && variable === undefined) return scalar(name, undefined);
  if (variable?.associative === true) {
    const key = keyText(state, index, true);
    if (key !== undefined) return scalar(name, all.get(key));
    // An empty key is refused.
    doubt(machine, state, `Which element of \`${name}\` this is is not known.`, place);
    return 'unknown';
  }
  const number = computeIndex(machine, state, index, place);
  if (number === undefined) return 'unknown';
  const position = fromEnd(all, number);
  if (position !== undefined) return scalar(name, all.get(String(position)));
  if (length) return scalar(name, undefined);
  complain(machine, state, `${name}: bad array subscript`, place);
  if (state.options.get('errexit') === true)
    throw new ExpansionFailure(true, 'earlier', 'errexit', undefined);
  if (state.options.get('errexit') === 'perhaps')
    doubt(machine, state, 'Whether this error ends the script is not known.', place);
  return scalar(name, undefined);
}

function keysOf(variable: Variable | undefined, index: string): Subject | 'unknown' {
  if (variable?.elements === 'unknown' || variable?.perhapsUnset) return 'unknown';
  const keys =
    variable?.elements === undefined
      ? variable?.value === undefined
        ? []
        : ['0']
      : [...variable.elements.keys()];
  if (variable?.associative === true && keys.length > 1) return 'unknown';
  if (variable?.associative !== true) keys.sort((a, b) => Number(a) - Number(b));
  return { kind: 'list', items: keys.map((key) => known(key)), star: index === '*', positional: false };
}

function scalar(name: string, value: Value | undefined, perhapsUnset = false): Subject {
  return { kind: 'scalar', name, value, perhapsUnset };
}
