import type { Span } from '../../text/index.ts';
import type { YamlDocument, YamlScalar } from '../../yaml/index.ts';

/**
 * Where a part of a scalar's text stands in the source. Undefined when escapes, doubled quotes or folded lines make
 * the text differ from what is written.
 */
export function spanInside(
  document: YamlDocument,
  scalar: YamlScalar,
  start: number,
  end: number,
): Span | undefined {
  const from = scalar.span.start + (scalar.style === 'plain' ? 0 : 1);
  const written = document.source.text.slice(from, from + scalar.text.length);
  return scalar.style !== 'literal' && scalar.style !== 'folded' && written === scalar.text
    ? { start: from + start, end: from + end }
    : undefined;
}
