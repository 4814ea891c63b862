import type { ArithmeticFor, For, Loop, Statement, WordPart } from '../shell/index.ts';
import { computeCommand, expandExpression } from './arithmetic.ts';
import { OutOfBudget } from './budget.ts';
import { refuseChangeInDash } from './dash-refusals.ts';
import { afterCommand } from './errexit.ts';
import { coversState, joinAll, park, within } from './flow.ts';
import { isIdentifier } from './identifier.ts';
import { joinStates } from './join-states.ts';
import type { Machine, Parked, Signal } from './machine.ts';
import { complain, loseMessage, write } from './output.ts';
import { isReadOnly } from './read-only.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { type Place, succeeded, unknown, type Value } from './value.ts';
import { expandWords } from './words.ts';
import { trace, traceArithmetic, traceWritten } from './xtrace.ts';

/** A loop that runs more often is given up. */
const MAX_ROUNDS = 300;
/** How often a loop of unknown length is run again to see what else it changes. */
const MAX_WIDENINGS = 5;
/** What one of these rounds counts for: it is joined with the others, and looked through for what is new. */
const WORK_OF_ROUND = 4;
/** Loops of unknown length inside each other: each runs the inner ones again and again. */
const MAX_UNKNOWN_LOOPS = 4;

/** After so many rounds that may have ended a loop nobody knows how often it runs. */
const MAX_BREAKS = 12;

/** What the body of a loop did. */
type Round =
  /** The loop may go on with the state. */
  { readonly kind: 'on' } | { readonly kind: 'over' } | { readonly kind: 'left'; readonly signal: Signal };

/** Runs a body once. States that leave the loop are added to `breaks`. */
function runOnce(
  machine: Machine,
  state: State,
  body: (state: State) => Signal,
  breaks: State[],
  place: Place,
): Round {
  machine.loops++;
  const { signal, parked } = within(machine, 'loop', () => body(state));
  machine.loops--;
  if (signal === 'next' && parked.length === 0) return { kind: 'on' };
  const going: State[] = [];
  const take = (one: Parked): void => {
    if (one.jump > 1) {
      machine.jump = one.jump - 1;
      park(machine, one.state, one.signal, place);
    } else if (one.signal === 'continue') going.push(one.state);
    else breaks.push(one.state);
  };
  for (const one of parked) take(one);
  if (signal === 'next') going.unshift(state.clone());
  else if (signal === 'break' || signal === 'continue') {
    if (machine.jump > 1) {
      machine.jump--;
      return { kind: 'left', signal };
    }
    (signal === 'break' ? breaks : going).unshift(state.clone());
  }
  const joined = joinAll(going, 'how a round of this loop ends', place);
  if (joined !== undefined) {
    state.become(joined);
    return { kind: 'on' };
  }
  if (breaks.length > 0 && (signal === 'break' || signal === 'gone')) return { kind: 'over' };
  return { kind: 'left', signal };
}

/** The state behind a loop: its usual end, and where `break` left it. */
function finish(state: State, usual: boolean, breaks: readonly State[], place: Place): Signal {
  if (usual && breaks.length === 0) return 'next';
  const joined = joinAll([...(usual ? [state.clone()] : []), ...breaks], 'how this loop ends', place);
  if (joined === undefined) return 'gone';
  state.become(joined);
  return 'next';
}

export function runFor(machine: Machine, state: State, statement: For, place: Place): Signal {
  const body = (to: State): Signal => machine.statements(to, statement.body);
  const set = (to: State, value: Value): void => to.assign(statement.variable, value, place);
  if (!isIdentifier(statement.variable)) {
    // Of several lines that it has read, bash does not name the one that it is in.
    const { first, last } = machine.unit;
    if (first !== last || machine.line !== first) loseMessage(machine, state, place);
    else complain(machine, state, `\`${statement.variable}': not a valid identifier`, place);
    // Not even with -e does this end the script.
    state.status = 1;
    return 'next';
  }
  const items = statement.words === undefined ? state.positional : wordsOf(machine, state, statement);
  if (items === undefined || statement.select) {
    if (statement.select)
      for (const descriptor of [1, 2])
        write(machine, state, descriptor, unknown('the choices of `select`', 'select', place), place);
    return runUnknown(machine, state, place, (to) => {
      set(to, unknown('a word of this loop', statement.variable, place));
      return body(to);
    });
  }
  if (items.length > 0 && isReadOnly(machine, state, statement.variable, place)) {
    if (machine.frame.dialect === 'dash') refuseChangeInDash(machine, state, statement.variable, place);
    complain(machine, state, `${statement.variable}: readonly variable`, place);
    state.status = 1;
    return afterCommand(machine, state, place);
  }
  if (items.length === 0) state.status = 0;
  const breaks: State[] = [];
  for (const item of items) {
    machine.spend();
    if (state.options.get('xtrace') !== undefined) traceFor(machine, state, statement, place);
    set(state, item);
    const round = runOnce(machine, state, body, breaks, place);
    if (round.kind === 'left') return round.signal;
    if (round.kind === 'over') return finish(state, false, breaks, place);
  }
  return finish(state, true, breaks, place);
}

/** bash shows the words as they are written. */
function traceFor(machine: Machine, state: State, statement: For, place: Place): void {
  const words = (statement.words ?? []).map((word) => machine.frame.source.slice(word.span));
  const line = [`for ${statement.variable} in`, ...words].join(' ');
  if (statement.words === undefined || /[\n$]['"]|\n/.test(line)) trace(machine, state, line, place);
  else traceWritten(machine, state, line, place);
}

function wordsOf(machine: Machine, state: State, statement: For): readonly Value[] | undefined {
  const { fields } = expandWords(machine, state, statement.words ?? []);
  return fields.every((field) => field.certain) ? fields.map((field) => field.value) : undefined;
}

export function runLoop(machine: Machine, state: State, statement: Loop, place: Place): Signal {
  return runWhile(
    machine,
    state,
    place,
    (to) => {
      const signal = testOf(machine, to, statement);
      return { signal, holds: succeeded(to.status) };
    },
    statement.until,
    (to) => machine.statements(to, statement.body),
  );
}

function testOf(
  machine: Machine,
  state: State,
  statement: { readonly condition: readonly Statement[] },
): Signal {
  machine.tested++;
  try {
    return machine.statements(state, statement.condition);
  } finally {
    machine.tested--;
  }
}

export function runArithmeticFor(
  machine: Machine,
  state: State,
  statement: ArithmeticFor,
  place: Place,
): Signal {
  machine.computed = true;
  const [start, condition, step] = expressionsOf(statement.parts);
  const evaluate = (to: State, parts: readonly WordPart[]): boolean | 'unknown' | 'refused' => {
    const text = expandExpression(machine, to, parts, place)?.trimStart();
    const shown = text === '' ? '1' : text;
    traceArithmetic(machine, to, shown, place);
    const result = shown === undefined ? undefined : computeCommand(machine, to, shown, place, '((');
    return result === undefined ? 'unknown' : result === 'refused' ? result : result !== 0n;
  };
  // An error ends the loop with status 1.
  let refused = evaluate(state, start) === 'refused';
  const test = (to: State): Tested => {
    const holds = refused ? 'refused' : evaluate(to, condition);
    refused ||= holds === 'refused';
    return { signal: 'next', holds: holds === 'refused' ? false : holds };
  };
  const body = (to: State): Signal => machine.statements(to, statement.body);
  const signal = runWhile(machine, state, place, test, false, body, (to) => {
    refused ||= evaluate(to, step) === 'refused';
  });
  if (refused && signal === 'next') state.status = machine.unknownLoops > 0 ? 'unknown' : 1;
  return signal;
}

/** The three expressions of a header, in parts. */
function expressionsOf(parts: readonly WordPart[]): readonly [WordPart[], WordPart[], WordPart[]] {
  const expressions: [WordPart[], WordPart[], WordPart[]] = [[], [], []];
  let at: 0 | 1 | 2 = 0;
  for (const part of parts) {
    if (part.kind !== 'literal' || part.escaped) {
      expressions[at].push(part);
      continue;
    }
    for (const [i, text] of part.text.split(';').entries()) {
      if (i > 0) at = at === 0 ? 1 : 2;
      if (text !== '') expressions[at].push({ ...part, text });
    }
  }
  return expressions;
}

/** What the condition of a loop came to. Its status is not always that of the shell. */
interface Tested {
  readonly signal: Signal;
  readonly holds: boolean | 'unknown';
}

function runWhile(
  machine: Machine,
  state: State,
  place: Place,
  test: (state: State) => Tested,
  until: boolean,
  body: (state: State) => Signal,
  step: (state: State) => void = () => {},
): Signal {
  /** One more round, whatever the condition comes to. */
  const around = (to: State): Signal => {
    const tested = test(to);
    const ended = tested.signal === 'next' ? body(to) : tested.signal;
    if (ended === 'next') step(to);
    return ended;
  };
  let bodyStatus: State['status'] = 0;
  const breaks: State[] = [];
  for (let count = 0; ; count++) {
    if (count > MAX_ROUNDS)
      throw new OutOfBudget('This loop runs more often than the budget of the simulation allows.');
    let over = false;
    const round = runOnce(
      machine,
      state,
      (to) => {
        const before = to.clone();
        const { signal, holds } = test(to);
        if (signal !== 'next') return signal;
        if (holds === 'unknown') {
          to.become(before);
          const result = runUnknown(machine, to, place, around);
          over = true;
          return result;
        }
        if (holds === until) {
          over = true;
          return 'next';
        }
        const result = body(to);
        return result;
      },
      breaks,
      place,
    );
    if (round.kind === 'left') return round.signal;
    if (round.kind === 'over') return finish(state, false, breaks, place);
    if (over) {
      if (state.status !== 'unknown') state.status = bodyStatus;
      return finish(state, true, breaks, place);
    }
    bodyStatus = state.status;
    step(state);
    if (breaks.length < MAX_BREAKS) continue;
    const signal = runUnknown(machine, state, place, around);
    return signal === 'next' ? finish(state, true, breaks, place) : signal;
  }
}

/**
 * A loop of which nobody knows how often it runs: once for show, then again until nothing new changes; what it
 * changes is unknown afterwards.
 */
function runUnknown(machine: Machine, state: State, place: Place, body: (state: State) => Signal): Signal {
  const reason = 'how often this loop runs';
  if (machine.unknownLoops >= MAX_UNKNOWN_LOOPS)
    throw new OutOfBudget(
      'Loops of unknown length are nested deeper than the budget of the simulation allows.',
    );
  machine.unknownLoops++;
  let current = state.clone();
  machine.perhaps++;
  let converged = false;
  let left = false;
  try {
    for (let round = 0; round < MAX_WIDENINGS && !converged; round++) {
      const after = current.clone();
      machine.spend(0, WORK_OF_ROUND);
      if (round > 0) machine.silent++;
      const breaks: State[] = [];
      let outcome: Round;
      try {
        outcome = runOnce(machine, after, (to) => machine.guarded(to, place, () => body(to)), breaks, place);
      } finally {
        if (round > 0) machine.silent--;
      }
      if (outcome.kind === 'left') {
        left = true;
        if (outcome.signal !== 'gone') park(machine, after, outcome.signal, place);
      }
      const joined = joinAll([...(outcome.kind === 'on' ? [after] : []), ...breaks], reason, place, false);
      converged = joined === undefined || coversState(current, joined);
      if (joined === undefined) break;
      joinStates(joined, current, reason, place, false);
      current = joined;
    }
  } finally {
    machine.perhaps--;
    machine.unknownLoops--;
  }
  state.become(current);
  state.status = 'unknown';
  if (left) state.perhapsEnded = true;
  machine.note(place, 'How often this loop runs is not known.');
  if (!converged) doubt(machine, state, 'What this loop does in the end is not known.', place);
  return 'next';
}
