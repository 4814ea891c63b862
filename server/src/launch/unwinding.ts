import type { Machine } from './machine.ts';
import type { State } from './state.ts';

/** Something that bash takes back when it leaves a construct, and keeps a list of. */
export interface Undo {
  readonly kind: /** Redirections of a compound command. */
    | 'redirections'
    /** Redirections of a builtin or a function. */
    | 'call'
    /** Variables that hide others: those of a function, and assignments before a command. */
    | 'variables'
    /** Arguments of a function or a sourced file. */
    | 'arguments'
    /** The reading of a text: of `eval`, of a sourced file, of a substitution. */
    | 'text'
    /** A copy of the shell, which keeps the list of the shell around it. */
    | 'copy'
    /** A shell of its own, which begins with an empty list. */
    | 'shell';
  restore(state: State): void;
}

const NOTHING = (): void => {};

/** Runs something with an entry in the list. */
export function undoing<T>(
  machine: Machine,
  kind: Undo['kind'],
  run: () => T,
  restore: Undo['restore'] = NOTHING,
): T {
  machine.undo.push({ kind, restore });
  try {
    return run();
  } finally {
    machine.undo.pop();
  }
}

/** Why a shell ends before the end of its text. */
export type Leaving =
  /** `exit`, and what ends a script like it. */
  | 'exit'
  /** `set -e` after a simple command. */
  | 'failed-command'
  /** `set -e` after another command. */
  | 'failed-compound'
  /** An error of an expansion. */
  | 'error'
  /** A message of the shell itself with `set -e`: it ends where it stands. */
  | 'message';

/**
 * Takes back what bash takes back before the trap on EXIT runs, as observed with bash 5.2: the trap may see the
 * arguments and variables of a function, and write where its output goes.
 */
export function leaveShell(machine: Machine, state: State, why: Leaving): void {
  // Without a trap nobody sees it.
  if (state.exitTrap.pieces.length === 0 || why === 'message') return;
  const list = machine.undo;
  let top = list.length;
  const backTo = (index: number): void => {
    while (top > index) list[--top]?.restore(state);
  };
  const own = list.findLastIndex((one) => one.kind === 'shell') + 1;
  if (machine.frame.dialect === 'dash') {
    // dash takes back all redirections and arguments, and leaves the variables of functions.
    const copy = list.findLastIndex((one) => one.kind === 'copy' || one.kind === 'shell') + 1;
    for (const { kind, restore } of list.slice(copy).reverse())
      if (kind === 'redirections' || kind === 'call' || kind === 'arguments') restore(state);
    return;
  }
  const copy = list.findLastIndex((one) => one.kind === 'copy' || one.kind === 'shell') + 1;
  if (why === 'failed-command') {
    const call = list.findLastIndex((one) => one.kind === 'call');
    if (call >= own) backTo(call);
  }
  if (why === 'error') {
    const text = list.findLastIndex((one) => one.kind === 'text');
    backTo(text >= copy ? text + 1 : own);
  }
  if (state.hidden.length === 0) {
    const text = list.findIndex((one, index) => index >= copy && one.kind === 'text');
    if (text >= 0) backTo(text + 1);
  }
  if (why === 'failed-command' || why === 'failed-compound') {
    while (top > own) {
      const one = list[--top];
      if (one?.kind === 'variables') one.restore(state);
    }
  }
}
