import { CLOSE_PARENTHESIS, OPEN_PARENTHESIS } from './characters.ts';
import { readMatched } from './matched.ts';
import type { WordPart } from './model.ts';
import type { Reader } from './reader.ts';

/**
 * The content of a `((...))` that begins at the position; `second` is the offset of its second parenthesis.
 * Undefined when the parenthesis that matches that one is not followed by another: then it is no arithmetic.
 */
export function readArithmeticContent(
  reader: Reader,
  second: number,
): { readonly text: string; readonly parts: readonly WordPart[] } | undefined {
  const start = reader.pos;
  const comments = reader.comments.length;
  reader.pos = second + 1;
  const parts = reader.within('((', start, second + 1, '))', () =>
    readMatched(reader, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, '((', start),
  );
  const end = reader.past(reader.pos);
  if (reader.text.charCodeAt(end) !== CLOSE_PARENTHESIS) {
    reader.comments.length = comments;
    return undefined;
  }
  const text = reader.text.slice(second + 1, reader.pos - 1);
  reader.pos = end + 1;
  return { text, parts };
}
