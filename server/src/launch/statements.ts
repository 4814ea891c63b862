import {
  type AndOr,
  commandName,
  type FunctionDefinition,
  type Group,
  type If,
  type Pipeline,
  type Statement,
  type Test,
  wordsOf,
} from '../shell/index.ts';
import { computeCommand, expandExpression } from './arithmetic.ts';
import { OutOfBudget } from './budget.ts';
import { runCase } from './case.ts';
import { usingOwn } from './change.ts';
import { runCommand } from './command.ts';
import { afterCommand } from './errexit.ts';
import { ExpansionFailure } from './failure.ts';
import { branch, joinAll, park, within } from './flow.ts';
import { type Frame, messageLine, placeOf } from './frame.ts';
import { runJob } from './job.ts';
import { runArithmeticFor, runFor, runLoop } from './loops.ts';
import type { Machine, Signal } from './machine.ts';
import { runOpened } from './opened.ts';
import { complain, write } from './output.ts';
import { runPipeline } from './pipeline.ts';
import { type Opened, redirect } from './redirection.ts';
import { afterRefusal, guarded } from './refused.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { outOfLoops } from './subshell.ts';
import { runTest } from './test-expression.ts';
import { isCopy } from './tested.ts';
import { type Place, succeeded, unknown } from './value.ts';
import { expandOperand } from './words.ts';
import { loseTrace, traceArithmetic } from './xtrace.ts';

/** Statements inside statements, and functions inside functions: deeper ones are not followed. */
const MAX_DEPTH = 60;

export function runStatements(machine: Machine, state: State, statements: readonly Statement[]): Signal {
  for (const statement of statements) {
    const signal = machine.statement(state, statement);
    if (signal !== 'next') return signal;
  }
  return 'next';
}

/** Whether a text is part of another one that is being read. */
function isBrought({ dialect, given, sourced }: Frame): boolean {
  return dialect === 'bash' && (given !== undefined || sourced === true);
}

/** What bash reads at once: an error of an expansion gives up all of it, and the next lines follow. */
export function runReader(machine: Machine, state: State, statements: readonly Statement[]): Signal {
  const [first] = statements;
  if (first === undefined) return 'next';
  const place = placeOf(machine.frame, first.span);
  const { signal, parked } = within(machine, 'reader', () => runStatements(machine, state, statements));
  const discarded = signal === 'discard' || parked.length > 0;
  if (discarded && machine.unit.first !== machine.unit.last) machine.linesUncertain = true;
  if (signal === 'discard') state.status = 1;
  for (const one of parked) one.state.status = 1;
  // What `eval` or `.` brought is given up as well, up to the script that is read; in a copy of the shell always.
  const reachesFurther = machine.abandons || isCopy(machine);
  if (discarded && reachesFurther && isBrought(machine.frame)) {
    if (parked.length === 0) return signal;
    doubt(machine, state, 'How much of the script this error gives up is not known.', place);
  }
  const here = signal === 'next' || signal === 'discard';
  if (here && parked.length === 0) return 'next';
  const states = [...(here ? [state.clone()] : []), ...parked.map((one) => one.state)];
  const joined = joinAll(states, 'whether a command is given up', place);
  if (joined === undefined) return signal;
  if (!here && signal !== 'gone') park(machine, state.clone(), signal, place);
  state.become(joined);
  return 'next';
}

export function runStatement(machine: Machine, state: State, statement: Statement): Signal {
  machine.spend();
  if (machine.depth >= MAX_DEPTH)
    throw new OutOfBudget('Commands are nested deeper than the budget of the simulation allows.');
  machine.depth++;
  const place = placeOf(machine.frame, statement.span);
  const { line, bare } = machine;
  machine.line = messageLine(machine.frame, statement.span.start);
  machine.bare = statement.kind !== 'command' && statement.kind !== 'test';
  try {
    if (statement.background && isJobName(machine, statement)) return refuseJob(machine, state, place);
    if (statement.background) return runJob(machine, state, statement, place);
    if (statement.kind === 'command') return runCommand(machine, state, statement);
    return usingOwn(machine, () => runCompound(machine, state, statement, place));
  } catch (error) {
    return afterRefusal(machine, state, error, place);
  } finally {
    machine.depth--;
    machine.bare = bare;
    if (statement.kind !== 'command') machine.line = line;
  }
}

function refuseJob(machine: Machine, state: State, place: Place): Signal {
  complain(machine, state, 'bg: no job control', place);
  state.status = 1;
  return afterCommand(machine, state, place);
}

/** `%1 &` would go on with a job, and is not one itself. */
function isJobName(machine: Machine, statement: Statement): boolean {
  return (
    machine.frame.dialect === 'bash' &&
    statement.kind === 'command' &&
    commandName(statement)?.startsWith('%') === true
  );
}

function runCompound(
  machine: Machine,
  state: State,
  statement: Exclude<Statement, { kind: 'command' }>,
  place: Place,
): Signal {
  if (statement.redirections.length === 0) return runPlain(machine, state, statement, place);
  if (statement.kind === 'group' && statement.subshell) {
    // The copy of the shell is made first, and opens the files itself: they stay open until it ends.
    machine.subshell(state, (child) =>
      guarded(machine, child, place, () =>
        outOfLoops(machine, () => runInOpened(machine, child, statement, place, () => true)),
      ),
    );
    return afterCommand(machine, state, place);
  }
  return runInOpened(machine, state, statement, place);
}

/** @param keep whether the redirections stay, as they do for a trap on EXIT */
function runInOpened(
  machine: Machine,
  state: State,
  statement: Exclude<Statement, { kind: 'command' }>,
  place: Place,
  keep?: (signal: Signal) => boolean,
): Signal {
  const opened = redirectCompound(machine, state, statement);
  if (!opened.ok) {
    state.status = machine.frame.dialect === 'dash' ? 2 : 1;
    machine.unopened = machine.frame.dialect === 'bash';
    opened.restore(state);
    return afterCommand(machine, state, place);
  }
  return runOpened(
    machine,
    state,
    opened,
    place,
    (to) =>
      statement.kind === 'group'
        ? machine.statements(to, statement.statements)
        : runPlain(machine, to, statement, place),
    'redirections',
    keep,
  );
}

/** bash counts the lines of such errors from what it has read so far: the end of the whole command. */
function redirectCompound(machine: Machine, state: State, statement: Statement): Opened {
  const { line, linesUncertain, unit } = machine;
  // dash counts from the beginning of the command.
  if (machine.frame.dialect === 'dash') return redirect(machine, state, statement.redirections);
  const { broughtBy, lineShift = 0 } = machine.frame;
  const alone = machine.calls === 0 && broughtBy === undefined && lineShift === 0;
  if (alone && (machine.depth === 1 || unit.first === unit.last)) machine.line = unit.last;
  else if (unit.first !== unit.last || !alone) machine.linesUncertain = true;
  const opened = redirect(machine, state, statement.redirections);
  machine.line = line;
  machine.linesUncertain = linesUncertain;
  return opened;
}

function runPlain(
  machine: Machine,
  state: State,
  statement: Exclude<Statement, { kind: 'command' }>,
  place: Place,
): Signal {
  switch (statement.kind) {
    case 'pipeline':
      return runNegatable(machine, state, statement, place);
    case 'and-or':
      return runAndOr(machine, state, statement, place);
    case 'if':
      return runIf(machine, state, statement, 0, place);
    case 'loop':
      return runLoop(machine, state, statement, place);
    case 'for':
      return runFor(machine, state, statement, place);
    case 'arithmetic-for':
      return runArithmeticFor(machine, state, statement, place);
    case 'case':
      return runCase(machine, state, statement, place);
    case 'function':
      return define(machine, state, statement);
    case 'group':
      return runGroup(machine, state, statement, place);
    case 'test': {
      if (machine.frame.dialect === 'dash') return doubleBracketInDash(machine, state, statement, place);
      machine.computed = true;
      const result = runTest(machine, state, statement, place);
      state.status = result === 'unknown' ? 'unknown' : result === 'error' ? 2 : result ? 0 : 1;
      return afterCommand(machine, state, place);
    }
    case 'arithmetic': {
      machine.computed = true;
      const text = expandExpression(machine, state, statement.parts, place);
      traceArithmetic(machine, state, text, place);
      const result = text === undefined ? undefined : computeCommand(machine, state, text, place, '((');
      state.status = result === undefined ? 'unknown' : result === 0n || result === 'refused' ? 1 : 0;
      return afterCommand(machine, state, place);
    }
    default:
      doubt(machine, state, 'This part of the script could not be read.', place);
      state.status = 'unknown';
      return 'next';
  }
}

function runNegatable(machine: Machine, state: State, statement: Pipeline, place: Place): Signal {
  if (statement.timed) return runTimed(machine, state, statement, place);
  const [only] = statement.statements;
  machine.unopened = false;
  const run = (): Signal =>
    statement.statements.length === 1 && only !== undefined
      ? machine.statement(state, only)
      : runPipeline(machine, state, statement, place);
  const signal = statement.negated ? inverted(machine, state, run) : run();
  if (statement.negated) {
    // bash does not turn the status round when a compound command cannot open its files.
    const unopened =
      machine.unopened && only !== undefined && only.kind !== 'command' && only.redirections.length > 0;
    if (signal === 'next' && !unopened)
      state.status = state.status === 'unknown' ? 'unknown' : state.status === 0 ? 1 : 0;
    return signal;
  }
  return signal === 'next' && statement.statements.length > 1 ? afterCommand(machine, state, place) : signal;
}

/** bash ignores -e behind `!` only where it is on already. */
function inverted(machine: Machine, state: State, run: () => Signal): Signal {
  const ignores = machine.frame.dialect === 'dash' || (state.options.get('errexit') ?? false) !== false;
  const counter = ignores ? 'tested' : 'inverted';
  machine[counter]++;
  try {
    return run();
  } finally {
    machine[counter]--;
  }
}

/** `time` shows how long it took when it is over, also when the script ends there; not behind `return` and `exec`. */
function runTimed(machine: Machine, state: State, statement: Pipeline, place: Place): Signal {
  const show = (): void => write(machine, state, 2, unknown('how long it took', 'time', place), place);
  try {
    const signal = runNegatable(machine, state, { ...statement, timed: false }, place);
    if (signal !== 'return' && signal !== 'exec' && signal !== 'gone') show();
    // bash 5.2 may crash then.
    if (signal === 'discard')
      doubt(machine, state, 'What bash goes on with behind an error in a timed command is not known.', place);
    return signal;
  } catch (error) {
    if (error instanceof ExpansionFailure) show();
    throw error;
  }
}

/** Lists nest to the left and may be long: the left spine is walked, not followed by recursion. */
function runAndOr(machine: Machine, state: State, statement: AndOr, place: Place): Signal {
  const rest: AndOr[] = [];
  let first: Statement = statement;
  while (
    first.kind === 'and-or' &&
    (first === statement || (!first.background && first.redirections.length === 0))
  ) {
    rest.unshift(first);
    first = first.left;
  }
  machine.tested++;
  let signal: Signal;
  try {
    signal = machine.statement(state, first);
  } finally {
    machine.tested--;
  }
  for (const [i, { operator, right }] of rest.entries()) {
    if (signal !== 'next') return signal;
    const last = i === rest.length - 1;
    const run = (to: State): Signal => {
      if (!last) machine.tested++;
      try {
        return machine.statement(to, right);
      } finally {
        if (!last) machine.tested--;
      }
    };
    const done = succeeded(state.status);
    if (done === 'unknown') {
      const success = operator === '&&';
      const taken = (to: State): Signal => {
        to.status = success ? 0 : 'failed';
        return run(to);
      };
      const skipped = (to: State): Signal => {
        to.status = success ? 'failed' : 0;
        return 'next';
      };
      const reason = `whether the command before \`${operator}\` succeeds`;
      signal = branch(machine, state, place, reason, success ? [taken, skipped] : [skipped, taken]);
    } else if (done === (operator === '&&')) signal = run(state);
  }
  return signal;
}

function runIf(machine: Machine, state: State, statement: If, from: number, place: Place): Signal {
  const current = statement.branches[from];
  if (current === undefined) {
    if (statement.otherwise !== undefined) return machine.statements(state, statement.otherwise);
    state.status = 0;
    return 'next';
  }
  machine.tested++;
  let signal: Signal;
  try {
    signal = machine.statements(state, current.condition);
  } finally {
    machine.tested--;
  }
  if (signal !== 'next') return signal;
  const holds = succeeded(state.status);
  const taken = (to: State): Signal => {
    to.status = 0;
    return machine.statements(to, current.body);
  };
  const others = (to: State): Signal => runIf(machine, to, statement, from + 1, place);
  if (holds === true) return taken(state);
  if (holds === false) return others(state);
  const failed = (to: State): Signal => {
    to.status = 'failed';
    return others(to);
  };
  return branch(machine, state, place, 'whether the condition of this `if` holds', [taken, failed]);
}

function define(machine: Machine, state: State, statement: FunctionDefinition): Signal {
  state.functions.set(statement.name, { definition: statement, frame: machine.frame });
  const exported = state.options.get('allexport') ?? false;
  if (exported !== false) {
    // An exported function is a variable of the environment.
    const place = placeOf(machine.frame, statement.span);
    state.change(
      `BASH_FUNC_${statement.name}%%`,
      { value: unknown('the text of a function', 'function', place), exported },
      place,
    );
  }
  state.status = 0;
  return 'next';
}

function runGroup(machine: Machine, state: State, statement: Group, place: Place): Signal {
  if (!statement.subshell) return machine.statements(state, statement.statements);
  machine.subshell(state, (child) =>
    outOfLoops(machine, () => machine.statements(child, statement.statements)),
  );
  return afterCommand(machine, state, place);
}

/** dash knows no `[[`: it is the name of a program that is not there. */
function doubleBracketInDash(machine: Machine, state: State, statement: Test, place: Place): Signal {
  if (/[<>|&;()\n]/.test(machine.frame.source.slice(statement.span))) {
    doubt(machine, state, 'A test in double brackets means something else to `sh`.', place);
    state.status = 'unknown';
    return 'next';
  }
  for (const word of wordsOf({ ...statement, redirections: [] })) expandOperand(machine, state, word);
  if ((state.options.get('xtrace') ?? false) !== false) loseTrace(machine, state, place);
  complain(machine, state, '[[: not found', place);
  state.status = 127;
  return afterCommand(machine, state, place);
}
