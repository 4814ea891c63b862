import { CLOSE_BRACE, OPEN_BRACE } from './characters.ts';
import { exact } from './exact.ts';
import type { WordPart } from './model.ts';
import type { Mark } from './part-list.ts';
import type { Reader } from './reader.ts';

interface Group {
  readonly open: Mark;
  readonly close: Mark;
}

const SEQUENCE = /^(?:-?\d+\.\.-?\d+|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?\d+)?$/;

/**
 * Makes `brace` parts of the outermost braces that bash expands: those with a comma of their own, and sequences
 * (bash manual, "Brace Expansion"). All other marks become plain text again.
 */
export function groupBraces(
  reader: Reader,
  parts: readonly WordPart[],
  marks: readonly Mark[],
): readonly WordPart[] {
  const groups = findGroups(reader, parts, marks);
  if (groups.length === 0) return mergeLiterals(parts);
  const result: WordPart[] = [];
  let position = 0;
  for (const { open, close } of groups) {
    result.push(...parts.slice(position, open.part));
    result.push({
      kind: 'brace',
      span: reader.span(open.offset, close.offset + 1),
      text: reader.text.slice(open.offset, close.offset + 1),
      parts: mergeLiterals(parts.slice(open.part, close.part + 1)),
    });
    position = close.part + 1;
  }
  result.push(...parts.slice(position));
  return mergeLiterals(result);
}

function findGroups(reader: Reader, parts: readonly WordPart[], marks: readonly Mark[]): Group[] {
  const open: { readonly mark: Mark; comma: boolean }[] = [];
  const groups: Group[] = [];
  for (const mark of marks) {
    if (mark.code === OPEN_BRACE) {
      open.push({ mark, comma: false });
      continue;
    }
    const innermost = open.at(-1);
    if (innermost === undefined) continue;
    if (mark.code !== CLOSE_BRACE) {
      innermost.comma = true;
      continue;
    }
    open.pop();
    if (!innermost.comma && !isSequence(reader, parts, innermost.mark, mark)) continue;
    while ((groups.at(-1)?.open.offset ?? -1) > innermost.mark.offset) groups.pop();
    groups.push({ open: innermost.mark, close: mark });
  }
  return groups;
}

function isSequence(reader: Reader, parts: readonly WordPart[], open: Mark, close: Mark): boolean {
  const text = reader.text.slice(open.offset + 1, close.offset);
  return (
    SEQUENCE.test(text) &&
    parts.slice(open.part + 1, close.part).every((part) => part.kind === 'literal' && !part.escaped)
  );
}

/** Joins pieces of plain text that touch. */
export function mergeLiterals(parts: readonly WordPart[]): readonly WordPart[] {
  const merged: WordPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal' && last.span.end === part.span.start) {
      merged[merged.length - 1] = {
        kind: 'literal',
        span: { start: last.span.start, end: part.span.end },
        text: last.text + part.text,
        escaped: last.escaped || part.escaped,
      };
    } else merged.push(part);
  }
  return exact(merged);
}
