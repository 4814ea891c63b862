import { CLOSE_PARENTHESIS, endsWord, NEWLINE, OPEN_PARENTHESIS, oneOf, WORD_END } from './characters.ts';
import { NONE } from './exact.ts';
import type { Test, TestExpression, Word } from './model.ts';
import { type Reader, Unreadable } from './reader.ts';
import { PLAIN, REGULAR_EXPRESSION, readWord, startsWord, TEST_PATTERN, type WordMode } from './words.ts';

const unaryOperator = new RegExp(`-[abcdefghknoprstuvwxzGLNORS]${WORD_END}`, 'y');
const binaryOperator = new RegExp(`(?:==|=~|!=|=|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))${WORD_END}`, 'y');
const end = new RegExp(`(?:${oneOf([']]'])})${WORD_END}`, 'y');
const not = new RegExp(`!${WORD_END}`, 'y');

/** `[[ ... ]]` whose first brackets were read; they began at `start`. */
export function readTest(reader: Reader, start: number): Test {
  const expression = reader.within('[[', start, reader.pos, ']]', () => {
    const found = readOr(reader);
    reader.skip();
    if (!reader.test(end)) fail(reader);
    return found;
  });
  reader.accept(']]');
  return {
    kind: 'test',
    span: reader.span(start, reader.pos),
    background: false,
    redirections: NONE,
    expression,
  };
}

function readOr(reader: Reader): TestExpression {
  return readChain(reader, '||', readAnd);
}

function readAnd(reader: Reader): TestExpression {
  return readChain(reader, '&&', readTerm);
}

function readChain(
  reader: Reader,
  sign: '&&' | '||',
  read: (reader: Reader) => TestExpression,
): TestExpression {
  let left = read(reader);
  for (;;) {
    reader.skip();
    const found = reader.operator();
    if (found?.text !== sign) return left;
    reader.link();
    reader.pos = found.end;
    const right = read(reader);
    const span = { start: left.span.start, end: right.span.end };
    left = { kind: sign === '&&' ? 'and' : 'or', span, left, right };
  }
}

function readTerm(reader: Reader): TestExpression {
  reader.skipLines();
  const start = reader.pos;
  if (reader.peek() === OPEN_PARENTHESIS) {
    reader.pos++;
    const inner = reader.within('(', start, reader.pos, ')', () => {
      const expression = readOr(reader);
      reader.skip();
      if (reader.peek() !== CLOSE_PARENTHESIS) fail(reader);
      return expression;
    });
    reader.pos++;
    const span = reader.span(start, reader.pos);
    reader.skipLines();
    return { ...inner, span };
  }
  if (reader.test(not)) {
    reader.pos++;
    const operand = reader.within('!', start, reader.pos, undefined, () => readTerm(reader));
    return { kind: 'not', span: { start: reader.span(start, start).start, end: operand.span.end }, operand };
  }
  if (reader.test(end)) fail(reader);
  const unary = reader.textOf(unaryOperator);
  if (unary !== undefined) {
    const operatorEnd = start + unary.length;
    reader.pos = operatorEnd;
    const operand = readOperand(reader, PLAIN);
    const span = reader.span(start, reader.pos);
    reader.skipLines();
    return {
      kind: 'unary',
      span,
      operator: unary,
      operatorSpan: reader.span(start, operatorEnd),
      operand,
    };
  }
  return readComparison(reader, start);
}

/** `a == b`, or a word alone. */
function readComparison(reader: Reader, start: number): TestExpression {
  const left = readOperand(reader, PLAIN);
  const wordEnd = reader.pos;
  reader.skip();
  const operatorStart = reader.pos;
  const operator = comparison(reader);
  if (operator !== undefined) {
    reader.pos += operator.length;
    const operatorSpan = reader.span(operatorStart, reader.pos);
    const right = readOperand(reader, modeOf(operator));
    const span = reader.span(start, reader.pos);
    reader.skipLines();
    return { kind: 'binary', span, operator, operatorSpan, left, right };
  }
  const sign = reader.operator()?.text;
  if (!reader.test(end) && sign !== '&&' && sign !== '||' && sign !== ')') fail(reader);
  return { kind: 'word', span: reader.span(start, wordEnd), word: left };
}

function comparison(reader: Reader): string | undefined {
  const sign = reader.operator()?.text;
  if (sign === '<' || sign === '>')
    return reader.text.charCodeAt(reader.pos + 1) === OPEN_PARENTHESIS ? undefined : sign;
  return reader.textOf(binaryOperator);
}

function modeOf(operator: string): WordMode {
  if (operator === '=~') return REGULAR_EXPRESSION;
  return operator === '=' || operator === '==' || operator === '!=' ? TEST_PATTERN : PLAIN;
}

function readOperand(reader: Reader, mode: WordMode): Word {
  reader.skip();
  const code = reader.peek();
  // A regular expression may be empty: what would end a word ends it.
  const expression = mode.regularExpression && code !== NEWLINE && !Number.isNaN(code);
  if ((!startsWord(reader) && !expression) || reader.test(end)) fail(reader);
  return readWord(reader, mode);
}

/** The expression is none. A `]]` that touches the word before it explains most cases. */
function fail(reader: Reader): never {
  const { text, pos } = reader;
  let wordEnd = pos;
  while (wordEnd > 0 && endsWord(text.charCodeAt(wordEnd - 1))) wordEnd--;
  const opener = reader.openers.find(({ token }) => token === '[[');
  const touching =
    text.slice(wordEnd - 2, wordEnd) === ']]' &&
    !endsWord(text.charCodeAt(wordEnd - 3)) &&
    wordEnd - 2 > (opener?.end ?? 0);
  if (!touching && reader.atEnd) reader.unexpected();
  const start = touching ? wordEnd - 2 : pos;
  const tokenEnd = touching ? wordEnd : reader.tokenEnd();
  throw new Unreadable({
    kind: 'test',
    span: reader.span(start, tokenEnd),
    token: reader.peek() === NEWLINE && !touching ? 'newline' : text.slice(start, tokenEnd),
    expected: touching ? ' ]]' : undefined,
    opener: opener && { token: '[[', span: reader.span(opener.start, opener.end) },
    nearlyEnded: undefined,
  });
}
