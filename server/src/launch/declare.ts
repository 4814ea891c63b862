import type { Command } from '../shell/index.ts';
import { assignOne, refuseBefore, refuseElement, warnOfLocale } from './assignment.ts';
import { demandNameInDash, operandsInDash, refuseChangeInDash, refuseInDash } from './dash-refusals.ts';
import type { Declared, Item } from './declared-items.ts';
import { declaredText } from './declared-text.ts';
import { isAlwaysDynamic, isDynamic } from './dynamic-variables.ts';
import { ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine, Signal } from './machine.ts';
import { complain, loseMessage, write } from './output.ts';
import { isReadOnly } from './read-only.ts';
import { doubt, reachedOf } from './report.ts';
import { NEVER_SET, PLAIN, type State, type Variable } from './state.ts';
import { concat, EMPTY, known, knownText, type Place, sameValue, unknown, type Value } from './value.ts';
import { expandText } from './words.ts';
import { traceAssignment } from './xtrace.ts';

/** What stands before a command that declares variables, with the values that they are to have. */
type Prefixed = readonly (readonly [name: string, value: Value])[];

/** Runs `export` or one of its like. */
export function declare(
  machine: Machine,
  state: State,
  name: string,
  items: readonly Item[],
  prefixed: Prefixed,
  place: Place,
): Signal {
  const dash = machine.frame.dialect === 'dash';
  if (name === 'local' && state.hidden.length === 0) {
    if (dash) refuseInDash(machine, state, 'local: not in a function', place);
    complain(machine, state, 'local: can only be used in a function', place);
    state.status = 1;
    return 'next';
  }
  let options = '';
  let plus = '';
  let names = 0;
  let failed = false;
  let ended = false;
  let printed = false;
  for (const item of items) {
    if (item === 'unknown') {
      doubt(machine, state, 'Which variables are set here is not known.', place);
      state.status = 'unknown';
      return 'next';
    }
    if ('option' in item && names === 0 && !ended) {
      if (item.option === '--' && !(dash && name === 'local')) ended = true;
      else if (dash) {
        // `local` of dash has no options: they are no names either.
        if (name === 'local') demandNameInDash(machine, state, name, item.option, place);
        options += operandsInDash(machine, state, name, [item.option], 'p', place).options;
      } else if (!isOption(name, item.option)) {
        loseMessage(machine, state, place);
        state.status = 2;
        return 'next';
      } else if (item.option.startsWith('+')) plus += item.option.slice(1);
      else options += item.option.slice(1);
      continue;
    }
    names++;
    const declared = 'option' in item ? item.declared : item;
    if (options.includes('n') && name !== 'export') {
      doubt(machine, state, 'A reference to another variable is not simulated.', place);
      state.status = 'unknown';
      return 'next';
    }
    if (name === 'export' && options.includes('f'))
      state.change(
        `BASH_FUNC_${declared.name}%%`,
        {
          value: options.includes('n') ? undefined : unknown('a function', 'function', place),
          exported: !options.includes('n'),
        },
        place,
      );
    if (/^(?:declare|typeset)$/.test(name) && /^p+$/.test(options) && plus === '') {
      printed = true;
      if (!print(machine, state, name, declared, place)) failed = true;
    }
    // Of a function that there is not it says nothing.
    if (/[fF]/.test(options) && !dash && name !== 'export' && !state.functions.has(declared.name))
      failed = true;
    if (/^(?:declare|typeset|local)$/.test(name) && /^[fFgp]*$/.test(options) && /[fF]/.test(options)) {
      printed = true;
      const shown = options.includes('F')
        ? known(`${declared.name}\n`)
        : unknown('a function', 'function', place);
      if (state.functions.has(declared.name)) write(machine, state, 1, shown, place);
      else if (options.includes('p')) complain(machine, state, `${name}: ${declared.name}: not found`, place);
    }
    if (/[fFp]/.test(options)) continue;
    if (!declareOne(machine, state, name, declared, options, plus, place)) failed = true;
  }
  if (names === 0 || /[fFp]/.test(options)) {
    if ((!options.includes('f') || (names === 0 && state.functions.size > 0)) && !printed)
      write(machine, state, 1, unknown('a list of variables', 'variables', place), place);
  }
  for (const [variable, value] of prefixed) state.assign(variable, value, place);
  state.status = failed ? 1 : 0;
  return 'next';
}

/** `declare -p NAME`. False when there is no such variable. */
function print(machine: Machine, state: State, command: string, item: Declared, place: Place): boolean {
  const { name } = item;
  const variable = state.variables.get(name);
  const plain = item.value === undefined && item.assignment === undefined && isIdentifier(name);
  if (plain && variable === undefined && !isDynamic(name)) {
    complain(machine, state, `${command}: ${name}: not found`, place);
    return false;
  }
  const text = plain && variable !== undefined ? declaredText(name, variable) : undefined;
  write(machine, state, 1, text ?? unknown('a list of variables', 'variables', place), place);
  if (text === undefined) loseMessage(machine, state, place);
  return true;
}

/**
 * `A=1 export A`: what stands before a command that exports a variable or gives it to a function stays.
 * @returns the values that are to be given once it is declared
 */
export function assignBefore(machine: Machine, state: State, command: Command, name: string): Prefixed {
  const words = command.words.slice(1).map((word) => machine.frame.source.slice(word.span));
  const options = words.filter((word) => /^-[a-zA-Z]/.test(word)).join('');
  const stays = name === 'declare' || name === 'typeset' ? /[xr]/.test(options) : !/[npf]/.test(options);
  return command.assignments.flatMap((assignment) => {
    if (assignment.index !== undefined) {
      refuseElement(machine, state, assignment);
      return [];
    }
    const kept =
      machine.frame.dialect === 'dash' ? name !== 'local' : stays && words.includes(assignment.name);
    if (isReadOnly(machine, state, assignment.name, placeOf(machine.frame, assignment.span))) {
      refuseBefore(machine, state, assignment, placeOf(machine.frame, assignment.span));
      return [];
    }
    if (assignment.value.kind !== 'word') return [];
    const { value } = expandText(machine, state, assignment.value);
    traceAssignment(machine, state, assignment.name, '=', value, placeOf(machine.frame, assignment.span));
    return kept ? [[assignment.name, value] as const] : [];
  });
}

function isOption(command: string, text: string): boolean {
  if (command === 'export' || command === 'readonly')
    return (command === 'export' ? /^-[fnp]+$/ : /^-[aAfp]+$/).test(text);
  return /^[-+][aAfFgiIlnrtuxp]+$/.test(text);
}

/** Whether bash accepts it. */
function declareOne(
  machine: Machine,
  state: State,
  command: string,
  item: Declared,
  options: string,
  plus: string,
  place: Place,
): boolean {
  const { name } = item;
  const dash = machine.frame.dialect === 'dash';
  if (dash && (!isIdentifier(name) || item.append || item.assignment !== undefined)) {
    if (command === 'local') doubt(machine, state, 'What `sh` makes of this is not known.', place);
    else refuseInDash(machine, state, `${command}: ${nameInDash(item)}: bad variable name`, place);
    return false;
  }
  if (/^[A-Za-z_]\w*\[.+\]$/.test(name) && command !== 'export' && command !== 'readonly') {
    doubt(machine, state, 'What becomes of an element that is declared is not known.', place);
    return true;
  }
  if (!isIdentifier(name)) {
    const shown = item.value === undefined ? name : `${name}=${knownText(item.value) ?? ''}`;
    complain(machine, state, `${command}: \`${shown}': not a valid identifier`, place);
    return false;
  }
  const before = state.variables.get(name);
  const sets = item.value !== undefined || item.assignment !== undefined;
  // What there is not is not made either.
  if (command === 'export' && options.includes('n') && !sets && before === undefined) return true;
  const traced =
    !dash && (command === 'export' || command === 'readonly') ? state.options.get('xtrace') : undefined;
  if ((sets || plus.includes('r')) && isReadOnly(machine, state, name, place)) {
    if (dash) refuseChangeInDash(machine, state, name, place, command);
    if (traced !== undefined && item.value !== undefined)
      traceAssignment(machine, state, name, item.append ? '+=' : '=', item.value, place);
    // It is exported all the same.
    if (command === 'export' && !options.includes('n') && before?.value !== undefined)
      state.change(name, { exported: true }, before?.from ?? place);
    complain(
      machine,
      state,
      `${command === 'export' || command === 'readonly' ? '' : `${command}: `}${name}: readonly variable`,
      place,
    );
    if ((command === 'export' || command === 'readonly') && state.options.get('errexit') === true)
      throw new ExpansionFailure(true, 'earlier', 'errexit', undefined);
    return false;
  }
  const scope = state.hidden.at(-1);
  const local =
    command === 'local' || ((command === 'declare' || command === 'typeset') && !options.includes('g'));
  if (local && scope !== undefined && !scope.has(name)) {
    scope.set(name, before);
    // A variable of a function begins without a value, and is exported when the hidden one is.
    if (dash) continueInDash(state, name, before, place);
    else if (before === undefined) state.variables.delete(name);
    else state.variables.set(name, { ...PLAIN, exported: before.exported, from: place });
  }
  const kept = state.variables.get(name);
  if (/[aA]/.test(options) && kept?.elements !== undefined && kept.associative !== options.includes('A')) {
    const [from, to] = kept.associative ? ['associative', 'indexed'] : ['indexed', 'associative'];
    const message = `${name}: cannot convert ${from} to ${to} array`;
    if (item.assignment === undefined) complain(machine, state, `${command}: ${message}`, place);
    else if (options.includes('g'))
      doubt(machine, state, `Whether \`${name}\` can become such an array is not known.`, place);
    else {
      if (!machine.computed && machine.frame.given !== 'eval') complain(machine, state, message, place);
      else loseMessage(machine, state, place);
      throw new ExpansionFailure(false, 1, 'parameter-error', undefined, { always: true });
    }
    return false;
  }
  const change = attributes(command, options, plus);
  // The words of `declare -A M=(...)` are expanded before there is such an array.
  const list = item.assignment?.value.kind === 'array' ? options.includes('A') : false;
  if (!list && (options.includes('A') || options.includes('a'))) {
    const now = state.variables.get(name);
    state.change(name, { associative: options.includes('A'), elements: now?.elements ?? NEVER_SET }, place);
  }
  let sources = item.sources;
  if (item.assignment !== undefined)
    sources = assignOne(machine, state, item.assignment, { associative: options.includes('A') });
  else if (item.value !== undefined) {
    const old = state.variables.get(name);
    let value = item.append ? concat(old?.value ?? EMPTY, item.value) : item.value;
    if (old?.integer === true || (item.append && old?.perhapsUnset === true))
      value = unknown(`the value of \`${name}\``, name, place);
    if (traced !== undefined)
      traceAssignment(machine, state, name, item.append ? '+=' : '=', item.value, place);
    if (!sameValue(old?.value ?? EMPTY, value)) warnOfLocale(machine, state, name, value, place);
    state.assign(name, value, placeOf(machine.frame, item.word.span));
  }
  if (/[luic]/.test(options) && item.value === undefined && item.assignment === undefined) {
    if (options.includes('i')) state.change(name, { integer: true }, place);
  } else if (/[luic]/.test(options)) {
    // What is no number may be a computation that bash refuses.
    if (options.includes('i') && item.value !== undefined) demandNumber(machine, state, item.value, place);
    state.change(name, { value: unknown('a variable with attributes', name, place), integer: true }, place);
  }
  if (list) state.change(name, { associative: true }, place);
  state.change(name, change, state.variables.get(name)?.from ?? place);
  if (!dash && isDynamic(name) && (isAlwaysDynamic(name) || state.variables.get(name)?.value === undefined))
    state.change(name, { value: unknown(`the value of \`${name}\``, name, place) }, place);
  // In a function that was called with `A=1` before it, `export A` may reach the variable that is hidden.
  for (const hidden of machine.prefixes) {
    const outer = hidden.get(name);
    if (!hidden.has(name) || local || state.hidden.length === 0) continue;
    const value = unknown(
      `which value of \`${name}\` stays`,
      name,
      place,
      outer?.value === undefined ? [] : [outer.value],
    );
    hidden.set(name, { ...(outer ?? PLAIN), value, exported: 'perhaps', perhapsUnset: outer === undefined });
  }
  if (!sets && command !== 'export') return true;
  const now = state.variables.get(name);
  const reached = reachedOf(machine, state);
  machine.step({
    kind: 'assign',
    place: placeOf(machine.frame, item.word.span),
    ...reached,
    name,
    value: now?.value,
    sources,
    word: item.word,
    exported: now?.exported ?? false,
  });
  return true;
}

function demandNumber(machine: Machine, state: State, value: Value, place: Place): void {
  const text = knownText(value);
  if (text === undefined || !/^-?(?:0|[1-9]\d{0,15})?$/.test(text))
    doubt(machine, state, 'Whether the shell accepts this computation is not known.', place);
}

/** What dash calls the variable. */
function nameInDash({ name, append, assignment }: Declared): string {
  const index = assignment?.index === undefined ? '' : `[${assignment.index}]`;
  return `${name}${index}${append ? '+' : ''}`;
}

/** A variable of a function begins in dash as the one that it hides. */
function continueInDash(state: State, name: string, before: Variable | undefined, place: Place): void {
  if (before !== undefined) state.variables.set(name, { ...before, from: place });
}

function attributes(command: string, options: string, plus: string): Partial<Variable> {
  const change: { exported?: boolean; readOnly?: boolean } = {};
  if (command === 'export') change.exported = !options.includes('n');
  if (options.includes('x')) change.exported = true;
  if (plus.includes('x')) change.exported = false;
  if (command === 'readonly' || options.includes('r')) change.readOnly = true;
  return change;
}
