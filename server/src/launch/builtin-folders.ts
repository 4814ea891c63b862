import { normalize } from '../binder/index.ts';
import { type Call, finish, say, shellError, textsOf } from './call.ts';
import { HOME } from './files.ts';
import { branch } from './flow.ts';
import type { Signal } from './machine.ts';
import { write } from './output.ts';
import type { State } from './state.ts';
import { concat, EMPTY, known, knownText, type Place, unknown, type Value } from './value.ts';

export function changeFolder(call: Call): Signal {
  const { state } = call;
  const texts = call.args.length === 1 && call.args[0]?.certain ? undefined : textsOf(call);
  const operands = (texts ?? call.args.map((argument) => knownText(argument.value))).filter(
    (text) => text !== '-L' && text !== '--' && text !== '-P',
  );
  if (operands.length > 1) {
    shellError(call, 'cd: too many arguments');
    return finish(call, 1);
  }
  if (call.args.some((argument) => !argument.certain)) return losePrinted(call);
  const given = call.args.at(-1);
  const printed = operands[0] === '-';
  let target: Value | undefined = given?.value;
  if (operands.length === 0) target = state.value('HOME');
  else if (printed) target = state.value('OLDPWD');
  if (target === undefined) {
    shellError(call, `cd: ${printed ? 'OLDPWD' : 'HOME'} not set`);
    return finish(call, 1);
  }
  const text = knownText(target);
  if (printed && text === undefined) return losePrinted(call);
  if (state.value('CDPATH') !== undefined) return losePrinted(call);
  if (text === undefined) return given?.certain === true ? lose(call, target) : losePrinted(call);
  const signal = enter(call, text, 'cd');
  if (printed && signal === 'next' && state.status === 0 && state.cwd !== undefined)
    say(call, `${state.cwd}\n`);
  return signal;
}

/** Makes a folder the current one, as `cd` does. */
function enter(call: Call, text: string, command: string): Signal {
  const { machine, state, place } = call;
  // bash stays where it is, and takes that for a change of folder.
  if (text === '' && state.cwd !== undefined && machine.frame.dialect === 'bash') {
    move(state, state.cwd, place);
    return finish(call, 0);
  }
  if (text === '') return finish(call, 0);
  if (state.cwd === undefined && !text.startsWith('/'))
    return lose(call, unknown('a folder', 'folder', place));
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
    move(to, logical, place);
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
  return lose(call, unknown('a folder', 'folder', call.place));
}

function lose(call: Call, target: Value): Signal {
  const { state, machine, place } = call;
  const before = state.value('PWD') ?? EMPTY;
  write(machine, state, 2, unknown(`messages of \`${call.name}\``, call.name, place), place);
  machine.note(place, 'The working directory from here on is not known.');
  state.cwd = undefined;
  state.assign('OLDPWD', before, place);
  state.assign(
    'PWD',
    knownText(target)?.startsWith('/') ? target : unknown('the working directory', 'folder', place),
    place,
  );
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
  return lose(call, unknown('a folder', 'folder', call.place));
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
