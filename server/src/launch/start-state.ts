import type { Repository } from '../binder/index.ts';
import type { Budget } from './budget.ts';
import { READ_ONLY_IN_BASH } from './dynamic-variables.ts';
import { Files } from './files.ts';
import { isIdentifier } from './identifier.ts';
import { setUpOptions } from './shell-options.ts';
import { PLAIN, State } from './state.ts';
import { EMPTY, known, unknown, type Value } from './value.ts';

/** The shell at its first command. */
export function startState(
  repository: Repository,
  budget: Budget,
  environment: ReadonlyMap<string, Value>,
  cwd: string,
  dialect: 'bash' | 'dash',
): State {
  const state = new State(new Files(repository, budget), budget);
  for (const [name, value] of environment) {
    if (isIdentifier(name))
      state.variables.set(name, { ...PLAIN, value, exported: true, from: 'environment' });
  }
  state.cwd = cwd;
  setUp(state, dialect);
  state.descriptors.set(0, { kind: 'unknown' });
  return state;
}

/** Leaves to a new shell what a program gets: exported variables, files, descriptors. */
export function freshShell(state: State, dialect: 'bash' | 'dash'): void {
  const names = new Set([...state.variables.keys(), ...state.hidden.flatMap((scope) => [...scope.keys()])]);
  for (const name of names) {
    const variable = state.passedOn(name);
    if (variable === undefined) continue;
    if (variable.exported === true && variable.value !== undefined && variable.elements === undefined) {
      state.variables.set(name, {
        ...PLAIN,
        value: variable.value,
        exported: true,
        perhapsUnset: variable.perhapsUnset,
        from: variable.from,
      });
    } else if (variable.exported === 'perhaps')
      state.variables.set(name, {
        ...variable,
        elements: undefined,
        readOnly: false,
        kindUnsure: false,
        perhapsUnset: true,
      });
    else state.variables.delete(name);
  }
  state.functions.clear();
  // How the shell counts lines in a function of its environment is not simulated.
  for (const variable of dialect === 'bash' ? names : []) {
    const name = /^BASH_FUNC_(.+)%%$/.exec(variable)?.[1];
    if (name !== undefined && state.variables.has(variable)) state.functions.set(name, 'unknown');
  }
  state.hidden = [];
  state.positional = [];
  state.options.clear();
  state.shopt.clear();
  state.folders = [];
  state.exitTrap = EMPTY;
  state.lastJob = 'none';
  state.status = 0;
  setUp(state, dialect);
}

/** Variables that a shell has where nobody gave it any; undefined: nobody knows their values. */
const OWN: Readonly<
  Record<'bash' | 'dash', readonly (readonly [name: string, value: string | undefined])[]>
> = {
  bash: [
    ['PS4', '+ '],
    ['OPTERR', '1'],
    ['TERM', 'dumb'],
    ['SHELL', undefined],
  ],
  dash: [
    ['PS4', '+ '],
    ['PS2', '> '],
    ['PS1', undefined],
    ['PPID', undefined],
  ],
};

function setUp(state: State, dialect: 'bash' | 'dash'): void {
  setUpOptions(state.options, dialect);
  // Its value never comes from the environment, but it is passed on when it was there.
  for (const [name, text] of [
    ['IFS', ' \t\n'],
    ['OPTIND', '1'],
  ] as const) {
    const exported = state.variables.get(name)?.exported ?? false;
    state.variables.set(name, { ...PLAIN, value: known(text), exported, from: 'shell' });
  }
  for (const [name, text] of OWN[dialect]) {
    if (state.variables.has(name)) continue;
    const value = text === undefined ? unknown(`the value of \`${name}\``, name, undefined) : known(text);
    state.variables.set(name, { ...PLAIN, value, from: 'shell' });
  }
  for (const name of dialect === 'bash' ? READ_ONLY_IN_BASH : []) {
    const exported = state.variables.get(name)?.exported ?? false;
    const value = unknown(`the value of \`${name}\``, name, undefined);
    state.variables.set(name, { ...PLAIN, value, readOnly: true, exported, from: 'shell' });
  }
  const pwd = state.variables.get('PWD');
  const cwd = state.cwd;
  if (cwd !== undefined)
    state.variables.set('PWD', {
      ...PLAIN,
      value: known(cwd),
      exported: true,
      from: pwd?.from === 'environment' ? 'environment' : 'shell',
    });
  // Given a value by `cd`, it is passed on.
  const old = state.variables.get('OLDPWD');
  state.variables.set('OLDPWD', { ...PLAIN, value: old?.value, exported: true, from: old?.from ?? 'shell' });
}
