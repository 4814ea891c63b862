import { hasHole, holeAt, holeCharacter } from '../sed/index.ts';
import { concatAll, known, knownText, type UnknownPiece, type Value } from './value.ts';

/** More possibilities than these are not run one by one. */
const MAX_WORLDS = 8;

/** Texts in which a character of private use stands for each unknown piece. */
export class Holes {
  readonly #pieces: UnknownPiece[] = [];

  /** Undefined when the text itself has such characters. */
  fill(value: Value): string | undefined {
    let text = '';
    for (const piece of value.pieces) {
      if (piece.kind === 'unknown') {
        let number = this.#pieces.indexOf(piece);
        if (number < 0) number = this.#pieces.push(piece) - 1;
        if (number > 6000) return undefined;
        text += holeCharacter(number);
      } else {
        if (hasHole(piece.text)) return undefined;
        text += piece.text;
      }
    }
    return text;
  }

  /** The value that a text with holes stands for. */
  value(text: string): Value {
    if (!hasHole(text)) return known(text);
    const parts: Value[] = [];
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const number = holeAt(text, i);
      const piece = number === undefined ? undefined : this.#pieces[number];
      if (piece === undefined) continue;
      parts.push(known(text.slice(from, i)), { pieces: [piece] });
      from = i + 1;
    }
    return concatAll([...parts, known(text.slice(from))]);
  }
}

/** One possible choice for every unknown piece. */
export type Choice = ReadonlyMap<UnknownPiece, Value>;

/** All choices for the unknown pieces of some values; undefined when there are others, or too many. */
export function choicesOf(values: readonly Value[]): readonly Choice[] | undefined {
  let choices: Map<UnknownPiece, Value>[] = [new Map()];
  const seen = new Set<UnknownPiece>();
  const visit = (value: Value): boolean => {
    for (const piece of value.pieces) {
      if (piece.kind === 'text' || seen.has(piece)) continue;
      seen.add(piece);
      if (!piece.exhaustive || piece.alternatives.some((one) => knownText(one) === undefined)) return false;
      choices = choices.flatMap((choice) => piece.alternatives.map((one) => new Map(choice).set(piece, one)));
      if (choices.length > MAX_WORLDS) return false;
    }
    return true;
  };
  return values.every(visit) ? choices : undefined;
}

export function chosen(value: Value, choice: Choice): Value {
  return concatAll(
    value.pieces.map((piece) =>
      piece.kind === 'text' ? { pieces: [piece] } : (choice.get(piece) ?? { pieces: [piece] }),
    ),
  );
}
