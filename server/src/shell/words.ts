import { groupBraces, mergeLiterals } from './braces.ts';
import {
  BACKQUOTE,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  COLON,
  COMMA,
  DOLLAR,
  DOUBLE_QUOTE,
  EQUALS,
  endsWord,
  GREATER,
  isPlain,
  LESS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  PIPE,
  SINGLE_QUOTE,
  TILDE,
  withoutContinuations,
} from './characters.ts';
import { readDoubleQuotes } from './double-quotes.ts';
import { readBackquotes, readDollar, readProcess } from './expansions.ts';
import { matchGlob } from './globs.ts';
import { readMatched } from './matched.ts';
import type { Word, WordPart } from './model.ts';
import { PartList } from './part-list.ts';
import { readSingleQuotes } from './quotes.ts';
import type { Reader } from './reader.ts';
import { endOfTilde } from './tilde.ts';

/** What is expanded in a word depends on where it stands. */
export interface WordMode {
  /** `{a,b}` */
  readonly braces: boolean;
  /** `*`: file names, or the pattern that something is compared with. */
  readonly globs: boolean;
  /** Whether a text is compared, and no file names. */
  readonly compares: boolean;
  /** `@(a|b)` without the option `extglob`. */
  readonly extended: boolean;
  /**
   * Where `~` is expanded besides the beginning: behind `:`, as in values and elements with an index (but not in
   * operands of the latter), or behind the `=` of `NAME=` too.
   */
  readonly tilde: 'start' | 'value' | 'element' | 'assignment';
  /** The right side of `=~`. */
  readonly regularExpression: boolean;
}

const NOTHING: WordMode = {
  braces: false,
  globs: false,
  compares: false,
  extended: false,
  tilde: 'start',
  regularExpression: false,
};
/** Arguments of commands, words of `for`, files. */
export const ARGUMENT: WordMode = { ...NOTHING, braces: true, globs: true, tilde: 'assignment' };
/** An element of an array. */
export const ELEMENT: WordMode = { ...NOTHING, braces: true, globs: true };
/** An element of an array behind its `[index]=`. */
export const INDEXED: WordMode = { ...NOTHING, tilde: 'element' };
/** `NAME=value` before a command. */
export const VALUE: WordMode = { ...NOTHING, tilde: 'value' };
/** `NAME=value` behind `export` and its like. */
export const DECLARED: WordMode = { ...NOTHING, braces: true, tilde: 'value' };
/** The word of `case`, operands of `[[ ]]`, here-strings, names. */
export const PLAIN: WordMode = NOTHING;
/** The patterns of `case`. */
export const PATTERN: WordMode = { ...NOTHING, globs: true, compares: true };
/** The right side of `==` in `[[ ]]`. */
export const TEST_PATTERN: WordMode = { ...NOTHING, globs: true, compares: true, extended: true };
export const REGULAR_EXPRESSION: WordMode = { ...NOTHING, regularExpression: true };

/** Whether a word begins at the position. */
export function startsWord(reader: Reader): boolean {
  return !endsWord(reader.peek()) || startsProcess(reader);
}

/** Whether `<(` or `>(` is at the position. */
function startsProcess(reader: Reader): boolean {
  const code = reader.peek();
  return (
    (code === LESS || code === GREATER) &&
    reader.text.charCodeAt(reader.past(reader.pos + 1)) === OPEN_PARENTHESIS
  );
}

/** The word at the position; its parts are empty when there is none. `raw` of its characters were read before. */
export function readWord(reader: Reader, mode: WordMode, raw = 0): Word {
  const plain = raw === 0 && !mode.regularExpression ? readPlainWord(reader) : undefined;
  if (plain !== undefined) return plain;
  const start = reader.pos - raw;
  const parts = readParts(reader, mode, raw);
  const [part] = parts;
  const span = parts.length === 1 && part !== undefined ? part.span : reader.span(start, reader.pos);
  return { kind: 'word', span, parts, assignment: undefined };
}

/** The word at the position when it is plain text from end to end, as most are; otherwise nothing is read. */
function readPlainWord(reader: Reader): Word | undefined {
  const { text, pos } = reader;
  let end = pos;
  let code = text.charCodeAt(end);
  while (isPlain(code)) code = text.charCodeAt(++end);
  if (end === pos || !endsWord(code) || code === LESS || code === GREATER) return undefined;
  reader.pos = end;
  const span = reader.span(pos, end);
  const part: WordPart = { kind: 'literal', span, text: text.slice(pos, end), escaped: false };
  return { kind: 'word', span, parts: [part], assignment: undefined };
}

/** The parts of a word up to what ends it. The text `raw` before the position belongs to it as it is. */
export function readParts(reader: Reader, mode: WordMode, raw = 0): readonly WordPart[] {
  return reader.asValue(mode.tilde === 'value', () => readPieces(reader, mode, raw));
}

function readPieces(reader: Reader, mode: WordMode, raw: number): readonly WordPart[] {
  const { text } = reader;
  const start = reader.pos - raw;
  const list = new PartList(reader);
  if (raw > 0) list.plain(start, reader.pos);
  const first = reader.past(start);
  /** Where `~` is expanded, besides the first character. */
  let afterSign = mode.tilde === 'element' ? reader.pos : -1;
  let equals = false;
  for (;;) {
    const from = reader.pos;
    let at = from;
    let code = text.charCodeAt(at);
    if (mode.tilde === 'start') {
      while (isPlain(code)) code = text.charCodeAt(++at);
    } else {
      for (; isPlain(code); code = text.charCodeAt(++at)) {
        if (code === COLON) {
          if (mode.tilde !== 'assignment' || equals) afterSign = at + 1;
        } else if (code === EQUALS && mode.tilde === 'assignment' && !equals) {
          equals = isName(text, start, at);
          if (equals) afterSign = at + 1;
        }
      }
    }
    if (at > from) list.plain(from, at);
    reader.pos = at;
    if (endsWord(code)) {
      const process = code === LESS || code === GREATER ? readProcess(reader) : undefined;
      if (process !== undefined) list.push(process);
      else if (mode.regularExpression && (code === OPEN_PARENTHESIS || code === PIPE))
        readRegularExpressionSign(reader, list);
      else break;
      continue;
    }
    const part = readPart(reader, mode, code, list, at === first || at === afterSign);
    if (part !== undefined) list.push(part);
  }
  const parts = list.done();
  if (mode.regularExpression) return asRegularExpression(parts);
  return list.marks === undefined ? parts : groupBraces(reader, parts, list.marks);
}

/**
 * Reads one part, which it returns, or plain text, which it adds to the list.
 * @param tilde whether a `~` is expanded here
 */
function readPart(
  reader: Reader,
  mode: WordMode,
  code: number,
  list: PartList,
  tilde: boolean,
): WordPart | undefined {
  const { text, pos } = reader;
  switch (code) {
    case BACKSLASH: {
      const next = text.charCodeAt(pos + 1);
      reader.pos = Math.min(pos + 2, text.length);
      if (next === NEWLINE || reader.pos === pos + 1) list.nothing(pos, reader.pos);
      else if (mode.regularExpression) list.plain(pos, reader.pos);
      else list.escaped(pos);
      return undefined;
    }
    case SINGLE_QUOTE:
      return readSingleQuotes(reader);
    case DOUBLE_QUOTE:
      return readDoubleQuotes(reader);
    case BACKQUOTE:
      return readBackquotes(reader, false);
    case DOLLAR: {
      const part = readDollar(reader, false);
      if (part !== undefined) return part;
      break;
    }
    case TILDE: {
      const behindSign = text[pos - 1] === '=' || text[pos - 1] === ':';
      const value = mode.tilde === 'value' || mode.tilde === 'element';
      const place = value ? 'value' : behindSign ? 'argument' : 'start';
      const end = tilde ? endOfTilde(reader, place, endsWord, QUOTES) : undefined;
      if (end === undefined) break;
      reader.pos = end;
      const name = withoutContinuations(text.slice(pos, end));
      return { kind: 'tilde', span: reader.span(pos, end), text: name, at: place };
    }
    case OPEN_BRACE:
    case CLOSE_BRACE:
    case COMMA:
      if (!mode.braces || (code !== OPEN_BRACE && list.marks === undefined)) break;
      reader.pos = pos + 1;
      list.mark(code, pos);
      return undefined;
    default: {
      const glob = mode.globs || reader.extendedPatterns || mode.extended;
      const extended = mode.extended || reader.extendedPatterns;
      const end = glob ? matchGlob(reader, extended, mode.compares) : undefined;
      if (end === undefined) break;
      reader.pos = end;
      if (!mode.globs) {
        list.plain(pos, end);
        return undefined;
      }
      return { kind: 'glob', span: reader.span(pos, end), text: text.slice(pos, end) };
    }
  }
  reader.pos = pos + 1;
  list.plain(pos, reader.pos);
  return undefined;
}

/** Quotes before the next `/` of a word. */
const QUOTES = /^[^\s/;&|()<>]*["'\\]/;

function isName(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  return /^[A-Za-z_]\w*\+?$/.test(name);
}

/** A `(` with all that it encloses, or a `|`. */
function readRegularExpressionSign(reader: Reader, list: PartList): void {
  const start = reader.pos;
  reader.pos++;
  if (reader.text.charCodeAt(start) === OPEN_PARENTHESIS) {
    const parts = readMatched(reader, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, '(', start);
    list.plain(start, start + 1);
    for (const part of parts) list.push(part);
    list.plain(reader.pos - 1, reader.pos);
  } else list.plain(start, reader.pos);
}

/** Unquoted text of a regular expression is a pattern unless every character stands for itself. */
function asRegularExpression(parts: readonly WordPart[]): readonly WordPart[] {
  return mergeLiterals(parts).map((part) =>
    part.kind === 'literal' && /[\^$.*+?()[\]{}|\\]/.test(part.text)
      ? { kind: 'glob', span: part.span, text: part.text }
      : part,
  );
}
