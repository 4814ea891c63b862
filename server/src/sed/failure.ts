import type { Span } from '../text/index.ts';
import type { ScriptPiece, SedDoubt, SedError } from './model.ts';
import type { ScriptReader } from './reader.ts';

/** Ends the reading of a script: sed refuses it. */
export class ScriptFailure extends Error {
  constructor(readonly error: SedError) {
    super(error.message);
  }
}

/** Ends the reading of a script: what sed does is not certain. */
export class ScriptDoubt extends Error {
  constructor(readonly doubt: SedDoubt) {
    super(doubt.reason);
  }
}

/** Where an error is met: the piece and how far it was read. */
export interface Place {
  readonly piece: ScriptPiece;
  readonly pieceIndex: number;
  /** Number of the `-e`, counted from 1; 0 for a file. */
  readonly expression: number;
  readonly reader: ScriptReader;
  /** Names of output files. Where one cannot be opened, sed stops there, before any later error. */
  readonly outputs: Span[];
}

/**
 * A refusal at the place where reading stopped.
 * @param refused whether the last character read is the offending one
 */
export function refusal(message: string, place: Place, span: Span, refused = false): ScriptFailure {
  const char = place.piece.kind === 'file' ? 0 : place.reader.bytesRead(refused);
  return locatedFailure(message, place, span, char, place.reader.linesRead() + 1);
}

/** A refusal with the position sed gives, as a character of an `-e` or a line of a file. */
export function locatedFailure(
  message: string,
  place: Place,
  span: Span,
  char: number,
  line: number,
): ScriptFailure {
  const where =
    place.piece.kind === 'file'
      ? `file ${place.piece.name ?? '-'} line ${line}`
      : `-e expression #${place.expression}, char ${char}`;
  return new ScriptFailure({
    kind: 'error',
    message,
    stderr: `sed: ${where}: ${message}`,
    status: 1,
    expression: place.expression,
    char,
    piece: place.pieceIndex,
    span,
  });
}

/** A refusal that sed prints without a position; its status is 4. */
export function panic(message: string, place: Place, span: Span): ScriptFailure {
  return new ScriptFailure({
    kind: 'error',
    message,
    stderr: `sed: ${message}`,
    status: 4,
    expression: place.expression,
    char: 0,
    piece: place.pieceIndex,
    span,
  });
}
