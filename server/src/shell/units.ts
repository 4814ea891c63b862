import { exact, NONE } from './exact.ts';
import { UnitFacts } from './facts.ts';
import { readLine } from './lists.ts';
import type { Comment, Unit } from './model.ts';
import { type Reader, Unreadable } from './reader.ts';

/**
 * Units that may fail. Reading one looks at the whole text at worst, so this bounds the time; a text with more of
 * them is no shell script.
 */
export const MAX_FAILURES = 20;

/**
 * The unit that begins at `start`; the reader is there, or behind a `#!` line. Where bash would stop for good, the
 * unit is the first line with a command, so that the rest of a script in the making is still known.
 */
export function readUnit(reader: Reader, start: number, failures: number): Unit {
  const from = reader.pos;
  reset(reader);
  if (failures >= MAX_FAILURES) return unreadableUnit(reader, start, failures, reader.text.length, undefined);
  try {
    const { statements, ended } = readLine(reader);
    const span = reader.span(start, reader.pos);
    return {
      span,
      reach: ended ? span.end : span.end + 1,
      failures,
      statements,
      comments: inOrder(reader.comments),
      problem: undefined,
      openHereDocuments: exact(reader.openHereDocuments),
      unreadable: NONE,
      facts: new UnitFacts(),
    };
  } catch (failure) {
    if (!(failure instanceof Unreadable)) throw failure;
    const openHereDocuments = exact(reader.openHereDocuments);
    reader.pos = from;
    reset(reader);
    const unit = unreadableUnit(reader, start, failures, undefined, failure.problem);
    return { ...unit, openHereDocuments };
  }
}

/** A unit of which nothing is known, up to `end` or the end of its first line with a command. */
function unreadableUnit(
  reader: Reader,
  start: number,
  failures: number,
  end: number | undefined,
  problem: Unit['problem'],
): Unit {
  const { text } = reader;
  reader.skipLines();
  const from = reader.pos;
  const lineBreak = end === undefined ? text.indexOf('\n', from) : -1;
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  reader.pos = Math.min(lineEnd + 1, text.length);
  const span = reader.span(from, lineEnd);
  return {
    span: reader.span(start, reader.pos),
    reach: reader.span(0, text.length).end + 1,
    failures,
    statements: from < lineEnd ? [{ kind: 'unparsed', span, background: false, redirections: [] }] : [],
    comments: inOrder(reader.comments),
    problem,
    openHereDocuments: NONE,
    unreadable: from < lineEnd ? [span] : [],
    facts: new UnitFacts(),
  };
}

/** Comments in backquotes are found when the backquotes are closed, after later ones of other lines. */
function inOrder(comments: readonly Comment[]): readonly Comment[] {
  return exact(comments.toSorted((a, b) => a.span.start - b.span.start));
}

/** Forgets what belongs to one unit. */
function reset(reader: Reader): void {
  reader.depth = 0;
  reader.substitutions = 0;
  reader.links.count = 0;
  reader.waiting = [];
  reader.comments.length = 0;
  reader.openHereDocuments.length = 0;
  reader.openers.length = 0;
}
