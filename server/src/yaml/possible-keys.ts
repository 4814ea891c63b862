import type { Cursor } from './cursor.ts';

/** A place where a key without `?` may begin; whether it is one shows at the `:`. */
export interface PossibleKey {
  /** The number of the token that begins it. */
  readonly number: number;
  /** The place is a key's column, so that anything but a key is an error. */
  readonly required: boolean;
  readonly pos: number;
  readonly lineStart: number;
  readonly column: number;
}

/** Number of characters within which the `:` of a key must follow. */
export const MAX_KEY_LENGTH = 1024;

/** The possible keys around a position: at most one on each level of flow collections. */
export class PossibleKeys {
  #keys: (PossibleKey | undefined)[] = [];
  /** No level below this one has a key. */
  #lowest = 0;

  /** The outermost key, which has the lowest number. */
  get first(): PossibleKey | undefined {
    for (; this.#lowest < this.#keys.length; this.#lowest++) {
      const key = this.#keys[this.#lowest];
      if (key !== undefined) return key;
    }
    return undefined;
  }

  at(level: number): PossibleKey | undefined {
    return this.#keys[level];
  }

  set(level: number, key: PossibleKey): void {
    this.#keys[level] = key;
    if (level < this.#lowest) this.#lowest = level;
  }

  /** Removes the key of a level and gives it. */
  take(level: number): PossibleKey | undefined {
    const key = this.#keys[level];
    if (key !== undefined) this.#keys[level] = undefined;
    return key;
  }

  /** Removes the keys that can be none any more: keys end in their line and are not long. Gives a required one. */
  dropStale(cursor: Cursor): PossibleKey | undefined {
    let required: PossibleKey | undefined;
    for (let level = this.#lowest; level < this.#keys.length; level++) {
      const key = this.#keys[level];
      if (key === undefined) continue;
      if (key.lineStart === cursor.lineStart && !cursor.isFartherThan(MAX_KEY_LENGTH, key.pos)) continue;
      this.#keys[level] = undefined;
      if (key.required) required = key;
    }
    return required;
  }

  /** Forgets the levels from one on. */
  cut(level: number): void {
    if (this.#keys.length > level) this.#keys.length = level;
  }

  clear(): void {
    this.#keys = [];
    this.#lowest = 0;
  }
}
