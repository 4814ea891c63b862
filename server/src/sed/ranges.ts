import type { Address, SedCommand } from './model.ts';

/** Whether the lines that a command is for are being passed: before, within, or behind its range. */
export type RangeState = 'before' | 'within' | 'behind';

/** What an address is asked about. */
export interface AddressContext {
  readonly lineNumber: number;
  isLast(): boolean;
  matches(address: Address & { readonly kind: 'regex' }): boolean;
  doubt(reason: string): never;
}

/** Keeps for each command where it stands in its range (`match_address_p` in sed/execute.c). */
export class Ranges {
  readonly #states: RangeState[];
  readonly #ends: number[];

  constructor(readonly commands: readonly SedCommand[]) {
    this.#states = [];
    this.#ends = [];
    this.reset();
  }

  /** As at the start of the first file, and with -s or -i of each. */
  reset(): void {
    for (const [index, { address1 }] of this.commands.entries()) {
      this.#states[index] = address1?.kind === 'line' && address1.line === 0 ? 'within' : 'before';
    }
  }

  isWithin(index: number): boolean {
    return this.#states[index] === 'within';
  }

  /** Whether a command's addresses select the current line; `!` is left to the caller. */
  selects(index: number, context: AddressContext): boolean {
    const command = this.commands[index];
    if (command?.address1 === undefined) return true;
    const { address1, address2 } = command;
    if (address2 === undefined) return this.#one(address1, index, context);
    const line = context.lineNumber;
    if (this.#states[index] !== 'within') {
      if (address1.kind === 'line') {
        if (this.#states[index] === 'behind' || line < address1.line) return false;
      } else if (!this.#one(address1, index, context)) return false;
      this.#states[index] = 'within';
      switch (address2.kind) {
        case 'regex':
          return true;
        case 'line':
          if (line >= address2.line) this.#states[index] = 'behind';
          return line <= address2.line || this.#one(address1, index, context);
        case 'plus':
          this.#ends[index] = line + address2.count;
          if (address2.count > 0) return true;
          break;
        case 'multiple':
          if (address2.of === 0) break;
          // By the manual the range is one line then; 4.9 goes on to the next multiple.
          if (line % address2.of === 0) context.doubt('a range to a multiple that begins at a multiple');
          this.#ends[index] = Math.ceil(line / address2.of) * address2.of;
          return true;
      }
    }
    if (address2.kind === 'line') {
      if (line >= address2.line) this.#states[index] = 'behind';
      return line <= address2.line;
    }
    if (this.#one(address2, index, context)) this.#states[index] = 'behind';
    return true;
  }

  #one(address: Address, index: number, context: AddressContext): boolean {
    switch (address.kind) {
      case 'line':
        return context.lineNumber === address.line;
      case 'last':
        return context.isLast();
      case 'step':
        return (
          context.lineNumber >= address.first && (context.lineNumber - address.first) % address.step === 0
        );
      case 'plus':
        return address.count === 0 || context.lineNumber >= (this.#ends[index] ?? 0);
      case 'multiple':
        return address.of === 0 || context.lineNumber >= (this.#ends[index] ?? 0);
      case 'regex':
        return context.matches(address);
    }
  }
}
