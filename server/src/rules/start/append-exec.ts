import type { SourceText, TextEdit } from '../../text/index.ts';

/** Adds `exec "$@"` as the last line, after one blank line. */
export function appendExec(source: SourceText): TextEdit[] {
  const { text, eol } = source;
  const end = text.length;
  const newline = text === '' || text.endsWith('\n') ? '' : eol;
  const blank = /\n\s*\n$/.test(text) || text === '' ? '' : eol;
  return [{ span: { start: end, end }, text: `${newline}${blank}exec "$@"${eol}` }];
}
