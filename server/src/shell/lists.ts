import { atSemicolon, statementBase } from './blocks.ts';
import { AMPERSAND, CLOSE_PARENTHESIS, NEWLINE, OPEN_PARENTHESIS } from './characters.ts';
import { type FunctionName, readSimpleCommand } from './commands.ts';
import { readCompound } from './compounds.ts';
import { exact, NONE } from './exact.ts';
import type { FunctionDefinition, Pipeline, Statement } from './model.ts';
import { type Reader, Unreadable } from './reader.ts';
import { PLAIN, readWord, startsWord } from './words.ts';

/** See `Grammar.statements`. */
export function readStatements(reader: Reader): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    reader.skipLines();
    if (reader.atEnd) reader.hereDocuments();
    if (reader.atCloser) return exact(statements);
    statements.push(readTerminated(reader));
    reader.skip();
  }
}

/**
 * The statements of one line: what bash reads before it runs anything. The position is then behind the line.
 * `ended` tells whether a line break ended it, not the end of the text.
 */
export function readLine(reader: Reader): {
  readonly statements: readonly Statement[];
  readonly ended: boolean;
} {
  const statements: Statement[] = [];
  reader.skipLines();
  while (!reader.atEnd) {
    if (reader.peek() === NEWLINE) {
      reader.newline();
      return { statements: exact(statements), ended: reader.openHereDocuments.length === 0 };
    }
    statements.push(readTerminated(reader));
    reader.skip();
  }
  reader.hereDocuments();
  return { statements: exact(statements), ended: false };
}

/** A statement and the sign behind it. */
function readTerminated(reader: Reader): Statement {
  const statement = readAndOr(reader);
  reader.skip();
  if (atSemicolon(reader)) {
    reader.pos++;
    return statement;
  }
  if (reader.peek() === AMPERSAND && reader.operator()?.text === '&') {
    reader.pos++;
    return { ...statement, background: true };
  }
  if (reader.peek() !== NEWLINE && !reader.atCloser) reader.unexpected();
  return statement;
}

function readAndOr(reader: Reader): Statement {
  let left = readPipeline(reader);
  for (;;) {
    reader.skip();
    const start = reader.pos;
    const found = reader.operator();
    const operator = found?.text;
    if (found === undefined || (operator !== '&&' && operator !== '||')) return left;
    reader.link();
    reader.pos = found.end;
    skipToOperand(reader, operator, start);
    const right = readPipeline(reader);
    const span = { start: left.span.start, end: right.span.end };
    left = { kind: 'and-or', span, background: false, redirections: NONE, operator, left, right };
  }
}

/** Moves to what follows an operator, which may be on a later line. */
function skipToOperand(reader: Reader, operator: string, start: number): void {
  const end = reader.pos;
  reader.skipLines();
  if (reader.atEnd) reader.unclosed(operator, start, end, undefined);
}

function readPipeline(reader: Reader): Statement {
  const start = reader.pos;
  const prefix = readPrefix(reader);
  const isPrefixed = prefix.end > start;
  const statements: Statement[] = [];
  const operators: Pipeline['operators'][number][] = [];
  // `!` and `time` alone are complete.
  const isAlone = isPrefixed && (reader.atEnd || reader.peek() === NEWLINE || atSemicolon(reader));
  if (!isAlone) {
    statements.push(readCommand(reader, false));
    for (;;) {
      reader.skip();
      const signStart = reader.pos;
      const found = reader.operator();
      if (found === undefined || (found.text !== '|' && found.text !== '|&')) break;
      reader.pos = found.end;
      operators.push(found.text);
      skipToOperand(reader, found.text, signStart);
      statements.push(readCommand(reader, true));
    }
  }
  const [first] = statements;
  if (!isPrefixed && statements.length === 1 && first !== undefined) return first;
  const { start: from, end: prefixEnd } = reader.span(start, prefix.end);
  return {
    kind: 'pipeline',
    span: { start: from, end: statements.at(-1)?.span.end ?? prefixEnd },
    background: false,
    redirections: NONE,
    negated: prefix.negated,
    timed: prefix.timed,
    operators: exact(operators),
    statements: exact(statements),
  };
}

const timeOption = /-p(?=[ \t\n|&;()<>]|$)/y;
const endOfOptions = /--(?=[ \t\n|&;()<>]|$)/y;

/** `!` and `time`, each any number of times. */
function readPrefix(reader: Reader): {
  readonly negated: boolean;
  readonly timed: boolean;
  readonly end: number;
} {
  let negated = false;
  let timed = false;
  let end = reader.pos;
  for (;;) {
    if (reader.accept('!')) negated = !negated;
    else if (reader.accept('time')) {
      timed = true;
      end = reader.pos;
      for (const option of [timeOption, endOfOptions]) {
        reader.skip();
        const found = reader.textOf(option);
        if (found === undefined) continue;
        reader.pos += found.length;
        end = reader.pos;
      }
      reader.skip();
      continue;
    } else return { negated, timed, end };
    end = reader.pos;
    reader.skip();
  }
}

/** One statement of a pipeline. `time` behind a `|` is the program of that name. */
function readCommand(reader: Reader, behindPipe: boolean): Statement {
  const start = reader.pos;
  const reserved = reader.reserved();
  if (reserved?.text === 'function') {
    reader.pos = reserved.end;
    return readFunctionKeyword(reader, start);
  }
  if (reserved?.text === 'coproc') {
    reader.pos = reserved.end;
    return readCoprocess(reader, start);
  }
  const compound = readCompound(reader);
  if (compound !== undefined) return compound;
  if (reserved !== undefined && !(behindPipe && reserved.text === 'time')) reader.unexpected();
  const found = readSimpleCommand(reader);
  return found.kind === 'command' ? found : readFunctionBody(reader, start, found, false);
}

/** `function NAME` with or without `()`; the first word was read. */
function readFunctionKeyword(reader: Reader, start: number): FunctionDefinition {
  const end = reader.pos;
  reader.skip();
  if (!startsWord(reader)) reader.unexpected();
  const nameStart = reader.pos;
  const { span } = readWord(reader, PLAIN);
  const name = reader.text.slice(nameStart, reader.pos);
  reader.skip();
  if (reader.peek() === OPEN_PARENTHESIS) {
    // `function f (...)` has a body in parentheses.
    const opened = reader.pos;
    reader.pos++;
    reader.skip();
    if (reader.peek() === CLOSE_PARENTHESIS) reader.pos++;
    else reader.pos = opened;
  }
  return readFunctionBody(reader, start, { kind: 'function-name', name, span, end }, true);
}

function readFunctionBody(
  reader: Reader,
  start: number,
  { name, span, end }: FunctionName,
  keyword: boolean,
): FunctionDefinition {
  const body = reader.within(keyword ? 'function' : `${name}()`, start, end, undefined, () => {
    reader.skipLines();
    return readCompound(reader) ?? reader.unexpected();
  });
  return {
    kind: 'function',
    span: { start: reader.span(start, start).start, end: body.span.end },
    background: false,
    redirections: NONE,
    name,
    nameSpan: span,
    keyword,
    body,
  };
}

const coprocessName = /[^\s|&;()<>$`"'\\]+/y;

/**
 * `coproc`, which was read: nothing is known of what it does, but where it ends. What bash takes there is wider than
 * what is read here, so that a problem is none for certain.
 */
function readCoprocess(reader: Reader, start: number): Statement {
  try {
    reader.skip();
    const from = reader.pos;
    // The first word is a name when a compound command follows.
    const name = reader.reserved() === undefined ? reader.textOf(coprocessName) : undefined;
    reader.pos += name?.length ?? 0;
    reader.skip();
    const compound = readCompound(reader);
    if (compound === undefined) {
      reader.pos = from;
      readSimpleCommand(reader);
    }
  } catch (failure) {
    throw failure instanceof Unreadable ? new Unreadable(undefined) : failure;
  }
  return { kind: 'unparsed', ...statementBase(reader, start) };
}
