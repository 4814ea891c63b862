import { type Budget, walk } from './budget.ts';

/**
 * A map whose copies share their entries until one of them changes: most copies of a state never change most of its parts.
 */
export class SharedMap<K, V> implements ReadonlyMap<K, V> {
  #entries: Map<K, V>;
  #own: boolean;
  readonly budget: Budget;

  constructor(budget: Budget, entries?: Map<K, V>) {
    this.budget = budget;
    this.#entries = entries ?? new Map();
    this.#own = entries === undefined;
  }

  /** A map with the same entries; changes of one are not seen in the other. */
  copy(): SharedMap<K, V> {
    this.#own = false;
    return new SharedMap(this.budget, this.#entries);
  }

  /**
   * A copy for a simulation with another budget, or for one that is only looked at: nothing that is done with either
   * makes more work for the other.
   */
  apart(budget: Budget): SharedMap<K, V> {
    const copy = new SharedMap(budget, new Map(this.#entries));
    copy.#own = this.#own;
    return copy;
  }

  /** Changes a copy that was made apart, without any work; undefined removes the entry. */
  amend(key: K, value: V | undefined): void {
    if (value === undefined) this.#entries.delete(key);
    else this.#entries.set(key, value);
  }

  set(key: K, value: V): this {
    this.#writable().set(key, value);
    return this;
  }

  delete(key: K): void {
    if (this.#entries.has(key)) this.#writable().delete(key);
  }

  clear(): void {
    this.#entries = new Map();
    this.#own = true;
  }

  /** Whether nothing was changed in either since one was copied from the other. */
  shares(other: SharedMap<K, V>): boolean {
    return this.#entries === other.#entries;
  }

  /**
   * Keys under which two maps do not hold the very same.
   * @param budget of the simulation that has to know; without one it is no work
   */
  differing(other: SharedMap<K, V>, budget?: Budget): readonly K[] {
    if (this.shares(other)) return [];
    budget?.spend(walk(this.size + other.size));
    const keys: K[] = [];
    for (const [key, value] of this) if (other.get(key) !== value) keys.push(key);
    for (const key of other.keys()) if (!this.has(key)) keys.push(key);
    return keys;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  keys(): MapIterator<K> {
    return this.#entries.keys();
  }

  values(): MapIterator<V> {
    return this.#entries.values();
  }

  entries(): MapIterator<[K, V]> {
    return this.#entries.entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#entries[Symbol.iterator]();
  }

  forEach(use: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.#entries) use(value, key, this);
  }

  #writable(): Map<K, V> {
    if (this.#own) return this.#entries;
    this.budget.spend(walk(this.#entries.size));
    this.#entries = new Map(this.#entries);
    this.#own = true;
    return this.#entries;
  }
}
