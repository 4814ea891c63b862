import { BASH_ONLY, BUILTIN_NAMES } from './builtin-names.ts';
import { withChange } from './change.ts';
import { messageHead } from './frame.ts';
import type { Machine } from './machine.ts';
import { fileNode } from './node.ts';
import { reachedOf } from './report.ts';
import type { Descriptor, State } from './state.ts';
import { concat, EMPTY, known, type Place, sizeOf, unknown, type Value } from './value.ts';

/** Writes to a descriptor of the shell. */
export function write(machine: Machine, state: State, descriptor: number, value: Value, place: Place): void {
  if (value.pieces.length === 0) return;
  machine.spend(sizeOf(value));
  const target = state.descriptors.get(descriptor);
  if (target === undefined && descriptor === 1) machine.unwritten++;
  if (target?.kind === 'output') state.append(target.id, value);
  else if (target?.kind === 'unknown') {
    for (const one of target.among ?? []) perhapsWrite(state, one, value, place);
  } else if (target?.kind === 'file') {
    const node = state.files.at(target.path);
    if (node.kind === 'file') {
      const text = concat(node.text, value);
      const changes = withChange(machine, node.changes, place, text);
      state.files.set(target.path, fileNode(text, changes, node.executable));
    } else if (node.kind === 'unknown')
      state.files.perhaps(target.path, 'what is written here too', 'output', place);
  }
}

function perhapsWrite(state: State, target: Descriptor, value: Value, place: Place): void {
  const reason = 'whether it is written here';
  if (target.kind === 'output') state.append(target.id, unknown(reason, 'perhaps', place, [EMPTY, value]));
  else if (target.kind === 'file') state.files.perhaps(target.path, reason, 'perhaps', place);
}

/** A message of the shell itself: its name and line come first. */
export function complain(machine: Machine, state: State, message: string, place: Place): void {
  noteComplaint(machine, state, message, undefined, place);
  const { within } = machine.frame;
  // In dash builtins name themselves only.
  const named = /^([\w.[:]+): /.exec(message)?.[1] ?? '';
  const head =
    within === undefined || (BUILTIN_NAMES.has(named) && !BASH_ONLY.has(named)) ? '' : `${within}: `;
  const text = known(`${messageHead(machine.frame, machine.line)}${head}${message}\n`);
  // How bash shows other characters depends on the message, the version and the locale.
  const exact = !machine.linesUncertain && /^[ -~]*$/.test(message);
  write(machine, state, 2, exact ? text : unknown('a message of the shell', 'message', place, [text]), place);
}

/** The shell says something, nobody knows what; or nothing, where `alternatives` has an empty text. */
export function loseMessage(
  machine: Machine,
  state: State,
  place: Place,
  alternatives: readonly Value[] = [],
): void {
  write(machine, state, 2, unknown('a message of the shell', 'message', place, alternatives), place);
}

/** A message of a program. */
export function printError(machine: Machine, state: State, message: string, place: Place): void {
  write(machine, state, 2, known(`${message}\n`), place);
}

/** Keeps a message for the rules, unless it is written where nobody is to see it. */
export function noteComplaint(
  machine: Machine,
  state: State,
  message: string,
  program: string | undefined,
  place: Place,
): void {
  const target = state.descriptors.get(2);
  if (target?.kind !== 'output' || !machine.logs.has(target.id)) return;
  const tested = machine.tested + machine.inverted > 0;
  machine.step({ kind: 'complaint', place, ...reachedOf(machine, state), message, program, tested });
}
