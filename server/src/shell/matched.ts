import {
  BACKQUOTE,
  BACKSLASH,
  DOLLAR,
  DOUBLE_QUOTE,
  GREATER,
  LESS,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
} from './characters.ts';
import { readDoubleQuotes } from './double-quotes.ts';
import type { WordPart } from './model.ts';
import { PartList } from './part-list.ts';
import { readSingleQuotes } from './quotes.ts';
import type { Reader } from './reader.ts';

/**
 * Reads text that ends with the bracket that matches one already read, as bash does for arithmetic, subscripts and
 * patterns: quotes, `$(...)` and backquotes count as one piece. In subscripts the other expansions do so too; elsewhere
 * bash takes an unfinished `${` for plain text (observed with bash 5.2).
 * @param token what opened it at `start`, for messages
 */
export function readMatched(
  reader: Reader,
  open: number,
  close: number,
  token: string,
  start: number,
  subscript = false,
): readonly WordPart[] {
  const { text } = reader;
  const list = new PartList(reader);
  const from = reader.pos;
  let plain = from;
  let level = 1;
  const flushPlain = () => {
    if (reader.pos > plain) list.plain(plain, reader.pos);
  };
  const take = (part: WordPart | undefined) => {
    if (part === undefined) {
      plain = reader.pos;
      reader.pos++;
    } else {
      list.push(part);
      plain = reader.pos;
    }
  };
  for (;;) {
    const code = text.charCodeAt(reader.pos);
    if (Number.isNaN(code))
      reader.unclosed(token, start, Math.min(from, start + token.length), String.fromCharCode(close));
    if (code === close) {
      if (--level === 0) break;
      reader.pos++;
    } else if (code === open) {
      level++;
      reader.pos++;
    } else if (code === BACKSLASH) reader.pos = Math.min(reader.pos + 2, text.length);
    else if (code === SINGLE_QUOTE) {
      flushPlain();
      take(readSingleQuotes(reader));
    } else if (code === DOUBLE_QUOTE) {
      flushPlain();
      take(readDoubleQuotes(reader));
    } else if (code === BACKQUOTE) {
      flushPlain();
      take(reader.grammar.backquotes(reader, false));
    } else if (code === DOLLAR) {
      flushPlain();
      take(readDollar(reader, subscript));
    } else if (subscript && (code === LESS || code === GREATER)) {
      flushPlain();
      take(reader.grammar.process(reader));
    } else reader.pos++;
  }
  flushPlain();
  reader.pos++;
  return list.done();
}

function readDollar(reader: Reader, subscript: boolean): WordPart | undefined {
  const next = reader.text.charCodeAt(reader.past(reader.pos + 1));
  if (next === OPEN_BRACKET && !subscript) return undefined;
  if (next !== OPEN_BRACE || subscript) return reader.grammar.dollar(reader, false);
  const { plainDollars } = reader.memory;
  const { pos } = reader;
  if (plainDollars.has(pos)) return undefined;
  const part = reader.attempt(() => reader.grammar.dollar(reader, false));
  if (part === undefined) plainDollars.add(pos);
  return part;
}
