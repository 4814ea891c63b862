/** A text derived from another one, with the way back. */
export interface DerivedText {
  readonly text: string;
  /** The offset in the original text; undefined when offsets are the same. */
  readonly toSource: ((offset: number) => number) | undefined;
}

/**
 * The text with `\n` for each `\r\n`. bash takes the `\r` as part of the last word of the line; that is one finding
 * of its own, and everything else is better said of the script that was meant.
 * The offset of such a `\n` is that of its `\r`.
 */
export function withPlainLineBreaks(source: string): DerivedText {
  let next = source.indexOf('\r\n');
  if (next < 0) return { text: source, toSource: undefined };
  const breaks: number[] = [];
  while (next >= 0) {
    breaks.push(next - breaks.length);
    next = source.indexOf('\r\n', next + 2);
  }
  return {
    text: source.replaceAll('\r\n', '\n'),
    toSource: (offset) => offset + countBelow(breaks, offset),
  };
}

/**
 * What is between backquotes with the backslashes removed that protect a `$`, a backquote or a backslash there,
 * and a `"` when the backquotes are themselves in double quotes. The offset of such a character is that of its backslash.
 */
export function withoutBackquoteEscapes(
  text: string,
  start: number,
  end: number,
  quoted: boolean,
): DerivedText {
  const escapes = quoted ? /\\([$`\\"])/g : /\\([$`\\])/g;
  const removed: number[] = [];
  const result = text.slice(start, end).replace(escapes, (_, character: string, offset: number) => {
    removed.push(offset - removed.length);
    return character;
  });
  return {
    text: result,
    toSource: (offset) => start + offset + countBelow(removed, offset),
  };
}

function countBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
