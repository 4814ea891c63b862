import type { Word, WordPart } from '../shell/index.ts';
import { placeOf } from './frame.ts';
import type { Machine } from './machine.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';

/**
 * The parts of a word as bash expands them when it begins with `~:` or `~user:` and is no value of an assignment
 * (observed with 5.2): everything up to the next `/` is part of the prefix and stays as it is written, expansions and
 * signs of patterns too. With a quote or a backslash among it the `~` stays. dash ends the prefix at the colon, and
 * bash does too in a here-string.
 */
export function prefixedParts(
  machine: Machine,
  state: State,
  word: Word,
  parts: readonly WordPart[],
): readonly WordPart[] {
  const [tilde, ...rest] = parts;
  const { text } = machine.frame.source;
  if (tilde?.kind !== 'tilde' || machine.frame.dialect === 'dash') return parts;
  const from = tilde.span.end;
  if (text[from] !== ':' || rest.every((part) => part.kind === 'literal')) return parts;
  const slash = text.slice(0, word.span.end).indexOf('/', from);
  const end = slash < 0 ? word.span.end : slash;
  if (rest.every((part) => part.kind === 'literal' || part.span.start >= end)) return parts;
  const prefix = text.slice(from, end);
  if (/["'\\]/.test(prefix))
    return [
      { kind: 'literal', span: tilde.span, text: text.slice(tilde.span.start, from), escaped: false },
      ...rest,
    ];
  const crossed = rest.find((part) => part.span.start < end && part.span.end > end);
  const behind = crossed === undefined ? '' : text.slice(end, crossed.span.end);
  if (word.parts.some((part) => part.kind === 'brace') || /[$`"'\\*?[]/.test(behind)) {
    doubt(machine, state, 'What bash makes of this `~` is not known.', placeOf(machine.frame, word.span));
    return parts;
  }
  const written = { start: from, end: crossed?.span.end ?? end };
  return [
    tilde,
    { kind: 'single', span: written, text: prefix + behind },
    ...rest.filter((part) => part.span.start >= end),
  ];
}
