import type { Indent } from './token-feed.ts';

/** Offset of the line feed that ends the line of an offset, or the length of the text. */
export function lineFeedAfter(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Offset of the first character of a line, a byte order mark left out. */
export function lineStartBefore(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\n\r\x85\u2028\u2029]/.test(text[start - 1] ?? '')) start--;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

const DOCUMENT_MARK = /^(?:---|\.\.\.)(?:\s|$)/;

/**
 * Where a flow collection that begins at an offset ends at the latest: before the first line that is not indented
 * below the block around it, closing brackets aside.
 */
export function flowBound(text: string, offset: number, indent: Indent): number {
  for (let at = lineFeedAfter(text, offset); at < text.length; at = lineFeedAfter(text, at + 1)) {
    let start = at + 1;
    while (text.charCodeAt(start) === 0x20) start++;
    const code = text.charCodeAt(start);
    const isBlank = Number.isNaN(code) || code === 0x0a || code === 0x0d || code === 0x23;
    const column = start - at - 1;
    const isCloser = code === 0x5d || code === 0x7d;
    if (!isBlank && column < indent.column + (isCloser ? 0 : 1)) return at;
    if (column === 0 && DOCUMENT_MARK.test(text.slice(start, start + 4))) return at;
  }
  return text.length;
}
