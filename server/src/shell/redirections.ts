import {
  AMPERSAND,
  GREATER,
  LESS,
  MINUS,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  oneOf,
  withoutContinuations,
} from './characters.ts';
import { exact } from './exact.ts';
import { markerOf } from './here-documents.ts';
import type { Redirection, Word } from './model.ts';
import type { Reader } from './reader.ts';
import { ARGUMENT, readWord, startsWord, VALUE } from './words.ts';

const DESCRIPTOR = '[0-9]+|\\{[A-Za-z_][A-Za-z0-9_]*(?:\\[[^\\]\\s]*\\])?\\}';
const SIGNS = ['<<<', '<<-', '<<', '<&', '<>', '>>', '>&', '>|', '<', '>'];
const pattern = new RegExp(
  `(?:(${DESCRIPTOR})(?:\\\\\\n)*)?(${oneOf(SIGNS)})|(${oneOf(['&>>', '&>'])})`,
  'y',
);

/** The redirections at the position. */
export function readRedirections(reader: Reader): readonly Redirection[] {
  const redirections: Redirection[] = [];
  for (;;) {
    reader.skip();
    const redirection = readRedirection(reader);
    if (redirection === undefined) return exact(redirections);
    redirections.push(redirection);
  }
}

interface Sign {
  readonly descriptor: string | undefined;
  readonly operator: string;
  readonly end: number;
}

/** The sign of a redirection at the position, its descriptor included. */
function signAt(reader: Reader): Sign | undefined {
  const code = reader.peek();
  const isDigit = code >= 48 && code <= 57;
  if (!isDigit && code !== LESS && code !== GREATER && code !== AMPERSAND && code !== OPEN_BRACE)
    return undefined;
  const found = reader.match(pattern);
  if (found === null) return undefined;
  const operator = withoutContinuations(found[2] ?? found[3] ?? '');
  const end = reader.pos + found[0].length;
  // `<(` and `>(` begin a word.
  const isProcess = operator.length === 1 && reader.text.charCodeAt(reader.past(end)) === OPEN_PARENTHESIS;
  return isProcess ? undefined : { descriptor: found[1], operator, end };
}

/** The redirection at the position; undefined, and nothing read, when there is none. */
export function readRedirection(reader: Reader): Redirection | undefined {
  const { text } = reader;
  const start = reader.pos;
  const sign = signAt(reader);
  if (sign === undefined) return undefined;
  const { descriptor, operator, end } = sign;
  reader.pos = end;
  reader.skip();
  const targetStart = reader.pos;
  const target = readTarget(reader, operator);
  const redirection = {
    span: reader.span(start, reader.pos),
    descriptor,
    operator,
    target,
    hereDocument: undefined,
  };
  if (operator === '<<' || operator === '<<-') {
    const { marker, quoted } = markerOf(text.slice(targetStart, reader.pos));
    reader.waiting.push({
      redirection,
      marker,
      quoted,
      tabs: operator === '<<-',
      start: targetStart,
      end: reader.pos,
    });
  }
  return redirection;
}

function readTarget(reader: Reader, operator: string): Word {
  const { pos } = reader;
  const code = reader.peek();
  // `>&-` closes; what follows the minus is a word of its own.
  if (code === MINUS && (operator === '>&' || operator === '<&')) {
    reader.pos = pos + 1;
    const span = reader.span(pos, reader.pos);
    return {
      kind: 'word',
      span,
      parts: [{ kind: 'literal', span, text: '-', escaped: false }],
      assignment: undefined,
    };
  }
  // In `> 2>f` the 2 is a descriptor, and the file before it is missing.
  const isDescriptor = !operator.endsWith('&') && signAt(reader)?.descriptor !== undefined;
  if (!startsWord(reader) || isDescriptor) reader.unexpected();
  return readWord(reader, operator === '<<<' ? VALUE : ARGUMENT);
}
