import type { Budget } from './budget.ts';
import type { SharedMap } from './shared-map.ts';
import type { Variable } from './state.ts';

/** The names that somebody asked for, set or removed since the list was begun. */
export class TouchedNames {
  #names = new Set<string>();
  #all = false;

  add(name: string): void {
    this.#names.add(name);
  }

  /** Somebody went through all of them. */
  addAll(): void {
    this.#all = true;
  }

  /** Tells whether a name is in the list so far; a new one is begun. */
  take(): (name: string) => boolean {
    const names = this.#names;
    const all = this.#all;
    this.#names = new Set();
    this.#all = false;
    return (name) => all || names.has(name);
  }
}

/** The variables of a shell by their names, and which of them mattered to what ran. */
export class Variables {
  readonly #variables: SharedMap<string, Variable>;

  constructor(
    variables: SharedMap<string, Variable>,
    /** Shared by all copies. */
    readonly touched = new TouchedNames(),
  ) {
    this.#variables = variables;
  }

  copy(): Variables {
    return new Variables(this.#variables.copy(), this.touched);
  }

  /** See `SharedMap.apart`. */
  apart(budget: Budget, touched: TouchedNames): Variables {
    return new Variables(this.#variables.apart(budget), touched);
  }

  get size(): number {
    return this.#variables.size;
  }

  get(name: string): Variable | undefined {
    this.touched.add(name);
    return this.#variables.get(name);
  }

  has(name: string): boolean {
    this.touched.add(name);
    return this.#variables.has(name);
  }

  set(name: string, variable: Variable): void {
    this.touched.add(name);
    this.#variables.set(name, variable);
  }

  /** Puts a variable back as it was; undefined: there was none. */
  put(name: string, variable: Variable | undefined): void {
    if (variable === undefined) this.delete(name);
    else this.set(name, variable);
  }

  delete(name: string): void {
    this.touched.add(name);
    this.#variables.delete(name);
  }

  keys(): Iterable<string> {
    this.touched.addAll();
    return this.#variables.keys();
  }

  /** As `get`, for those who compare states and do not run anything. */
  peek(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  /** See `SharedMap.amend`. */
  amend(name: string, variable: Variable | undefined): void {
    this.#variables.amend(name, variable);
  }

  /** See `SharedMap.differing`. */
  differing(other: Variables, budget?: Budget): readonly string[] {
    return this.#variables.differing(other.#variables, budget);
  }
}
