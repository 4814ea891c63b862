import type { Span } from '../text/index.ts';

/** A stretch of the pattern space with where it comes from. Offsets count through all input files. */
export type Piece =
  /** Text of the input, as it stands at `origin`. */
  | { readonly kind: 'input'; readonly text: string; readonly origin: number }
  /** Text that a command made in place of `replaced`, a span of the input. */
  | { readonly kind: 'made'; readonly text: string; readonly command: number; readonly replaced: Span };

/** The pattern space or the hold space. */
export class PatternSpace {
  readonly text: string;

  /** @param chomped whether a line break was taken off its end, and is printed behind it again */
  constructor(
    readonly pieces: readonly Piece[],
    readonly chomped: boolean,
  ) {
    const [only] = pieces;
    this.text =
      pieces.length === 1 && only !== undefined ? only.text : pieces.map((piece) => piece.text).join('');
  }

  /** What it costs to copy, measured in characters searched. */
  get size(): number {
    return this.text.length / 8 + 6 * this.pieces.length;
  }
}

/** Walks through pieces from left to right, cutting them where asked. */
export class PieceCursor {
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** How much of the current piece is taken. */
  #offset = 0;
  /** Where in the input the walk stands. */
  #place: number;
  position = 0;

  /** @param place where in the input an empty space stands */
  constructor(pieces: readonly Piece[], place: number) {
    this.#pieces = pieces;
    const [first] = pieces;
    this.#place = first === undefined ? place : pieceSpan(first).start;
  }

  /** The pieces from the current position to `end`; empty pieces at the end are left for the next call. */
  take(end: number): readonly Piece[] {
    const taken: Piece[] = [];
    while (this.position < end) {
      const piece = this.#pieces[this.#index];
      if (piece === undefined) break;
      const rest = piece.text.length - this.#offset;
      const length = Math.min(rest, end - this.position);
      const part = cut(piece, this.#offset, this.#offset + length);
      taken.push(part);
      this.#place = pieceSpan(part).end;
      this.position += length;
      if (length === rest) {
        this.#index++;
        this.#offset = 0;
      } else this.#offset += length;
    }
    return taken;
  }

  /** All that is left. */
  rest(): readonly Piece[] {
    const [head, ...tail] = this.#pieces.slice(this.#index);
    if (head === undefined) return [];
    return [cut(head, this.#offset, head.text.length), ...tail];
  }

  /** The span of the input that the text up to `end` stands for; the text is passed over. */
  pass(end: number): Span {
    const from = this.#place;
    const taken = this.take(end);
    if (taken.length === 0) return { start: from, end: from };
    const spans = taken.map(pieceSpan);
    return {
      start: Math.min(...spans.map((span) => span.start)),
      end: Math.max(...spans.map((span) => span.end)),
    };
  }
}

/** `second` behind `first` with a line break between them, as `G` and `H` make it. */
export function joined(
  first: PatternSpace,
  second: PatternSpace,
  command: number,
  place: number,
): PatternSpace {
  const newline: Piece = { kind: 'made', text: '\n', command, replaced: { start: place, end: place } };
  return new PatternSpace([...first.pieces, newline, ...second.pieces], second.chomped);
}

/** The pieces of a part of the text. */
export function part(space: PatternSpace, start: number, end: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  for (const piece of space.pieces) {
    const from = Math.max(0, start - position);
    const to = Math.min(piece.text.length, end - position);
    if (from < to) {
      const text = piece.text.slice(from, to);
      pieces.push(
        piece.kind === 'input' ? { ...piece, text, origin: piece.origin + from } : { ...piece, text },
      );
    }
    position += piece.text.length;
  }
  return pieces;
}

function pieceSpan(piece: Piece): Span {
  if (piece.kind === 'made') return piece.replaced;
  return { start: piece.origin, end: piece.origin + piece.text.length };
}

function cut(piece: Piece, start: number, end: number): Piece {
  if (start === 0 && end === piece.text.length) return piece;
  const text = piece.text.slice(start, end);
  return piece.kind === 'input' ? { ...piece, text, origin: piece.origin + start } : { ...piece, text };
}
