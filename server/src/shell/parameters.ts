import { mergeLiterals } from './braces.ts';
import {
  BACKQUOTE,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  COLON,
  DOLLAR,
  DOUBLE_QUOTE,
  GREATER,
  LESS,
  NEWLINE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  QUESTION,
  SINGLE_QUOTE,
  SLASH,
  TILDE,
  withoutContinuations,
} from './characters.ts';
import { readDoubleQuotes, readQuotedText } from './double-quotes.ts';
import { matchGlob } from './globs.ts';
import type { Parameter, TildePlace, Word, WordPart } from './model.ts';
import { PartList } from './part-list.ts';
import { readSingleQuotes } from './quotes.ts';
import { type Reader, Unreadable } from './reader.ts';
import { endOfTilde } from './tilde.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
/** A continued line does not end the name. */
const plainParameter = /[A-Za-z_](?:(?:\\\n)*[A-Za-z0-9_])*|[0-9]|[@*#?$!-]/y;
const lengthOf = new RegExp(`#(?:${NAME}|[0-9]+|[@*#?$!-])(?=[}[])`, 'y');
const indirect = new RegExp(`!(?=${NAME}|[0-9]|[#@*][}:+=?-])`, 'y');
const braced = new RegExp(`${NAME}|[0-9]+|[@*#?$!-]`, 'y');
const operators = /:[-=?+]|[-=?+]|##?|%%?|\/[/#%]?|\^\^?|,,?|~~?|:|@/y;
const afterName = /[}[:=?+#%/^,~@*-]/y;
const beginningWith = /[*@](?=\})/y;

/** Operators whose operand is a pattern: quotes keep their meaning in it even within double quotes. */
const PATTERN_OPERATORS = new Set([
  '#',
  '##',
  '%',
  '%%',
  '/',
  '//',
  '/#',
  '/%',
  '^',
  '^^',
  ',',
  ',,',
  '~',
  '~~',
]);

/** `$NAME`, `$1`, `$@`; undefined when no parameter follows the dollar. */
export function readPlainParameter(reader: Reader, name: number): Parameter | undefined {
  const found = reader.textOf(plainParameter, name);
  if (found === undefined) return undefined;
  const start = reader.pos;
  reader.pos = name + found.length;
  return {
    kind: 'parameter',
    span: reader.span(start, reader.pos),
    name: withoutContinuations(found),
    nameSpan: reader.span(name, reader.pos),
    braced: false,
    length: false,
    indirect: false,
    index: undefined,
    operator: undefined,
    operand: undefined,
    secondOperand: undefined,
  };
}

/** `${...}`; `inside` is the offset behind the brace. What bash will refuse becomes an `unreadable` part. */
export function readBracedParameter(reader: Reader, inside: number, quoted: boolean): WordPart {
  const start = reader.pos;
  reader.pos = inside;
  return reader.within('${', start, inside, '}', () => {
    const parameter = readExpression(reader, start, quoted);
    if (parameter !== undefined && reader.peek() === CLOSE_BRACE) {
      reader.pos++;
      return { ...parameter, span: reader.span(start, reader.pos) };
    }
    readContent(reader, { quoted, pattern: false, globs: false, tilde: 'none', until: undefined });
    reader.pos++;
    const text = reader.text.slice(start, reader.pos);
    return { kind: 'unreadable', span: reader.span(start, reader.pos), text };
  });
}

function readExpression(reader: Reader, start: number, quoted: boolean): Parameter | undefined {
  const length = reader.test(lengthOf);
  const isIndirect = reader.test(indirect);
  if (length || isIndirect) reader.pos++;
  const found = reader.textOf(braced);
  if (found === undefined) return undefined;
  const nameStart = reader.pos;
  if (reader.textOf(afterName, nameStart + found.length) === undefined) return undefined;
  reader.pos += found.length;
  const nameSpan = reader.span(nameStart, reader.pos);
  let index: string | undefined;
  if (reader.peek() === OPEN_BRACKET) {
    index = readIndex(reader);
    if (index === undefined) return undefined;
  }
  const base: Parameter = {
    kind: 'parameter',
    span: reader.span(start, reader.pos),
    name: found,
    nameSpan,
    braced: true,
    length,
    indirect: isIndirect,
    index,
    operator: undefined,
    operand: undefined,
    secondOperand: undefined,
  };
  if (reader.peek() === CLOSE_BRACE) return base;
  if (length) return undefined;
  const names = isIndirect ? reader.textOf(beginningWith) : undefined;
  if (names !== undefined) {
    reader.pos++;
    return { ...base, operator: names };
  }
  const operator = reader.textOf(operators);
  if (operator === undefined) return undefined;
  reader.pos += operator.length;
  // `${NAME:}` is refused; `${NAME@}` is too.
  if ((operator === ':' || operator === '@') && reader.peek() === CLOSE_BRACE) return undefined;
  return { ...base, operator, ...readOperands(reader, operator, quoted) };
}

function readOperands(
  reader: Reader,
  operator: string,
  quoted: boolean,
): Pick<Parameter, 'operand' | 'secondOperand'> {
  const pattern = PATTERN_OPERATORS.has(operator);
  const separator = operator.startsWith('/') ? SLASH : operator === ':' ? COLON : undefined;
  const tilde = tildeOf(operator, pattern, quoted, reader.inValue);
  return reader.asValue(tilde === 'value', () => {
    const operand = readContent(reader, {
      quoted,
      pattern,
      globs: pattern || !quoted,
      // Here the text begins with the `#` or `%`.
      tilde: operator === '/#' || operator === '/%' ? 'none' : tilde,
      until: separator,
    });
    if (separator === undefined || reader.peek() !== separator) return { operand, secondOperand: undefined };
    reader.pos++;
    const secondOperand = readContent(reader, { quoted, pattern, globs: false, tilde, until: undefined });
    return { operand, secondOperand };
  });
}

/** Where `~` is expanded in an operand (observed with 5.2): in patterns and replacements within double quotes too. */
function tildeOf(operator: string, pattern: boolean, quoted: boolean, inValue: boolean): Content['tilde'] {
  if (pattern) return 'start';
  if (quoted || operator === ':' || operator === '@') return 'none';
  if (operator.endsWith('=')) return 'default';
  return inValue && /[-+]$/.test(operator) ? 'value' : 'start';
}

/** The text between the brackets at the position; undefined when the braces end before the brackets do. */
function readIndex(reader: Reader): string | undefined {
  const start = reader.pos + 1;
  reader.pos = start;
  readContent(reader, { quoted: false, pattern: false, globs: false, tilde: 'none', until: CLOSE_BRACKET });
  if (reader.peek() !== CLOSE_BRACKET) return undefined;
  const text = reader.text.slice(start, reader.pos);
  reader.pos++;
  return text;
}

interface Content {
  /** Whether the whole expansion is in double quotes or a here-document. */
  readonly quoted: boolean;
  readonly pattern: boolean;
  readonly globs: boolean;
  /** Where `~` is expanded: nowhere, at the beginning as in a word or as in a value, or behind each `:` too. */
  readonly tilde: 'none' | Exclude<TildePlace, 'argument'>;
  /** A character that ends the content where it is not nested; `}` always does. */
  readonly until: number | undefined;
}

/** Reads the content of `${...}` up to what ends it, which is not read. */
function readContent(reader: Reader, content: Content): Word {
  const { text } = reader;
  const start = reader.pos;
  const list = new PartList(reader);
  /** Brackets and `?` that are open: a `]` or `:` that belongs to them does not end an index or offset. */
  let nested = 0;
  /** Where a `~` is expanded. */
  let tilde = content.tilde === 'none' ? -1 : reader.past(start);
  for (;;) {
    const at = reader.pos;
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) reader.unexpected();
    if (code === CLOSE_BRACE) break;
    // The pattern of `//` may begin with a slash.
    if (code === content.until && nested === 0 && !(code === SLASH && isLoneSlash(reader, start))) break;
    const part = readPiece(reader, content, list, at === tilde);
    if (part !== undefined) {
      list.push(part);
      continue;
    }
    if (code === COLON && content.tilde === 'value') tilde = reader.pos;
    if (content.until === CLOSE_BRACKET) {
      if (code === OPEN_BRACKET) nested++;
      else if (code === CLOSE_BRACKET) nested--;
    } else if (content.until === COLON) {
      if (code === OPEN_PARENTHESIS || code === QUESTION) nested++;
      else if ((code === CLOSE_PARENTHESIS || code === COLON) && nested > 0) nested--;
    }
  }
  // Single quotes that are plain text come in pieces.
  const parts = content.quoted && !content.pattern ? mergeLiterals(list.done()) : list.done();
  return { kind: 'word', span: reader.span(start, reader.pos), parts, assignment: undefined };
}

/** Whether the slash at the position is the first character of the pattern of `${NAME//PATTERN/...}`. */
function isLoneSlash(reader: Reader, start: number): boolean {
  return reader.pos === start && reader.text[start - 1] === '/' && reader.text[start - 2] === '/';
}

/**
 * Reads one part, which it returns, or plain text, which it adds to the list.
 * @param tilde whether a `~` is expanded here
 */
function readPiece(reader: Reader, content: Content, list: PartList, tilde: boolean): WordPart | undefined {
  const { text } = reader;
  const at = reader.pos;
  const code = text.charCodeAt(at);
  switch (code) {
    case BACKSLASH:
      return readBackslash(reader, content, list);
    case SINGLE_QUOTE:
      if (!content.quoted || content.pattern) return readSingleQuotes(reader);
      readLiteralQuotes(reader, list);
      return undefined;
    case DOUBLE_QUOTE:
      return readDoubleQuotes(reader);
    case BACKQUOTE:
      return reader.grammar.backquotes(reader, content.quoted);
    case DOLLAR: {
      const next = text.charCodeAt(at + 1);
      // `$'...'` keeps its meaning here, also within double quotes.
      const quote = next === SINGLE_QUOTE || next === DOUBLE_QUOTE;
      const part = reader.grammar.dollar(reader, content.quoted && !content.pattern && !quote);
      if (part !== undefined) return part;
      break;
    }
    case LESS:
    case GREATER: {
      const part = reader.grammar.process(reader);
      if (part === undefined) break;
      if (!content.quoted) return part;
      list.plain(at, reader.pos);
      return undefined;
    }
    case TILDE: {
      const ends = (next: number): boolean => next === CLOSE_BRACE || next === content.until;
      const place = content.tilde === 'none' ? 'start' : content.tilde;
      const end = tilde ? endOfTilde(reader, place, ends, QUOTES) : undefined;
      if (end === undefined) break;
      reader.pos = end;
      const name = withoutContinuations(text.slice(at, end));
      return { kind: 'tilde', span: reader.span(at, end), text: name, at: place };
    }
    default: {
      const slashes = content.until !== SLASH;
      const globs = content.globs && content.until !== COLON;
      const end = globs ? matchGlob(reader, undefined, slashes) : undefined;
      if (end === undefined) break;
      reader.pos = end;
      return { kind: 'glob', span: reader.span(at, end), text: text.slice(at, end) };
    }
  }
  reader.pos++;
  list.plain(at, reader.pos);
  return undefined;
}

/** Quotes before the next `/` of an operand. */
const QUOTES = /^[^/}]*["'\\]/;

function readBackslash(reader: Reader, content: Content, list: PartList): undefined {
  const at = reader.pos;
  const next = reader.text.charCodeAt(at + 1);
  if (Number.isNaN(next)) reader.pos = at + 1;
  else reader.pos = at + 2;
  if (next === NEWLINE) list.nothing(at, at + 2);
  else if (Number.isNaN(next)) list.plain(at, at + 1);
  else if (
    !content.quoted ||
    content.pattern ||
    next === DOLLAR ||
    next === BACKQUOTE ||
    next === BACKSLASH ||
    next === DOUBLE_QUOTE ||
    next === CLOSE_BRACE
  )
    list.escaped(at);
  else list.plain(at, at + 2);
  return undefined;
}

/**
 * Single quotes in `"${NAME-...}"`: for bash they hide a `}` and have to be closed, but stay in the text, and what is
 * between them is expanded.
 */
function readLiteralQuotes(reader: Reader, list: PartList): void {
  const start = reader.pos;
  const end = reader.text.indexOf("'", start + 1);
  if (end < 0) reader.unclosed("'", start, start + 1, "'");
  list.plain(start, start + 1);
  const inner = reader.inner(reader.text.slice(0, end), start + 1, reader.toSource);
  const innerList = new PartList(inner);
  try {
    readQuotedText(inner, innerList, false);
    for (const part of innerList.done()) list.push(part);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    list.plain(start + 1, end);
  }
  list.plain(end, end + 1);
  reader.pos = end + 1;
}
