import { COLON, SLASH } from './characters.ts';
import type { TildePlace } from './model.ts';
import type { Reader } from './reader.ts';

/** Longer names of users are none. */
const MAX_NAME = 200;

/**
 * The end of the `~`, `~name`, `~+` or `~-` at the position; undefined when something else is part of the name, so
 * that nothing is expanded. Behind the `=` or `:` of an assignment a `:` ends it; elsewhere no quotes may stand before the next `/` either.
 * @param ends whether a character ends the text in which it stands
 * @param quotes finds quotes before the next `/`, from the `:` on
 */
export function endOfTilde(
  reader: Reader,
  place: TildePlace,
  ends: (code: number) => boolean,
  quotes: RegExp,
): number | undefined {
  const { text } = reader;
  let end = reader.pos + 1;
  while (/[\w.+-]/.test(text[reader.past(end)] ?? '')) end = reader.past(end) + 1;
  const code = text.charCodeAt(reader.past(end));
  if (code === COLON && place === 'start' && quotes.test(text.slice(end, end + MAX_NAME))) return undefined;
  return ends(code) || code === SLASH || code === COLON ? end : undefined;
}
