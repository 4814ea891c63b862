import { SourceText } from '../text/index.ts';
import { explainUse } from './builtin-options.ts';
import { type Call, finish, shellError } from './call.ts';
import { asTheShellReads } from './carriage-returns.ts';
import { refuseInDash } from './dash-refusals.ts';
import { runExitTrap } from './exit-trap.ts';
import type { Frame } from './frame.ts';
import { callText } from './function-call.ts';
import type { Machine, Signal } from './machine.ts';
import { printError } from './output.ts';
import { repositoryPath } from './places.ts';
import { programState, refusalOf } from './program-state.ts';
import { doubt, endHere, reachedOf } from './report.ts';
import { isAffordable } from './script-text.ts';
import { isServer, passOn } from './server.ts';
import type { State } from './state.ts';
import { isCopy, testedAround, untested } from './tested.ts';
import { unmodelled } from './unmodelled.ts';
import { leaveShell, undoing } from './unwinding.ts';
import { concatAll, EMPTY, known, knownText } from './value.ts';

/** `eval TEXT...` */
export function evalBuiltin(call: Call): Signal {
  const { machine, state, place } = call;
  const value = concatAll(
    call.args.flatMap((argument, i) => (i === 0 ? [argument.value] : [known(' '), argument.value])),
  );
  const text = call.args.every((argument) => argument.certain) ? knownText(value) : undefined;
  if (text === undefined) {
    doubt(machine, state, 'What `eval` runs here is not known.', place);
    return finish(call, 'unknown');
  }
  const frame: Frame = {
    ...machine.frame,
    ...asTheShellReads(new SourceText('(eval)', text)),
    broughtBy: { ...place, line: machine.line },
    lineShift: 0,
    given: 'eval',
    ...(machine.frame.dialect === 'dash' ? { within: 'eval' } : {}),
  };
  const caller = machine.frame;
  const { parsedAgain } = machine;
  if (isEmptyText(machine, frame.source)) state.status = 0;
  machine.frame = frame;
  machine.parsedAgain = true;
  machine.evaluated = true;
  machine.depthOfTexts++;
  try {
    return testedAround(machine, () => undoing(machine, 'text', () => machine.runText(state, frame.source)));
  } finally {
    machine.depthOfTexts--;
    machine.frame = caller;
    machine.parsedAgain = parsedAgain;
  }
}

/** `. FILE [ARGUMENT...]` */
export function sourceBuiltin(call: Call): Signal {
  const { machine, state, place } = call;
  const dash = machine.frame.dialect === 'dash';
  const first = call.args[0];
  const name = first?.certain ? knownText(first.value) : undefined;
  if (first === undefined) {
    if (dash) return finish(call, 0);
    shellError(call, `${call.name}: filename argument required`);
    explainUse(call, call.name);
    return finish(call, 2);
  }
  if (name === undefined) {
    doubt(machine, state, 'Which file is sourced here is not known.', place);
    return finish(call, 'unknown');
  }
  const missing = (): Signal => {
    if (dash) {
      const why = name.includes('/') ? `cannot open ${name}: No such file` : `${name}: not found`;
      refuseInDash(machine, state, `.: ${why}`, place);
    }
    const below = state.files.find(state.cwd ?? '/', name).error === 'not-directory';
    shellError(call, `${name}: ${below ? 'Not a directory' : 'No such file or directory'}`);
    return afterMessage(call);
  };
  const path = name;
  if (state.cwd === undefined && !path.startsWith('/')) {
    doubt(machine, state, 'Which file is sourced here is not known.', place);
    return finish(call, 'unknown');
  }
  if (!path.includes('/') && dash)
    return machine.world.programs(path) === 'unknown' && !path.includes('.') ? lose(call, name) : missing();
  const found = state.files.find(state.cwd ?? '/', path);
  if (found.node.kind === 'absent') {
    const elsewhere = !path.includes('/') && !path.includes('.') && machine.world.programs(path) !== 'absent';
    return elsewhere ? lose(call, name) : missing();
  }
  // dash reads nothing in a folder.
  if (found.node.kind === 'directory' && dash) return finish(call, 0);
  if (found.node.kind === 'directory') {
    shellError(call, `${call.name}: ${name}: is a directory`);
    return finish(call, 1);
  }
  const text = found.node.kind === 'file' ? knownText(found.node.text) : undefined;
  if (text === undefined) return lose(call, name);
  const inside = repositoryPath(found.path);
  const original = inside === undefined ? undefined : machine.repository.file(inside)?.source;
  const given = original?.text === text ? original : new SourceText(inside ?? found.path, text);
  const read = asTheShellReads(given);
  const { source } = read;
  const { positional, positionalFrom } = state;
  // dash leaves the arguments as they are.
  const args = dash ? [] : call.args.slice(1);
  if (args.length > 0) {
    state.positional = args.every((argument) => argument.certain)
      ? args.map((argument) => argument.value)
      : undefined;
    state.positionalFrom = place;
  }
  if (isEmptyText(machine, source)) state.status = 0;
  state.argumentsSet = false;
  const restoreArguments = (to: State): void => {
    to.positional = positional;
    to.positionalFrom = positionalFrom;
  };
  const called: Frame = {
    ...read,
    // dash names the script, and the file behind the line.
    ...(dash ? { name: machine.frame.name, within: name } : { name }),
    dialect: machine.frame.dialect,
    broughtBy: undefined,
    sourced: true,
  };
  // In dash -e ends a script in such a file also where the script asks for its status.
  const run = dash ? untested : testedAround;
  const signal = run(machine, () =>
    undoing(machine, 'arguments', () => callText(machine, state, called, place), restoreArguments),
  );
  // What `set` does in the file stays, unless a function is around.
  const restores = args.length > 0 && (!state.argumentsSet || machine.calls > 0);
  if (restores && signal !== 'exit') restoreArguments(state);
  return signal;
}

/** Whether nothing of a text runs; its first command sees the status of the one before. */
function isEmptyText(machine: Machine, source: SourceText): boolean {
  return isAffordable(machine, source) && machine.repository.models.script(source).statements.length === 0;
}

/** With `set -e` some messages end the shell at once, with the status of the command before when that failed. */
function afterMessage(call: Call): Signal {
  const { machine, state, place } = call;
  const errexit = machine.tested > 0 ? false : (state.options.get('errexit') ?? false);
  if (errexit === true) {
    if (state.status === 0) state.status = 1;
    else if (state.status === 'unknown') state.status = 'failed';
    endHere(machine, state, place, 'errexit');
    return 'exit';
  }
  if (errexit === 'perhaps') doubt(machine, state, 'Whether this error ends the script is not known.', place);
  return finish(call, 1);
}

function lose(call: Call, name: string): Signal {
  doubt(call.machine, call.state, `What \`${name}\` does to the shell is not known.`, call.place);
  return finish(call, 'unknown');
}

/** `exec [-a NAME] COMMAND...`; without a command its redirections stay. */
export function execBuiltin(call: Call): Signal {
  const { machine, state, place } = call;
  const dash = machine.frame.dialect === 'dash';
  let at = 0;
  let name: string | undefined;
  let renamed = false;
  for (; at < call.args.length; at++) {
    name = call.args[at]?.certain ? knownText(call.args[at]?.value ?? EMPTY) : undefined;
    if (name === undefined || !/^-/.test(name) || dash) break;
    if (name === '--') {
      at++;
      break;
    }
    renamed = true;
    if (name === '-a') at++;
    else if (/^-[^acl]/.test(name)) {
      shellError(call, `exec: -${name[1]}: invalid option`);
      printError(
        machine,
        state,
        'exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
        place,
      );
      return finish(call, 2);
    } else if (name !== '-l') {
      doubt(machine, state, `\`exec ${name}\` is not simulated.`, place);
      return finish(call, 'unknown');
    }
  }
  const args = call.args.slice(at);
  const head = args[0];
  if (head === undefined) return finish(call, 0);
  const text = head.certain ? knownText(head.value) : undefined;
  const reached = reachedOf(machine, state);
  const step = (found: boolean | 'unknown', server: boolean): void =>
    machine.step({ kind: 'exec', place, ...reached, command: call.command, arguments: args, server, found });
  if (text === undefined) {
    step('unknown', false);
    doubt(machine, state, 'Which command takes the place of the shell is not known.', place);
    return 'exec';
  }
  const inner: Call = { ...call, name: text, args: args.slice(1), replaces: true };
  if (isServer(inner, head.value)) {
    step(true, true);
    passOn(inner);
    return 'exec';
  }
  const found = state.functions.has(text) ? machine.world.programs(text) : programState(inner, text);
  step(found === 'absent' ? false : found === 'present' ? true : 'unknown', false);
  if (found === 'absent') return failExec(call, text);
  // Programs look at the name that they are given, and tell it.
  if (renamed) {
    unmodelled(inner);
    return 'exec';
  }
  // bash gives the system the whole path, which a script then sees as its name.
  const runs = machine.runProgram(dash ? inner : { ...inner, name: fullPath(state, text) }, head.value);
  return runs === 'missing' ? failExec(call, text) : 'exec';
}

/** The whole path as bash makes it of one that `exec` is given. */
function fullPath(state: State, name: string): string {
  const home = knownText(state.value('HOME') ?? EMPTY);
  if (name.startsWith('~/') && home !== undefined && home !== '') return home + name.slice(1);
  if (name.startsWith('/') || !name.includes('/') || state.cwd === undefined) return name;
  return `${state.cwd}/${name.replace(/^\.\//, '')}`;
}

/** A failing `exec` ends a script. */
function failExec(call: Call, name: string): Signal {
  const { machine, state, place } = call;
  const dash = machine.frame.dialect === 'dash';
  const path = name.includes('/');
  // dash looks for other names in the search path only.
  const refused = path || !dash ? refusalOf(call, name) : undefined;
  const refusal = dash && refused === 'Not a directory' ? undefined : refused;
  const full = fullPath(state, name);
  if (dash)
    shellError(
      call,
      `exec: ${name}: ${refusal === undefined && name !== '' ? 'not found' : 'Permission denied'}`,
    );
  else if (!path && refusal === undefined) shellError(call, `exec: ${name}: not found`);
  else if (refusal === undefined) shellError(call, `${full}: No such file or directory`);
  else {
    if (path) shellError(call, `${full}: ${refusal}`);
    // With -e its first message is the last.
    const errexit = path && refusal !== 'Is a directory' ? (state.options.get('errexit') ?? false) : false;
    if (errexit === 'perhaps') doubt(machine, state, 'Which messages come of this is not known.', place);
    if (errexit !== true) shellError(call, `exec: ${full}: cannot execute: ${refusal}`);
  }
  state.status = refusal === undefined && !(dash && name === '') ? 127 : 126;
  // A path is tried, and the traps of bash are gone by then.
  if (path && !dash) state.exitTrap = EMPTY;
  // A copy of the shell ends all the same.
  if (state.shopt.get('execfail') === true && !isCopy(machine)) return 'next';
  // bash runs its trap from within `exec`.
  if (!dash && machine.depthOfShells === 0) {
    machine.depthOfTexts++;
    runExitTrap(machine, state, place);
    machine.depthOfTexts--;
  }
  leaveShell(machine, state, 'exit');
  endHere(machine, state, place, 'exec-failed');
  return 'exit';
}
