import { readArithmeticContent } from './arithmetic.ts';
import { atSemicolon, expectWord, readBody, statementBase } from './blocks.ts';
import { NEWLINE, OPEN_PARENTHESIS } from './characters.ts';
import { exact } from './exact.ts';
import type { ArithmeticFor, For, Loop, Statement, Word } from './model.ts';
import type { Opener, Reader } from './reader.ts';
import { ARGUMENT, PLAIN, readWord, startsWord } from './words.ts';

/** `while` or `until`, which was read. */
export function readLoop(reader: Reader, start: number, word: 'while' | 'until'): Loop {
  return reader.within(word, start, reader.pos, 'do', (opener) => {
    const condition = readBody(reader);
    expectWord(reader, opener, 'do');
    opener.expected = 'done';
    const body = readBody(reader);
    expectWord(reader, opener, 'done');
    return { kind: 'loop', ...statementBase(reader, start), until: word === 'until', condition, body };
  });
}

/** `for` or `select`, which was read. */
export function readFor(reader: Reader, start: number, word: 'for' | 'select'): For | ArithmeticFor {
  return reader.within(word, start, reader.pos, 'do', (opener) => {
    reader.skip();
    if (word === 'for' && reader.peek() === OPEN_PARENTHESIS) return readArithmeticFor(reader, start, opener);
    if (!startsWord(reader)) reader.unexpected();
    const nameStart = reader.pos;
    const name = readWord(reader, PLAIN);
    const variable = reader.text.slice(nameStart, reader.pos);
    const words = readForWords(reader);
    const body = readForBody(reader, opener);
    return {
      kind: 'for',
      ...statementBase(reader, start),
      select: word === 'select',
      variable,
      variableSpan: name.span,
      words,
      body,
    };
  });
}

/** `do ...; done` or `{ ...; }`, which `for` and `select` take too. */
function readForBody(reader: Reader, opener: Opener): readonly Statement[] {
  opener.expected = 'do';
  reader.skipLines();
  const braces = reader.accept('{');
  if (!braces && !reader.accept('do')) reader.unexpected();
  const closing = braces ? '}' : 'done';
  opener.expected = closing;
  const body = readBody(reader);
  expectWord(reader, opener, closing);
  return body;
}

/** The words behind `in`; undefined when there is no `in`. */
function readForWords(reader: Reader): readonly Word[] | undefined {
  reader.skip();
  if (atSemicolon(reader)) {
    reader.pos++;
    return undefined;
  }
  reader.skipLines();
  if (!reader.accept('in')) return undefined;
  const words: Word[] = [];
  for (;;) {
    reader.skip();
    if (atSemicolon(reader)) {
      reader.pos++;
      return exact(words);
    }
    if (reader.peek() === NEWLINE || reader.atEnd) return exact(words);
    if (!startsWord(reader)) reader.unexpected();
    words.push(readWord(reader, ARGUMENT));
  }
}

function readArithmeticFor(reader: Reader, start: number, opener: Opener): ArithmeticFor {
  const parenthesis = reader.pos;
  const second = reader.past(parenthesis + 1);
  if (reader.text.charCodeAt(second) !== OPEN_PARENTHESIS) reader.unexpected();
  const found = readArithmeticContent(reader, second);
  const header = found && splitHeader(found.text);
  if (found === undefined || header === undefined) {
    reader.pos = parenthesis;
    reader.unexpected();
  }
  reader.skip();
  if (atSemicolon(reader)) reader.pos++;
  const body = readForBody(reader, opener);
  return { kind: 'arithmetic-for', ...statementBase(reader, start), header, parts: found.parts, body };
}

const HEADER_PIECE = /(?:"(?:\\[\s\S]|[^"\\])*"|'[^']*'|\\[\s\S]|\$\([^()]*\)|`[^`]*`|[^;])+|;/g;

/** The three expressions; undefined when there are more or less. Semicolons in quotes separate none. */
function splitHeader(text: string): readonly [string, string, string] | undefined {
  const expressions = [''];
  for (const [piece] of text.matchAll(HEADER_PIECE)) {
    if (piece === ';') expressions.push('');
    else expressions[expressions.length - 1] = piece.trim();
  }
  const [first, second, third] = expressions;
  return expressions.length === 3 && first !== undefined && second !== undefined && third !== undefined
    ? [first, second, third]
    : undefined;
}
