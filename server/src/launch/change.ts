import type { Machine } from './machine.ts';
import type { Variable } from './state.ts';
import type { Place, Value } from './value.ts';

/** A parameter that a command used, with its value at that moment. */
export interface UsedValue {
  /** Of a variable as it is, of an argument with its `$`: a bare `2` would be taken for a number. */
  readonly name: string;
  /** Undefined: it had none. */
  readonly value: Value | undefined;
  /** The assignment, or the call that gave the argument; `environment`: it was there before; `argument`: given to the script. */
  readonly from: Variable['from'] | 'argument';
}

/** One command that changed a file. */
export interface Change extends Place {
  /** The text of the file afterwards; undefined where nobody knows. */
  readonly text: Value | undefined;
  /** What the command was given from variables. */
  readonly values: readonly UsedValue[];
}

/** More values of one command are not kept. */
const MAX_USED = 60;

/** The changes of a file with one more. What the same command writes piece by piece is one change. */
export function withChange(
  machine: Machine,
  before: readonly Change[],
  place: Place,
  text: Value | undefined,
): readonly Change[] {
  const last = before.at(-1);
  const same = last !== undefined && samePlace(last, place);
  const known = same ? last.values.filter((one) => !machine.uses.includes(one)) : [];
  const change: Change = { ...place, text, values: [...known, ...machine.uses].slice(0, MAX_USED) };
  return same ? [...before.slice(0, -1), change] : [...before, change];
}

/** Notes that the command that runs used a parameter. */
export function use(machine: Machine, name: string, value: Value | undefined, from: UsedValue['from']): void {
  if (machine.silent > 0 || machine.uses.length >= MAX_USED) return;
  if (!machine.uses.some((one) => one.name === name && one.value === value))
    machine.uses.push({ name, value, from });
}

/** Runs one command: what it uses is not what the commands around it use. */
export function usingOwn<T>(machine: Machine, run: () => T): T {
  const outer = machine.uses;
  machine.uses = [];
  try {
    return run();
  } finally {
    machine.usedBefore = machine.usedBefore.concat(machine.uses).slice(-MAX_USED);
    machine.uses = outer;
  }
}

/** Runs a substitution: what its commands used, the command around it used too. */
export function usingInside<T>(machine: Machine, run: () => T): T {
  const before = machine.usedBefore;
  machine.usedBefore = [];
  try {
    return run();
  } finally {
    for (const { name, value, from } of machine.usedBefore) use(machine, name, value, from);
    machine.usedBefore = before;
  }
}

function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}
