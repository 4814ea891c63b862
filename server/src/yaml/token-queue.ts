import type { Token } from './token.ts';

/** Tokens that were read ahead. Each has a number, counted from the start of the text. */
export class TokenQueue {
  #tokens: Token[] = [];
  #head = 0;
  #taken = 0;

  get isEmpty(): boolean {
    return this.#head === this.#tokens.length;
  }

  /** The number of the first token in the queue. */
  get firstNumber(): number {
    return this.#taken;
  }

  /** The number that the next token to come will have. */
  get nextNumber(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  get first(): Token | undefined {
    return this.#tokens[this.#head];
  }

  get last(): Token | undefined {
    return this.isEmpty ? undefined : this.#tokens.at(-1);
  }

  push(token: Token): void {
    this.#tokens.push(token);
  }

  /** Inserts a token in front of the one with a number. */
  insert(number: number, token: Token): void {
    this.#tokens.splice(this.#head + number - this.#taken, 0, token);
  }

  /** The tokens from a number on, the last one left out. */
  allButLast(number: number): readonly Token[] {
    return this.#tokens.slice(this.#head + number - this.#taken, -1);
  }

  drop(): void {
    this.#head++;
    this.#taken++;
    if (this.isEmpty || this.#head > 4096) {
      this.#tokens.splice(0, this.#head);
      this.#head = 0;
    }
  }

  clear(): void {
    this.#tokens = [];
    this.#head = 0;
  }
}
