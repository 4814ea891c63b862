import { BACKSLASH, SINGLE_QUOTE } from './characters.ts';
import type { WordPart } from './model.ts';
import type { Reader } from './reader.ts';

/** `'...'` from its first quote on. */
export function readSingleQuotes(reader: Reader): WordPart {
  const start = reader.pos;
  const end = reader.text.indexOf("'", start + 1);
  if (end < 0) reader.unclosed("'", start, start + 1, "'");
  reader.pos = end + 1;
  return {
    kind: 'single',
    span: reader.span(start, reader.pos),
    text: reader.text.slice(start + 1, end),
  };
}

/** `$'...'` from its dollar on; `quote` is the offset of the first quote. */
export function readAnsiQuotes(reader: Reader, quote: number): WordPart {
  const start = reader.pos;
  const { text } = reader;
  let end = quote + 1;
  for (; ; end++) {
    const code = text.charCodeAt(end);
    if (code === SINGLE_QUOTE) break;
    if (code === BACKSLASH) end++;
    if (end >= text.length) reader.unclosed("$'", start, quote + 1, "'");
  }
  reader.pos = end + 1;
  return {
    kind: 'ansi',
    span: reader.span(start, reader.pos),
    text: resolveEscapes(text.slice(quote + 1, end)),
  };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const ESCAPE =
  /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c([\s\S])|([\s\S]))/g;

/**
 * The text of a `$'...'` (bash manual, "ANSI-C Quoting"). Bytes given as `\xHH` or `\nnn` are taken as UTF-8; a zero
 * byte ends the text.
 */
function resolveEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  let result = '';
  let bytes: number[] = [];
  let position = 0;
  const flush = () => {
    if (bytes.length > 0) result += decodeUtf8(bytes);
    bytes = [];
  };
  for (const found of raw.matchAll(ESCAPE)) {
    if (found.index > position) {
      flush();
      result += raw.slice(position, found.index);
    }
    position = found.index + found[0].length;
    const [, hexadecimal, short, long, octal, control, other] = found;
    if (hexadecimal !== undefined || octal !== undefined) {
      const byte =
        hexadecimal === undefined ? Number.parseInt(octal ?? '', 8) & 0xff : Number.parseInt(hexadecimal, 16);
      if (byte === 0) {
        flush();
        return result;
      }
      bytes.push(byte);
      continue;
    }
    flush();
    if (short !== undefined || long !== undefined) {
      const point = Number.parseInt(short ?? long ?? '', 16);
      if (point === 0) return result;
      result += point <= 0x10ffff ? String.fromCodePoint(point) : found[0];
    } else if (control !== undefined) {
      result += String.fromCharCode(control === '?' ? 0x7f : control.toUpperCase().charCodeAt(0) & 0x1f);
    } else if (other !== undefined) {
      result += SIMPLE_ESCAPES[other] ?? found[0];
    }
  }
  flush();
  return result + raw.slice(position);
}

/** Decodes UTF-8; a byte that belongs to no character becomes U+FFFD. */
function decodeUtf8(bytes: readonly number[]): string {
  let result = '';
  for (let i = 0; i < bytes.length; i++) {
    const first = bytes[i] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    const rest = bytes.slice(i + 1, i + length);
    if (length === 0 || rest.length < length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) {
      result += '\ufffd';
      continue;
    }
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (const byte of rest) point = (point << 6) | (byte & 0x3f);
    result += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    i += length - 1;
  }
  return result;
}
