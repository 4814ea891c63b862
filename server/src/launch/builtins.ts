import { computeCommand } from './arithmetic.ts';
import { commandBuiltin, typeOf } from './builtin-command.ts';
import { changeFolder, popFolder, printFolder, pushFolder } from './builtin-folders.ts';
import { BUILTIN_NAMES } from './builtin-names.ts';
import { behindOptions, unknowable } from './builtin-options.ts';
import { mapBuiltin, readBuiltin } from './builtin-read.ts';
import { evalBuiltin, execBuiltin, sourceBuiltin } from './builtin-run.ts';
import { setBuiltin, shoptBuiltin } from './builtin-set.ts';
import { trapBuiltin } from './builtin-trap.ts';
import { type Builtin, type Call, finish, lose, shellError, textsOf } from './call.ts';
import {
  demandNameInDash,
  numberInDash,
  operandsInDash,
  refuseChangeInDash,
  refuseInDash,
} from './dash-refusals.ts';
import { echo } from './echo.ts';
import { isIdentifier } from './identifier.ts';
import type { Signal } from './machine.ts';
import { loseMessage } from './output.ts';
import { printf } from './printf.ts';
import { isReadOnly } from './read-only.ts';
import { doubt, endHere, reachedOf } from './report.ts';
import type { State } from './state.ts';
import { testBuiltin } from './test-builtin.ts';
import { leaveShell } from './unwinding.ts';
import { EMPTY, knownText } from './value.ts';

/** Builtins whose arguments the shell reads as assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set([
  'export',
  'readonly',
  'declare',
  'typeset',
  'local',
]);

const succeed: Builtin = (call) => finish(call, 0);

const ALL: Readonly<Record<string, Builtin>> = {
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
  trap: trapBuiltin,
  wait,
  read: readBuiltin,
  command: commandBuiltin,
  builtin: commandBuiltin,
  type: typeOf,
  let: letBuiltin,
  // Without effect on what is simulated.
  umask: (call) => {
    const [mode, ...more] = textsOf(call) ?? [];
    const plain = mode !== undefined && more.length === 0 && /^(?:[0-7]{1,4}|[ugoa]*[-+=][rwx]+)$/.test(mode);
    return plain ? finish(call, 0) : unknowable(call);
  },
  ulimit: unknowable,
  hash: hashBuiltin,
  alias: (call) => {
    if (call.machine.frame.dialect === 'dash' || call.state.shopt.get('expand_aliases') !== undefined)
      doubt(call.machine, call.state, 'An alias changes what follows.', call.place);
    // Without a value it shows one that there is.
    const defines = textsOf(call)?.every((text) => /^[^=]+=/.test(text)) ?? false;
    return defines ? finish(call, 0) : unknowable(call);
  },
  unalias: lose,
  kill,
  jobs: unknowable,
  times: unknowable,
  disown: lose,
  bg: withoutJobControl,
  fg: withoutJobControl,
  suspend: lose,
  logout: lose,
  help: unknowable,
  history: unknowable,
  fc: unknowable,
  bind: unknowable,
  caller: unknowable,
  compgen: unknowable,
  compopt: lose,
  getopts: changesVariables,
  mapfile: mapBuiltin,
  readarray: mapBuiltin,
  enable: changesVariables,
  complete: succeed,
};

/** Builtins of bash, but for those that declare variables. */
export const BUILTINS: Readonly<Record<string, Builtin>> = Object.fromEntries(
  Object.entries(ALL).map(([name, builtin]) => [name, behindOptions(name, builtin)]),
);

/** A script has no jobs that it could bring to the front. */
function withoutJobControl(call: Call): Signal {
  if (call.machine.frame.dialect === 'dash') return lose(call);
  shellError(call, `${call.name}: no job control`);
  return finish(call, 1);
}

/** A signal to the script itself, or to all that it started, may end it. */
function kill(call: Call): Signal {
  const { machine, state, place, command } = call;
  const words = command.words.map((word) => machine.frame.source.slice(word.span));
  const asks = words.includes('-0') || words.includes('-l');
  if (!asks && words.slice(1).some((word) => /\$\$|BASHPID|^0$|^-\d+$/.test(word)))
    doubt(machine, state, '`kill` may end the script here.', place);
  return unknowable(call);
}

function changesVariables(call: Call): Signal {
  doubt(call.machine, call.state, `\`${call.name}\` is not simulated.`, call.place);
  return finish(call, 'unknown');
}

function unset(call: Call): Signal {
  const texts = textsOf(call);
  if (texts !== undefined && call.machine.frame.dialect === 'dash') return unsetInDash(call, texts);
  if (texts === undefined) {
    doubt(call.machine, call.state, 'Which variable is removed here is not known.', call.place);
    return finish(call, 'unknown');
  }
  let names = 0;
  let functions = false;
  let variables = false;
  let status = 0;
  for (const text of texts) {
    names += text.startsWith('-') ? 0 : 1;
    if (names === 0 && text === '-f') functions = true;
    else if (names === 0 && text === '-v') variables = true;
    else if (unsetElement(call.state, text)) continue;
    else if ((names === 0 && text.startsWith('-')) || text.includes('['))
      doubt(call.machine, call.state, 'What is removed here is not known.', call.place);
    else if (!isIdentifier(text) && !variables) call.state.functions.delete(text);
    else if (!isIdentifier(text)) {
      shellError(call, `unset: \`${text}': not a valid identifier`);
      status = 1;
    } else if (functions) call.state.functions.delete(text);
    else if (isReadOnly(call.machine, call.state, text, call.place)) {
      shellError(call, `unset: ${text}: cannot unset: readonly variable`);
      status = 1;
    } else if (call.state.variables.has(text) || variables) {
      removeVariable(call, text);
    } else call.state.functions.delete(text);
  }
  return finish(call, status);
}

/** dash refuses more, and then the script ends. Without an option it removes variables only. */
function unsetInDash(call: Call, texts: readonly string[]): Signal {
  const { machine, state, place } = call;
  const { options, operands } = operandsInDash(machine, state, 'unset', texts, 'fv', place);
  const functions = /f[^v]*$/.test(options);
  for (const name of operands) {
    if (functions) {
      state.functions.delete(name);
      continue;
    }
    demandNameInDash(machine, state, 'unset', name, place);
    if (isReadOnly(machine, state, name, place)) refuseChangeInDash(machine, state, name, place, 'unset');
    if (state.variables.has(name)) removeVariable(call, name);
  }
  return finish(call, 0);
}

function removeVariable({ machine, state, place }: Call, name: string): void {
  unsetVisible(state, name);
  machine.step({
    kind: 'assign',
    place,
    ...reachedOf(machine, state),
    name,
    value: undefined,
    sources: [],
    word: undefined,
    exported: false,
  });
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
  if (texts?.includes('-p')) doubt(machine, state, '`hash -p` is not simulated.', call.place);
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

/** The number in the first argument, which dash demands; undefined without one, or where it is not known. */
function numberOf(call: Call): number | undefined {
  const text = textsOf(call)?.[0];
  if (text === undefined || call.machine.frame.dialect === 'bash')
    return text === undefined ? undefined : Number(text);
  return numberInDash(call.machine, call.state, call.name, text, call.place);
}

/** What is not known may be no number, which the shell says. */
function perhapsComplain({ machine, state, place }: Call): void {
  loseMessage(machine, state, place, [EMPTY]);
}

/** A number as bash reads it. */
const NUMBER = /^\s*[-+]?\d{1,15}\s*$/;

function shift(call: Call): Signal {
  const { state } = call;
  const count = numberOf(call) ?? (call.args.length === 0 ? 1 : Number.NaN);
  const [text] = textsOf(call) ?? [];
  if (call.machine.frame.dialect === 'bash' && text !== undefined) {
    if (!NUMBER.test(text)) {
      shellError(call, `shift: ${text}: numeric argument required`);
      return finish(call, 1);
    }
    if (call.args.length > 1) return refuseMore(call);
    if (
      count < 0 ||
      (count > (state.positional?.length ?? count) && state.shopt.get('shift_verbose') === true)
    )
      shellError(call, `shift: ${text}: shift count out of range`);
    if (count < 0) return finish(call, 1);
  }
  if (state.positional === undefined || !Number.isInteger(count) || count < 0) {
    state.positional = undefined;
    return finish(call, 'unknown');
  }
  if (count > state.positional.length) {
    if (call.machine.frame.dialect === 'dash')
      refuseInDash(call.machine, state, "shift: can't shift that many", call.place);
    return finish(call, 1);
  }
  state.positional = state.positional.slice(count);
  return finish(call, 0);
}

function exit(call: Call): Signal {
  const { machine, state } = call;
  if (call.args.length > 0) {
    const text = textsOf(call)?.[0];
    if (text === undefined) {
      perhapsComplain(call);
      state.status = 'unknown';
    } else if (machine.frame.dialect === 'dash')
      state.status = numberInDash(machine, state, 'exit', text, call.place) % 256;
    else if (NUMBER.test(text)) {
      if (call.args.length > 1) return refuseMore(call);
      state.status = ((Number(text) % 256) + 256) % 256;
    } else {
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

/** More than one argument gives up the command. */
function refuseMore(call: Call): Signal {
  shellError(call, `${call.name}: too many arguments`);
  call.state.status = 1;
  call.machine.abandons = true;
  return 'discard';
}

function returnBuiltin(call: Call): Signal {
  const text = call.args.length === 0 ? '' : textsOf(call)?.[0];
  if (call.machine.frame.dialect === 'dash') return returnInDash(call, text);
  const number = text === undefined || text === '' || NUMBER.test(text);
  if (text === undefined) perhapsComplain(call);
  if (!number) shellError(call, `return: ${text}: numeric argument required`);
  else if (call.args.length > 1) return refuseMore(call);
  if (call.machine.calls === 0) {
    shellError(call, "return: can only `return' from a function or sourced script");
    return finish(call, 2);
  }
  if (text === undefined) call.state.status = 'unknown';
  else if (!number) call.state.status = 2;
  else if (text !== '') call.state.status = ((Number(text) % 256) + 256) % 256;
  return 'return';
}

/** Where nothing is to return from, dash ends the script. */
function returnInDash(call: Call, text: string | undefined): Signal {
  const { machine, state, place } = call;
  if (text === undefined) {
    perhapsComplain(call);
    state.status = 'unknown';
  } else if (text !== '') {
    const status = numberInDash(machine, state, 'return', text, place);
    state.status = status > 255 ? 'unknown' : status;
  }
  if (machine.calls > 0) return 'return';
  if (machine.depthOfShells === 0) endHere(machine, state, place, 'exit');
  leaveShell(machine, state, 'exit');
  return 'exit';
}

function leave(call: Call, signal: 'break' | 'continue'): Signal {
  const count = call.args.length === 0 ? 1 : (numberOf(call) ?? Number.NaN);
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

function wait(call: Call): Signal {
  const { state } = call;
  state.files.settle();
  if (call.args.length === 0) return finish(call, 0);
  const [only] = call.args;
  // A number that the script itself writes is hardly that of its last job.
  const last = call.args.length === 1 && only !== undefined && knownText(only.value) === undefined;
  return last && state.lastJob !== 'none' ? finish(call, state.lastJobStatus) : lose(call);
}

function letBuiltin(call: Call): Signal {
  let last: bigint | undefined = 0n;
  if (call.args.length === 0) shellError(call, 'let: expression expected');
  for (const argument of call.args) {
    const text = knownText(argument.value);
    const result =
      text === undefined ? undefined : computeCommand(call.machine, call.state, text, call.place, 'let');
    if (result === 'refused') return finish(call, 1);
    last = result;
    if (last === undefined) {
      doubt(call.machine, call.state, 'The result of this computation is not known.', call.place);
      return finish(call, 'unknown');
    }
  }
  return finish(call, last === 0n ? 1 : 0);
}
