import type { FunctionDefinition } from '../shell/index.ts';
import { type Budget, scan, walk } from './budget.ts';
import type { Files } from './files.ts';
import type { Frame } from './frame.ts';
import type { ServerSeen } from './machine.ts';
import { SharedMap } from './shared-map.ts';
import { EMPTY, either, fewPieces, type Place, type Status, sameValue, sizeOf, type Value } from './value.ts';
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
  | 'other';

/** Of output in more pieces, unknown ones among them, nothing is kept. */
const MAX_PIECES = 400;

/** A copy of a state that shares what does not change. */
const UNITS_OF_COPY = 1;
const UNITS_OF_JOIN = 4;

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

export const PLAIN: Variable = {
  value: undefined,
  elements: undefined,
  associative: false,
  exported: false,
  readOnly: false,
  integer: false,
  perhapsUnset: false,
  from: 'shell',
};

/** Makes `first` the state after either of two runs. The first is what happens when everything works. */
export function joinStates(
  first: State,
  second: State,
  reason: string,
  place: Place | undefined,
  exhaustive = true,
): void {
  const { budget } = first;
  budget.spend(UNITS_OF_JOIN);
  for (const name of first.variables.differing(second.variables, budget)) {
    const a = first.variables.get(name);
    const b = second.variables.get(name);
    budget.spend(1 + scan(sizeOf(a?.value ?? EMPTY)));
    first.variables.set(name, joinVariable(a, b, reason, place, exhaustive));
  }
  for (const [name, b] of second.functions) {
    const a = first.functions.get(name);
    if (a === undefined || a === 'unknown' || b === 'unknown' || a.definition !== b.definition)
      first.functions.set(name, 'unknown');
  }
  for (const name of first.functions.keys())
    if (!second.functions.has(name)) first.functions.set(name, 'unknown');
  first.positional = joinList(first.positional, second.positional, reason, place);
  if (first.positionalFrom !== second.positionalFrom) first.positionalFrom = undefined;
  if (first.cwd !== second.cwd) first.cwd = undefined;
  first.folders = first.folders?.join('\n') === second.folders?.join('\n') ? first.folders : undefined;
  joinFlags(first.options, second.options);
  joinFlags(first.shopt, second.shopt);
  for (const descriptor of new Set([...first.descriptors.keys(), ...second.descriptors.keys()])) {
    const a = first.descriptors.get(descriptor);
    const b = second.descriptors.get(descriptor);
    if (a === b || JSON.stringify(a) === JSON.stringify(b)) continue;
    const perhapsClosed = a === undefined || b === undefined;
    first.descriptors.set(descriptor, {
      kind: 'unknown',
      among: [a, b].flatMap(wherePerhaps),
      perhapsClosed,
    });
  }
  for (const id of differing(first.outputs, second.outputs)) {
    const a = first.outputs.get(id) ?? EMPTY;
    const b = second.outputs.get(id) ?? EMPTY;
    budget.spend(1 + walk(a.pieces.length) + scan(sizeOf(a)));
    first.outputs.set(id, joinOutput(a, b, reason, place, exhaustive));
  }
  for (const [id, b] of second.inputs) {
    const a = first.inputs.get(id);
    if (a?.offset !== b.offset || a.from !== b.from)
      first.inputs.set(id, { from: { kind: 'text', text: UNREADABLE_INPUT }, offset: 0 });
  }
  if (first.status !== second.status) first.status = joinStatus(first.status, second.status);
  if (first.lastJob !== second.lastJob) first.lastJob = 'other';
  if (first.lastJobStatus !== second.lastJobStatus) first.lastJobStatus = 'unknown';
  first.exitTrap = either(first.exitTrap, second.exitTrap, reason, place, exhaustive);
  first.doubt ??= second.doubt;
  first.anyFile ??= second.anyFile;
  first.served &&= second.served;
  first.lastServers = [...new Set([...first.lastServers, ...second.lastServers])];
  first.misreads ||= second.misreads;
  first.perhapsEnded ||= second.perhapsEnded;
  first.argumentsSet ||= second.argumentsSet;
  first.files.join(second.files, reason, place, exhaustive);
}

/** Names under which two maps do not hold the very same. */
function differing<K, V>(a: SharedMap<K, V>, b: SharedMap<K, V>): readonly K[] {
  if (a.shares(b)) return [];
  a.budget.spend(walk(a.size + b.size));
  const names: K[] = [];
  for (const [name, value] of a) if (b.get(name) !== value) names.push(name);
  for (const [name, value] of b) if (value !== undefined && !a.has(name)) names.push(name);
  return names;
}

function joinStatus(a: Status, b: Status): Status {
  return a === 'unknown' || b === 'unknown' || a === 0 || b === 0 ? 'unknown' : 'failed';
}

const UNREADABLE_INPUT: Value = {
  pieces: [
    {
      kind: 'unknown',
      reason: 'what is left of the input',
      label: 'input',
      place: undefined,
      alternatives: [],
      exhaustive: false,
    },
  ],
};

function joinVariable(
  a: Variable | undefined,
  b: Variable | undefined,
  reason: string,
  place: Place | undefined,
  exhaustive: boolean,
): Variable {
  const left = a ?? PLAIN;
  const right = b ?? PLAIN;
  const perhapsUnset =
    left.perhapsUnset || right.perhapsUnset || (left.value === undefined) !== (right.value === undefined);
  const bothUnset = left.value === undefined && right.value === undefined;
  return {
    value:
      bothUnset && exhaustive
        ? undefined
        : either(left.value ?? EMPTY, right.value ?? EMPTY, reason, place, exhaustive),
    elements: left.elements === right.elements ? left.elements : 'unknown',
    associative: left.associative,
    exported: left.exported === right.exported ? left.exported : 'perhaps',
    readOnly: left.readOnly && right.readOnly,
    integer: left.integer || right.integer,
    perhapsUnset: perhapsUnset || (!exhaustive && bothUnset),
    from: a === undefined ? right.from : left.from,
  };
}

function joinList(
  a: readonly Value[] | undefined,
  b: readonly Value[] | undefined,
  reason: string,
  place: Place | undefined,
): readonly Value[] | undefined {
  if (a === b) return a;
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  return a.map((value, i) => either(value, b[i] ?? EMPTY, reason, place));
}

function joinFlags<K>(
  first: SharedMap<K, boolean | 'perhaps'>,
  second: ReadonlyMap<K, boolean | 'perhaps'>,
): void {
  for (const name of new Set([...first.keys(), ...second.keys()])) {
    const a = first.get(name) ?? false;
    if (a !== (second.get(name) ?? false)) first.set(name, 'perhaps');
  }
}

/** Output that only grows: what both have in common stays known. */
function wherePerhaps(descriptor: Descriptor | undefined): readonly Descriptor[] {
  if (descriptor === undefined) return [];
  return descriptor.kind === 'unknown' ? (descriptor.among ?? []) : [descriptor];
}

function joinOutput(
  a: Value,
  b: Value,
  reason: string,
  place: Place | undefined,
  exhaustive: boolean,
): Value {
  if (sameValue(a, b)) return a;
  let common = 0;
  while (common < a.pieces.length && a.pieces[common] !== undefined && a.pieces[common] === b.pieces[common])
    common++;
  const head = a.pieces.slice(0, common);
  const rest = either(
    { pieces: a.pieces.slice(common) },
    { pieces: b.pieces.slice(common) },
    reason,
    place,
    exhaustive,
  );
  return { pieces: [...head, ...rest.pieces] };
}
