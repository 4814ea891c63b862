import type { Span } from '../text/index.ts';

/** A place in a file of the repository. */
export interface Place {
  readonly path: string;
  readonly span: Span;
  /** The line of the start of the span, counted from 1 as bash does in its messages. */
  readonly line: number;
}

/** Where a piece of text came from when it was there before the script ran. */
export type Origin =
  | { readonly kind: 'environment'; readonly name: string }
  /** An argument of the start script; 0 is the first one. */
  | { readonly kind: 'argument'; readonly index: number };

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  readonly origin: Origin | undefined;
}

/** A text that nobody can know without running something, or that depends on a condition. */
export interface UnknownPiece {
  readonly kind: 'unknown';
  /** A noun phrase for a sentence: "the output of `hostname`". */
  readonly reason: string;
  /** A short word for angle brackets: "hostname". */
  readonly label: string;
  readonly place: Place | undefined;
  /** What it may be; the first one is what happens when everything works. */
  readonly alternatives: readonly Value[];
  /** Whether it is certainly one of the alternatives. */
  readonly exhaustive: boolean;
}

export type Piece = TextPiece | UnknownPiece;

/** What the simulation knows of a text: known text, unknown, or pieces of both in their order. */
export interface Value {
  readonly pieces: readonly Piece[];
}

/** An exit status; `failed` is any but 0. */
export type Status = number | 'failed' | 'unknown';

/** Whether a status means success. */
export function succeeded(status: Status): boolean | 'unknown' {
  return status === 'unknown' ? 'unknown' : status === 0;
}

/** More unknown pieces of one text are not kept apart. */
const MAX_UNKNOWN = 64;
/** More pieces of alternatives are not shown. */
const MAX_SHOWN = 2000;

/** More alternatives than these are not kept. */
const MAX_ALTERNATIVES = 6;

const LONGEST_LABEL = 60;

export const EMPTY: Value = { pieces: [] };

export function known(text: string, origin?: Origin): Value {
  return text === '' ? EMPTY : { pieces: [{ kind: 'text', text, origin }] };
}

export function unknown(
  reason: string,
  label: string,
  place: Place | undefined,
  alternatives: readonly Value[] = [],
  exhaustive = false,
): Value {
  return { pieces: [{ kind: 'unknown', reason, label, place, alternatives, exhaustive }] };
}

export function concat(...values: readonly Value[]): Value {
  return concatAll(values);
}

export function concatAll(values: readonly Value[]): Value {
  const pieces: Piece[] = [];
  let run: TextPiece | undefined;
  let text = '';
  const end = (): void => {
    if (run !== undefined) pieces.push(run.text.length === text.length ? run : { ...run, text });
    run = undefined;
  };
  for (const value of values) {
    for (const piece of value.pieces) {
      if (piece.kind === 'text' && run !== undefined && sameOrigin(piece.origin, run.origin)) {
        text += piece.text;
        continue;
      }
      end();
      if (piece.kind === 'text') {
        run = piece;
        text = piece.text;
      } else pieces.push(piece);
    }
  }
  end();
  return fewPieces({ pieces });
}

/** Of a text with very many unknown pieces nothing is kept but that it is unknown: they would grow without end. */
export function fewPieces(value: Value, most = MAX_UNKNOWN): Value {
  if (value.pieces.length <= most) return value;
  const first = value.pieces.find((piece) => piece.kind === 'unknown');
  if (first?.kind !== 'unknown' || unknownPieces(value).length <= MAX_UNKNOWN) return value;
  return unknown(first.reason, first.label, first.place);
}

/** The text when all of it is known. */
export function knownText(value: Value): string | undefined {
  let text = '';
  for (const piece of value.pieces) {
    if (piece.kind === 'unknown') return undefined;
    text += piece.text;
  }
  return text;
}

/** The text for people: what is unknown stands in angle brackets, `a-<hostname>`. */
export function show(value: Value): string {
  return value.pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.label}>`)).join('');
}

/** As `show`, but with what happens when everything works in the place of what is not sure to happen. */
export function likely(value: Value): string {
  let left = MAX_SHOWN;
  const shown = (one: Value): string =>
    one.pieces
      .map((piece) => {
        if (piece.kind === 'text') return piece.text;
        const first = piece.alternatives[0];
        return first === undefined || --left < 0 ? `<${piece.label}>` : shown(first);
      })
      .join('');
  return shown(value);
}

/** Every text that the value may have; undefined when there are others too. */
export function possibleTexts(value: Value): readonly string[] | undefined {
  return textsOf(value, new Map());
}

/** @param seen what is found for alternatives, which may stand in many places of one value */
function textsOf(
  value: Value,
  seen: Map<Value, readonly string[] | undefined>,
): readonly string[] | undefined {
  if (seen.has(value)) return seen.get(value);
  const texts = combined(value, seen);
  seen.set(value, texts);
  return texts;
}

function combined(
  value: Value,
  seen: Map<Value, readonly string[] | undefined>,
): readonly string[] | undefined {
  let texts = [''];
  for (const piece of value.pieces) {
    if (piece.kind === 'text') texts = texts.map((text) => text + piece.text);
    else {
      if (!piece.exhaustive) return undefined;
      const endings: string[] = [];
      for (const alternative of piece.alternatives) {
        const possible = textsOf(alternative, seen);
        if (possible === undefined) return undefined;
        endings.push(...possible);
      }
      texts = texts.flatMap((text) => endings.map((ending) => text + ending));
      if (texts.length > 4 * MAX_ALTERNATIVES) return undefined;
    }
  }
  return [...new Set(texts)];
}

/** Whether a text is empty, as far as that is known. */
export function isEmpty(value: Value): boolean | 'unknown' {
  if (value.pieces.length === 0) return true;
  if (value.pieces.some((piece) => piece.kind === 'text' && piece.text !== '')) return false;
  const texts = possibleTexts(value);
  if (texts === undefined) return 'unknown';
  if (texts.every((text) => text !== '')) return false;
  return texts.every((text) => text === '') ? true : 'unknown';
}

/** Whether everything that `other` may be is also allowed by `value`. */
export function covers(value: Value, other: Value): boolean {
  const only = value.pieces.length === 1 ? value.pieces[0] : undefined;
  return (only?.kind === 'unknown' && !only.exhaustive) || sameValue(value, other);
}

export function unknownPieces(value: Value): readonly UnknownPiece[] {
  return value.pieces.filter((piece) => piece.kind === 'unknown');
}

/** The number of known characters, for the limit on the size of texts. */
export function sizeOf(value: Value): number {
  let size = 0;
  for (const piece of value.pieces) size += piece.kind === 'text' ? piece.text.length : 8;
  return size;
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  const left = knownText(a);
  const right = knownText(b);
  if (left !== undefined || right !== undefined) return left === right;
  if (a.pieces.length !== b.pieces.length) return false;
  return a.pieces.every((piece, i) => {
    const other = b.pieces[i];
    if (piece.kind === 'text' || other?.kind !== 'unknown')
      return piece.kind === 'text' && other?.kind === 'text' && piece.text === other.text;
    return piece === other;
  });
}

/** One of two values, by a condition that is not known. The first is the one to show. */
export function either(
  first: Value,
  second: Value,
  reason: string,
  place: Place | undefined,
  exhaustive = true,
): Value {
  if (sameValue(first, second)) return first;
  const alternatives: Value[] = [];
  let complete = exhaustive;
  for (const value of [first, second]) {
    const only = value.pieces.length === 1 ? value.pieces[0] : undefined;
    const parts = only?.kind === 'unknown' && only.alternatives.length > 0 ? only.alternatives : [value];
    if (only?.kind === 'unknown' && only.alternatives.length > 0 && !only.exhaustive) complete = false;
    for (const part of parts) if (!alternatives.some((one) => sameValue(one, part))) alternatives.push(part);
  }
  if (alternatives.length > MAX_ALTERNATIVES) {
    alternatives.length = MAX_ALTERNATIVES;
    complete = false;
  }
  return unknown(reason, labelOf(alternatives), place, alternatives, complete);
}

/** The value after a pure function of its text; unknown where the text is. */
export function mapText(value: Value, change: (text: string) => string): Value {
  const text = knownText(value);
  if (text !== undefined) return known(change(text), commonOrigin(value));
  const piece = unknownPieces(value)[0];
  return unknown(piece?.reason ?? 'an unknown value', piece?.label ?? 'unknown', piece?.place);
}

/** The origin that all text of a value has in common. */
export function commonOrigin(value: Value): Origin | undefined {
  const first = value.pieces[0];
  if (first?.kind !== 'text' || first.origin === undefined) return undefined;
  const origin = first.origin;
  return value.pieces.every((piece) => piece.kind === 'text' && sameOrigin(piece.origin, origin))
    ? origin
    : undefined;
}

/**
 * As a command substitution does. An unknown piece at the end may be empty, so line breaks before it are
 * not certain to stay and become part of what is unknown.
 */
export function withoutTrailingNewlines(value: Value): Value {
  let last = value.pieces.length;
  while (last > 0 && value.pieces[last - 1]?.kind === 'unknown') last--;
  const tail = value.pieces.slice(last);
  const pieces = value.pieces.slice(0, last);
  for (let piece = pieces.at(-1); piece?.kind === 'text'; piece = pieces.at(-1)) {
    let end = piece.text.length;
    while (end > 0 && piece.text.charCodeAt(end - 1) === 10) end--;
    if (end === piece.text.length) break;
    pieces.pop();
    if (end > 0) pieces.push({ ...piece, text: piece.text.slice(0, end) });
    if (end > 0) break;
  }
  return { pieces: [...pieces, ...tail] };
}

export function sameOrigin(a: Origin | undefined, b: Origin | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return a.kind === 'environment'
    ? b.kind === 'environment' && a.name === b.name
    : b.kind === 'argument' && a.index === b.index;
}

function labelOf(alternatives: readonly Value[]): string {
  if (alternatives.some((value) => sizeOf(value) > LONGEST_LABEL * 8)) return 'depends';
  const texts = alternatives.map((value) => show(value));
  const joined = texts.map((text) => (text === '' ? 'nothing' : text)).join(' or ');
  return joined.length <= LONGEST_LABEL && !/[\n<>]/.test(joined) ? joined : 'depends';
}
