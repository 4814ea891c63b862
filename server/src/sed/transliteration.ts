import type { TransliterateCommand } from './model.ts';
import { PatternSpace, type Piece } from './pattern-space.ts';

/** The pattern space after a `y` command; the first of two equal characters of its left side is overruled. */
export function transliterate(
  command: TransliterateCommand,
  index: number,
  space: PatternSpace,
): PatternSpace {
  const table = new Map(command.from.map((char, i) => [char, command.to[i] ?? char]));
  const pieces = space.pieces.flatMap((piece) => changed(piece, table, index));
  return new PatternSpace(pieces, space.chomped);
}

/** The piece cut into runs that stay and runs that change. */
function changed(piece: Piece, table: ReadonlyMap<string, string>, command: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let made = '';
  let offset = 0;
  const cutHere = (isMade: boolean): void => {
    if (from === offset) return;
    const start = piece.kind === 'input' ? piece.origin + from : 0;
    if (isMade) {
      const replaced = piece.kind === 'made' ? piece.replaced : { start, end: start + offset - from };
      pieces.push({ kind: 'made', text: made, command, replaced });
    } else {
      const text = piece.text.slice(from, offset);
      pieces.push(piece.kind === 'input' ? { kind: 'input', text, origin: start } : { ...piece, text });
    }
    from = offset;
    made = '';
  };
  let inRun = false;
  for (const char of piece.text) {
    const target = table.get(char) ?? char;
    if (inRun !== (target !== char)) {
      cutHere(inRun);
      inRun = !inRun;
    }
    if (inRun) made += target;
    offset += char.length;
  }
  cutHere(inRun);
  return pieces.length === 0 ? [piece] : pieces;
}
