import type { Span } from '../text/index.ts';
import type { YamlPair } from './nodes.ts';

/** Lines indented below a key that already has a value, and the blanks to remove to mend them. */
export interface Slip {
  /** The first over-indented key. */
  readonly key: Span;
  /** The key above, which has the value. */
  readonly above: Span;
  readonly removed: readonly Span[];
}

/** A key indented below a key that already has a value on its own line. Places of the parsed text. */
export interface SlipCandidate {
  readonly above: YamlPair;
  readonly key: Span;
}

/** The slips at the over-indented keys that the parser met, those within the lines of another left out. */
export function slipsOf(text: string, candidates: readonly SlipCandidate[]): Slip[] {
  const slips: Slip[] = [];
  for (const candidate of candidates) {
    const last = slips.at(-1)?.removed.at(-1)?.end ?? 0;
    const slip = candidate.key.start >= last ? slipAt(text, candidate) : undefined;
    if (slip !== undefined) slips.push(slip);
  }
  return slips;
}

/** The line of an over-indented key, and those nested in it or beside it. */
function slipAt(text: string, { above, key }: SlipCandidate): Slip | undefined {
  const column = above.key.span.start - lineStart(text, above.key.span.start);
  const start = lineStart(text, key.start);
  const indent = key.start - start;
  if (indent <= column) return undefined;
  const removed: Span[] = [];
  for (let line = start; line < text.length; line = nextLine(text, line)) {
    let at = line;
    while (text[at] === ' ') at++;
    const first = text[at];
    if (first === undefined || first === '\n' || first === '\r') continue;
    if (at - line >= indent) removed.push({ start: line, end: line + indent - column });
    else if (first !== '#') break;
  }
  return { key, above: above.key.span, removed };
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
