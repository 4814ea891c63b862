import type { Span } from '../text/index.ts';
import { type Place, panic, refusal, ScriptDoubt } from './failure.ts';
import type { Address } from './model.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What stands before a command's arguments. */
export interface CommandHead {
  readonly place: Place;
  /** Offset of the address, or of the name. */
  readonly start: number;
  readonly nameSpan: Span;
  readonly address1: Address | undefined;
  readonly address2: Address | undefined;
  readonly negated: boolean;
}

/** What all commands have. */
export function base(head: CommandHead, end: number) {
  return {
    piece: head.place.pieceIndex,
    span: { start: head.start, end },
    nameSpan: head.nameSpan,
    address1: head.address1,
    address2: head.address2,
    negated: head.negated,
    unmodelled: undefined as string | undefined,
  };
}

/** Blanks, and then a separator or the end; anything else is refused. */
export function readEndOfCommand(place: Place): void {
  const { reader } = place;
  const char = reader.nextNonBlank();
  if (char === '}' || char === '#') reader.back();
  else if (char !== undefined && char !== '\n' && char !== ';') {
    throw refusal('extra characters after command', place, reader.here(), true);
  }
}

/** The file name of `r`, `w` and the flag w: the rest of the line. */
export function readFileName(head: CommandHead): { readonly name: string; readonly span: Span } {
  const { place } = head;
  const { reader } = place;
  if (place.piece.sandbox) throw refusal('e/r/w commands disabled in sandbox mode', place, head.nameSpan);
  let char = reader.nextNonBlank();
  const start = reader.here().start;
  let name = '';
  for (; char !== undefined && char !== '\n'; char = reader.next()) name += char;
  const span = { start, end: start + name.length };
  if (name === '') throw refusal('missing filename in r/R/w/W commands', place, span);
  return { name, span };
}

/**
 * sed opens a file for writing as soon as it has read its name. A name that ends in a slash and has no folder
 * cannot be opened; whether others can, the script does not tell.
 */
export function checkOutputName(
  file: { readonly name: string; readonly span: Span },
  head: CommandHead,
): void {
  const { name, span } = file;
  if (/^[^/]+\/$/.test(name)) throw panic(`couldn't open file ${name}: Is a directory`, head.place, span);
  head.place.outputs.push(span);
}

/** Why what is written to a file of this name is not modelled, where it is not. */
export function outputDoubt(name: string): string | undefined {
  return name.startsWith('/dev/') ? 'writes to a device' : undefined;
}

/** @throws ScriptDoubt about the command as far as it is read */
export function doubt(reason: string, head: CommandHead): never {
  throw new ScriptDoubt({
    kind: 'unknown',
    reason,
    piece: head.place.pieceIndex,
    span: { start: head.start, end: head.place.reader.position },
  });
}
