import { isBreak, isBreakOrEnd, isDigit, isFlowMark, isGap, isHexDigit } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { ProblemLog } from './problem.ts';

// The scalars of yaml/scanner.py: scan_plain, scan_flow_scalar, scan_block_scalar.

export interface PlainText {
  readonly text: string;
  readonly end: number;
  /** Whether reading stopped at the start of a line, where a key may begin. */
  readonly atLineStart: boolean;
}

/**
 * Reads plain text, over several lines where PyYAML does.
 * @param indent the least column of a further line
 * @param forced number of characters that are taken unseen, for text that begins with a character it may not
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean, forced = 0): PlainText {
  let text = '';
  let spaces = '';
  let end = cursor.pos;
  let atLineStart = false;
  for (let skip = forced; ; skip = 0) {
    if (skip === 0 && cursor.code() === 0x23) break;
    const start = cursor.pos;
    const stop = plainEnd(cursor, start + skip, inFlow);
    if (stop === start) break;
    const chunk = cursor.text.slice(start, stop);
    text = text === '' ? chunk : text + spaces + chunk;
    cursor.pos = stop;
    end = stop;
    atLineStart = false;
    const blanksFrom = cursor.pos;
    cursor.skipBlanks();
    if (isBreak(cursor.code())) {
      atLineStart = true;
      const folded = foldPlain(cursor);
      if (folded === undefined) break;
      spaces = folded;
    } else if (cursor.pos === blanksFrom) break;
    else spaces = cursor.text.slice(blanksFrom, cursor.pos);
    if (cursor.code() === 0x23 || (!inFlow && cursor.column < indent)) break;
  }
  return { text, end, atLineStart };
}

function plainEnd(cursor: Cursor, from: number, inFlow: boolean): number {
  const { text, end } = cursor;
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    // Letters, digits and `-./` end nothing.
    if (code > 0x3f && code < 0x5b) continue;
    if (code > 0x5d && code < 0x7b) continue;
    if (code === 0x20 || code === 0x09 || isBreak(code)) break;
    if (code === 0x3a) {
      const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
      if (isGap(next) || (inFlow && isFlowMark(next))) break;
    } else if (inFlow && (isFlowMark(code) || code === 0x3f)) break;
  }
  return at;
}

/** Folds the line breaks at the position. Undefined before `---` or `...`, where the text ends. */
function foldPlain(cursor: Cursor): string | undefined {
  const first = cursor.takeBreak();
  if (cursor.atDocumentMark()) return undefined;
  let breaks = '';
  for (let code = cursor.code(); code === 0x20 || isBreak(code); code = cursor.code()) {
    if (code === 0x20) cursor.pos++;
    else {
      breaks += cursor.takeBreak();
      if (cursor.atDocumentMark()) return undefined;
    }
  }
  return first !== '\n' ? first + breaks : breaks === '' ? ' ' : breaks;
}

/**
 * Reads quoted text from its opening quote. A quote that is never closed ends with its line.
 */
export function scanQuoted(cursor: Cursor, problems: ProblemLog): string {
  const start = cursor.pos;
  const startLine = cursor.lineStart;
  const quote = cursor.code();
  const double = quote === 0x22;
  cursor.pos++;
  let text = '';
  for (;;) {
    const from = cursor.pos;
    cursor.pos = quotedEnd(cursor);
    text += cursor.text.slice(from, cursor.pos);
    const code = cursor.code();
    if (code === quote) {
      if (double || cursor.code(1) !== quote) {
        cursor.pos++;
        return text;
      }
      text += "'";
      cursor.pos += 2;
    } else if (code === 0x5c && double) {
      const escaped = scanEscape(cursor, problems);
      if (escaped === undefined) break;
      text += escaped;
    } else if (code === 0x22 || code === 0x27 || code === 0x5c) {
      text += String.fromCharCode(code);
      cursor.pos++;
    } else {
      const spaces = scanQuotedSpaces(cursor);
      if (spaces === undefined) break;
      text += spaces;
    }
  }
  cursor.restart(start, startLine);
  cursor.skipLine();
  while (cursor.pos > start + 1 && cursor.text.charCodeAt(cursor.pos - 1) === 0x20) cursor.pos--;
  problems.syntax('open-quote', start, cursor.pos);
  return cursor.text.slice(start + 1, cursor.pos);
}

function quotedEnd(cursor: Cursor): number {
  const { text, end } = cursor;
  let at = cursor.pos;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x27 || code === 0x5c || code === 0x20 || code === 0x09 || isBreak(code))
      break;
  }
  return at;
}

/** Blanks and folded line breaks in quotes; undefined where the text cannot go on. */
function scanQuotedSpaces(cursor: Cursor): string | undefined {
  const from = cursor.pos;
  skipBlanksAndTabs(cursor);
  const code = cursor.code();
  if (code === 0) return undefined;
  if (!isBreak(code)) return cursor.text.slice(from, cursor.pos);
  const first = cursor.takeBreak();
  const breaks = scanQuotedBreaks(cursor);
  if (breaks === undefined) return undefined;
  return first !== '\n' ? first + breaks : breaks === '' ? ' ' : breaks;
}

function scanQuotedBreaks(cursor: Cursor): string | undefined {
  let breaks = '';
  for (;;) {
    if (cursor.atDocumentMark()) return undefined;
    skipBlanksAndTabs(cursor);
    if (!isBreak(cursor.code())) return breaks;
    breaks += cursor.takeBreak();
  }
}

function skipBlanksAndTabs(cursor: Cursor): void {
  for (let code = cursor.code(); code === 0x20 || code === 0x09; code = cursor.code()) cursor.pos++;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  '/': '/',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads an escape from its backslash; an unknown one stands for itself. Undefined where the text cannot go on. */
function scanEscape(cursor: Cursor, problems: ProblemLog): string | undefined {
  const start = cursor.pos;
  const code = cursor.code(1);
  const character = code === 0 ? '' : String.fromCharCode(code);
  cursor.pos++;
  const known = ESCAPES[character];
  if (known !== undefined) {
    cursor.pos++;
    return known;
  }
  if (isBreak(code)) {
    cursor.takeBreak();
    return scanQuotedBreaks(cursor);
  }
  const length = HEX_DIGITS[character];
  if (length !== undefined) {
    let digits = 0;
    while (digits < length && isHexDigit(cursor.code(1 + digits))) digits++;
    const value = Number.parseInt(cursor.text.slice(cursor.pos + 1, cursor.pos + 1 + digits), 16);
    if (digits === length && value <= 0x10ffff) {
      cursor.pos += 1 + length;
      return String.fromCodePoint(value);
    }
    problems.syntax('bad-escape', start, start + 2 + digits);
  } else if (code !== 0) problems.syntax('bad-escape', start, start + 2);
  else return undefined;
  return '\\';
}

export interface BlockText {
  readonly text: string;
  /** Behind the last character of the last line with content, or of the header. */
  readonly end: number;
}

/** Reads a `|` or `>` scalar from its indicator. `parentIndent` is the indentation in force. */
export function scanBlock(cursor: Cursor, parentIndent: number, problems: ProblemLog): BlockText {
  const start = cursor.pos;
  const folded = cursor.code() === 0x3e;
  cursor.pos++;
  const { keep, increment } = scanHeader(cursor, start, problems);
  let end = cursor.pos;
  finishHeader(cursor, problems);
  const least = Math.max(1, parentIndent + 1);
  let indent: number;
  let breaks: string;
  if (increment === undefined) {
    const first = scanFirstIndent(cursor);
    indent = Math.max(least, first.indent);
    breaks = first.breaks;
  } else {
    indent = least + increment - 1;
    breaks = scanBlockBreaks(cursor, indent);
  }
  let text = '';
  let lineBreak = '';
  while (cursor.column === indent && cursor.code() !== 0) {
    text += breaks;
    const leading = cursor.code();
    const from = cursor.pos;
    cursor.skipLine();
    text += cursor.text.slice(from, cursor.pos);
    end = cursor.pos;
    lineBreak = cursor.takeBreak();
    breaks = scanBlockBreaks(cursor, indent);
    const next = cursor.code();
    if (cursor.column !== indent || next === 0) break;
    if (folded && lineBreak === '\n' && !isBlankOrTab(leading) && !isBlankOrTab(next)) {
      if (breaks === '') text += ' ';
    } else text += lineBreak;
  }
  if (keep !== false) text += lineBreak;
  if (keep === true) text += breaks;
  return { text, end };
}

function isBlankOrTab(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** `keep`: true for `+`, false for `-`, undefined for neither. */
function scanHeader(
  cursor: Cursor,
  start: number,
  problems: ProblemLog,
): { readonly keep: boolean | undefined; readonly increment: number | undefined } {
  let keep: boolean | undefined;
  let increment: number | undefined;
  for (let i = 0; i < 2; i++) {
    const code = cursor.code();
    if (keep === undefined && (code === 0x2b || code === 0x2d)) keep = code === 0x2b;
    else if (increment === undefined && isDigit(code)) increment = code - 0x30;
    else break;
    cursor.pos++;
  }
  if (increment === 0) {
    problems.syntax('block-header', start, cursor.pos);
    increment = undefined;
  }
  const code = cursor.code();
  if (code !== 0x20 && !isBreakOrEnd(code)) reportHeader(cursor, problems);
  return { keep, increment };
}

function finishHeader(cursor: Cursor, problems: ProblemLog): void {
  cursor.skipBlanks();
  cursor.takeComment();
  if (!isBreakOrEnd(cursor.code())) reportHeader(cursor, problems);
  cursor.takeBreak();
}

function reportHeader(cursor: Cursor, problems: ProblemLog): void {
  const from = cursor.pos;
  cursor.skipLine();
  problems.syntax(cursor.text.charCodeAt(from) === 0x09 ? 'tab' : 'block-header', from, cursor.pos);
}

function scanFirstIndent(cursor: Cursor): { readonly breaks: string; readonly indent: number } {
  let breaks = '';
  let indent = 0;
  for (;;) {
    const code = cursor.code();
    if (code === 0x20) {
      cursor.pos++;
      if (cursor.column > indent) indent = cursor.column;
    } else if (isBreak(code)) breaks += cursor.takeBreak();
    else return { breaks, indent };
  }
}

function scanBlockBreaks(cursor: Cursor, indent: number): string {
  let breaks = '';
  for (;;) {
    while (cursor.code() === 0x20 && cursor.column < indent) cursor.pos++;
    if (!isBreak(cursor.code())) return breaks;
    breaks += cursor.takeBreak();
  }
}
