import { isAscii } from './bytes.ts';
import { hasHole } from './holes.ts';
import type { SubstituteCommand } from './model.ts';
import { PatternSpace, type Piece, PieceCursor } from './pattern-space.ts';
import type { RegexMatch, SearchResult } from './regex.ts';
import { changesCase, expandReplacement } from './replacement.ts';

export type Substitution =
  | { readonly kind: 'replaced'; readonly space: PatternSpace }
  | { readonly kind: 'same' }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Carries out an `s` command on a pattern space (`do_subst` in sed/execute.c): an empty match directly behind
 * another match does not count.
 * @param place where in the input an empty pattern space stands
 */
export function substitute(
  command: SubstituteCommand,
  index: number,
  space: PatternSpace,
  place: number,
  search: (from: number) => SearchResult,
): Substitution {
  const { text } = space;
  const cursor = new PieceCursor(space.pieces, place);
  const pieces: Piece[] = [];
  let from = 0;
  let lastEnd = 0;
  let count = 0;
  let replaced = false;
  while (from <= text.length) {
    const found = search(from);
    if (found.kind === 'unknown') return found;
    if (found.kind === 'none') break;
    const { start, end } = found.match.span;
    append(pieces, cursor.take(start));
    const counts = end > start || count === 0 || start > lastEnd;
    lastEnd = end;
    if (counts && ++count >= command.number) {
      const made = replacement(command, index, text, found.match, cursor);
      if (made === undefined) return { kind: 'unknown', reason: 'the case of letters beyond ASCII' };
      append(pieces, made);
      replaced = true;
      from = end;
      if (!command.global) break;
      continue;
    }
    if (start === end && start === text.length) break;
    from = start === end ? start + characterLength(text, start) : end;
    append(pieces, cursor.take(from));
  }
  if (!replaced) return { kind: 'same' };
  append(pieces, cursor.rest());
  return { kind: 'replaced', space: new PatternSpace(pieces, space.chomped) };
}

/** The pieces for one match; undefined when letters would change whose case depends on the locale. */
function replacement(
  command: SubstituteCommand,
  index: number,
  text: string,
  match: RegexMatch,
  cursor: PieceCursor,
): readonly Piece[] | undefined {
  const groupText = (number: number): string => {
    const span = match.groups[number];
    return span === undefined ? '' : text.slice(span.start, span.end);
  };
  const parts = expandReplacement(command.replacement, groupText);
  if (changesCase(command.replacement)) {
    const all = parts.map((part) => part.text).join('');
    if (!isAscii(all) || hasHole(all)) return undefined;
  }
  let end = match.span.start;
  const inOrder = parts.every((part) => {
    const span = part.group === undefined ? undefined : match.groups[part.group];
    if (span === undefined) return true;
    const follows = span.start >= end;
    end = span.end;
    return follows;
  });
  const pieces: Piece[] = [];
  let pending = '';
  const flush = (to: number): void => {
    const passes = cursor.position < to;
    const replaced = cursor.pass(to);
    if (passes || pending !== '') pieces.push({ kind: 'made', text: pending, command: index, replaced });
    pending = '';
  };
  for (const part of parts) {
    const span = part.group === undefined || !inOrder ? undefined : match.groups[part.group];
    if (span === undefined) pending += part.text;
    else {
      flush(span.start);
      append(pieces, cursor.take(span.end));
    }
  }
  flush(match.span.end);
  return pieces;
}

function characterLength(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
}

/** A line may have more pieces than a call can have arguments. */
function append(target: Piece[], pieces: readonly Piece[]): void {
  for (const piece of pieces) target.push(piece);
}
