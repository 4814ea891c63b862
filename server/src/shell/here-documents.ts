import { BACKSLASH, TAB } from './characters.ts';
import { readQuotedText } from './double-quotes.ts';
import type { HereDocument, WordPart } from './model.ts';
import { PartList } from './part-list.ts';
import { type Reader, Unreadable, type WaitingHereDocument } from './reader.ts';

/** The end marker that the word after `<<` gives: its quotes are removed, nothing in it is expanded. */
export function markerOf(raw: string): { readonly marker: string; readonly quoted: boolean } {
  const marker = raw
    .replaceAll('\\\n', '')
    .replace(QUOTED_PIECE, (piece: string, single?: string, double?: string) => {
      if (single !== undefined) return single;
      return double === undefined ? piece.slice(1) : double.replace(/\\([$`"\\])/g, '$1');
    });
  return { marker, quoted: /['"\\]/.test(raw.replaceAll('\\\n', '')) };
}

const QUOTED_PIECE = /\$?'([^']*)'|\$?"((?:[^"\\]|\\[\s\S])*)"|\\[\s\S]/g;

/** See `Grammar.hereDocument`. */
export function readHereDocument(reader: Reader, waiting: WaitingHereDocument): void {
  const start = reader.pos;
  const found = findEnd(reader, waiting);
  const span = reader.span(start, found.bodyEnd);
  const terminated = found.end !== undefined;
  const document: HereDocument = {
    span,
    marker: waiting.marker,
    quoted: waiting.quoted,
    terminated,
    parts: bodyParts(reader, waiting, start, found.bodyEnd),
    endSpan: found.end && reader.span(found.bodyEnd, found.end.line),
  };
  waiting.redirection.hereDocument = document;
  reader.pos = found.end?.next ?? found.bodyEnd;
  if (terminated) return;
  reader.openHereDocuments.push({
    kind: 'here-document',
    span: reader.span(waiting.start, waiting.end),
    token: reader.text.slice(waiting.start, waiting.end),
    expected: waiting.marker,
    opener: undefined,
    nearlyEnded: found.nearly && reader.span(found.nearly.start, found.nearly.end),
  });
}

interface End {
  readonly bodyEnd: number;
  /** The line that ends the body: its end, and where the script goes on. */
  readonly end: { readonly line: number; readonly next: number } | undefined;
  readonly nearly: { readonly start: number; readonly end: number } | undefined;
}

function findEnd(reader: Reader, { marker, quoted, tabs }: WaitingHereDocument): End {
  const { text } = reader;
  let nearly: End['nearly'];
  for (let line = reader.pos; line < text.length; ) {
    const lineBreak = text.indexOf('\n', line);
    const lineEnd = lineBreak < 0 ? text.length : lineBreak;
    let from = line;
    if (tabs) while (text.charCodeAt(from) === TAB) from++;
    if (text.startsWith(marker, from)) {
      const behind = from + marker.length;
      if (behind === lineEnd)
        return { bodyEnd: line, end: { line: lineEnd, next: Math.min(lineEnd + 1, text.length) }, nearly };
      // In `$(`, bash 5.2 ends it too where a parenthesis follows in the line, with a warning.
      if (reader.substitutions > 0 && text.slice(behind, lineEnd).includes(')'))
        return { bodyEnd: line, end: { line: behind, next: behind }, nearly };
    }
    if (nearly === undefined && marker !== '' && text.slice(line, lineEnd).trim() === marker)
      nearly = { start: line, end: lineEnd };
    line = nextLine(text, lineEnd, quoted);
  }
  return { bodyEnd: text.length, end: undefined, nearly };
}

/** The start of the next line to compare: unless the marker is quoted, a backslash joins lines. */
function nextLine(text: string, lineEnd: number, quoted: boolean): number {
  let end = lineEnd;
  while (!quoted && end < text.length && endsInBackslash(text, end)) {
    const lineBreak = text.indexOf('\n', end + 1);
    end = lineBreak < 0 ? text.length : lineBreak;
  }
  return end + 1;
}

function endsInBackslash(text: string, lineEnd: number): boolean {
  let count = 0;
  while (text.charCodeAt(lineEnd - 1 - count) === BACKSLASH) count++;
  return count % 2 === 1;
}

function bodyParts(
  reader: Reader,
  { quoted, tabs }: WaitingHereDocument,
  start: number,
  end: number,
): readonly WordPart[] {
  const { text } = reader;
  const raw = text.slice(start, end);
  if (quoted) {
    const body = tabs ? raw.replace(/^\t+/gm, '') : raw;
    return [{ kind: 'single', span: reader.span(start, end), text: body }];
  }
  if (raw === '') return [];
  const inner = reader.inner(text.slice(0, end), start, reader.toSource);
  const list = new PartList(inner);
  try {
    readQuotedText(inner, list, false);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return [{ kind: 'unreadable', span: reader.span(start, end), text: raw }];
  }
  const parts = list.done();
  return tabs ? parts.map((part) => withoutTabs(part, start, reader)) : parts;
}

/** Leading tabs of `<<-` are at the start of the body and behind each line break of its plain text. */
function withoutTabs(part: WordPart, start: number, reader: Reader): WordPart {
  if (part.kind !== 'literal') return part;
  const atLineStart = part.span.start === reader.span(start, start).start;
  const text = part.text.replace(/\n\t+/g, '\n');
  return { ...part, text: atLineStart ? text.replace(/^\t+/, '') : text };
}
