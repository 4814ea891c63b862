import { SourceText } from '../text/index.ts';
import { within } from './flow.ts';
import type { Machine } from './machine.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { EMPTY, knownText, type Place } from './value.ts';

/** `trap ... EXIT` runs when a shell ends itself, and not when a command takes its place. */
export function runExitTrap(machine: Machine, state: State, place: Place): void {
  if (state.exitTrap.pieces.length === 0) return;
  const text = knownText(state.exitTrap);
  state.exitTrap = EMPTY;
  const { status } = state;
  if (text === undefined) {
    doubt(machine, state, 'What the trap on EXIT does is not known.', place);
    return;
  }
  const { frame } = machine;
  const source = new SourceText('(trap)', text);
  const broughtBy = { ...place, line: machine.line };
  // Lines in messages are counted from the beginning of its text.
  const lineShift = frame.dialect === 'dash' ? 0 : 1 - machine.line;
  machine.frame = { ...frame, source, broughtBy, lineShift, within: undefined };
  const { signal, parked } = within(machine, 'shell', () => machine.runText(state, source));
  machine.frame = frame;
  if (parked.length > 0 || signal === 'gone')
    doubt(machine, state, 'What the trap on EXIT does is not known.', place);
  else if (signal !== 'exit') state.status = status;
}
