import type { Span } from '../text/index.ts';
import { byteLength, hasLoneSurrogate, isAscii, toBytes } from './bytes.ts';
import { hasHole } from './holes.ts';
import { createSearcher, literalText, type Searcher } from './regex.ts';
import type { SedRegex } from './regex-model.ts';
import { parseRegex } from './regex-syntax.ts';

/** The text a pattern stands for when nothing in it is special, such as `WORKER_IMAGE`; undefined otherwise. */
export function literalPattern(regex: SedRegex): string | undefined {
  if (regex.ignoreCase || regex.doubt !== undefined) return undefined;
  return literalText(regex.tree);
}

/**
 * Where a pattern matches in a text, line by line, as the command `s` with the flag g would find it.
 * Undefined when that is not certain: in lines with holes, or where it depends on the locale.
 */
export function occurrences(regex: SedRegex, text: string): readonly Span[] | undefined {
  if (hasLoneSurrogate(text)) return undefined;
  const plain = createSearcher(regex, 'no-letters', 0);
  const found: Span[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const last = start + line.length === text.length;
    if (!last || line !== '') {
      const spans = hasHole(line) ? undefined : matchesInLine(regex, plain, line);
      if (spans === undefined) return undefined;
      for (const span of spans) found.push({ start: start + span.start, end: start + span.end });
    }
    start += line.length + 1;
  }
  return found;
}

function matchesInLine(regex: SedRegex, plain: Searcher, line: string): readonly Span[] | undefined {
  const spans = allMatches(plain, line);
  if (spans === undefined || isAscii(line)) return spans;
  const letters = allMatches(createSearcher(regex, 'letters', 0), line);
  const bytes = allMatches(bytesSearcher(regex), toBytes(line));
  const inBytes = spans.map(({ start, end }) => {
    const before = byteLength(line.slice(0, start));
    return { start: before, end: before + byteLength(line.slice(start, end)) };
  });
  return sameSpans(spans, letters) && sameSpans(inBytes, bytes) ? spans : undefined;
}

/** The pattern as sed reads it in the C locale. */
function bytesSearcher(regex: SedRegex): Searcher {
  const syntax = parseRegex(toBytes(regex.text), regex.extended, regex.ignoreCase);
  const doubt = syntax.kind === 'regex' ? syntax.doubt : 'characters beyond ASCII';
  const tree = syntax.kind === 'regex' ? syntax.tree : regex.tree;
  return createSearcher({ ...regex, tree, doubt }, 'bytes', 0);
}

/** An empty match directly behind another match does not count. */
function allMatches(searcher: Searcher, line: string): readonly Span[] | undefined {
  const spans: Span[] = [];
  let from = 0;
  let lastEnd = -1;
  const search = searcher.on(line);
  while (from <= line.length) {
    const found = search(from);
    if (found.kind === 'unknown') return undefined;
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
