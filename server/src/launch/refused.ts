import { BadSubstitution, ExpansionFailure } from './failure.ts';
import type { Machine, Signal } from './machine.ts';
import { loseMessage } from './output.ts';
import { doubt, endHere } from './report.ts';
import type { State } from './state.ts';
import { isCopy } from './tested.ts';
import { leaveShell } from './unwinding.ts';
import type { Place, Status } from './value.ts';

/** Runs something in which bash may refuse an expansion. */
export function guarded(machine: Machine, state: State, place: Place, run: () => Signal): Signal {
  try {
    return run();
  } catch (error) {
    return afterRefusal(machine, state, error, place);
  }
}

/** @throws the error when it is no refusal of an expansion */
export function afterRefusal(machine: Machine, state: State, error: unknown, place: Place): Signal {
  machine.failures++;
  if (error instanceof ExpansionFailure) return giveUp(machine, state, error, place);
  if (!(error instanceof BadSubstitution)) throw error;
  loseMessage(machine, state, place);
  return giveUp(machine, state, new ExpansionFailure(false, 1, 'parameter-error', undefined), place);
}

/** After an error of an expansion: the command that was read is given up, or the shell ends. */
function giveUp(machine: Machine, state: State, error: ExpansionFailure, place: Place): Signal {
  const errexit = machine.frame.dialect === 'bash' ? (state.options.get('errexit') ?? false) : false;
  state.status = statusOf(machine, state, error, errexit === true ? state.status : 0);
  if (!error.ends && (errexit === false || error.manner.always === true)) {
    machine.abandons = error.manner.throughTexts === true;
    return 'discard';
  }
  if (!error.ends && errexit === 'perhaps')
    doubt(machine, state, 'Whether this error ends the script is not known.', place);
  endHere(machine, state, place, error.why, state.status, error.variable);
  leaveShell(machine, state, errexit === true ? 'message' : error.manner.plainly === true ? 'exit' : 'error');
  return 'exit';
}

/** @param before the status of the command before */
function statusOf(machine: Machine, state: State, error: ExpansionFailure, before: Status): Status {
  // bash -c ends with 127 then.
  const command = machine.frame.dialect === 'bash' && state.options.get('command') === true;
  if (
    command &&
    !isCopy(machine) &&
    error.ends &&
    error.status === 1 &&
    state.options.get('errexit') !== true
  )
    return 127;
  if (error.status !== 'earlier') return error.status;
  return before === 0 ? 1 : before === 'unknown' ? 'failed' : before;
}
