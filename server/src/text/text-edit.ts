import type { Span } from './span.ts';

/** Replaces the text of a span; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Orders edits by place; insertions at one place keep their order. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/**
 * Whether two edits cannot be applied together: they change a common character, or one inserts inside the
 * other, or both insert at one place. Equal edits do not conflict; they are one edit said twice.
 */
export function conflict(a: TextEdit, b: TextEdit): boolean {
  if (sameEdit(a, b)) return false;
  if (a.span.start === b.span.start && (a.span.start === a.span.end || b.span.start === b.span.end))
    return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

export function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
}

/**
 * The text after all edits, each given in offsets of the original text.
 * @throws RangeError when two edits conflict or one lies outside the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let position = 0;
  let previous: TextEdit | undefined;
  for (const edit of sortEdits(edits)) {
    if (previous !== undefined && sameEdit(previous, edit)) continue;
    if (edit.span.start < position || edit.span.end < edit.span.start || edit.span.end > text.length) {
      throw new RangeError(`edit at ${edit.span.start}..${edit.span.end} conflicts or lies outside the text`);
    }
    result += text.slice(position, edit.span.start) + edit.text;
    position = edit.span.end;
    previous = edit;
  }
  return result + text.slice(position);
}
