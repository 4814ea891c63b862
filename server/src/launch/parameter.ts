import type { Parameter } from '../shell/index.ts';
import { type Atom, type Joint, joinAtoms, separatorOf } from './atom.ts';
import { use } from './change.ts';
import { refuseChangeInDash } from './dash-refusals.ts';
import { ExpansionFailure } from './failure.ts';
import { park } from './flow.ts';
import { placeOf } from './frame.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { naming } from './naming.ts';
import { complain, loseMessage } from './output.ts';
import { numberOf, perhapsTooShort, refuseLength, transform } from './parameter-operators.ts';
import { isReadOnly } from './read-only.ts';
import { doubt } from './report.ts';
import { NEVER_SET, type State } from './state.ts';
import type { Source } from './step.ts';
import { lookUp, type Subject } from './subject.ts';
import { prefixedParts } from './tilde.ts';
import { leaveShell } from './unwinding.ts';
import {
  concatAll,
  EMPTY,
  either,
  isEmpty,
  known,
  knownText,
  type Place,
  show,
  unknown,
  type Value,
} from './value.ts';

/** `$NAME`, `${NAME}` and all that bash makes of `${NAME<operator>...}`. */
export function expandParameter(machine: Machine, state: State, part: Parameter, quoted: boolean): Atom[] {
  const place = placeOf(machine.frame, part.span);
  if (machine.frame.dialect === 'dash' && !isPosix(part)) {
    complain(machine, state, 'Bad substitution', place);
    throw new ExpansionFailure(true, 2, 'parameter-error', undefined);
  }
  if (part.indirect && (part.operator === '@' || part.operator === '*'))
    return namesBeginning(machine, state, part, quoted);
  const subject = lookUp(machine, state, part, place);
  noteUse(machine, state, part, subject);
  const source = (value: Value, unset: boolean): Source => ({ part, value, unset });
  const text = (value: Value, unset = false): Atom[] => [
    { kind: 'text', value, quoted, split: !quoted, source: source(value, unset) },
  ];
  const star = part.name === '*' || part.index === '*';
  const open = (value: Value): Atom[] => text(value).map((atom) => ({ ...atom, open: !quoted || !star }));
  const operator = part.operator ?? '';
  if (subject === 'unknown') {
    if (operator === ':') perhapsTooShort(machine, state, part, place);
    if (part.index !== undefined) perhapsRefused(machine, state, part, place);
    const value = unknown(`the value of \`${part.name}\``, part.name, place);
    const list = part.name === '@' || part.index === '@' || part.indirect;
    return list && !part.length ? open(value) : text(value);
  }
  const nounset = state.options.get('nounset') ?? false;
  if (part.length && nounset !== false) demandSet(machine, state, part, subject);
  if (part.length) return text(lengthOf(machine, state, subject, part, place));
  if (CONDITIONAL.has(operator)) {
    const decided = conditional(machine, state, part, subject, quoted);
    if (decided !== undefined) return decided;
  } else if (nounset !== false) demandSet(machine, state, part, subject);
  if (subject.kind === 'scalar') {
    const unset = subject.value === undefined;
    let value = subject.value ?? EMPTY;
    if (subject.perhapsUnset) value = either(value, EMPTY, `\`${part.name}\`, which may be unset`, place);
    if (operator !== '' && !CONDITIONAL.has(operator))
      value = transform(machine, state, part, subject, value, place);
    return text(value, unset);
  }
  let items = subject.items;
  machine.budget.spend(items?.length ?? 0);
  if (items === undefined) {
    if (operator === ':') perhapsTooShort(machine, state, part, place);
    return open(unknown('the arguments', 'arguments', place));
  }
  if (operator === ':') items = sliceList(machine, state, part, subject, items, place);
  else if (operator !== '' && !CONDITIONAL.has(operator))
    items = items.map((item) => transform(machine, state, part, subject, item, place));
  if (items === undefined) return open(unknown('part of the arguments', 'arguments', place));
  const ofDash = machine.frame.dialect === 'dash' && !(subject.star && quoted);
  const joint = ofDash ? 'always' : jointOf(part, subject.star, quoted);
  return listAtoms(state, items, joint, quoted, (value) => source(value, false));
}

function noteUse(machine: Machine, state: State, part: Parameter, subject: Subject | 'unknown'): void {
  const variable = state.variables.get(part.name);
  const value = subject === 'unknown' ? variable?.value : textOf(state, subject);
  if (/^(?:\d+|[@*])$/.test(part.name))
    use(machine, `$${part.name}`, value, state.positionalFrom ?? 'argument');
  else use(machine, part.name, value, variable?.from ?? 'shell');
}

function textOf(state: State, subject: Subject): Value | undefined {
  if (subject.kind === 'scalar') return subject.value;
  return concatAll(
    (subject.items ?? []).flatMap((item, i) => (i === 0 ? [item] : [separatorOf(state), item])),
  );
}

const CONDITIONAL = new Set(['-', ':-', '=', ':=', '?', ':?', '+', ':+']);
const POSIX_OPERATORS = new Set([...CONDITIONAL, '#', '##', '%', '%%', '']);

function isPosix(part: Parameter): boolean {
  return POSIX_OPERATORS.has(part.operator ?? '') && !part.indirect && part.index === undefined;
}

function jointOf(part: Parameter, star: boolean, quoted: boolean): Joint {
  if (star) return 'star';
  const operator = part.operator ?? '';
  if (part.indirect) return quoted ? 'value' : 'blank';
  if (operator === '' || CONDITIONAL.has(operator)) return 'blank';
  return quoted || /^[#%]/.test(operator) ? 'value' : 'blank';
}

function listAtoms(
  state: State,
  items: readonly Value[],
  joint: Joint,
  quoted: boolean,
  source: (value: Value) => Source,
): Atom[] {
  if (joint === 'star' && quoted) {
    const separator = separatorOf(state);
    const value = concatAll(items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])));
    return [{ kind: 'text', value, quoted, split: false, source: source(value) }];
  }
  return items.flatMap((value, i): Atom[] => {
    const atom: Atom = { kind: 'text', value, quoted, split: !quoted, source: source(value) };
    return i === 0 ? [atom] : [{ kind: 'break', joint }, atom];
  });
}

/** `-`, `=`, `?`, `+` and their forms with a colon; undefined when the parameter's own value is used. */
function conditional(
  machine: Machine,
  state: State,
  part: Parameter,
  subject: Subject,
  quoted: boolean,
): Atom[] | undefined {
  const place = placeOf(machine.frame, part.span);
  const operator = part.operator ?? '';
  const colon = operator.startsWith(':');
  const kind = operator.at(-1);
  const used = isUsed(subject, colon);
  const unset = subject.kind === 'scalar' && subject.value === undefined;
  const operand = (): Atom[] => {
    const atoms = expandOperand(machine, state, part, quoted);
    return atoms.map((atom) =>
      atom.kind === 'break'
        ? atom
        : { ...atom, split: !atom.quoted && !quoted, source: { part, value: atom.value, unset } },
    );
  };
  const operandValue = (): Value => joinAtoms(state, expandOperand(machine, state, part, quoted)).value;
  const own = subject.kind === 'scalar' ? (subject.value ?? EMPTY) : EMPTY;
  const one = (value: Value): Atom[] => [
    { kind: 'text', value, quoted, split: !quoted, source: { part, value, unset } },
  ];
  const emptyWord = (): Atom[] =>
    quoted
      ? one(EMPTY)
      : [{ kind: 'text', value: EMPTY, quoted: false, split: true, source: { part, value: EMPTY, unset } }];
  const orEmpty = (atoms: Atom[]): Atom[] => (atoms.length > 0 ? atoms : emptyWord());
  if (used === 'unknown') {
    if (kind === '+') return one(either(operandValue(), EMPTY, `whether \`${part.name}\` is set`, place));
    if (kind === '?') {
      mayEnd(machine, state, part.name, place);
      return one(own);
    }
    const value = either(own, operandValue(), `whether \`${part.name}\` is set`, place);
    const name = kind === '=' ? assignedBy(state, part) : undefined;
    if (name !== undefined) state.assign(name, value, place);
    return one(value);
  }
  if (kind === '+') return used ? orEmpty(operand()) : emptyWord();
  if (used) return undefined;
  if (kind === '-') return orEmpty(operand());
  if (kind === '=') {
    const name = assignedBy(state, part);
    if (part.indirect && name === undefined)
      doubt(machine, state, `Whether \`\${!${part.name}}\` can be given a value is not known.`, place);
    if (name === undefined) return one(unknown(`the value of \`${part.name}\``, part.name, place));
    const value = operandValue();
    if (isReadOnly(machine, state, name, place)) {
      if (machine.frame.dialect === 'dash') refuseChangeInDash(machine, state, name, place);
      complain(machine, state, `${name}: readonly variable`, place);
      doubt(machine, state, `\`${name}\` may not be changed: what bash goes on with is not known.`, place);
    }
    state.assign(name, value, place);
    return one(value);
  }
  const message = operandValue();
  const standard = colon ? 'parameter null or not set' : 'parameter not set';
  complain(machine, state, `${part.name}: ${message.pieces.length === 0 ? standard : show(message)}`, place);
  throw new ExpansionFailure(true, machine.frame.dialect === 'dash' ? 2 : 1, 'parameter-error', part.name);
}

function expandOperand(machine: Machine, state: State, part: Parameter, quoted: boolean): Atom[] {
  const { operand } = part;
  if (operand === undefined) return [];
  const parts = prefixedParts(machine, state, operand, operand.parts);
  return naming(machine, state, operand.span, () => machine.expand(state, parts, quoted));
}

/** Whether a parameter is set, and with a colon not empty. */
function isUsed(subject: Subject, colon: boolean): boolean | 'unknown' {
  if (subject.kind === 'list') {
    if (subject.items === undefined) return 'unknown';
    if (!colon) return subject.items.length > 0;
    if (subject.items.length === 1) {
      const empty = isEmpty(subject.items[0] ?? EMPTY);
      return empty === 'unknown' ? 'unknown' : !empty;
    }
    return subject.items.length > 0;
  }
  if (subject.value === undefined) return false;
  if (!colon) return subject.perhapsUnset ? 'unknown' : true;
  const empty = isEmpty(subject.value);
  if (empty === true) return false;
  return empty === 'unknown' || subject.perhapsUnset ? 'unknown' : true;
}

function demandSet(machine: Machine, state: State, part: Parameter, subject: Subject): void {
  if (subject.kind === 'list') {
    if (!part.length || subject.positional || (subject.items?.length ?? 1) > 0) return;
    if (isArray(state, part.name)) return;
  }
  // Of an element that an array does not have, the length is 0.
  if (part.length && part.index !== undefined && isArray(state, part.name)) return;
  const place = placeOf(machine.frame, part.span);
  if (subject.kind === 'scalar' && subject.perhapsUnset) mayEnd(machine, state, part.name, place);
  if (subject.kind === 'scalar' && subject.value !== undefined) return;
  if (state.options.get('nounset') === 'perhaps') {
    doubt(
      machine,
      state,
      `Whether \`set -u\` ends the script here, where \`${part.name}\` is not set, is not known.`,
      place,
    );
    return;
  }
  const dash = machine.frame.dialect === 'dash';
  const plain = /^(?:\d+|!)$/.test(part.name) && !dash && !part.braced ? `$${part.name}` : part.name;
  const element = part.index === undefined || part.length ? plain : `${part.name}[${part.index}]`;
  const name = part.indirect ? `!${element}` : element;
  complain(machine, state, `${name}: ${dash ? 'parameter not set' : 'unbound variable'}`, place);
  // Where the number of elements is missed, or the length of one, no more than the command is given up.
  const ends = subject.kind === 'scalar' && !(part.length && part.index !== undefined);
  throw new ExpansionFailure(ends, dash ? 2 : 1, 'unset-variable', part.name);
}

/** An element of an array that is not known: with `set -u` it may be missing, and one counted from the end too. */
function perhapsRefused(machine: Machine, state: State, part: Parameter, place: Place): void {
  if (part.index === '@' || part.index === '*') return;
  const nounset = !CONDITIONAL.has(part.operator ?? '') && (state.options.get('nounset') ?? false) !== false;
  const fromEnd = /^\s*-/.test(part.index ?? '');
  if (nounset) mayEnd(machine, state, part.name, place);
  if (nounset || fromEnd) loseMessage(machine, state, place, [EMPTY]);
}

/** The variable that `${NAME=...}` gives a value; with `!` it is the one that NAME names. */
function assignedBy(state: State, part: Parameter): string | undefined {
  if (part.index !== undefined) return undefined;
  const named = part.indirect ? knownText(state.variables.get(part.name)?.value ?? EMPTY) : part.name;
  return named !== undefined && isIdentifier(named) ? named : undefined;
}

function isArray(state: State, name: string): boolean {
  const elements = state.variables.get(name)?.elements;
  return elements !== undefined && elements !== NEVER_SET;
}

/** On one of the ways here the variable is not set, and the script ends. */
function mayEnd(machine: Machine, state: State, name: string, place: Place): void {
  machine.note(place, `Whether \`${name}\` is set is not known; the script may end here.`);
  const ended = state.clone();
  ended.status = 'failed';
  leaveShell(machine, ended, state.options.get('errexit') === true ? 'message' : 'error');
  park(machine, ended, 'exit', place);
  state.perhapsEnded = true;
}

function lengthOf(machine: Machine, state: State, subject: Subject, part: Parameter, place: Place): Value {
  const isJoined = machine.frame.dialect === 'dash' && subject.kind === 'list' && subject.items !== undefined;
  if (subject.kind === 'list' && !isJoined)
    return subject.items === undefined
      ? unknown('the number of arguments', 'number', place)
      : known(String(subject.items.length));
  const perhapsUnset = subject.kind === 'scalar' && subject.perhapsUnset;
  // dash gives the length of all arguments together.
  const text = perhapsUnset ? undefined : knownText(textOf(state, subject) ?? EMPTY);
  // Without a locale bash counts bytes, with one characters: equal only for ASCII.
  if (text === undefined || !/^[\0-\x7f]*$/.test(text))
    return unknown(`the length of \`${part.name}\``, 'number', place);
  return known(String(text.length));
}

function sliceList(
  machine: Machine,
  state: State,
  part: Parameter,
  subject: Subject & { readonly kind: 'list' },
  items: readonly Value[],
  place: Place,
): readonly Value[] | undefined {
  // Of an array without elements bash does not even read the numbers.
  if (!subject.positional && items.length === 0) return [];
  const offset = numberOf(machine, state, part.operand, place, part.name);
  if (offset === undefined) return undefined;
  const variable = subject.positional ? undefined : state.variables.get(part.name);
  if (!subject.positional && (variable?.elements === undefined || variable.associative)) return undefined;
  // The list of arguments counts from 1; 0 is the name of the script. Elements count by their index.
  const first = subject.positional ? [known(machine.scriptName), ...items] : items;
  const keys =
    variable?.elements instanceof Map ? [...variable.elements.keys()].map(Number) : [...first.keys()];
  const next = keys.reduce((most, key) => Math.max(most, key), -1) + 1;
  const start = offset < 0 ? next + offset : offset;
  // The length is not even read then.
  if (start < 0 || start > next || (!subject.positional && start === next)) return [];
  const { secondOperand } = part;
  const length =
    secondOperand === undefined ? undefined : numberOf(machine, state, secondOperand, place, part.name);
  if (secondOperand !== undefined && length === undefined) return undefined;
  if (length !== undefined && length < 0) refuseLength(machine, state, part, place);
  const from = keys.filter((key) => key < start).length;
  return first.slice(from, length === undefined ? undefined : from + length);
}

/** `${!PREFIX*}` and `${!PREFIX@}` */
function namesBeginning(machine: Machine, state: State, part: Parameter, quoted: boolean): Atom[] {
  const names = [...state.variables.keys()].filter((name) => name.startsWith(part.name)).sort();
  const place = placeOf(machine.frame, part.span);
  machine.note(place, 'Which variables begin with this name also depends on the image.');
  const value = unknown('the names of variables', 'names', place, [known(names.join(' '))]);
  return [{ kind: 'text', value, quoted, split: !quoted, source: { part, value, unset: false } }];
}
