import type { Span } from '../text/index.ts';
import { SEMICOLON } from './characters.ts';
import { NONE } from './exact.ts';
import type { Redirection, Statement } from './model.ts';
import type { Opener, Reader } from './reader.ts';

/** What a statement that was just read begins as. */
export function statementBase(
  reader: Reader,
  start: number,
): { readonly span: Span; readonly background: false; readonly redirections: readonly Redirection[] } {
  return { span: reader.span(start, reader.pos), background: false, redirections: NONE };
}

/** One statement at least, up to a word that can only close something. */
export function readBody(reader: Reader): readonly Statement[] {
  const statements = reader.grammar.statements(reader);
  if (statements.length > 0) return statements;
  const innermost = reader.openers.at(-1);
  // What closes the construct is not what is missing.
  if (innermost !== undefined && !reader.atEnd) innermost.expected = undefined;
  return reader.unexpected();
}

/** Reads the word that has to follow. */
export function expectWord(reader: Reader, opener: Opener, word: string): void {
  opener.expected = word;
  reader.skipLines();
  if (!reader.accept(word)) reader.unexpected();
}

/** Whether a single `;` is at the position. */
export function atSemicolon(reader: Reader): boolean {
  return reader.peek() === SEMICOLON && reader.operator()?.text === ';';
}
