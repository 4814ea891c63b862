import { type Change, type ChangedSpan, changedSpans, type Launch, type Place } from '../launch/index.ts';
import { difference, LineIndex, type SourceText, type Span } from '../text/index.ts';
import type { ConfigSource } from './model.ts';

/** Leads places of a file after the launch back to the repository and to the start script. */
export interface ChangedText {
  sourceOf(span: Span): ConfigSource;
  /** The place in the repository; undefined for files that the launch makes. */
  placeOf(span: Span): Place | undefined;
}

/** A file before and after a launch. */
export interface TextChange {
  /** The file as people know it. */
  readonly name: string;
  /** The file of the repository; undefined when the launch makes it. */
  readonly before: SourceText | undefined;
  readonly after: SourceText;
  /** The text after the launch with `<...>` for what is not known. */
  readonly shown: string;
  /** The commands that changed the file. */
  readonly changes: readonly Change[];
}

export function changedText(launch: Launch, change: TextChange): ChangedText {
  const { name, before, after } = change;
  const stretches = before === undefined ? [] : stretchesOf(before, after);
  const changes = linesOfChanges(launch, change);
  const placeOf = (span: Span): Place | undefined => {
    if (before === undefined) return undefined;
    const at = spanBefore(stretches, span, before, after);
    return { path: before.path, span: at, line: before.lines.lineAt(at.start) + 1 };
  };
  return {
    placeOf,
    sourceOf: (span) => {
      const line = after.lines.lineAt(span.start);
      const last = after.lines.lineAt(Math.max(span.start, span.end - 1));
      const found = changes.filter((one) =>
        one.exact === undefined ? one.first <= last && line <= one.last : touch(one.exact, span),
      );
      const by = [
        ...new Map(found.map(({ change: { by } }) => [`${by.path}:${by.span.start}`, by])).values(),
      ];
      return {
        kind: 'file',
        name,
        line: line + 1,
        place: placeOf(span),
        changes: by,
        variables: [...new Set(found.flatMap(({ change: { values } }) => values.map((value) => value.name)))],
      };
    },
  };
}

interface LinedChange {
  readonly change: ChangedSpan;
  /** The stretch itself; undefined where texts that are not known shift what follows them. */
  readonly exact: Span | undefined;
  readonly first: number;
  readonly last: number;
}

function linesOfChanges(launch: Launch, change: TextChange): readonly LinedChange[] {
  const { before, after, shown, changes } = change;
  const lines = new LineIndex(shown);
  return changedSpans(launch, before?.text ?? '', shown, changes).map((one) => ({
    change: one,
    exact: shown === after.text ? one.span : undefined,
    first: lines.lineAt(one.span.start),
    last: lines.lineAt(Math.max(one.span.start, one.span.end - 1)),
  }));
}

/** Whether a change lies in a span, or at its edge when it only took something away. */
function touch(change: Span, span: Span): boolean {
  return change.start === change.end
    ? span.start <= change.start && change.start <= span.end
    : change.start < span.end && span.start < change.end;
}

/** A run of lines of both texts: the same, or one in the place of the other. */
interface Stretch {
  readonly before: Span;
  readonly after: Span;
  readonly changed: boolean;
}

function stretchesOf(before: SourceText, after: SourceText): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let to = 0;
  const same = (end: number): void => {
    const length = end - from;
    if (length > 0)
      stretches.push({
        before: { start: from, end },
        after: { start: to, end: to + length },
        changed: false,
      });
    from = end;
    to += length;
  };
  for (const { span, text } of difference(before.text, after.text)) {
    same(span.start);
    stretches.push({ before: span, after: { start: to, end: to + text.length }, changed: true });
    from = span.end;
    to += text.length;
  }
  same(before.text.length);
  return stretches;
}

/** Where something of the changed text stood: the same place, or a line that was there. */
function spanBefore(stretches: readonly Stretch[], span: Span, before: SourceText, after: SourceText): Span {
  const stretch =
    stretches.find((one) => one.after.start <= span.start && span.start < one.after.end) ?? stretches.at(-1);
  if (stretch === undefined) return span;
  if (!stretch.changed) {
    const shift = stretch.before.start - stretch.after.start;
    return { start: span.start + shift, end: span.end + shift };
  }
  const first = before.lines.lineAt(stretch.before.start);
  const last = before.lines.lineAt(Math.max(stretch.before.start, stretch.before.end - 1));
  // Substitutions keep the lines.
  const distance = after.lines.lineAt(span.start) - after.lines.lineAt(stretch.after.start);
  return before.lineSpan(Math.min(last, first + distance));
}
