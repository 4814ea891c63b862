import { branch } from './flow.ts';
import type { Machine, Signal } from './machine.ts';
import { write } from './output.ts';
import { type Opened, openFiles } from './redirection.ts';
import type { State } from './state.ts';
import { type Undo, undoing } from './unwinding.ts';
import { type Place, unknown } from './value.ts';

/**
 * Runs something between opening its redirections and putting them back. When they may fail to open, it may not
 * run at all.
 * @param keep whether the redirections stay: those of `exec` without a command do, and a trap on EXIT sees them
 */
export function runOpened(
  machine: Machine,
  state: State,
  opened: Opened,
  place: Place,
  run: (state: State) => Signal,
  kind: Undo['kind'],
  keep: (signal: Signal) => boolean = (signal) => signal === 'exit',
): Signal {
  const go = (to: State): Signal => {
    let signal: Signal = 'discard';
    const files = [...openFiles(to), ...opened.writing];
    machine.held.push(...files);
    try {
      // Where an error ends the script, what was opened stays open.
      const bash = machine.frame.dialect === 'bash';
      const own = (): Signal => (bash ? machine.guarded(to, place, () => run(to)) : run(to));
      signal = undoing(machine, kind, own, opened.restore);
      return signal;
    } finally {
      machine.held.length -= files.length;
      if (!keep(signal)) opened.restore(to);
    }
  };
  if (!opened.uncertain) return go(state);
  const fail = (to: State): Signal => {
    // Errors may go elsewhere already.
    const there = to.descriptors.get(2);
    const message = unknown('a message of the shell', 'message', place);
    if (there !== opened.errors) write(machine, to, 2, message, place);
    opened.restore(to);
    write(machine, to, 2, message, place);
    to.status = 'failed';
    return 'next';
  };
  return branch(machine, state, place, 'whether a redirection can be opened', [go, fail]);
}
