import { expectWord, statementBase } from './blocks.ts';
import { CLOSE_PARENTHESIS, OPEN_PARENTHESIS, PIPE } from './characters.ts';
import { exact } from './exact.ts';
import type { Case, Word } from './model.ts';
import type { Reader } from './reader.ts';
import { PATTERN, PLAIN, readWord, startsWord } from './words.ts';

type Item = Case['items'][number];

/** `case`, which was read. */
export function readCase(reader: Reader, start: number): Case {
  return reader.within('case', start, reader.pos, 'in', (opener) => {
    reader.skip();
    if (!startsWord(reader)) reader.unexpected();
    const word = readWord(reader, PLAIN);
    expectWord(reader, opener, 'in');
    opener.expected = 'esac';
    const items: Item[] = [];
    for (let open = true; open; ) {
      reader.skipLines();
      const isEnd = reader.reserved()?.text === 'esac';
      if (isEnd) break;
      const patterns = readPatterns(reader);
      open = readItem(reader, patterns, items);
    }
    expectWord(reader, opener, 'esac');
    return { kind: 'case', ...statementBase(reader, start), word, items: exact(items) };
  });
}

interface Patterns {
  readonly start: number;
  readonly words: readonly Word[];
}

/** `a | b)` or `(a | b)`. */
function readPatterns(reader: Reader): Patterns {
  const start = reader.pos;
  if (reader.peek() === OPEN_PARENTHESIS) {
    reader.pos++;
    reader.skip();
  }
  const words: Word[] = [];
  for (;;) {
    if (!startsWord(reader)) reader.unexpected();
    words.push(readWord(reader, PATTERN));
    reader.skip();
    if (reader.peek() === CLOSE_PARENTHESIS) break;
    if (reader.peek() !== PIPE || reader.operator()?.text !== '|') reader.unexpected();
    reader.pos++;
    reader.skip();
  }
  reader.pos++;
  return { start, words: exact(words) };
}

/** Adds the item with the statements that follow its patterns; false when it is the last one. */
function readItem(reader: Reader, { start, words }: Patterns, items: Item[]): boolean {
  const patternsEnd = reader.pos;
  const body = reader.grammar.statements(reader);
  const sign = reader.operator();
  const terminator =
    sign?.text === ';;' || sign?.text === ';&' || sign?.text === ';;&' ? sign.text : undefined;
  if (sign !== undefined && terminator !== undefined) reader.pos = sign.end;
  const end =
    terminator === undefined ? (body.at(-1)?.span.end ?? reader.span(start, patternsEnd).end) : undefined;
  const span = reader.span(start, reader.pos);
  items.push({
    span: { start: span.start, end: end ?? span.end },
    patterns: words,
    body,
    terminator: terminator ?? ';;',
  });
  return terminator !== undefined;
}
