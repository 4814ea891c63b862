import type { Span } from '../text/index.ts';
import { readAddress } from './address.ts';
import { readCommand } from './commands.ts';
import { RECURSIVE_ESCAPE, resolveEscapes } from './escapes.ts';
import { locatedFailure, type Place, panic, refusal, ScriptDoubt, ScriptFailure } from './failure.ts';
import { type CommandHead, type Mutable, readEndOfCommand } from './head.ts';
import type {
  Address,
  BlockCommand,
  JumpCommand,
  ScriptPiece,
  SedCommand,
  SedDoubt,
  SedError,
  SedParse,
  TextCommand,
} from './model.ts';
import { isSpace, ScriptReader } from './reader.ts';

/**
 * Reads one script, as in `sed SCRIPT`.
 * @returns the program, the error GNU sed 4.9 would print, or a doubt where versions differ
 */
export function parseSedScript(
  text: string,
  options: { readonly extended: boolean; readonly posix?: boolean; readonly sandbox?: boolean },
): SedParse {
  return parseSedPieces([{ kind: 'expression', text, ...options }]);
}

/**
 * Reads the scripts of one command line in their order. Each `-e` ends with a line break of its own; text of
 * `a`, `i`, `c` that ends in a backslash, and blocks, go on in the next one.
 * @param complete whether no further piece follows: then open blocks and missing labels are refused
 */
export function parseSedPieces(pieces: readonly ScriptPiece[], complete = true): SedParse {
  const program = new ProgramReader(pieces);
  try {
    return program.read(complete);
  } catch (failure) {
    if (failure instanceof ScriptFailure) return program.afterOutput(failure.error);
    if (failure instanceof ScriptDoubt) return failure.doubt;
    throw failure;
  }
}

class ProgramReader {
  readonly #pieces: readonly ScriptPiece[];
  readonly #commands: SedCommand[] = [];
  readonly #labels = new Map<string, number>();
  readonly #jumps: { readonly command: Mutable<JumpCommand>; readonly place: Place }[] = [];
  readonly #blocks: { readonly index: number; readonly place: Place; readonly line: number }[] = [];
  #pending: { text: string; readonly command: Mutable<TextCommand> } | undefined;
  readonly #outputs: Span[] = [];
  #quiet = false;

  constructor(pieces: readonly ScriptPiece[]) {
    this.#pieces = pieces;
  }

  read(complete: boolean): SedParse {
    let expressions = 0;
    for (const [pieceIndex, piece] of this.#pieces.entries()) {
      if (piece.kind === 'expression') expressions++;
      const place: Place = {
        piece,
        pieceIndex,
        expression: piece.kind === 'expression' ? expressions : 0,
        reader: new ScriptReader(piece.text),
        outputs: this.#outputs,
      };
      if (piece.posix) {
        const span = { start: 0, end: piece.text.length };
        throw new ScriptDoubt({ kind: 'unknown', reason: 'the option --posix', piece: pieceIndex, span });
      }
      if (this.#pending !== undefined) this.#continueText(place);
      while (this.#command(place));
    }
    if (complete) this.#finish();
    return {
      kind: 'program',
      pieces: this.#pieces,
      commands: this.#commands,
      quiet: this.#quiet,
    };
  }

  /** The error, unless sed perhaps stopped before it because an output file could not be opened. */
  afterOutput(error: SedError): SedError | SedDoubt {
    if (this.#outputs.length === 0) return error;
    const { piece, span } = error;
    return { kind: 'unknown', reason: 'a file that sed perhaps cannot write', piece, span };
  }

  /** Reads one command; false at the end of the piece. */
  #command(place: Place): boolean {
    const { reader } = place;
    let char = reader.next();
    while (char !== undefined && (isSpace(char) || char === ';')) char = reader.next();
    if (char === undefined) return false;
    const start = reader.position - 1;
    let address1: Address | undefined;
    let address2: Address | undefined;
    address1 = readAddress(place, char);
    if (address1 !== undefined) {
      const relative =
        address1.kind === 'plus' ? address1.count : address1.kind === 'multiple' ? address1.of : 0;
      if (relative > 0) {
        throw refusal('invalid usage of +N or ~N as first address', place, address1.span);
      }
      char = reader.nextNonBlank();
      if (char === ',') {
        address2 = readAddress(place, reader.nextNonBlank());
        if (address2 === undefined) throw refusal("unexpected `,'", place, reader.here(), true);
        char = reader.nextNonBlank();
      }
      const zero = address1.kind === 'line' && address1.line === 0;
      if (zero && (address2 === undefined ? char !== 'r' : address2.kind !== 'regex')) {
        throw refusal('invalid usage of line address 0', place, address1.span, true);
      }
    }
    const negated = char === '!';
    if (negated) {
      char = reader.nextNonBlank();
      if (char === '!') throw refusal("multiple `!'s", place, reader.here());
    }
    const nameSpan = reader.here();
    const head: CommandHead = { place, start, nameSpan, address1, address2, negated };
    if (char === '#') this.#comment(head);
    else if (char === undefined) throw refusal('missing command', place, nameSpan);
    else this.#add(char, head);
    return true;
  }

  #add(name: string, head: CommandHead): void {
    const index = this.#commands.length;
    const command = readCommand(name, head, (text, lead) => {
      this.#pending = { text: lead === undefined || lead === '\n' ? '' : lead, command: text };
      if (lead !== undefined) this.#continueText(head.place);
    });
    if (command === undefined) return;
    switch (command.kind) {
      case 'label':
        this.#labels.set(command.label, index);
        break;
      case 'jump':
        this.#jumps.push({ command, place: head.place });
        break;
      case 'block':
        this.#block(command, index, head);
        break;
    }
    this.#commands.push(command);
  }

  #block(command: Mutable<BlockCommand>, index: number, head: CommandHead): void {
    if (command.name === '{') {
      const line = head.place.reader.linesRead() + 1;
      this.#blocks.push({ index, place: head.place, line });
      return;
    }
    const block = this.#blocks.pop();
    if (block === undefined) throw refusal("unexpected `}'", head.place, head.nameSpan);
    if (head.address1 !== undefined) {
      throw refusal("`}' doesn't want any addresses", head.place, head.nameSpan);
    }
    command.partner = block.index;
    const open = this.#commands[block.index] as Mutable<SedCommand> | undefined;
    if (open?.kind === 'block') open.partner = index;
    readEndOfCommand(head.place);
  }

  #comment(head: CommandHead): void {
    const { place, address1 } = head;
    if (address1 !== undefined) {
      throw refusal("comments don't accept any addresses", place, head.nameSpan);
    }
    let char = place.reader.next();
    // 4.9 does not look at what follows: `#no` is quiet too.
    if (char === 'n' && place.pieceIndex === 0 && place.reader.position === 2) this.#quiet = true;
    while (char !== undefined && char !== '\n') char = place.reader.next();
  }

  /** Reads the lines of `a`, `i`, `c` up to one that does not end in a backslash. */
  #continueText(place: Place): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    const { reader } = place;
    let char = reader.next();
    while (char !== undefined && char !== '\n') {
      if (char === '\\') {
        char = reader.next();
        if (char === undefined) {
          pending.text += '\n';
          return;
        }
        pending.text += '\\';
      }
      pending.text += char;
      char = reader.next();
    }
    const resolved = resolveEscapes(`${pending.text}\n`, 'text');
    const { command } = pending;
    command.text = resolved.text;
    command.unmodelled ??= resolved.doubt;
    const end = char === undefined ? reader.position : reader.position - 1;
    if (resolved.recursive) throw refusal(RECURSIVE_ESCAPE, place, { start: command.textSpan.start, end });
    if (place.pieceIndex === command.piece) {
      command.textSpan = { start: command.textSpan.start, end };
      command.span = { start: command.span.start, end };
    }
    this.#pending = undefined;
  }

  #finish(): void {
    const block = this.#blocks.at(-1);
    if (block !== undefined) {
      const open = this.#commands[block.index];
      throw locatedFailure(
        "unmatched `{'",
        block.place,
        open?.nameSpan ?? { start: 0, end: 0 },
        0,
        block.line,
      );
    }
    if (this.#pending !== undefined) {
      this.#pending.command.text = this.#pending.text === '' ? undefined : this.#pending.text;
    }
    for (const { command, place } of this.#jumps.toReversed()) {
      const target = this.#labels.get(command.label);
      if (target !== undefined) command.target = target;
      else if (command.label === '') command.target = this.#commands.length;
      else throw panic(`can't find label for jump to \`${command.label}'`, place, command.span);
    }
  }
}
