import { commonEnd, commonStart } from './common.ts';
import type { TextEdit } from './text-edit.ts';

/** Above this product of line counts the changed region is replaced as a whole. */
const MAX_CELLS = 4_000_000;

/**
 * Edits by whole lines that turn one text into the other: small, so that carets, folds and breakpoints in the
 * unchanged lines stay where they are.
 */
export function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const a = splitLines(before);
  const b = splitLines(after);
  const first = commonStart(a, b);
  const last = commonEnd(a, b, Math.min(a.length, b.length) - first);
  const left = a.slice(first, a.length - last);
  const right = b.slice(first, b.length - last);
  const start = a.slice(0, first).join('').length;
  if (left.length * right.length > MAX_CELLS)
    return [{ span: { start, end: start + left.join('').length }, text: right.join('') }];
  return lineEdits(left, right, start);
}

/** Longest common subsequence of lines; the classic table, on the changed region only. */
function lineEdits(a: readonly string[], b: readonly string[], offset: number): TextEdit[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const edits: TextEdit[] = [];
  let position = offset;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const start = position;
    let text = '';
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) break;
      if (
        j < b.length &&
        (i >= a.length || (lengths[i * width + j + 1] ?? 0) >= (lengths[(i + 1) * width + j] ?? 0))
      )
        text += b[j++] ?? '';
      else position += (a[i++] ?? '').length;
    }
    if (position > start || text !== '') edits.push({ span: { start, end: position }, text });
    while (i < a.length && j < b.length && a[i] === b[j]) {
      position += (a[i] ?? '').length;
      i++;
      j++;
    }
  }
  return edits;
}

/** Lines with their line breaks. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
