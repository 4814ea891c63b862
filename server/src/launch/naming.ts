import type { Span } from '../text/index.ts';
import { BadSubstitution, ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import type { State } from './state.ts';

/**
 * Expands something of which bash names the text in its message, should it refuse it: the whole command is given
 * up then, and the next one follows.
 */
export function naming<T>(machine: Machine, state: State, span: Span, expand: () => T): T {
  try {
    return expand();
  } catch (error) {
    if (!(error instanceof BadSubstitution)) throw error;
    const place = placeOf(machine.frame, span);
    const dash = machine.frame.dialect === 'dash';
    const text = machine.frame.source.slice(span);
    complain(machine, state, dash ? 'Bad substitution' : `${text}: bad substitution`, place);
    throw new ExpansionFailure(dash, dash ? 2 : 1, 'parameter-error', undefined);
  }
}
