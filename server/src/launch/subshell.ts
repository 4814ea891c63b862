import { type Command, type Statement, type Substitution, walkStatements } from '../shell/index.ts';
import { runExitTrap } from './exit-trap.ts';
import { ExpansionFailure } from './failure.ts';
import { joinAll, within } from './flow.ts';
import { messageLine, placeOf } from './frame.ts';
import { readAll, readsFolder } from './input.ts';
import type { Machine, Parked, Scope, Signal } from './machine.ts';
import { openFiles, redirect } from './redirection.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { testedAsItsCommand, untested } from './tested.ts';
import { undoing } from './unwinding.ts';
import { EMPTY, type Place, sizeOf, type Value, withoutTrailingNewlines } from './value.ts';

/**
 * Runs something in a copy of the shell; only files, output and what was read remain.
 * @param depthOfTrap how much deeper its trap on EXIT is traced
 */
export function runSubshell(
  machine: Machine,
  state: State,
  run: (child: State) => Signal,
  depthOfTrap = 0,
): void {
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
  // What the shell around it keeps open is written on there.
  const files = openFiles(state);
  machine.held.push(...files);
  machine.depthOfShells++;
  const signal = undoing(machine, 'copy', () =>
    inside('shell', () => inside('function', () => inside('reader', () => inside('loop', () => run(child))))),
  );
  machine.depthOfShells--;
  machine.held.length -= files.length;
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
  machine.depthOfTexts += depthOfTrap;
  if (signal !== 'gone' && signal !== 'exec') runExitTrap(machine, child, place);
  for (const one of caught) if (one.signal !== 'exec') runExitTrap(machine, one.state, place);
  machine.depthOfTexts -= depthOfTrap;
  machine.line = line;
  const ends = [...(signal === 'gone' ? [] : [child]), ...caught.map((one) => one.state)];
  const end = joinAll(ends, 'how a subshell ends', undefined) ?? child;
  state.files = end.files;
  state.outputs = end.outputs;
  state.inputs = end.inputs;
  state.status = end.status;
  state.served ||= end.served;
  state.lastServers = end.lastServers;
  state.doubt ??= end.doubt;
  state.anyFile ??= end.anyFile;
}

/** bash 5.2 writes `$( )` anew before it runs it, and a `;` in a line behind a here-document is not written. */
function isListBehindHereDocument({ frame: { source } }: Machine, part: Substitution): boolean {
  if (!source.slice(part.span).includes('<<')) return false;
  let end: number | undefined;
  walkStatements(part.statements, ({ redirections }) => {
    for (const { hereDocument } of redirections) end ??= hereDocument?.endSpan?.end;
  });
  return end !== undefined && source.slice({ start: end, end: part.span.end }).includes(';');
}

/** The output of statements that run in a copy of the shell, without the line breaks at its end. */
export function runSubstitution(machine: Machine, state: State, part: Substitution): Value {
  machine.substitutions++;
  const { statements } = part;
  const [only] = statements;
  const dash = machine.frame.dialect === 'dash';
  const { status } = state;
  if (!dash && statements.length === 1 && only?.kind === 'command' && isReading(only)) {
    const opened = redirect(machine, state, only.redirections);
    const folder = opened.ok && readsFolder(state, 0);
    const value = opened.ok && !folder ? readAll(state, 0) : EMPTY;
    opened.restore(state);
    // bash reports it like an error of an expansion, which ends a script with -e.
    if (!opened.ok && state.options.get('errexit') === true)
      throw new ExpansionFailure(true, 'earlier', 'errexit', undefined);
    state.status = opened.ok ? 0 : 1;
    return withoutTrailingNewlines(value);
  }
  if (!dash && !part.backquotes && isListBehindHereDocument(machine, part))
    doubt(
      machine,
      state,
      'Some versions of bash lose the `;` behind a here-document in `$( )`.',
      placeOf(machine.frame, part.span),
    );
  const inherits = dash || state.shopt.get('inherit_errexit') === true;
  const { frame, linesUncertain } = machine;
  if (dash && part.backquotes) {
    const lineShift = -frame.source.lines.lineAt(part.span.start);
    machine.frame = { ...frame, lineShift };
  } else if (!dash && only !== undefined) {
    const lineShift = (frame.lineShift ?? 0) + machine.line - messageLine(frame, only.span.start);
    machine.frame = { ...frame, lineShift, backquoted: part.backquotes };
    if (!isOnOneLine(machine, statements)) machine.linesUncertain = true;
  }
  const run = (): Value =>
    outputOfCopy(machine, state, statements, (child) => {
      if (!inherits) child.options.set('errexit', false);
    });
  // In dash -e ends what is substituted also where the script asks for its status.
  const value = dash ? untested(machine, run) : testedAsItsCommand(machine, inherits, run);
  machine.frame = frame;
  machine.linesUncertain = linesUncertain;
  machine.substituted = state.status;
  // `$?` of dash is that of the command before, up to the end of this one.
  if (dash) state.status = status;
  machine.spend(sizeOf(value));
  return withoutTrailingNewlines(value);
}

/** What statements in a copy of the shell write to their standard output. */
function outputOfCopy(
  machine: Machine,
  state: State,
  statements: readonly Statement[],
  prepare: (child: State) => void = () => {},
): Value {
  const id = machine.nextId();
  machine.depthOfTexts++;
  runSubshell(machine, state, (child) => {
    child.descriptors.set(1, { kind: 'output', id });
    prepare(child);
    return inOwnText(machine, () => machine.statements(child, statements));
  });
  machine.depthOfTexts--;
  const value = state.outputs.get(id) ?? EMPTY;
  state.outputs.delete(id);
  return value;
}

/** A process substitution runs beside the command that reads it: only when it does no more is the order of no account. */
export function runProcess(
  machine: Machine,
  state: State,
  statements: readonly Statement[],
  place: Place,
): Value | undefined {
  const { frame, linesUncertain } = machine;
  const { files, status } = state;
  const sizes = new Map([...state.outputs].map(([output, value]) => [output, value.pieces.length]));
  machine.linesUncertain = true;
  const value = untested(machine, () => outputOfCopy(machine, state, statements));
  machine.frame = frame;
  machine.linesUncertain = linesUncertain;
  state.status = status;
  state.lastJobStatus = 'unknown';
  const wrote = [...state.outputs].some(([output, { pieces }]) => pieces.length !== (sizes.get(output) ?? 0));
  const errexit = (state.options.get('errexit') ?? false) !== false;
  if (wrote || state.files.differing(files).length > 0 || (errexit && statements.length > 1)) {
    doubt(machine, state, 'What a process substitution does beside the command is not simulated.', place);
    return undefined;
  }
  machine.spend(sizeOf(value));
  return value;
}

/** bash writes a substitution anew before it runs it: what it puts on several lines then has other lines in messages. */
function isOnOneLine(machine: Machine, statements: readonly Statement[]): boolean {
  const start = statements[0]?.span.start ?? 0;
  const text = machine.frame.source.slice({ start, end: statements.at(-1)?.span.end ?? start });
  return !/\n|\$'|\b(?:if|for|while|until|case|select|function)\b|\(\s*\)/.test(text);
}

/** Runs a part of a pipeline or a job in its copy of the shell. */
export function runInCopy(machine: Machine, child: State, statement: Statement): Signal {
  const run = (): Signal => machine.statement(child, statement);
  return statement.kind === 'command' ? run() : outOfLoops(machine, run);
}

/** Runs something that no `break` leaves, for the loops around it are those of another shell. */
export function outOfLoops<T>(machine: Machine, run: () => T): T {
  const { loops } = machine;
  machine.loops = 0;
  try {
    return run();
  } finally {
    machine.loops = loops;
  }
}

/** Runs something in a shell that reads a text of its own. */
export function inOwnText<T>(machine: Machine, run: () => T): T {
  return undoing(machine, 'shell', () => undoing(machine, 'text', run));
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
