import type { ArrayValue, Assignment, Command } from '../shell/index.ts';
import { computeIndex } from './arithmetic.ts';
import { expandElements } from './array-elements.ts';
import { keyText } from './array-key.ts';
import { walk } from './budget.ts';
import { refuseChangeInDash } from './dash-refusals.ts';
import { ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import type { Machine, Signal } from './machine.ts';
import { complainOf } from './naming.ts';
import { complain, write } from './output.ts';
import { isReadOnly } from './read-only.ts';
import { doubt, reachedOf } from './report.ts';
import { elementsOf, fromEnd, type State, type Variable } from './state.ts';
import type { Source } from './step.ts';
import { undoing } from './unwinding.ts';
import { concat, EMPTY, known, knownText, type Place, sameValue, unknown, type Value } from './value.ts';
import { expandText, expandWords } from './words.ts';
import { trace, traceAssignment, traceWritten } from './xtrace.ts';

/**
 * `A=1 B=2` without a command.
 * @returns them with their values, as dash shows them
 */
export function assignAll(
  machine: Machine,
  state: State,
  assignments: readonly Assignment[],
  place: Place,
): readonly Value[] {
  const shown: Value[] = [];
  for (const assignment of assignments) {
    if (isReadOnly(machine, state, assignment.name, place)) {
      expandRefused(machine, state, assignment);
      if (machine.frame.dialect === 'dash') refuseChangeInDash(machine, state, assignment.name, place);
      complain(machine, state, `${assignment.name}: readonly variable`, place);
      throw new ExpansionFailure(false, 'earlier', 'errexit', undefined);
    }
    const sources = assignOne(machine, state, assignment);
    const variable = state.variables.get(assignment.name);
    shown.push(asShown(assignment, variable));
    machine.step({
      kind: 'assign',
      place: placeOf(machine.frame, assignment.span),
      ...reachedOf(machine, state),
      name: assignment.name,
      value: variable?.value,
      sources,
      word: assignment.value.kind === 'word' ? assignment.value : undefined,
      exported: variable?.exported ?? false,
    });
  }
  return shown;
}

/** What is to be given to a variable that may not be changed is expanded all the same; a list is not. */
function expandRefused(machine: Machine, state: State, assignment: Assignment): void {
  const { name, index, append, value } = assignment;
  const place = placeOf(machine.frame, assignment.nameSpan);
  const bash = machine.frame.dialect === 'bash';
  if (value.kind === 'array') {
    if (bash) traceList(machine, state, assignment, value, place);
    return;
  }
  const expanded = expandText(machine, state, value).value;
  const target = index === undefined ? name : `${name}[${index}]`;
  if (bash) traceAssignment(machine, state, target, append ? '+=' : '=', expanded, place);
}

function asShown({ name }: Assignment, variable: Variable | undefined): Value {
  return concat(known(`${name}=`), variable?.value ?? EMPTY);
}

/**
 * Gives a variable its value; the attributes stay.
 * @param declared what a list becomes that is an argument of `declare` or one of its like
 */
export function assignOne(
  machine: Machine,
  state: State,
  assignment: Assignment,
  declared?: { readonly associative: boolean },
): readonly Source[] {
  const place = placeOf(machine.frame, assignment.nameSpan);
  const before = state.variables.get(assignment.name);
  if (assignment.value.kind === 'array') {
    if (declared) trace(machine, state, assignment.name, place);
    else traceList(machine, state, assignment, assignment.value, place);
    assignArray(machine, state, assignment, before, declared?.associative === true, place);
    return [];
  }
  const { value, sources } = expandText(machine, state, assignment.value);
  if (assignment.index !== undefined) {
    const name = `${assignment.name}[${assignment.index}]`;
    if (declared) trace(machine, state, name, place);
    else traceAssignment(machine, state, name, assignment.append ? '+=' : '=', value, place);
    assignElement(machine, state, assignment, before, value, place);
    return sources;
  }
  let next = value;
  if (before?.integer === true) next = unknown('a variable of numbers', 'number', place);
  else if (assignment.append)
    next = before?.perhapsUnset
      ? unknown('a variable that may be unset', assignment.name, place)
      : concat(before?.value ?? EMPTY, value);
  if (state.options.get('xtrace') !== undefined)
    traceAssignment(machine, state, assignment.name, assignment.append ? '+=' : '=', value, place);
  if (!sameValue(before?.value ?? EMPTY, next)) warnOfLocale(machine, state, assignment.name, next, place);
  state.assign(assignment.name, next, place);
  return sources;
}

/** bash warns of a locale that there is not, and which ones there are depends on the image. */
export function warnOfLocale(machine: Machine, state: State, name: string, value: Value, place: Place): void {
  if (machine.frame.dialect === 'dash' || !/^LC_(?:ALL|CTYPE|COLLATE|MESSAGES|NUMERIC|TIME)$/.test(name))
    return;
  if (/^(?:|C|POSIX|C\.(?:UTF-8|utf8))$/.test(knownText(value) ?? 'unknown')) return;
  const message = unknown('whether the image has this locale', 'perhaps', place, [EMPTY]);
  write(machine, state, 2, message, place);
}

/** bash shows the words of a list as they are written. */
function traceList(
  machine: Machine,
  state: State,
  { name, append }: Assignment,
  { elements }: ArrayValue,
  place: Place,
): void {
  const words = elements.map(({ span }) => machine.frame.source.slice(span));
  const text = `${name}${append ? '+' : ''}=(${words.join(' ')})`;
  if (/[\n]|\$['"]|\\/.test(text)) trace(machine, state, text, place);
  else traceWritten(machine, state, text, place);
}

function assignArray(
  machine: Machine,
  state: State,
  assignment: Assignment,
  before: Variable | undefined,
  becomesAssociative: boolean,
  place: Place,
): void {
  if (assignment.value.kind !== 'array') return;
  const associative = before?.associative === true || becomesAssociative;
  // The array is there before its words are expanded; only `declare -A` makes it then.
  if (before === undefined && !becomesAssociative)
    state.change(assignment.name, { elements: new Map() }, place);
  const added = expandElements(machine, state, assignment.value.elements, associative);
  const base = assignment.append ? elementsOf(before) : new Map<string, Value>();
  if (base === 'unknown' || added === undefined) {
    state.change(
      assignment.name,
      { elements: 'unknown', value: unknown('an array', assignment.name, place), perhapsUnset: true },
      place,
    );
    return;
  }
  machine.budget.spend(walk(base.size));
  const elements = new Map(base);
  let next = 0;
  if (!associative) for (const key of elements.keys()) next = Math.max(next, Number(key) + 1);
  for (const { key, value } of added) {
    elements.set(key ?? String(next), value);
    next = key === undefined ? next + 1 : Number(key) + 1;
  }
  state.change(assignment.name, { elements, value: elements.get('0'), perhapsUnset: false }, place);
}

function assignElement(
  machine: Machine,
  state: State,
  assignment: Assignment,
  before: Variable | undefined,
  value: Value,
  place: Place,
): void {
  const index = assignment.index ?? '0';
  const elements = elementsOf(before);
  let key: string | undefined;
  if (/^\s*$/.test(index))
    doubt(machine, state, 'What the shell says of an empty index is not known.', place);
  if (before?.associative === true) key = keyText(state, index, true);
  else {
    const number = computeIndex(machine, state, index, place);
    const position = number === undefined || elements === 'unknown' ? number : fromEnd(elements, number);
    if (number !== undefined && number < 0n && (position === undefined || elements === 'unknown'))
      doubt(machine, state, 'Which element is counted from the end here is not known.', place);
    key = position?.toString();
  }
  const old = elements === 'unknown' || key === undefined ? undefined : (elements.get(key) ?? EMPTY);
  const lost = assignment.append && (before?.integer === true || old === undefined);
  state.assignElement(
    assignment.name,
    lost ? undefined : key,
    assignment.append ? concat(old ?? EMPTY, value) : value,
    place,
  );
}

/**
 * `A[1]=x command`: bash 5.2 says that this is no name, expands neither the index nor the value, changes nothing and
 * runs the command.
 */
export function refuseElement(machine: Machine, state: State, assignment: Assignment): void {
  const { start, end } = assignment.nameSpan;
  const span = { start, end: end + (assignment.index ?? '').length + '[]'.length };
  complainOf(machine, state, span, "': not a valid identifier", span, '`');
}

/** `A=(x y) command`: the command has a text with the parentheses in it, not an array. */
function assignListAsText(machine: Machine, state: State, assignment: Assignment, list: ArrayValue): void {
  const place = placeOf(machine.frame, assignment.nameSpan);
  trace(machine, state, assignment.name, place);
  expandWords(machine, state, list.elements);
  const value = unknown('an array before a command', assignment.name, place);
  state.change(assignment.name, { value, elements: undefined, perhapsUnset: false }, place);
}

/** What stands before a command and may not be changed; with -e bash then ends, whether or not the command is tested. */
export function refuseBefore(machine: Machine, state: State, assignment: Assignment, place: Place): void {
  const { name } = assignment;
  if (machine.frame.dialect === 'dash') {
    expandRefused(machine, state, assignment);
    refuseChangeInDash(machine, state, name, place);
  }
  complain(machine, state, `${name}: readonly variable`, place);
  const errexit = state.options.get('errexit') ?? false;
  if (errexit === true) throw new ExpansionFailure(true, 'earlier', 'errexit', undefined);
  if (errexit === 'perhaps') doubt(machine, state, 'Whether this error ends the script is not known.', place);
}

/**
 * Runs a command with `A=1` before it: the variables are exported to it, and as before afterwards.
 * @param run is given them with their values, as dash shows them
 * @param stays whether they are set in the shell itself, as dash does before its special builtins
 */
export function runPrefixed(
  machine: Machine,
  state: State,
  command: Command,
  place: Place,
  stays: boolean,
  run: (shown: readonly Value[]) => Signal,
): Signal {
  if (command.assignments.length === 0) return run([]);
  const shown: Value[] = [];
  const saved = new Map<string, Variable | undefined>();
  for (const assignment of command.assignments) {
    if (assignment.index !== undefined) {
      refuseElement(machine, state, assignment);
      continue;
    }
    if (isReadOnly(machine, state, assignment.name, place)) {
      refuseBefore(machine, state, assignment, place);
      continue;
    }
    if (!saved.has(assignment.name)) saved.set(assignment.name, state.variables.get(assignment.name));
    if (assignment.value.kind === 'array') assignListAsText(machine, state, assignment, assignment.value);
    else assignOne(machine, state, assignment);
    shown.push(asShown(assignment, state.variables.get(assignment.name)));
    if (!stays)
      state.change(assignment.name, { exported: true }, placeOf(machine.frame, assignment.nameSpan));
  }
  if (stays) return run(shown);
  const restore = (to: State): void => {
    for (const [name, variable] of saved) to.variables.put(name, variable);
  };
  machine.prefixes.push(saved);
  let signal: Signal;
  try {
    signal = undoing(machine, 'variables', () => run(shown), restore);
  } finally {
    machine.prefixes.pop();
  }
  // What takes the place of the shell keeps them, and a trap on EXIT sees them.
  if (signal !== 'exec' && signal !== 'exit') restore(state);
  return signal;
}
