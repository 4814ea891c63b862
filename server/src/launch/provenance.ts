import { difference, type Span, type TextEdit } from '../text/index.ts';
import type { Change, UsedValue } from './change.ts';
import type { Content, FileOutcome, Launch } from './launch.ts';
import { likely, type Place } from './value.ts';

/** A stretch of a file that a launch changed, and what changed it. */
export interface ChangedSpan {
  /** In the text after the launch; empty where text was only removed. */
  readonly span: Span;
  /** In the text before the launch; empty where text was only added. */
  readonly before: Span;
  /** The command that did it, the last one where several did. */
  readonly by: Place;
  /** The values that the command put there; all that it used where that cannot be told apart. */
  readonly values: readonly ValueOrigin[];
}

/** A value that a command of the script used, and where it came from, in words for people. */
export interface ValueOrigin {
  readonly name: string;
  /** `<...>` for what is not known; undefined: it had no value. */
  readonly value: string | undefined;
  /** "profile mybinder.org", "setting", "line 3 of binder/start", "not set", ... */
  readonly from: string;
  /** The assignment, or the call that gave the argument, when it stands in a file of the repository. */
  readonly place: Place | undefined;
}

/** More commands, or longer texts, are not followed one by one. */
const MAX_CHANGES = 200;
const MAX_TEXT = 4_000_000;

/** A changed file as texts, with its changed stretches; a folder or a link has no text. */
export function changesIn(
  launch: Launch,
  outcome: FileOutcome,
): { readonly before: string; readonly after: string; readonly spans: readonly ChangedSpan[] } {
  const before = shownText(outcome.before) ?? '';
  const after = shownText(outcome.after) ?? '';
  return { before, after, spans: changedSpans(launch, before, after, outcome.changes) };
}

/** A text to show, with what happens when everything works; undefined for folders and links. */
export function shownText(content: Content): string | undefined {
  switch (content.kind) {
    case 'text':
      return likely(content.text);
    case 'absent':
      return '';
    case 'unknown': {
      const [first] = content.alternatives;
      return first === undefined ? undefined : shownText(first);
    }
    default:
      return undefined;
  }
}

/** Where each changed stretch of a text comes from. */
export function changedSpans(
  launch: Launch,
  before: string,
  after: string,
  changes: readonly Change[],
): readonly ChangedSpan[] {
  const last = changes.at(-1);
  if (last === undefined || before === after) return [];
  const owners = ownersOf(before, after, changes);
  const spans: ChangedSpan[] = [];
  let shift = 0;
  for (const { span: old, text } of refined(before, after)) {
    const start = old.start + shift;
    const whole = { start, end: start + text.length };
    for (const [i, { span, by }] of byOwner(owners, whole, last).entries()) {
      const made = after.slice(span.start, span.end);
      const replaced = i === 0 ? old : { start: old.end, end: old.end };
      spans.push({ span, before: replaced, by: placeOf(by), values: valuesOf(launch, by, made) });
    }
    shift += text.length - (old.end - old.start);
  }
  return spans;
}

/** Where the value of a variable comes from. */
export function originOf(
  launch: Launch,
  name: string,
  from: UsedValue['from'],
  isSet: boolean,
): Pick<ValueOrigin, 'from' | 'place'> {
  if (typeof from === 'object')
    return { from: `line ${from.line}${from.path === launch.script ? '' : ` of ${from.path}`}`, place: from };
  const words = !isSet
    ? 'not set'
    : from === 'argument'
      ? 'an argument'
      : from === 'shell'
        ? 'the shell itself'
        : launch.given.has(name)
          ? 'your own values'
          : launch.profile === undefined
            ? 'the environment'
            : `profile ${launch.profile.title}`;
  return { from: words, place: undefined };
}

function valuesOf(launch: Launch, change: Change, text: string): readonly ValueOrigin[] {
  const used = change.values.map((one) => ({ one, shown: one.value === undefined ? '' : likely(one.value) }));
  const inside = used.filter(({ shown }) => shown !== '' && text.includes(shown));
  const empty = text === '' ? used.filter(({ shown }) => shown === '') : [];
  const chosen = inside.length > 0 ? inside : empty.length > 0 ? empty : used;
  return chosen.map(({ one, shown }) => ({
    name: one.name,
    value: one.value === undefined ? undefined : shown,
    ...originOf(launch, one.name, one.from, one.value !== undefined),
  }));
}

/** A stretch of the final text with the change that made it; undefined: it was there before. */
interface Owned {
  readonly start: number;
  readonly end: number;
  readonly owner: Change | undefined;
}

/** Follows the text through all changes. */
function ownersOf(before: string, after: string, changes: readonly Change[]): readonly Owned[] {
  let text = before;
  let owned: readonly Owned[] = [{ start: 0, end: before.length, owner: undefined }];
  for (const change of changes.slice(-MAX_CHANGES)) {
    if (change.text === undefined) continue;
    const next = likely(change.text);
    if (next.length > MAX_TEXT) return [{ start: 0, end: after.length, owner: change }];
    owned = through(owned, refined(text, next), change);
    text = next;
  }
  const last = changes.at(-1);
  return text === after ? owned : through(owned, refined(text, after), last);
}

function through(
  owned: readonly Owned[],
  edits: readonly TextEdit[],
  owner: Change | undefined,
): readonly Owned[] {
  const result: Owned[] = [];
  let at = 0;
  let shift = 0;
  const keepUntil = (end: number): void => {
    for (; at < owned.length; at++) {
      const one = owned[at];
      if (one === undefined || one.start >= end) break;
      const from = Math.max(one.start, done);
      const to = Math.min(one.end, end);
      if (from < to || one.start === one.end)
        result.push({ start: from + shift, end: Math.max(from, to) + shift, owner: one.owner });
      if (one.end > end) break;
    }
    done = end;
  };
  let done = 0;
  for (const { span, text } of edits) {
    keepUntil(span.start);
    result.push({ start: span.start + shift, end: span.start + shift + text.length, owner });
    shift += text.length - (span.end - span.start);
    done = span.end;
    while (at < owned.length && (owned[at]?.end ?? 0) <= span.end) at++;
  }
  keepUntil(Number.POSITIVE_INFINITY);
  return result;
}

/** A stretch in the pieces that different commands made. */
function byOwner(
  owned: readonly Owned[],
  span: Span,
  last: Change,
): readonly { readonly span: Span; readonly by: Change }[] {
  const pieces: { span: Span; by: Change }[] = [];
  let removed: Change | undefined;
  for (const { start, end, owner } of owned) {
    if (owner === undefined || end < span.start || start > span.end) continue;
    const piece = { start: Math.max(start, span.start), end: Math.min(end, span.end) };
    const before = pieces.at(-1);
    if (piece.start >= piece.end) removed = owner;
    else if (before?.by === owner && before.span.end === piece.start)
      before.span = { start: before.span.start, end: piece.end };
    else pieces.push({ span: piece, by: owner });
  }
  const [first] = pieces;
  if (first === undefined) return [{ span, by: removed ?? last }];
  // What was there before and counts as changed here stands between two changes: it goes with the first.
  return pieces.map(({ by }, i) => ({
    span: {
      start: i === 0 ? span.start : (pieces[i]?.span.start ?? span.start),
      end: pieces[i + 1]?.span.start ?? span.end,
    },
    by,
  }));
}

/** The differences of two texts: whole lines, and where as many lines replace others, the words in them. */
function refined(before: string, after: string): readonly TextEdit[] {
  return difference(before, after).flatMap(({ span, text }) => {
    const old = before.slice(span.start, span.end).split(/(?<=\n)/);
    const made = text.split(/(?<=\n)/);
    if (old.length !== made.length || text === '' || span.start === span.end) return [{ span, text }];
    const edits: TextEdit[] = [];
    let at = span.start;
    for (const [i, line] of old.entries()) {
      const edit = words(line, made[i] ?? '', at);
      if (edit !== undefined) edits.push(edit);
      at += line.length;
    }
    return edits;
  });
}

const WORD = /[\w./:@%+-]/;

/** What differs in a line, from word to word. */
function words(before: string, after: string, offset: number): TextEdit | undefined {
  if (before === after) return undefined;
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (head > 0 && WORD.test(before[head - 1] ?? '')) head--;
  while (tail > 0 && WORD.test(before[before.length - tail] ?? '')) tail--;
  return {
    span: { start: offset + head, end: offset + before.length - tail },
    text: after.slice(head, after.length - tail),
  };
}

function placeOf({ path, span, line }: Place): Place {
  return { path, span, line };
}
