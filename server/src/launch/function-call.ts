import type { Call } from './call.ts';
import { joinAll, within } from './flow.ts';
import type { Frame } from './frame.ts';
import type { Machine, Signal } from './machine.ts';
import type { ShellFunction, State } from './state.ts';
import { undoing } from './unwinding.ts';
import type { Place } from './value.ts';

export function callFunction(call: Call, called: ShellFunction): Signal {
  const { machine, state } = call;
  const { frame: caller } = machine;
  const { positional, positionalFrom } = state;
  const certain = call.args.every((argument) => argument.certain);
  state.positional = certain ? call.args.map((argument) => argument.value) : undefined;
  state.positionalFrom = call.place;
  state.hidden = [...state.hidden, new Map()];
  const restoreArguments = (to: State): void => {
    to.positional = positional;
    to.positionalFrom = positionalFrom;
  };
  const run = (): Signal =>
    runCalled(machine, state, frameOf(called, caller), call.place, (to) => {
      machine.loops = 0;
      return machine.statement(to, called.definition.body);
    });
  const signal = undoing(
    machine,
    'arguments',
    () => undoing(machine, 'variables', run, leaveScope),
    restoreArguments,
  );
  machine.frame = caller;
  // A trap on EXIT sees the variables and arguments of the function.
  if (signal === 'exit') return signal;
  if (signal === 'exec') state.hidden = state.hidden.slice(0, -1);
  else leaveScope(state);
  restoreArguments(state);
  return signal;
}

function frameOf({ frame }: ShellFunction, caller: Frame): Frame {
  const { within } = caller;
  return frame.fromCommand === true && frame.dialect === 'bash'
    ? { ...frame, within, name: 'environment' }
    : { ...frame, within };
}

/** Variables that the innermost function hides are seen again. */
export function leaveScope(state: State): void {
  const scope = state.hidden.at(-1) ?? new Map();
  state.hidden = state.hidden.slice(0, -1);
  for (const [name, variable] of scope) state.variables.put(name, variable);
}

/** Runs a function or a sourced file: `return` ends it, and nothing else. */
export function runCalled(
  machine: Machine,
  state: State,
  frame: Frame,
  place: Place,
  run: (state: State) => Signal,
): Signal {
  const caller = machine.frame;
  const { line, loops } = machine;
  machine.frame = frame;
  machine.calls++;
  const { signal, parked } = within(machine, 'function', () => run(state));
  machine.calls--;
  machine.loops = loops;
  machine.frame = caller;
  machine.line = line;
  if (signal === 'next' && parked.length === 0) return signal;
  const states = [
    ...(signal === 'next' || signal === 'return' ? [state.clone()] : []),
    ...parked.map((one) => one.state),
  ];
  const joined = joinAll(states, 'where this call returns', place);
  if (joined === undefined) return signal;
  state.become(joined);
  return 'next';
}

/** Runs a text in the same shell; `return` ends it. */
export function callText(machine: Machine, state: State, frame: Frame, place: Place): Signal {
  return runCalled(machine, state, frame, place, (to) => {
    machine.depthOfTexts++;
    try {
      return undoing(machine, 'text', () => machine.runText(to, frame.source));
    } finally {
      machine.depthOfTexts--;
    }
  });
}
