import {
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  SINGLE_QUOTE,
} from './characters.ts';
import { readDoubleQuotes } from './double-quotes.ts';
import { NONE } from './exact.ts';
import { withoutBackquoteEscapes } from './line-breaks.ts';
import { readMatched } from './matched.ts';
import type { Statement, WordPart } from './model.ts';
import { readBracedParameter, readPlainParameter } from './parameters.ts';
import { readAnsiQuotes } from './quotes.ts';
import { type Reader, Unreadable } from './reader.ts';

/** See `Grammar.dollar`. */
export function readDollar(reader: Reader, quoted: boolean): WordPart | undefined {
  const next = reader.past(reader.pos + 1);
  switch (reader.text.charCodeAt(next)) {
    case OPEN_PARENTHESIS:
      return readParenthesis(reader, next);
    case OPEN_BRACE:
      return readBracedParameter(reader, next + 1, quoted);
    case OPEN_BRACKET: {
      const start = reader.pos;
      reader.pos = next + 1;
      const parts = reader.within('$[', start, next + 1, ']', () =>
        readMatched(reader, OPEN_BRACKET, CLOSE_BRACKET, '$[', start),
      );
      const text = reader.text.slice(next + 1, reader.pos - 1);
      return { kind: 'arithmetic', span: reader.span(start, reader.pos), text, parts };
    }
    case SINGLE_QUOTE:
      return quoted ? undefined : readAnsiQuotes(reader, next);
    case DOUBLE_QUOTE:
      return quoted ? undefined : readDoubleQuotes(reader, next);
    default:
      return readPlainParameter(reader, next);
  }
}

/** See `Grammar.backquotes`. */
export function readBackquotes(reader: Reader, quoted: boolean): WordPart {
  const start = reader.pos;
  const { text } = reader;
  let end = start + 1;
  let escapes = false;
  for (; text[end] !== '`'; end++) {
    if (end >= text.length) reader.unclosed('`', start, start + 1, '`');
    if (text[end] === '\\') {
      escapes = true;
      end++;
    }
  }
  reader.pos = end + 1;
  const statements = reader.within('`', start, start + 1, '`', () => {
    if (!escapes) return readLater(reader, text.slice(0, end), start + 1, reader.toSource);
    const inner = withoutBackquoteEscapes(text, start + 1, end, quoted);
    const { toSource } = reader;
    const original = inner.toSource;
    return readLater(reader, inner.text, 0, (offset) => {
      const here = original === undefined ? offset : original(offset);
      return toSource === undefined ? here : toSource(here);
    });
  });
  return { kind: 'substitution', span: reader.span(start, reader.pos), backquotes: true, statements };
}

/** See `Grammar.process`. */
export function readProcess(reader: Reader): WordPart | undefined {
  const start = reader.pos;
  const parenthesis = reader.past(start + 1);
  if (reader.text.charCodeAt(parenthesis) !== OPEN_PARENTHESIS) return undefined;
  const statements = readSubstitution(reader, parenthesis);
  return { kind: 'process', span: reader.span(start, reader.pos), statements };
}

/** `$(...)`, `<(...)` or `>(...)` from its first character on; `parenthesis` is the offset of the parenthesis. */
function readSubstitution(reader: Reader, parenthesis: number): readonly Statement[] {
  const start = reader.pos;
  const token = `${reader.text[start]}(`;
  const second = reader.past(parenthesis + 1);
  if (reader.text.charCodeAt(second) === OPEN_PARENTHESIS) {
    const end = endOfDouble(reader, second, token);
    const inside = reader.text.slice(0, end - 1);
    const statements = reader.within(token, start, parenthesis + 1, ')', () =>
      readLater(reader, inside, parenthesis + 1, reader.toSource),
    );
    reader.pos = end;
    return statements;
  }
  reader.pos = parenthesis + 1;
  // Here-documents that begin inside have their bodies inside.
  const waiting = reader.waiting;
  reader.waiting = [];
  reader.substitutions++;
  const statements = reader.within(token, start, parenthesis + 1, ')', () => {
    const list = reader.grammar.statements(reader);
    if (reader.peek() !== CLOSE_PARENTHESIS) reader.unexpected();
    return list;
  });
  for (const one of reader.waiting) {
    one.redirection.hereDocument = {
      span: reader.span(reader.pos, reader.pos),
      marker: one.marker,
      quoted: one.quoted,
      terminated: false,
      parts: [],
      endSpan: undefined,
    };
  }
  reader.substitutions--;
  reader.waiting = waiting;
  reader.pos++;
  return statements;
}

/** `$((...))`, or `$(...)`. */
function readParenthesis(reader: Reader, parenthesis: number): WordPart {
  const start = reader.pos;
  const second = reader.past(parenthesis + 1);
  const { notArithmetic } = reader.memory;
  if (reader.text.charCodeAt(second) === OPEN_PARENTHESIS && !notArithmetic.has(second)) {
    const found = readDouble(reader, second, '$((');
    if (found !== undefined) return found;
    notArithmetic.set(second, reader.pos);
    reader.pos = start;
  }
  const statements = readSubstitution(reader, parenthesis);
  return { kind: 'substitution', span: reader.span(start, reader.pos), backquotes: false, statements };
}

/**
 * What begins with two parentheses is read up to the one that matches the first, whatever it holds: bash decides what
 * it is when it runs it. Returns arithmetic; undefined when the two do not end together. The position is then behind
 * the end in both cases.
 * @param second the offset of the second parenthesis
 */
function readDouble(reader: Reader, second: number, token: string): WordPart | undefined {
  const start = reader.pos;
  const comments = reader.comments.length;
  reader.pos = second + 1;
  return reader.within(token, start, second + 1, ')', () => {
    const parts = readMatched(reader, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, token, start);
    const end = reader.past(reader.pos);
    if (reader.text.charCodeAt(end) === CLOSE_PARENTHESIS) {
      const text = reader.text.slice(second + 1, reader.pos - 1);
      reader.pos = end + 1;
      return { kind: 'arithmetic', span: reader.span(start, reader.pos), text, parts };
    }
    readMatched(reader, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, token, start);
    reader.comments.length = comments;
    return undefined;
  });
}

/** The offset behind a `$(`, `<(` or `>(` whose content begins with another parenthesis. */
function endOfDouble(reader: Reader, second: number, token: string): number {
  const { notArithmetic } = reader.memory;
  const known = notArithmetic.get(second);
  if (known !== undefined) return known;
  const comments = reader.comments.length;
  readDouble(reader, second, token);
  reader.comments.length = comments;
  notArithmetic.set(second, reader.pos);
  return reader.pos;
}

/**
 * Statements that bash reads only when it runs them, so that a problem among them is none of the script's: the
 * whole then is one statement of which nothing is known.
 */
function readLater(
  reader: Reader,
  text: string,
  start: number,
  toSource: ((offset: number) => number) | undefined,
): readonly Statement[] {
  const inner = reader.inner(text, start, toSource);
  try {
    const statements = reader.grammar.statements(inner);
    if (inner.atEnd) {
      reader.comments.push(...inner.comments);
      return statements;
    }
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
  }
  return [{ kind: 'unparsed', span: inner.span(start, text.length), background: false, redirections: NONE }];
}
