import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { EndStep, StepBase } from './step.ts';
import type { Place } from './value.ts';

/** How certain it is that a step is taken now. */
export function reachedOf(
  machine: Machine,
  state: State,
): Pick<StepBase, 'reached' | 'certain' | 'background'> {
  const certain = machine.perhaps === 0 && state.doubt === undefined;
  return {
    reached: !certain ? 'perhaps' : state.perhapsEnded ? 'unless-ended' : 'always',
    certain,
    background: machine.background > 0,
  };
}

/** Notes that the script, or a copy of the shell, ends here without a server. */
export function endHere(
  machine: Machine,
  state: State,
  place: Place,
  why: EndStep['why'],
  status = state.status,
  variable?: string,
): void {
  machine.step({ kind: 'end', place, ...reachedOf(machine, state), why, status, variable });
}

/** The shell may refuse an expression, and what then becomes of the script is not known. */
export function doubtComputation(machine: Machine, state: State, place: Place): void {
  doubt(machine, state, 'Whether the shell accepts this computation is not known.', place);
}

/** From here on nothing is certain; what follows is shown as if the cause had done nothing. */
export function doubt(machine: Machine, state: State, reason: string, place: Place): void {
  machine.note(place, reason);
  state.doubt ??= { reason, place };
}
