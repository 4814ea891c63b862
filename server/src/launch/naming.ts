import type { Span } from '../text/index.ts';
import { BadSubstitution, ExpansionFailure } from './failure.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { complain, loseMessage } from './output.ts';
import type { State } from './state.ts';

/** A message that begins with a word of the script. bash has already read `$'...'` and substitutions, and writes them anew. */
export function complainOf(
  machine: Machine,
  state: State,
  span: Span,
  message: string,
  at = span,
  before = '',
  text = machine.frame.source.slice(span),
): void {
  const { linesUncertain } = machine;
  if (/\$['"]|\$\((?!\()/.test(text)) machine.linesUncertain = true;
  // What stands in backquotes was read once before.
  const read = machine.frame.backquoted === true ? text.replace(/\\([$`\\])/g, '$1') : text;
  complain(machine, state, `${before}${read}${message}`, placeOf(machine.frame, at));
  machine.linesUncertain = linesUncertain;
}

/** Expands something of which bash names another text than the script has, should it refuse it. */
export function unnamed<T>(machine: Machine, state: State, span: Span, expand: () => T): T {
  try {
    return expand();
  } catch (error) {
    if (!(error instanceof BadSubstitution)) throw error;
    const place = placeOf(machine.frame, span);
    loseMessage(machine, state, place);
    throw new ExpansionFailure(false, 1, 'parameter-error', undefined);
  }
}

/**
 * Expands something of which bash names the text in its message, should it refuse it: the whole command is given
 * up then, and the next one follows.
 */
export function naming<T>(
  machine: Machine,
  state: State,
  span: Span,
  expand: () => T,
  /** The place of the message: a span of the script's own. */
  at = span,
  /** How bash writes it. */
  shown?: string,
): T {
  try {
    return expand();
  } catch (error) {
    if (!(error instanceof BadSubstitution)) throw error;
    const dash = machine.frame.dialect === 'dash';
    if (dash) complain(machine, state, 'Bad substitution', placeOf(machine.frame, at));
    else complainOf(machine, state, span, ': bad substitution', at, '', shown);
    throw new ExpansionFailure(dash, dash ? 2 : 1, 'parameter-error', undefined);
  }
}
