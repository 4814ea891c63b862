import type { Span } from '../text/index.ts';
import { byteLength, hasLoneSurrogate, isAscii, toBytes } from './bytes.ts';
import { hasHole } from './holes.ts';
import { createSearcher, literalText, type Searcher } from './regex.ts';
import type { SedRegex } from './regex-model.ts';
import { parseRegex } from './regex-syntax.ts';
import { requiredText } from './required-text.ts';
import { Work } from './work.ts';

/** The text a pattern stands for when nothing in it is special, such as `WORKER_IMAGE`; undefined otherwise. */
export function literalPattern(regex: SedRegex): string | undefined {
  if (regex.ignoreCase || regex.doubt !== undefined) return undefined;
  return literalText(regex.tree);
}

/** Steps; more is not looked at. */
const MOST_WORK = 1_000_000;
/** What a search costs besides the characters it looks at. */
const SEARCH_COST = 8;

/**
 * Where a pattern matches in a text, line by line, as the command `s` with the flag g would find it.
 * Undefined when that is not certain: in texts with holes, where it depends on the locale, and where there is too much to look at.
 */
export function occurrences(
  regex: SedRegex,
  text: string,
  work: Work = new Work(MOST_WORK),
): readonly Span[] | undefined {
  if (hasLoneSurrogate(text) || hasHole(text)) return undefined;
  const needed = requiredText(regex);
  const lines = new LineMatches(regex, work);
  const found: Span[] = [];
  let start = 0;
  while (start < text.length) {
    if (needed !== '' && !needed.includes('\n')) {
      const next = text.indexOf(needed, start);
      if (next < 0) break;
      start = Math.max(start, text.lastIndexOf('\n', next) + 1);
    }
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const spans = lines.in(text.slice(start, end));
    if (spans === undefined) return undefined;
    for (const span of spans) found.push({ start: start + span.start, end: start + span.end });
    start = end + 1;
  }
  return found;
}

/** The matches of one pattern in line after line. */
class LineMatches {
  readonly #regex: SedRegex;
  readonly #work: Work;
  readonly #plain: Searcher;
  #letters: Searcher | undefined;
  #bytes: Searcher | undefined;

  constructor(regex: SedRegex, work: Work) {
    this.#regex = regex;
    this.#work = work;
    this.#plain = createSearcher(regex, 'no-letters', 0);
  }

  in(line: string): readonly Span[] | undefined {
    const spans = allMatches(this.#plain, line, this.#work);
    if (spans === undefined || isAscii(line)) return spans;
    this.#letters ??= createSearcher(this.#regex, 'letters', 0);
    this.#bytes ??= bytesSearcher(this.#regex);
    const letters = allMatches(this.#letters, line, this.#work);
    const bytes = allMatches(this.#bytes, toBytes(line), this.#work);
    const inBytes = spans.map(({ start, end }) => {
      const before = byteLength(line.slice(0, start));
      return { start: before, end: before + byteLength(line.slice(start, end)) };
    });
    return sameSpans(spans, letters) && sameSpans(inBytes, bytes) ? spans : undefined;
  }
}

/** The pattern as sed reads it in the C locale. */
function bytesSearcher(regex: SedRegex): Searcher {
  const syntax = parseRegex(toBytes(regex.text), regex.extended, regex.ignoreCase);
  const doubt = syntax.kind === 'regex' ? syntax.doubt : 'characters beyond ASCII';
  const tree = syntax.kind === 'regex' ? syntax.tree : regex.tree;
  return createSearcher({ ...regex, tree, doubt }, 'bytes', 0);
}

/** An empty match directly behind another match does not count. */
function allMatches(searcher: Searcher, line: string, work: Work): readonly Span[] | undefined {
  const spans: Span[] = [];
  let from = 0;
  let lastEnd = -1;
  const search = searcher.on(line);
  while (from <= line.length) {
    const found = search(from);
    if (found.kind === 'unknown') return undefined;
    const seen =
      found.kind === 'match' ? Math.min(found.match.span.end + searcher.reach, line.length) : line.length;
    if (!work.spend(seen - from + SEARCH_COST)) return undefined;
    if (found.kind === 'none') break;
    const { start, end } = found.match.span;
    if (end > start || start > lastEnd) spans.push({ start, end });
    lastEnd = end;
    from = end > start ? end : end + ((line.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return spans;
}

function sameSpans(a: readonly Span[], b: readonly Span[] | undefined): boolean {
  return (
    b !== undefined &&
    a.length === b.length &&
    a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end)
  );
}
