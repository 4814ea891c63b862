import { BACKQUOTE, BACKSLASH, DOLLAR, DOUBLE_QUOTE, NEWLINE } from './characters.ts';
import type { WordPart } from './model.ts';
import { PartList } from './part-list.ts';
import type { Reader } from './reader.ts';

/** `"..."` and `$"..."` from the first character on; `quote` is the offset of the first quote. */
export function readDoubleQuotes(reader: Reader, quote = reader.pos): WordPart {
  const start = reader.pos;
  reader.pos = quote + 1;
  const list = new PartList(reader);
  for (;;) {
    const code = readQuotedText(reader, list);
    if (code === DOUBLE_QUOTE) break;
    reader.unclosed('"', start, quote + 1, '"');
  }
  reader.pos++;
  return { kind: 'double', span: reader.span(start, reader.pos), parts: list.done() };
}

/**
 * Text in which only backslash, dollar and backquote have a meaning, as in double quotes and here-documents, up to
 * a `"` that is none of theirs or the end of the text.
 * @returns the character at which it stopped
 */
export function readQuotedText(reader: Reader, list: PartList, quotes = true): number {
  const { text } = reader;
  for (;;) {
    const from = reader.pos;
    let at = from;
    let code = text.charCodeAt(at);
    while (code !== DOLLAR && code !== BACKQUOTE && !(code === DOUBLE_QUOTE && quotes) && at < text.length) {
      if (code === BACKSLASH) {
        if (isEscape(text.charCodeAt(at + 1), quotes)) break;
        at++;
      }
      code = text.charCodeAt(++at);
    }
    at = Math.min(at, text.length);
    if (at > from) list.plain(from, at);
    reader.pos = at;
    if (at >= text.length || code === DOUBLE_QUOTE) return code;
    if (code === BACKSLASH) {
      if (text.charCodeAt(at + 1) === NEWLINE) list.nothing(at, at + 2);
      else list.escaped(at);
      reader.pos = at + 2;
      continue;
    }
    const part =
      code === DOLLAR ? reader.grammar.dollar(reader, true) : reader.grammar.backquotes(reader, quotes);
    if (part !== undefined) list.push(part);
    else {
      list.plain(at, at + 1);
      reader.pos = at + 1;
    }
  }
}

/** Whether a backslash before the character is removed. */
function isEscape(next: number, quotes: boolean): boolean {
  return (
    next === NEWLINE ||
    next === DOLLAR ||
    next === BACKQUOTE ||
    next === BACKSLASH ||
    (quotes && next === DOUBLE_QUOTE)
  );
}
