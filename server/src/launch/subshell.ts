import type { Command, Statement } from '../shell/index.ts';
import { runExitTrap } from './exit-trap.ts';
import { ExpansionFailure } from './failure.ts';
import { joinAll, within } from './flow.ts';
import { placeOf } from './frame.ts';
import { readAll, readsFolder } from './input.ts';
import type { Machine, Parked, Scope, Signal } from './machine.ts';
import { redirect } from './redirection.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { EMPTY, sizeOf, type Value, withoutTrailingNewlines } from './value.ts';

/** Runs something in a copy of the shell; only files, output and what was read remain. */
export function runSubshell(machine: Machine, state: State, run: (child: State) => Signal): void {
  machine.spend(0, 3);
  const child = state.clone();
  child.exitTrap = EMPTY;
  child.perhapsEnded = false;
  const { frame, tested, line, failures } = machine;
  const caught: Parked[] = [];
  const inside = (kind: Scope['kind'], inner: () => Signal): Signal => {
    const { signal, parked } = within(machine, kind, inner);
    caught.push(...parked);
    return signal;
  };
  machine.depthOfShells++;
  const signal = inside('shell', () =>
    inside('function', () => inside('reader', () => inside('loop', () => run(child)))),
  );
  machine.depthOfShells--;
  if (signal === 'discard') child.status = 1;
  // An error of an expansion ends a copy of the shell, and then the trap of the whole script may run in it.
  const broken = machine.failures > failures;
  if (broken && state.exitTrap.pieces.length > 0)
    doubt(
      machine,
      child,
      'Whether the trap on EXIT runs here is not known.',
      placeOf(frame, { start: 0, end: 0 }),
    );
  for (const one of caught) if (one.signal === 'discard') one.state.status = 1;
  machine.frame = frame;
  machine.tested = tested;
  machine.line = line;
  const place = placeOf(frame, { start: 0, end: 0 });
  if (signal !== 'gone' && signal !== 'exec') runExitTrap(machine, child, place);
  for (const one of caught) if (one.signal !== 'exec') runExitTrap(machine, one.state, place);
  const ends = [...(signal === 'gone' ? [] : [child]), ...caught.map((one) => one.state)];
  const end = joinAll(ends, 'how a subshell ends', undefined) ?? child;
  state.files = end.files;
  state.outputs = end.outputs;
  state.inputs = end.inputs;
  state.status = end.status;
  state.served ||= end.served;
  state.doubt ??= end.doubt;
  state.anyFile ??= end.anyFile;
}

/** The output of statements that run in a copy of the shell, without the line breaks at its end. */
export function runSubstitution(machine: Machine, state: State, statements: readonly Statement[]): Value {
  machine.substitutions++;
  const [only] = statements;
  if (statements.length === 1 && only?.kind === 'command' && isReading(only)) {
    const opened = redirect(machine, state, only.redirections);
    const folder = opened.ok && readsFolder(state, 0);
    const value = opened.ok && !folder ? readAll(state, 0) : EMPTY;
    opened.restore(state);
    // bash reports it like an error of an expansion, which ends a script with -e.
    if (!opened.ok && state.options.get('errexit') === true)
      throw new ExpansionFailure(true, 1, 'errexit', undefined);
    state.status = opened.ok ? 0 : 1;
    return withoutTrailingNewlines(value);
  }
  const id = machine.nextId();
  const inherits = machine.frame.dialect === 'dash' || state.shopt.get('inherit_errexit') === true;
  machine.depthOfTexts++;
  runSubshell(machine, state, (child) => {
    child.descriptors.set(1, { kind: 'output', id });
    if (!inherits) child.options.set('errexit', false);
    return machine.statements(child, statements);
  });
  machine.depthOfTexts--;
  const value = state.outputs.get(id) ?? EMPTY;
  state.outputs.delete(id);
  machine.spend(sizeOf(value));
  return withoutTrailingNewlines(value);
}

/** `$(<FILE)` */
function isReading(command: Command): boolean {
  return (
    command.words.length === 0 &&
    command.assignments.length === 0 &&
    command.redirections.length === 1 &&
    command.redirections[0]?.operator === '<' &&
    command.redirections[0].descriptor === undefined
  );
}
