import { isBreakOrEnd, isDigit, isGap, isHexDigit, isName } from './characters.ts';
import type { Cursor } from './cursor.ts';
import type { ProblemLog } from './problem.ts';
import { type Token, token } from './token.ts';

// Anchors, tags and directives of yaml/scanner.py: scan_anchor, scan_tag, scan_directive.

const AFTER_ANCHOR: ReadonlySet<number> = new Set([...'?:,]}%@`'].map((c) => c.charCodeAt(0)));

/** Reads `*name` or `&name`; undefined when it is no such thing, which leaves the position as it was. */
export function scanAnchor(cursor: Cursor): Token | undefined {
  const start = cursor.pos;
  let length = 1;
  while (isName(cursor.code(length))) length++;
  const next = cursor.code(length);
  if (length === 1 || !(isGap(next) || AFTER_ANCHOR.has(next))) return undefined;
  cursor.pos += length;
  const kind = cursor.text.charCodeAt(start) === 0x2a ? 'alias' : 'anchor';
  return token(kind, start, cursor.pos, cursor.text.slice(start + 1, cursor.pos));
}

/** Reads a tag; undefined when it is none, which leaves the position as it was. */
export function scanTag(cursor: Cursor): Token | undefined {
  const start = cursor.pos;
  const found = readTag(cursor);
  const next = cursor.code();
  if (found === undefined || (next !== 0x20 && !isBreakOrEnd(next))) {
    cursor.pos = start;
    return undefined;
  }
  return { ...token('tag', start, cursor.pos, found.suffix), handle: found.handle };
}

interface TagParts {
  readonly handle: string | undefined;
  readonly suffix: string;
}

function readTag(cursor: Cursor): TagParts | undefined {
  const next = cursor.code(1);
  if (next === 0x3c) {
    cursor.pos += 2;
    const suffix = readUri(cursor);
    if (suffix === undefined || cursor.code() !== 0x3e) return undefined;
    cursor.pos++;
    return { handle: undefined, suffix };
  }
  if (isGap(next)) {
    cursor.pos++;
    return { handle: undefined, suffix: '!' };
  }
  let hasHandle = false;
  for (let i = 1, code = next; code !== 0x20 && !isBreakOrEnd(code); code = cursor.code(++i)) {
    if (code !== 0x21) continue;
    hasHandle = true;
    break;
  }
  let handle: string | undefined = '!';
  if (hasHandle) handle = readHandle(cursor);
  else cursor.pos++;
  if (handle === undefined) return undefined;
  const suffix = readUri(cursor);
  return suffix === undefined ? undefined : { handle, suffix };
}

function readHandle(cursor: Cursor): string | undefined {
  if (cursor.code() !== 0x21) return undefined;
  let length = 1;
  if (cursor.code(1) !== 0x20) {
    while (isName(cursor.code(length))) length++;
    if (cursor.code(length) !== 0x21) return undefined;
    length++;
  }
  const handle = cursor.text.slice(cursor.pos, cursor.pos + length);
  cursor.pos += length;
  return handle;
}

const URI: ReadonlySet<number> = new Set([..."-;/?:@&=+$,_.!~*'()[]"].map((c) => c.charCodeAt(0)));

function readUri(cursor: Cursor): string | undefined {
  let uri = '';
  for (;;) {
    const from = cursor.pos;
    while (isName(cursor.code()) || URI.has(cursor.code())) cursor.pos++;
    uri += cursor.text.slice(from, cursor.pos);
    if (cursor.code() !== 0x25) return uri === '' ? undefined : uri;
    const escaped = readUriEscapes(cursor);
    if (escaped === undefined) return undefined;
    uri += escaped;
  }
}

function readUriEscapes(cursor: Cursor): string | undefined {
  const from = cursor.pos;
  while (cursor.code() === 0x25) {
    if (!isHexDigit(cursor.code(1)) || !isHexDigit(cursor.code(2))) return undefined;
    cursor.pos += 3;
  }
  try {
    return decodeURIComponent(cursor.text.slice(from, cursor.pos));
  } catch {
    return undefined;
  }
}

/** Reads a `%` line with its line break. The prefix of `%TAG` is the token's text, its handle the token's handle. */
export function scanDirective(cursor: Cursor, problems: ProblemLog): Token {
  const start = cursor.pos;
  cursor.pos++;
  const nameFrom = cursor.pos;
  while (isName(cursor.code())) cursor.pos++;
  const name = cursor.text.slice(nameFrom, cursor.pos);
  const next = cursor.code();
  let handle: string | undefined;
  let text = name;
  let isFine = name !== '' && (next === 0x20 || isBreakOrEnd(next));
  if (isFine && name === 'YAML') isFine = readVersion(cursor);
  else if (isFine && name === 'TAG') {
    cursor.skipBlanks();
    handle = readHandle(cursor);
    isFine = handle !== undefined && cursor.code() === 0x20;
    cursor.skipBlanks();
    const prefix = isFine ? readUri(cursor) : undefined;
    const after = cursor.code();
    isFine = prefix !== undefined && (after === 0x20 || isBreakOrEnd(after));
    text = prefix ?? '';
  } else if (isFine) cursor.skipLine();
  const end = cursor.pos;
  cursor.skipBlanks();
  cursor.takeComment();
  if (!isFine || !isBreakOrEnd(cursor.code())) {
    cursor.skipLine();
    problems.syntax('directive', start, cursor.pos);
    handle = undefined;
    text = '';
  }
  cursor.takeBreak();
  return { ...token('directive', start, end, text), handle };
}

/** The version number; PyYAML reads any 1.x. The parser objects to others, and so does this. */
function readVersion(cursor: Cursor): boolean {
  cursor.skipBlanks();
  const from = cursor.pos;
  while (isDigit(cursor.code())) cursor.pos++;
  const major = cursor.text.slice(from, cursor.pos);
  if (cursor.code() !== 0x2e || !isDigit(cursor.code(1))) return false;
  cursor.pos++;
  while (isDigit(cursor.code())) cursor.pos++;
  const next = cursor.code();
  return Number(major) === 1 && major !== '' && (next === 0x20 || isBreakOrEnd(next));
}
