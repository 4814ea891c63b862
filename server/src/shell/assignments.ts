import {
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  EQUALS,
  endsWord,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
} from './characters.ts';
import { exact } from './exact.ts';
import { readMatched } from './matched.ts';
import type { ArrayValue, Assignment, Word, WordPart } from './model.ts';
import type { Reader } from './reader.ts';
import { ELEMENT, INDEXED, readParts, readWord, startsWord, VALUE, type WordMode } from './words.ts';

const assignedName = /[A-Za-z_][A-Za-z0-9_]*(?=\+?=|\[)/y;
const sign = /\+?=/y;

/**
 * The assignment at the position. Otherwise the number of characters that were read before it showed that it is
 * none: `NAME[...]`, which then are the beginning of a word, whatever they hold.
 */
export function readAssignment(reader: Reader, mode: WordMode): Assignment | number {
  const name = reader.textOf(assignedName);
  if (name === undefined) return 0;
  const start = reader.pos;
  const nameEnd = start + name.length;
  reader.pos = nameEnd;
  const index = readSubscript(reader);
  const found = reader.textOf(sign);
  if (found === undefined) {
    const read = reader.text.slice(start, reader.pos);
    if (isPattern(read)) {
      reader.pos = start;
      return 0;
    }
    return read.length;
  }
  reader.pos += found.length;
  const value = reader.peek() === OPEN_PARENTHESIS ? readArray(reader) : readWord(reader, mode);
  return {
    span: reader.span(start, reader.pos),
    name,
    nameSpan: reader.span(start, nameEnd),
    append: found === '+=',
    index,
    value,
  };
}

function readSubscript(reader: Reader): string | undefined {
  if (reader.peek() !== OPEN_BRACKET) return undefined;
  const start = reader.pos;
  reader.pos++;
  readMatched(reader, OPEN_BRACKET, CLOSE_BRACKET, '[', start, true);
  return reader.text.slice(start + 1, reader.pos - 1);
}

function readArray(reader: Reader): ArrayValue | Word {
  const start = reader.pos;
  reader.pos++;
  const elements = reader.within('(', start, reader.pos, ')', () => readElements(reader));
  reader.pos++;
  const end = reader.pos;
  if (endsWord(reader.peek())) return { kind: 'array', span: reader.span(start, end), elements };
  // `NAME=(a b)c` is no list: its value is that text, with what is expanded in it.
  const rest = readParts(reader, VALUE);
  const span = reader.span(start, reader.pos);
  const text = reader.text.slice(start, reader.pos);
  // With a parenthesis at its end bash reads a list all the same, and finds no meaning in it.
  const parts: readonly WordPart[] = text.endsWith(')')
    ? [{ kind: 'unreadable', span, text }]
    : [...writtenList(reader, start, end, elements), ...rest];
  return { kind: 'word', span, parts, assignment: undefined };
}

/** The parts of a list whose parentheses are text, as are the spaces between its words. */
function writtenList(
  reader: Reader,
  start: number,
  end: number,
  elements: readonly Word[],
): readonly WordPart[] {
  const parts: WordPart[] = [];
  const literal = (from: number, to: number, text = reader.text.slice(from, to)): void => {
    parts.push({ kind: 'literal', span: reader.span(from, to), text, escaped: false });
  };
  let at = start;
  for (const [i, element] of elements.entries()) {
    const first = element.parts[0]?.span.start ?? element.span.start;
    literal(at, first, i === 0 ? '(' : ' ');
    for (const part of element.parts) {
      // Where nothing is split, braces and signs of patterns stand for themselves.
      if (part.kind === 'brace' || part.kind === 'tilde' || part.kind === 'glob')
        literal(part.span.start, part.span.end);
      else parts.push(part);
    }
    at = element.span.end;
  }
  literal(at, end, elements.length === 0 ? '()' : ')');
  return parts;
}

/**
 * Whether what was read of a word, up to a bracket, may be part of a pattern like others: blanks between the brackets
 * belong to it. What holds expansions is not read a second time, so that nested ones take no longer than others.
 */
function isPattern(read: string): boolean {
  return !/[\s$`]/.test(read);
}

function readElements(reader: Reader): readonly Word[] {
  const elements: Word[] = [];
  for (;;) {
    reader.skipLines();
    if (reader.peek() === CLOSE_PARENTHESIS) return exact(elements);
    if (!startsWord(reader)) reader.unexpected();
    elements.push(readElement(reader));
  }
}

/** A word, or `[index]=word`. */
function readElement(reader: Reader): Word {
  const start = reader.pos;
  if (readSubscript(reader) === undefined) return readWord(reader, ELEMENT);
  const adds = reader.text[reader.pos] === '+' && reader.text.charCodeAt(reader.pos + 1) === EQUALS;
  const isAssigned = adds || reader.peek() === EQUALS;
  if (isAssigned) reader.pos += adds ? 2 : 1;
  else if (isPattern(reader.text.slice(start, reader.pos))) {
    reader.pos = start;
    return readWord(reader, ELEMENT);
  }
  return readWord(reader, isAssigned ? INDEXED : ELEMENT, reader.pos - start);
}
