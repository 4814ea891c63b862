import type { WordPart } from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import type { TextSegment } from './sed-step.ts';
import type { Argument, Source } from './step.ts';
import { concat, type Value } from './value.ts';

/** Where the characters of an expanded argument are written; an unknown piece counts as one character. */
export function segmentsOf(argument: Argument, source: SourceText): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const { part, value } of joined(argument.sources)) {
    const length = lengthOf(value);
    if (length === 0 && part.kind !== 'parameter') continue;
    for (const { length: size, source: span, exact } of stretches(part, value, source)) {
      segments.push({ text: { start: at, end: at + size }, source: span, exact, part });
      at += size;
    }
  }
  return segments;
}

/** A part of the script whose text came in several pieces counts as one. */
function joined(sources: readonly Source[]): readonly Source[] {
  const all: Source[] = [];
  for (const source of sources) {
    const last = all.at(-1);
    if (last?.part === source.part && source.part.kind === 'literal') {
      all[all.length - 1] = { ...last, value: concat(last.value, source.value) };
    } else all.push(source);
  }
  return all;
}

interface Stretch {
  readonly length: number;
  readonly source: { readonly start: number; readonly end: number };
  readonly exact: boolean;
}

function stretches(part: WordPart, value: Value, source: SourceText): readonly Stretch[] {
  const whole: readonly Stretch[] = [{ length: lengthOf(value), source: part.span, exact: false }];
  if (part.kind !== 'literal' && part.kind !== 'single' && part.kind !== 'glob') return whole;
  const raw = source.slice(part.span);
  const text = part.text;
  if (lengthOf(value) !== text.length) return whole;
  if (raw === text) return [{ length: text.length, source: part.span, exact: true }];
  if (raw === `'${text}'`)
    return [
      { length: text.length, source: { start: part.span.start + 1, end: part.span.end - 1 }, exact: true },
    ];
  // Backslashes that the shell takes away: walk both texts side by side.
  const found: Stretch[] = [];
  let run = 0;
  let from = 0;
  let at = 0;
  for (let i = 0; i < raw.length; i++) {
    if (
      raw[i] === text[at] &&
      !(raw[i] === '\\' && raw[i + 1] === text[at] && raw.length - i > text.length - at)
    ) {
      if (run === 0) from = i;
      run++;
      at++;
    } else if (raw[i] === '\\') {
      if (run > 0)
        found.push({
          length: run,
          source: { start: part.span.start + from, end: part.span.start + i },
          exact: true,
        });
      run = 0;
      if (raw[i + 1] === '\n') i++;
    } else return whole;
  }
  if (run > 0)
    found.push({ length: run, source: { start: part.span.start + from, end: part.span.end }, exact: true });
  return at === text.length ? found : whole;
}

function lengthOf(value: Value): number {
  return value.pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 1), 0);
}
