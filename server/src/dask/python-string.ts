/** One string literal of Python: its value and the offset behind it. */
export interface StringLiteral {
  readonly kind: 'string' | 'bytes';
  readonly value: string;
  readonly end: number;
}

/**
 * Reads the string literal at an offset: prefixes `r`, `b`, `u` and their pairs in any case, one or three quotes.
 * Undefined where none begins; `malformed` where Python raises SyntaxError, and for `f` strings and `\N{...}`.
 */
export function readString(text: string, at: number): StringLiteral | 'malformed' | undefined {
  OPENING.lastIndex = at;
  const [opening, prefix = '', quote = ''] = OPENING.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const kinds = prefix.toLowerCase();
  if (!PREFIXES.has(kinds)) return 'malformed';
  const start = at + opening.length;
  const close = closingQuote(text, start, quote);
  if (close === undefined) return 'malformed';
  const body = text.slice(start, close);
  const bytes = kinds.includes('b');
  if (bytes && [...body].some((character) => character > '\x7f')) return 'malformed';
  const value = kinds.includes('r') ? body : unescaped(body, bytes);
  if (value === undefined) return 'malformed';
  return { kind: bytes ? 'bytes' : 'string', value, end: close + quote.length };
}

const OPENING = /([A-Za-z]{0,2})("""|'''|"|')/y;
const PREFIXES = new Set(['', 'r', 'u', 'b', 'br', 'rb']);

/** The offset of the quotes that end a literal; a plain line end before them is an error unless there are three. */
function closingQuote(text: string, start: number, quote: string): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && quote.length === 1) return undefined;
  }
  return undefined;
}

/** The body with its escapes replaced; undefined for an escape that is cut short. Unknown escapes stay as they are. */
function unescaped(body: string, bytes: boolean): string | undefined {
  let malformed = false;
  const value = body.replace(bytes ? BYTES_ESCAPE : ESCAPE, (whole, code: string) => {
    const simple = SIMPLE[code];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(code)) {
      const octal = Number.parseInt(code, 8);
      return String.fromCodePoint(bytes ? octal & 0xff : octal);
    }
    const length = bytes && code[0] !== 'x' ? undefined : HEX_LENGTH[code[0] ?? ''];
    if (length === undefined || code.length !== length + 1) {
      malformed ||= length !== undefined || (code === 'N' && !bytes);
      return whole;
    }
    const point = Number.parseInt(code.slice(1), 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    malformed = true;
    return whole;
  });
  return malformed ? undefined : value;
}

const ESCAPE = /\\([0-7]{1,3}|x[0-9a-fA-F]{0,2}|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|[\s\S])/g;
const BYTES_ESCAPE = /\\([0-7]{1,3}|x[0-9a-fA-F]{0,2}|[\s\S])/g;

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
