import { SourceText } from '../text/index.ts';

/** Stands for a `\r` in a script that is run with its line ends; a character of private use that no script has. */
const CARRIAGE_RETURN = '\uf8ff';

/**
 * The text as the shell reads it: the parser takes `\r\n` and `\r` for the end of a line, which is what was meant, and the
 * shell takes the `\r` for a character of it.
 */
export function asTheShellReads(
  source: SourceText,
  path = source.path,
): { readonly source: SourceText; readonly carriageReturns: boolean } {
  if (!source.text.includes('\r')) return { source, carriageReturns: false };
  const text = source.text.replaceAll('\r', CARRIAGE_RETURN);
  return { source: new SourceText(path, text), carriageReturns: true };
}

/** What is written in such a text. */
export function withCarriageReturns(text: string): string {
  return text.replaceAll(CARRIAGE_RETURN, '\r');
}
