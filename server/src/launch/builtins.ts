import { compute } from './arithmetic.ts';
import { commandBuiltin, typeOf } from './builtin-command.ts';
import { changeFolder, popFolder, printFolder, pushFolder } from './builtin-folders.ts';
import { BUILTIN_NAMES } from './builtin-names.ts';
import { mapBuiltin, readBuiltin } from './builtin-read.ts';
import { evalBuiltin, execBuiltin, sourceBuiltin } from './builtin-run.ts';
import { setBuiltin, shoptBuiltin } from './builtin-set.ts';
import { type Builtin, type Call, finish, say, shellError, textsOf } from './call.ts';
import { echo } from './echo.ts';
import type { Signal } from './machine.ts';
import { printf } from './printf.ts';
import { doubt, endHere, reachedOf } from './report.ts';
import type { State } from './state.ts';
import { isIdentifier } from './subject.ts';
import { testBuiltin } from './test-builtin.ts';
import { leaveShell } from './unwinding.ts';
import { EMPTY, knownText, unknown } from './value.ts';

/** Builtins whose arguments the shell reads as assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'declare',
  'typeset',
  'local',
]);

const succeed: Builtin = (call) => finish(call, 0);
const unknowable: Builtin = (call) => {
  say(call, unknown(`the output of \`${call.name}\``, call.name, call.place));
  return finish(call, 'unknown');
};

/** Builtins of bash, but for those that declare variables. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': succeed,
  true: succeed,
  false: (call) => finish(call, 1),
  echo,
  printf,
  test: testBuiltin,
  '[': testBuiltin,
  cd: changeFolder,
  pwd: printFolder,
  pushd: pushFolder,
  popd: popFolder,
  dirs: unknowable,
  unset,
  set: setBuiltin,
  shopt: shoptBuiltin,
  shift,
  exit,
  return: returnBuiltin,
  break: (call) => leave(call, 'break'),
  continue: (call) => leave(call, 'continue'),
  source: sourceBuiltin,
  '.': sourceBuiltin,
  eval: evalBuiltin,
  exec: execBuiltin,
  trap,
  wait,
  read: readBuiltin,
  command: commandBuiltin,
  builtin: commandBuiltin,
  type: typeOf,
  let: letBuiltin,
  // Without effect on what is simulated.
  umask: (call) =>
    call.args.length === 0 || knownText(call.args[0]?.value ?? EMPTY)?.startsWith('-')
      ? unknowable(call)
      : finish(call, 0),
  ulimit: unknowable,
  hash: hashBuiltin,
  alias: (call) => {
    if (call.state.shopt.get('expand_aliases') !== undefined)
      doubt(call.machine, call.state, 'An alias changes what follows.', call.place);
    return finish(call, 0);
  },
  unalias: (call) => finish(call, 'unknown'),
  kill: (call) => finish(call, 'unknown'),
  jobs: unknowable,
  times: unknowable,
  disown: succeed,
  bg: (call) => finish(call, 1),
  fg: (call) => finish(call, 1),
  getopts: changesVariables,
  mapfile: mapBuiltin,
  readarray: mapBuiltin,
  enable: changesVariables,
  complete: succeed,
};

function changesVariables(call: Call): Signal {
  doubt(call.machine, call.state, `\`${call.name}\` is not simulated.`, call.place);
  return finish(call, 'unknown');
}

function unset(call: Call): Signal {
  const texts = textsOf(call);
  if (texts === undefined) {
    doubt(call.machine, call.state, 'Which variable is removed here is not known.', call.place);
    return finish(call, 'unknown');
  }
  let functions = false;
  let variables = false;
  let status = 0;
  for (const text of texts) {
    if (text === '-f') functions = true;
    else if (text === '-v') variables = true;
    else if (unsetElement(call.state, text)) continue;
    else if (text.startsWith('-') || text.includes('['))
      doubt(call.machine, call.state, 'What is removed here is not known.', call.place);
    else if (!isIdentifier(text)) {
      shellError(call, `unset: \`${text}': not a valid identifier`);
      status = 1;
    } else if (functions) call.state.functions.delete(text);
    else if (call.state.variables.get(text)?.readOnly) {
      shellError(call, `unset: ${text}: cannot unset: readonly variable`);
      status = 1;
    } else if (call.state.variables.has(text) || variables) {
      const { machine, state } = call;
      unsetVisible(state, text);
      machine.step({
        kind: 'assign',
        place: call.place,
        ...reachedOf(machine, state),
        name: text,
        value: undefined,
        sources: [],
        word: undefined,
        exported: false,
      });
    } else call.state.functions.delete(text);
  }
  return finish(call, status);
}

/** Removes the variable that is seen: behind that of a function around this one stands another. */
function unsetVisible(state: State, name: string): void {
  const at = state.hidden.findLastIndex((scope) => scope.has(name));
  state.unset(name);
  if (at < 0 || at === state.hidden.length - 1) return;
  const behind = state.hidden[at]?.get(name);
  state.hidden[at]?.delete(name);
  if (behind !== undefined) state.variables.set(name, behind);
}

/** `unset 'NAME[3]'` of an array whose elements are known. */
function unsetElement(state: State, text: string): boolean {
  const [, name, index] = /^([A-Za-z_]\w*)\[(\d+|\w+)\]$/.exec(text) ?? [];
  const variable = name === undefined ? undefined : state.variables.get(name);
  if (name === undefined || index === undefined || !(variable?.elements instanceof Map)) return false;
  if (variable.associative !== true && !/^(?:0|[1-9]\d*)$/.test(index)) return false;
  const elements = new Map(variable.elements);
  elements.delete(index);
  state.change(name, { elements, value: elements.get('0') }, variable.from);
  return true;
}

/** `hash NAME` of a name that there is not. */
function hashBuiltin(call: Call): Signal {
  const texts = textsOf(call);
  const { machine, state } = call;
  if (texts === undefined || texts.length === 0 || texts.some((text) => text.startsWith('-')))
    return unknowable(call);
  let status: 0 | 1 | 'unknown' = 0;
  for (const text of texts) {
    if (state.functions.has(text) || BUILTIN_NAMES.has(text)) continue;
    const found = text.includes('/') ? 'present' : machine.world.programs(text);
    if (found === 'unknown' && status === 0) status = 'unknown';
    if (found !== 'absent') continue;
    shellError(call, `hash: ${text}: not found`);
    status = 1;
  }
  return finish(call, status);
}

function shift(call: Call): Signal {
  const { state } = call;
  const count = call.args.length === 0 ? 1 : Number(textsOf(call)?.[0] ?? Number.NaN);
  if (state.positional === undefined || !Number.isInteger(count) || count < 0) {
    state.positional = undefined;
    return finish(call, 'unknown');
  }
  if (count > state.positional.length) {
    if (call.machine.frame.dialect === 'dash') {
      shellError(call, "shift: can't shift that many");
      state.status = 2;
      return 'exit';
    }
    return finish(call, 1);
  }
  state.positional = state.positional.slice(count);
  return finish(call, 0);
}

function exit(call: Call): Signal {
  const { machine, state } = call;
  if (call.args.length > 0) {
    const text = textsOf(call)?.[0];
    if (text === undefined) state.status = 'unknown';
    else if (/^\s*[-+]?\d{1,15}\s*$/.test(text)) state.status = ((Number(text) % 256) + 256) % 256;
    else {
      shellError(call, `exit: ${text}: numeric argument required`);
      state.status = 2;
    }
  }
  if (machine.depthOfShells === 0) {
    endHere(machine, state, call.place, 'exit');
  }
  leaveShell(machine, state, 'exit');
  return 'exit';
}

function returnBuiltin(call: Call): Signal {
  const text = call.args.length === 0 ? '' : textsOf(call)?.[0];
  const bash = call.machine.frame.dialect === 'bash';
  const number =
    text === undefined || text === '' || (bash ? /^\s*[-+]?\d{1,15}\s*$/ : /^\d{1,15}$/).test(text);
  if (!number) shellError(call, `return: ${text}: numeric argument required`);
  else if (call.args.length > 1 && call.machine.frame.dialect === 'bash') {
    shellError(call, 'return: too many arguments');
    call.state.status = 1;
    return 'discard';
  }
  if (call.machine.calls === 0) {
    shellError(call, "return: can only `return' from a function or sourced script");
    return finish(call, 2);
  }
  if (text === undefined) call.state.status = 'unknown';
  else if (!number) call.state.status = 2;
  else if (text !== '') call.state.status = ((Number(text) % 256) + 256) % 256;
  return 'return';
}

function leave(call: Call, signal: 'break' | 'continue'): Signal {
  const text = call.args.length === 0 ? '1' : textsOf(call)?.[0];
  const count = Number(text ?? Number.NaN);
  const { loops } = call.machine;
  if (loops === 0) {
    if (call.machine.frame.dialect === 'bash')
      shellError(call, `${signal}: only meaningful in a \`for', \`while', or \`until' loop`);
    return finish(call, 0);
  }
  if (!Number.isInteger(count) || count < 1) {
    doubt(call.machine, call.state, 'Which loop is left here is not known.', call.place);
    return finish(call, 'unknown');
  }
  call.machine.jump = Math.min(count, loops);
  call.state.status = 0;
  return signal;
}

function trap(call: Call): Signal {
  const texts = textsOf(call);
  const first = call.args[0];
  if (first === undefined) return unknowable(call);
  if (texts === undefined) {
    doubt(call.machine, call.state, 'What this trap does is not known.', call.place);
    return finish(call, 0);
  }
  const [action = '', ...signals] = texts[0] === '--' ? texts.slice(1) : texts;
  if (/^-[lp]/.test(action)) return unknowable(call);
  for (const signal of signals) {
    const name = signal.toUpperCase().replace(/^SIG/, '');
    if (name === 'EXIT' || name === '0')
      call.state.exitTrap = action === '-' ? { pieces: [] } : (call.args[0]?.value ?? { pieces: [] });
    else if (name === 'ERR' || name === 'DEBUG' || name === 'RETURN') {
      doubt(call.machine, call.state, `A trap on ${name} is not simulated.`, call.place);
    }
  }
  return finish(call, 0);
}

function wait(call: Call): Signal {
  const { state } = call;
  state.files.settle();
  if (call.args.length === 0) return finish(call, 0);
  return finish(call, call.args.length === 1 && state.lastJob !== 'none' ? state.lastJobStatus : 'unknown');
}

function letBuiltin(call: Call): Signal {
  let last: bigint | undefined = 0n;
  for (const argument of call.args) {
    const text = knownText(argument.value);
    last = text === undefined ? undefined : compute(call.machine, call.state, text, call.place);
    if (last === undefined) {
      doubt(call.machine, call.state, 'The result of this computation is not known.', call.place);
      return finish(call, 'unknown');
    }
  }
  return finish(call, last === 0n ? 1 : 0);
}
