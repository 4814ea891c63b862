import { park } from './flow.ts';
import type { Machine, Signal } from './machine.ts';
import { endHere } from './report.ts';
import type { State } from './state.ts';
import { leaveShell } from './unwinding.ts';
import { type Place, succeeded } from './value.ts';

/**
 * `set -e` after a command that may have failed.
 * @param simple whether it is a simple command
 */
export function afterCommand(machine: Machine, state: State, place: Place, simple = false): Signal {
  const why = simple ? 'failed-command' : 'failed-compound';
  const errexit = state.options.get('errexit') ?? false;
  if (errexit === false || machine.tested > 0 || state.status === 0) return 'next';
  const failed = succeeded(state.status) === false;
  if (failed && errexit === true) {
    endHere(machine, state, place, 'errexit');
    leaveShell(machine, state, why);
    return 'exit';
  }
  const ended = state.clone();
  if (!failed) ended.status = 'failed';
  leaveShell(machine, ended, why);
  park(machine, ended, 'exit', place);
  machine.note(
    place,
    'Whether this command succeeds is not known; if it fails, `set -e` ends the script here.',
  );
  state.perhapsEnded = true;
  if (errexit === true) state.status = 0;
  return 'next';
}
