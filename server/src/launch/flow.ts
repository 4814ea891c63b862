import { joinStates } from './join-states.ts';
import type { Machine, Parked, Scope, Signal } from './machine.ts';
import { sameNode } from './node.ts';
import type { State } from './state.ts';
import { covers, type Place, sameValue } from './value.ts';

/** What a copy of the whole state counts for. */
const WORK_OF_COPY = 10;
/** More ways on which the script may end are put together. */
export const MAX_ENDS = 24;

/** Puts a way on aside for the construct that catches its signal. */
export function park(machine: Machine, state: State, signal: Signal, place: Place): void {
  const kind = CATCHES[signal];
  if (kind === undefined) return;
  for (let i = machine.scopes.length - 1; i >= 0; i--) {
    const scope = machine.scopes[i];
    if (scope?.kind === kind) {
      machine.spend(0, WORK_OF_COPY);
      const last = scope.parked.at(-1);
      if (scope.parked.length >= MAX_ENDS && last?.signal === signal && last.jump === machine.jump) {
        const joined = last.state.clone();
        joinStates(joined, state, 'on which way the script ends', place);
        scope.parked[scope.parked.length - 1] = { ...last, state: joined };
      } else scope.parked.push({ state, signal, jump: machine.jump, place });
      return;
    }
  }
}

const CATCHES: Readonly<Partial<Record<Signal, Scope['kind']>>> = {
  break: 'loop',
  continue: 'loop',
  return: 'function',
  discard: 'reader',
  exit: 'shell',
  exec: 'shell',
};

/** Runs something inside a construct that catches signals. */
export function within(
  machine: Machine,
  kind: Scope['kind'],
  run: () => Signal,
): { readonly signal: Signal; readonly parked: Parked[] } {
  const scope: Scope = { kind, parked: [] };
  machine.scopes.push(scope);
  try {
    return { signal: run(), parked: scope.parked };
  } finally {
    machine.scopes.pop();
  }
}

/** The state after one of several ways of which nobody knows which is taken; the first is the one to show. */
export function branch(
  machine: Machine,
  state: State,
  place: Place,
  reason: string,
  ways: readonly ((state: State) => Signal)[],
): Signal {
  const results: { readonly state: State; readonly signal: Signal }[] = [];
  machine.perhaps++;
  try {
    for (const way of ways) {
      machine.spend(0, WORK_OF_COPY);
      const copy = state.clone();
      results.push({ state: copy, signal: machine.guarded(copy, place, () => way(copy)) });
    }
  } finally {
    machine.perhaps--;
  }
  const going = results.filter((result) => result.signal === 'next');
  let left = results.some((result) => result.signal === 'gone');
  for (const result of results) {
    if (result.signal === 'next' || result.signal === 'gone') continue;
    park(machine, result.state, result.signal, place);
    left = true;
  }
  const [first, ...others] = going;
  if (first === undefined) return 'gone';
  for (const other of others) joinStates(first.state, other.state, reason, place);
  if (left) first.state.perhapsEnded = true;
  state.become(first.state);
  return 'next';
}

/** Joins states into the first of them; undefined when there is none. */
export function joinAll(
  states: readonly State[],
  reason: string,
  place: Place | undefined,
  exhaustive = true,
): State | undefined {
  const [first, ...others] = states;
  for (const other of others) if (first !== undefined) joinStates(first, other, reason, place, exhaustive);
  return first;
}

/** Whether everything that differs from `state` in `after` is already unknown in `state`. */
export function coversState(state: State, after: State): boolean {
  for (const name of state.variables.differing(after.variables, state.budget)) {
    state.budget.spend(1);
    const a = state.variables.get(name);
    const b = after.variables.get(name);
    if (a === undefined || b === undefined) return false;
    if ((a.value === undefined) !== (b.value === undefined) && !a.perhapsUnset) return false;
    if (a.value !== undefined && b.value !== undefined && !covers(a.value, b.value)) return false;
    if (a.exported !== b.exported && a.exported !== 'perhaps') return false;
    if (a.elements !== b.elements && a.elements !== 'unknown') return false;
  }
  for (const path of after.files.differing(state.files)) {
    const a = state.files.at(path);
    const b = after.files.at(path);
    const unknown = a.kind === 'unknown' && !a.exhaustive;
    if (!unknown && !(a.kind === 'file' && b.kind === 'file' && covers(a.text, b.text)) && !sameNode(a, b))
      return false;
  }
  if (state.cwd !== after.cwd && state.cwd !== undefined) return false;
  if (state.positional !== after.positional && state.positional !== undefined) {
    const same =
      after.positional?.length === state.positional.length &&
      after.positional.every((value, i) => sameValue(value, state.positional?.[i] ?? value));
    if (!same) return false;
  }
  return true;
}
