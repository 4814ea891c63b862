import type { FunctionDefinition } from '../shell/index.ts';
import { type Budget, walk } from './budget.ts';
import type { Files } from './files.ts';
import type { Frame } from './frame.ts';
import type { ServerSeen } from './machine.ts';
import { SharedMap } from './shared-map.ts';
import { EMPTY, fewPieces, type Place, type Status, unknown, type Value } from './value.ts';
import { type TouchedNames, Variables } from './variables.ts';

/** A variable of the shell. */
export interface Variable {
  /** Undefined while it has no value, as after `export NAME`. */
  readonly value: Value | undefined;
  /** Elements by index or key when it is an array; `value` is then that of element 0. */
  readonly elements: ReadonlyMap<string, Value> | 'unknown' | undefined;
  readonly associative: boolean;
  readonly exported: boolean | 'perhaps';
  readonly readOnly: boolean;
  readonly integer: boolean;
  /** Whether only some ways to here made it read-only, a number, or an array by keys. */
  readonly kindUnsure: boolean;
  /** Whether it may be unset, on a way of which nobody knows whether it is taken. */
  readonly perhapsUnset: boolean;
  readonly from: Place | 'environment' | 'shell';
}

export interface ShellFunction {
  readonly definition: FunctionDefinition;
  readonly frame: Frame;
}

/** Where a file descriptor leads. */
export type Descriptor =
  /** Text that is collected: the log, or what a substitution or a pipeline reads. */
  | { readonly kind: 'output'; readonly id: number }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'input'; readonly id: number }
  | { readonly kind: 'null' }
  /** One of these, or a place of which nothing is known. */
  | { readonly kind: 'unknown'; readonly among?: readonly Descriptor[]; readonly perhapsClosed?: boolean };

/** What is read from a descriptor. */
export interface Stream {
  /** A text, or a file that is read when somebody reads. */
  readonly from:
    | { readonly kind: 'text'; readonly text: Value }
    | { readonly kind: 'file'; readonly path: string };
  /** How many known characters were read before. */
  readonly offset: number;
}

export type Option =
  | 'errexit'
  | 'nounset'
  | 'xtrace'
  | 'allexport'
  | 'pipefail'
  | 'noglob'
  | 'noexec'
  | 'noclobber'
  | 'verbose'
  | 'notify'
  | 'hashall'
  | 'monitor'
  | 'privileged'
  | 'braceexpand'
  | 'errtrace'
  | 'functrace'
  | 'histexpand'
  | 'ignoreeof'
  | 'vi'
  | 'emacs'
  /** The shell runs the text of `-c`. */
  | 'command';

/** Of output in more pieces, unknown ones among them, nothing is kept. */
const MAX_PIECES = 400;

/** A copy of a state that shares what does not change. */
const UNITS_OF_COPY = 1;

/** Why nothing after a place is certain any more. */
export interface Doubt {
  readonly reason: string;
  readonly place: Place;
}

/** Everything that a command of the script may change. */
export class State {
  variables: Variables;
  /** Values that `local` hides, one map for each function that runs. */
  hidden: Map<string, Variable | undefined>[] = [];
  functions: SharedMap<string, ShellFunction | 'unknown'>;
  /** `$1` and so on; undefined when not even their number is known. */
  positional: readonly Value[] | undefined = [];
  /** The command that gave them: a call of a function, `set`, `source`. Undefined: they were given to the script. */
  positionalFrom: Place | undefined;
  cwd: string | undefined;
  /** The stack of `pushd`; undefined when it is not known. */
  folders: readonly string[] | undefined = [];
  options: SharedMap<Option, boolean | 'perhaps'>;
  shopt: SharedMap<string, boolean | 'perhaps'>;
  descriptors: SharedMap<number, Descriptor>;
  outputs: SharedMap<number, Value>;
  inputs: SharedMap<number, Stream>;
  status: Status = 0;
  /** `$!`, as far as it is known whether there is one. */
  lastJob: 'none' | 'server' | 'other' = 'none';
  lastJobStatus: Status = 0;
  /** What `trap ... EXIT` said. */
  exitTrap: Value = EMPTY;
  doubt: Doubt | undefined;
  /** Set when a command has changed a file of which nobody knows which one it is. */
  anyFile: Doubt | undefined;
  /** Whether the server's command has certainly been run on the way here. */
  served = false;
  /** Where it was run last: several when that depends on the way here. */
  lastServers: readonly ServerSeen[] = [];
  /** Whether `set` gave the arguments that are in force. */
  argumentsSet = false;
  /** Whether bash waits for the rest of a word when it reads the next line. */
  misreads = false;
  /** Whether a way on which the script ends before this point may have been taken. */
  perhapsEnded = false;

  constructor(
    public files: Files,
    readonly budget: Budget,
    from?: State,
  ) {
    this.variables = from?.variables.copy() ?? new Variables(new SharedMap(budget));
    this.functions = from?.functions.copy() ?? new SharedMap(budget);
    this.options = from?.options.copy() ?? new SharedMap(budget);
    this.shopt = from?.shopt.copy() ?? new SharedMap(budget);
    this.descriptors = from?.descriptors.copy() ?? new SharedMap(budget);
    this.outputs = from?.outputs.copy() ?? new SharedMap(budget);
    this.inputs = from?.inputs.copy() ?? new SharedMap(budget);
  }

  clone(): State {
    this.budget.spend(UNITS_OF_COPY);
    return this.#described(new State(this.files.clone(), this.budget, this));
  }

  /** A copy for another simulation; see `SharedMap.apart`. */
  apart(files: Files, budget: Budget, touched: TouchedNames): State {
    const copy = this.#described(new State(files, budget));
    copy.variables = this.variables.apart(budget, touched);
    copy.functions = this.functions.apart(budget);
    copy.options = this.options.apart(budget);
    copy.shopt = this.shopt.apart(budget);
    copy.descriptors = this.descriptors.apart(budget);
    copy.outputs = this.outputs.apart(budget);
    copy.inputs = this.inputs.apart(budget);
    return copy;
  }

  /** Gives a copy everything that is no shared map. */
  #described(copy: State): State {
    copy.hidden = this.hidden.map((scope) => new Map(scope));
    copy.positional = this.positional;
    copy.positionalFrom = this.positionalFrom;
    copy.cwd = this.cwd;
    copy.folders = this.folders;
    copy.status = this.status;
    copy.lastJob = this.lastJob;
    copy.lastJobStatus = this.lastJobStatus;
    copy.exitTrap = this.exitTrap;
    copy.doubt = this.doubt;
    copy.anyFile = this.anyFile;
    copy.served = this.served;
    copy.lastServers = this.lastServers;
    copy.misreads = this.misreads;
    copy.perhapsEnded = this.perhapsEnded;
    copy.argumentsSet = this.argumentsSet;
    return copy;
  }

  /** Takes over everything of another state. */
  become(other: State): void {
    if (other !== this) Object.assign(this, other);
  }

  option(name: Option): boolean {
    return this.options.get(name) === true;
  }

  variable(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  /** The value of a plain variable; undefined when it has none. */
  value(name: string): Value | undefined {
    return this.variables.get(name)?.value;
  }

  /** Sets a value and keeps the attributes. */
  assign(name: string, value: Value, from: Variable['from']): void {
    const before = this.variables.get(name);
    const all = this.options.get('allexport') ?? false;
    const exported = before?.exported === true || all === true ? true : all || (before?.exported ?? false);
    if (before?.elements instanceof Map) this.budget.spend(walk(before.elements.size));
    const elements =
      before?.elements instanceof Map ? new Map(before.elements).set('0', value) : before?.elements;
    this.variables.set(name, { ...(before ?? PLAIN), value, elements, exported, perhapsUnset: false, from });
  }

  change(name: string, change: Partial<Variable>, from: Variable['from']): void {
    this.variables.set(name, { ...(this.variables.get(name) ?? PLAIN), from, ...change });
  }

  /** Sets an element of an array and keeps the others; a key that is not known makes all of them unknown. */
  assignElement(name: string, key: string | undefined, value: Value, from: Place): void {
    const elements = elementsOf(this.variables.get(name));
    if (elements === 'unknown' || key === undefined) {
      const lost = unknown('an array', name, from);
      this.change(name, { elements: 'unknown', value: lost, perhapsUnset: true }, from);
      return;
    }
    this.budget.spend(walk(elements.size));
    const next = new Map(elements).set(key, value);
    this.change(name, { elements: next, value: next.get('0') }, from);
  }

  /** A command changes or makes files of which nobody knows which they are. */
  loseFiles(reason: string, place: Place): void {
    this.anyFile ??= { reason, place };
    this.files.mayMake(reason, place);
  }

  /** A variable as programs that start now get it: one of a function without a value lets the one around it through. */
  passedOn(name: string): Variable | undefined {
    const own = this.variables.get(name);
    if (own?.value !== undefined || own?.exported === 'perhaps' || own?.elements !== undefined) return own;
    for (let i = this.hidden.length - 1; i >= 0; i--) {
      const outer = this.hidden[i]?.get(name);
      if (outer?.value !== undefined) return outer;
    }
    return own;
  }

  unset(name: string): void {
    this.variables.delete(name);
  }

  /** Appends to what a descriptor collects. */
  append(id: number, value: Value): void {
    const before = this.outputs.get(id) ?? EMPTY;
    this.budget.spend(walk(before.pieces.length));
    this.outputs.set(id, fewPieces({ pieces: [...before.pieces, ...value.pieces] }, MAX_PIECES));
  }
}

/** The elements of an array that was declared and never given any. */
export const NEVER_SET: ReadonlyMap<string, Value> = new Map();

/** The elements of a variable by their keys: a text is the element 0 of an array. */
export function elementsOf(variable: Variable | undefined): ReadonlyMap<string, Value> | 'unknown' {
  return variable?.elements ?? new Map(variable?.value === undefined ? [] : [['0', variable.value]]);
}

/** An index as it is; one below 0 counts from behind the last element. Undefined before the first one. */
export function fromEnd(elements: ReadonlyMap<string, Value>, index: bigint): bigint | undefined {
  if (index >= 0n) return index;
  let last = -1;
  for (const key of elements.keys()) last = Math.max(last, Number(key));
  const position = BigInt(last) + 1n + index;
  return position < 0n ? undefined : position;
}

export const PLAIN: Variable = {
  value: undefined,
  elements: undefined,
  associative: false,
  exported: false,
  readOnly: false,
  integer: false,
  kindUnsure: false,
  perhapsUnset: false,
  from: 'shell',
};
