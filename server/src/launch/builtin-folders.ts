import { normalize } from '../binder/index.ts';
import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { branch } from './flow.ts';
import type { Signal } from './machine.ts';
import { printError, write } from './output.ts';
import { HOME } from './places.ts';
import type { State } from './state.ts';
import { concat, EMPTY, either, known, knownText, type Place, unknown, type Value } from './value.ts';

export function changeFolder(call: Call): Signal {
  const { state } = call;
  const dash = call.machine.frame.dialect === 'dash';
  // How many words there are is not known, or the words themselves are not.
  if (call.args.some((argument) => !argument.certain)) return losePrinted(call);
  const { flags, operands, refused } = optionsOf(call);
  if (refused !== undefined) {
    shellError(call, dash ? `cd: Illegal option -${refused}` : `cd: -${refused}: invalid option`);
    if (!dash) printError(call.machine, state, 'cd: usage: cd [-L|[-P [-e]] [-@]] [dir]', call.place);
    return finish(call, 2);
  }
  if (operands.length > 1 && !dash) {
    if (operands.some((value) => knownText(value) === undefined)) return losePrinted(call);
    shellError(call, 'cd: too many arguments');
    return finish(call, 1);
  }
  const [given] = operands;
  const printed = given !== undefined && knownText(given) === '-';
  let target = given;
  if (given === undefined) target = state.value('HOME');
  else if (printed) target = state.value('OLDPWD');
  // dash stays where it is.
  if (target === undefined && dash) target = EMPTY;
  if (target === undefined) {
    shellError(call, `cd: ${printed ? 'OLDPWD' : 'HOME'} not set`);
    return finish(call, 1);
  }
  const text = knownText(target);
  if (target.pieces.length === 0 && dash && printed) {
    if (state.cwd === undefined) return losePrinted(call);
    move(state, state.cwd, call.place);
    say(call, `${state.cwd}\n`);
    return finish(call, 0);
  }
  if (state.value('CDPATH') !== undefined || (printed && text === undefined)) return losePrinted(call);
  if (text === undefined) return lose(call);
  const signal = enter(call, text, 'cd', /P[^L]*$/.test(flags));
  if (printed && signal === 'next' && state.status === 0 && state.cwd !== undefined)
    say(call, `${state.cwd}\n`);
  return signal;
}

/** The options of `cd`, what stands behind them, and the letter that is none. A word that is not known is no option. */
function optionsOf(call: Call): {
  readonly flags: string;
  readonly operands: readonly Value[];
  readonly refused: string | undefined;
} {
  const values = call.args.map((argument) => argument.value);
  const letters = call.machine.frame.dialect === 'dash' ? /[^LP]/ : /[^LPe]/;
  let flags = '';
  let first = 0;
  for (; first < values.length; first++) {
    const text = knownText(values[first] ?? EMPTY);
    if (text === undefined || !/^-./.test(text)) break;
    if (text === '--') {
      first++;
      break;
    }
    const refused = letters.exec(text.slice(1))?.[0];
    if (refused !== undefined) return { flags, operands: [], refused };
    flags += text.slice(1);
  }
  return { flags, operands: values.slice(first), refused: undefined };
}

/**
 * Makes a folder the current one, as `cd` does.
 * @param physical whether links are followed in its name
 */
function enter(call: Call, text: string, command: string, physical = false): Signal {
  const { machine, state, place } = call;
  if (text === '' && physical && machine.frame.dialect === 'bash') {
    shellError(call, `${command}: : No such file or directory`);
    return finish(call, 1);
  }
  // The shell stays where it is, and takes that for a change of folder.
  if (text === '' && state.cwd !== undefined) {
    move(state, state.cwd, place);
    return finish(call, 0);
  }
  if (text === '') return finish(call, 0);
  if (state.cwd === undefined && !text.startsWith('/')) return lose(call);
  const logical = `/${normalize(text.startsWith('/') ? text : `${state.cwd}/${text}`) ?? ''}`;
  const found = state.files.find(state.cwd ?? '/', text);
  const fail = (to: State, why: string): Signal => {
    const failed: Call = { ...call, state: to };
    const message =
      machine.frame.dialect === 'dash' ? `cd: can't cd to ${text}` : `${command}: ${text}: ${why}`;
    shellError(failed, message);
    return finish(failed, machine.frame.dialect === 'dash' ? 2 : 1);
  };
  const go = (to: State): Signal => {
    move(to, physical ? found.path : logical, place);
    return finish({ ...call, state: to }, 0);
  };
  if (found.node.kind === 'directory') return go(state);
  if (found.node.kind === 'file' || found.error === 'not-directory') return fail(state, 'Not a directory');
  if (found.node.kind === 'absent') return fail(state, 'No such file or directory');
  machine.note(place, `Whether the folder \`${text}\` exists is not known.`);
  return branch(machine, state, place, `whether \`${text}\` exists`, [
    go,
    (to) => fail(to, 'No such file or directory'),
  ]);
}

function move(state: State, folder: string, place: Place): void {
  const before = state.cwd;
  const old = state.value('PWD');
  state.cwd = folder === '' ? '/' : folder;
  state.assign(
    'OLDPWD',
    old ?? (before === undefined ? unknown('a folder', 'folder', place) : known(before)),
    place,
  );
  state.assign('PWD', known(state.cwd), place);
}

/** `cd` to a folder that it shows when it is there. */
function losePrinted(call: Call): Signal {
  say(call, unknown(`the output of \`${call.name}\``, call.name, call.place));
  return lose(call);
}

function lose(call: Call): Signal {
  const { state, machine, place } = call;
  const old = state.value('OLDPWD');
  const before = either(state.value('PWD') ?? EMPTY, old ?? EMPTY, 'whether the folder changes here', place);
  write(machine, state, 2, unknown(`messages of \`${call.name}\``, call.name, place), place);
  machine.note(place, 'The working directory from here on is not known.');
  state.cwd = undefined;
  state.assign('OLDPWD', before, place);
  state.assign('PWD', unknown('the working directory', 'folder', place), place);
  return finish(call, 'unknown');
}

export function printFolder(call: Call): Signal {
  const { state, place } = call;
  const physical = call.args.some((argument) => /^-L?P$/.test(knownText(argument.value) ?? ''));
  if (physical && state.cwd !== undefined) {
    say(call, `${state.files.find('/', state.cwd).path}\n`);
    return finish(call, 0);
  }
  say(
    call,
    concat(
      state.cwd === undefined ? unknown('the working directory', 'folder', place) : known(state.cwd),
      known('\n'),
    ),
  );
  return finish(call, 0);
}

export function pushFolder(call: Call): Signal {
  const { state } = call;
  const texts = textsOf(call);
  const { folders, cwd } = state;
  const plain = texts !== undefined && !/^[-+]/.test(texts[0] ?? '');
  if (!plain || state.value('CDPATH') !== undefined || cwd === undefined || folders === undefined)
    return loseStack(call);
  if (texts.length > 1) {
    shellError(call, 'pushd: too many arguments');
    return finish(call, 1);
  }
  // Without a folder the first two of the stack change places.
  const [folder = folders[0]] = texts;
  if (folder === undefined) {
    shellError(call, 'pushd: no other directory');
    return finish(call, 1);
  }
  const signal = enter(call, folder, 'pushd');
  if (signal !== 'next' || state.status === 'unknown') return loseStack(call);
  if (state.status !== 0) {
    // What a failed exchange leaves in the stack is not modelled.
    if (texts.length === 0) state.folders = undefined;
    return signal;
  }
  state.folders = [cwd, ...(texts.length === 0 ? folders.slice(1) : folders)];
  printStack(call, state.folders);
  return 'next';
}

export function popFolder(call: Call): Signal {
  const { state } = call;
  const { folders, cwd } = state;
  if (call.args.length > 0 || cwd === undefined || folders === undefined) return loseStack(call);
  const [folder, ...rest] = folders;
  if (folder === undefined) {
    shellError(call, 'popd: directory stack empty');
    return finish(call, 1);
  }
  const signal = enter(call, folder, 'popd');
  if (signal !== 'next' || state.status === 'unknown') return loseStack(call);
  state.folders = state.status === 0 ? rest : undefined;
  if (state.status === 0) printStack(call, rest);
  return signal;
}

/** `pushd` or `popd` of which it is not known where it goes. */
function loseStack(call: Call): Signal {
  call.state.folders = undefined;
  say(call, unknown(`the output of \`${call.name}\``, call.name, call.place));
  return lose(call);
}

function printStack(call: Call, folders: readonly string[]): void {
  const { state } = call;
  const home = knownText(state.value('HOME') ?? known(HOME));
  const shown = [state.cwd ?? '', ...folders].map((path) => {
    if (home === undefined || home === '' || (path !== home && !path.startsWith(`${home}/`))) return path;
    return `~${path.slice(home.length)}`;
  });
  say(call, `${shown.join(' ')}\n`);
}
