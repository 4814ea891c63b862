import { readArithmeticContent } from './arithmetic.ts';
import { expectWord, readBody, statementBase } from './blocks.ts';
import { readCase } from './case.ts';
import { CLOSE_PARENTHESIS, OPEN_PARENTHESIS } from './characters.ts';
import { exact } from './exact.ts';
import { readFor, readLoop } from './loops.ts';
import type { Arithmetic, Group, If, Statement } from './model.ts';
import type { Reader } from './reader.ts';
import { readRedirections } from './redirections.ts';
import { readTest } from './tests.ts';

/**
 * The compound command that begins at the position, with its redirections; undefined, and nothing read, when
 * something else begins there.
 */
export function readCompound(reader: Reader): Statement | undefined {
  const statement = readBareCompound(reader, reader.pos);
  if (statement === undefined) return undefined;
  const redirections = readRedirections(reader);
  const last = redirections.at(-1);
  if (last === undefined) return statement;
  return { ...statement, span: { start: statement.span.start, end: last.span.end }, redirections };
}

function readBareCompound(reader: Reader, start: number): Statement | undefined {
  if (reader.peek() === OPEN_PARENTHESIS) return readParentheses(reader, start);
  const reserved = reader.reserved();
  switch (reserved?.text) {
    case '{':
      reader.pos = reserved.end;
      return readBraces(reader, start);
    case '[[':
      reader.pos = reserved.end;
      return readTest(reader, start);
    case 'if':
      reader.pos = reserved.end;
      return readIf(reader, start);
    case 'while':
    case 'until':
      reader.pos = reserved.end;
      return readLoop(reader, start, reserved.text);
    case 'for':
    case 'select':
      reader.pos = reserved.end;
      return readFor(reader, start, reserved.text);
    case 'case':
      reader.pos = reserved.end;
      return readCase(reader, start);
    default:
      return undefined;
  }
}

function readBraces(reader: Reader, start: number): Group {
  const statements = reader.within('{', start, reader.pos, '}', (opener) => {
    const body = readBody(reader);
    expectWord(reader, opener, '}');
    return body;
  });
  return { kind: 'group', ...statementBase(reader, start), subshell: false, statements };
}

/** `((...))` or `(...)`. */
function readParentheses(reader: Reader, start: number): Arithmetic | Group {
  const second = reader.past(start + 1);
  if (reader.text.charCodeAt(second) === OPEN_PARENTHESIS && !reader.memory.notArithmetic.has(second)) {
    const found = readArithmeticContent(reader, second);
    if (found !== undefined) return { kind: 'arithmetic', ...statementBase(reader, start), ...found };
    reader.memory.notArithmetic.set(second, second);
  }
  reader.pos = start + 1;
  const statements = reader.within('(', start, reader.pos, ')', () => {
    const body = readBody(reader);
    if (reader.peek() !== CLOSE_PARENTHESIS) reader.unexpected();
    reader.pos++;
    return body;
  });
  return { kind: 'group', ...statementBase(reader, start), subshell: true, statements };
}

function readIf(reader: Reader, start: number): If {
  return reader.within('if', start, reader.pos, 'then', (opener) => {
    const branches: If['branches'][number][] = [];
    let otherwise: readonly Statement[] | undefined;
    for (let branchStart = start; ; ) {
      opener.expected = 'then';
      const condition = readBody(reader);
      expectWord(reader, opener, 'then');
      opener.expected = 'fi';
      const body = readBody(reader);
      const span = reader.span(branchStart, branchStart);
      branches.push({
        span: { start: span.start, end: body.at(-1)?.span.end ?? span.end },
        condition,
        body,
      });
      branchStart = reader.pos;
      if (reader.accept('elif')) continue;
      if (reader.accept('else')) otherwise = readBody(reader);
      expectWord(reader, opener, 'fi');
      return { kind: 'if', ...statementBase(reader, start), branches: exact(branches), otherwise };
    }
  });
}
