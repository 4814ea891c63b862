import type { Span, TextEdit } from '../text/index.ts';

/**
 * Blanks removed from the starts of lines, so that a text with a known slip can be read.
 * Converts offsets between the text as it stands (source) and as it was read (repaired).
 */
export class Repair {
  /** The repaired offset of each removed place, and the length removed before it. */
  readonly #places: readonly { readonly at: number; readonly before: number }[];
  readonly #total: number;

  /** @param removed ascending spans of the source text that the repaired text does not have */
  constructor(readonly removed: readonly Span[]) {
    let before = 0;
    this.#places = removed.map(({ start, end }) => {
      const place = { at: start - before, before };
      before += end - start;
      return place;
    });
    this.#total = before;
  }

  get edits(): TextEdit[] {
    return this.removed.map((span) => ({ span, text: '' }));
  }

  /** The source offset of a repaired one; at a removed place, the offset behind it. */
  toSource(offset: number): number {
    return offset + this.#removedBefore(first(this.#places, ({ at }) => at > offset));
  }

  /** Like `toSource` for the end of a span: a removed place directly behind it stays outside. */
  toSourceEnd(offset: number): number {
    return offset + this.#removedBefore(first(this.#places, ({ at }) => at >= offset));
  }

  /** The repaired offset of a source one; inside a removed place, where it was. */
  toRepaired(offset: number): number {
    const index = first(this.removed, ({ start }) => start >= offset);
    const last = this.removed[index - 1];
    if (last === undefined) return offset;
    return offset - this.#removedBefore(index) + Math.max(0, last.end - offset);
  }

  /**
   * Turns edits of the repaired text into edits of the source that also make the repair: what is removed
   * anyway is not said twice.
   */
  compose(edits: readonly TextEdit[]): TextEdit[] {
    const moved = edits.map(({ span, text }): TextEdit => {
      // What begins at the start of a repaired line stands before the blanks that the repair removes there.
      const isRemoved = this.#places[first(this.#places, ({ at }) => at >= span.start)]?.at === span.start;
      const start = isRemoved ? this.toSourceEnd(span.start) : this.toSource(span.start);
      const end = span.start === span.end ? start : this.toSourceEnd(span.end);
      return { span: { start, end }, text };
    });
    const rest = this.edits.filter(
      ({ span }) =>
        !moved.some(
          (edit) =>
            edit.span.start <= span.start && span.end <= edit.span.end && edit.span.end > edit.span.start,
        ),
    );
    return [...moved, ...rest].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  #removedBefore(index: number): number {
    return this.#places[index]?.before ?? this.#total;
  }
}

/** The index of the first element that fulfils a condition which all later ones fulfil too. */
function first<T>(list: readonly T[], isBehind: (element: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element !== undefined && isBehind(element)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Spans in order, those that touch or overlap made one. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && last.end >= span.start)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
