import { readDelimited } from './delimited.ts';
import { type Place, refusal, ScriptDoubt } from './failure.ts';
import type { Address } from './model.ts';
import { compilePattern } from './pattern.ts';
import { isDigit } from './reader.ts';

/** Larger line numbers are not told apart from each other. */
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

/** Reads an address that begins with `first`; undefined, and nothing read, when that begins none. */
export function readAddress(place: Place, first: string | undefined): Address | undefined {
  const { reader } = place;
  const start = reader.position - 1;
  if (first === '/' || first === '\\') return readRegexAddress(place, first, start);
  if (isDigit(first)) return readLineAddress(place, first, start);
  if (first === '+' || first === '~') {
    const count = checked(reader.integer(reader.nextNonBlank()), place, start);
    const span = { start, end: reader.position };
    return first === '+' ? { kind: 'plus', count, span } : { kind: 'multiple', of: count, span };
  }
  return first === '$' ? { kind: 'last', span: { start, end: reader.position } } : undefined;
}

function readLineAddress(place: Place, digit: string, start: number): Address {
  const { reader } = place;
  const line = checked(reader.integer(digit), place, start);
  const end = reader.position;
  if (reader.nextNonBlank() !== '~') {
    reader.back();
    return { kind: 'line', line, span: { start, end } };
  }
  const step = checked(reader.integer(reader.nextNonBlank()), place, start);
  const span = { start, end: reader.position };
  return step > 0 ? { kind: 'step', first: line, step, span } : { kind: 'line', line, span };
}

function readRegexAddress(place: Place, first: string, start: number): Address {
  const { reader } = place;
  const delimiter = first === '/' ? first : reader.next();
  const pattern = delimiter === undefined ? undefined : readDelimited(reader, delimiter, 'regex');
  if (delimiter === undefined || pattern === undefined) {
    throw refusal('unterminated address regex', place, { start, end: reader.position });
  }
  checkDelimiter(place, delimiter, start, pattern.escapedDelimiters.length > 0);
  let end = reader.position;
  let ignoreCase = false;
  let multiline = false;
  for (;;) {
    const flag = reader.nextNonBlank();
    if (flag === 'I') ignoreCase = true;
    else if (flag === 'M') multiline = true;
    else break;
    end = reader.position;
  }
  reader.back();
  const regex = compilePattern(place, pattern, { ignoreCase, multiline }, undefined);
  return { kind: 'regex', regex, span: { start, end } };
}

/** Delimiters on which versions or locales of sed differ. */
export function checkDelimiter(place: Place, delimiter: string, start: number, escaped: boolean): void {
  const reason =
    delimiter === '\\'
      ? 'a backslash as delimiter'
      : delimiter > '\x7f'
        ? 'a delimiter beyond ASCII'
        : escaped && /^[A-Za-z0-9]$/.test(delimiter)
          ? 'an escaped letter or digit that is the delimiter'
          : undefined;
  if (reason !== undefined) {
    throw new ScriptDoubt({
      kind: 'unknown',
      reason,
      piece: place.pieceIndex,
      span: { start, end: place.reader.position },
    });
  }
}

/** @throws ScriptDoubt for a number that sed cannot hold either */
export function checked(number: number, place: Place, start: number): number {
  if (number <= MAX_NUMBER) return number;
  throw new ScriptDoubt({
    kind: 'unknown',
    reason: 'a number too large to count',
    piece: place.pieceIndex,
    span: { start, end: place.reader.position },
  });
}
