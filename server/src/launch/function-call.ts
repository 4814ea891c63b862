import type { Call } from './call.ts';
import { joinAll, within } from './flow.ts';
import type { Frame } from './frame.ts';
import type { Machine, Signal } from './machine.ts';
import type { ShellFunction, State } from './state.ts';
import type { Place } from './value.ts';

export function callFunction(call: Call, called: ShellFunction): Signal {
  const { machine, state } = call;
  const { frame: caller } = machine;
  const { positional, positionalFrom } = state;
  const certain = call.args.every((argument) => argument.certain);
  state.positional = certain ? call.args.map((argument) => argument.value) : undefined;
  state.positionalFrom = call.place;
  state.hidden = [...state.hidden, new Map()];
  const signal = runCalled(machine, state, called.frame, call.place, (to) =>
    machine.statement(to, called.definition.body),
  );
  machine.frame = caller;
  const scope = state.hidden.at(-1) ?? new Map();
  state.hidden = state.hidden.slice(0, -1);
  if (signal !== 'exec') {
    for (const [name, variable] of scope) {
      if (variable === undefined) state.variables.delete(name);
      else state.variables.set(name, variable);
    }
  }
  state.positional = positional;
  state.positionalFrom = positionalFrom;
  return signal;
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
  machine.loops = 0;
  const { signal, parked } = within(machine, 'function', () => run(state));
  machine.calls--;
  machine.loops = loops;
  machine.frame = caller;
  machine.line = line;
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
      return machine.runText(to, frame.source);
    } finally {
      machine.depthOfTexts--;
    }
  });
}
