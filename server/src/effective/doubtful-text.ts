import type { UnknownPiece, Value } from '../launch/index.ts';
import type { Span } from '../text/index.ts';

/** A text of which pieces are not certain. What is not known at all stands in it as one character of private use. */
export interface DoubtfulText {
  readonly text: string;
  readonly doubts: readonly Doubtful[];
}

export interface Doubtful {
  readonly span: Span;
  /** A noun phrase. */
  readonly reason: string;
}

const FIRST = 0xe000;
const COUNT = 0x1900;

/** What a value most likely is, with its doubts, and a function that writes holes as `<label>`. */
export function doubtfulText(value: Value): DoubtfulText & { readonly shown: (text: string) => string } {
  const labels: string[] = [];
  const doubts: Doubtful[] = [];
  let text = '';
  const add = (piece: UnknownPiece): void => {
    const start = text.length;
    const [likely] = piece.alternatives;
    if (likely === undefined) {
      text += String.fromCharCode(FIRST + (labels.length % COUNT));
      labels.push(piece.label);
    } else addAll(likely);
    doubts.push({ span: { start, end: text.length }, reason: piece.reason });
  };
  const addAll = ({ pieces }: Value): void => {
    for (const piece of pieces) {
      if (piece.kind === 'text') text += piece.text;
      else add(piece);
    }
  };
  addAll(value);
  return {
    text,
    doubts,
    shown:
      labels.length === 0
        ? (given) => given
        : (given) =>
            given.replace(/[\ue000-\uf8ff]/g, (hole) => {
              const label = labels[hole.charCodeAt(0) - FIRST];
              return label === undefined ? hole : `<${label}>`;
            }),
  };
}

/** Why a stretch of the text is not certain; undefined when it is. */
export function doubtAt({ doubts }: DoubtfulText, span: Span): string | undefined {
  return doubts.find((one) => one.span.start <= span.end && span.start <= one.span.end)?.reason;
}
