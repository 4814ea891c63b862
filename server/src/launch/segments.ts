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
  return withoutBackslashes(raw, text, part.span.start) ?? whole;
}

/** Walks a text and what is written for it, side by side; undefined when they do not fit. */
function withoutBackslashes(raw: string, text: string, start: number): readonly Stretch[] | undefined {
  const found: Stretch[] = [];
  let run = 0;
  let at = 0;
  const flush = (end: number): void => {
    if (run > 0)
      found.push({ length: run, source: { start: start + end - run, end: start + end }, exact: true });
    run = 0;
  };
  for (let i = 0; i < raw.length; i++) {
    const next = raw[i + 1];
    if (raw[i] === '\\' && next === '\n') {
      flush(i);
      i++;
    } else if (raw[i] === '\\' && next === text[at] && (next === '\\' || text[at] !== '\\')) {
      flush(i);
      found.push({ length: 1, source: { start: start + i, end: start + i + 2 }, exact: false });
      at++;
      i++;
    } else if (raw[i] === text[at]) {
      run++;
      at++;
    } else return undefined;
  }
  flush(raw.length);
  return at === text.length ? found : undefined;
}

function lengthOf(value: Value): number {
  return value.pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 1), 0);
}
