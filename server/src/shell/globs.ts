import { OPEN_PARENTHESIS } from './characters.ts';
import { readMatched } from './matched.ts';
import type { Reader } from './reader.ts';

/** A set such as `[!a-z]`; longer ones are none that anybody wrote. */
const bracketExpression = setWithout('/');
/** The same where texts are matched, and not names of files: with slashes. */
const textBracketExpression = setWithout('');
const wildcards = /[*?]+/y;
const extendedPrefix = /[?*+@!]\(/y;

/** @param more characters that cannot stand in a set, besides those that mean something to the shell */
function setWithout(more: string): RegExp {
  return new RegExp(
    `\\[[!^]?\\]?(?:\\[:[a-z]+:\\]|\\\\[^\\n]|[^\\]\\s|&;()<>'"\`$\\\\}${more}]){0,100}\\]`,
    'y',
  );
}

/**
 * The end of the pattern at the position; undefined when there is none.
 * @param extended whether `@(...)` and the like are patterns
 * @param slashes whether a set may have a slash, as it may not where names of files are matched
 */
export function matchGlob(
  reader: Reader,
  extended = reader.extendedPatterns,
  slashes = false,
): number | undefined {
  const { text, pos } = reader;
  const first = text[pos];
  if (extended && reader.test(extendedPrefix) && text[pos + 2] !== ')') {
    reader.pos = pos + 2;
    readMatched(reader, OPEN_PARENTHESIS, OPEN_PARENTHESIS + 1, text.slice(pos, pos + 2), pos);
    const end = reader.pos;
    reader.pos = pos;
    return end;
  }
  if (first === '*' || first === '?') {
    let end = pos + (reader.textOf(wildcards)?.length ?? 1);
    // The last sign may begin an extended pattern.
    if (extended && end > pos + 1 && text.charCodeAt(end) === OPEN_PARENTHESIS) end--;
    return end;
  }
  if (first !== '[') return undefined;
  const found = reader.textOf(slashes ? textBracketExpression : bracketExpression);
  return found === undefined ? undefined : pos + found.length;
}
