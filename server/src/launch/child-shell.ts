import { SourceText } from '../text/index.ts';
import type { Call } from './call.ts';
import { asTheShellReads } from './carriage-returns.ts';
import { branch } from './flow.ts';
import type { Machine, Signal } from './machine.ts';
import type { FileNode } from './node.ts';
import { complain, printError } from './output.ts';
import { repositoryPath } from './places.ts';
import { isAffordable } from './script-text.ts';
import { freshShell } from './start-state.ts';
import type { State } from './state.ts';
import type { Argument } from './step.ts';
import { inOwnText } from './subshell.ts';
import { unmodelled } from './unmodelled.ts';
import { undoing } from './unwinding.ts';
import { knownText, type Value } from './value.ts';

/** Whether a file may be run as a program. */
export function executableOf(machine: Machine, node: FileNode, path: string): boolean | 'unknown' {
  if (node.kind === 'file' && node.executable !== 'unknown') return node.executable;
  return machine.world.executable(repositoryPath(path) ?? path);
}

/** `./FILE`: a file of the repository that is run as a program. */
export function runChildScript(call: Call, path: string): 'program' | 'missing' | 'unknown' {
  const { machine, state, place, name } = call;
  const node = state.files.at(path);
  const inside = repositoryPath(path) ?? path;
  const executable = executableOf(machine, node, path);
  const refuse = (to: State): Signal => {
    complain(machine, to, `${name}: Permission denied`, place);
    to.status = 126;
    return 'next';
  };
  if (executable === false) {
    refuse(state);
    return 'missing';
  }
  const text = node.kind === 'file' ? knownText(node.text) : undefined;
  const dialect =
    text === undefined
      ? undefined
      : dialectOf(text, call.byProgram === true ? 'dash' : machine.frame.dialect);
  if (text === undefined || dialect === undefined) {
    unmodelled(call);
    return 'unknown';
  }
  const errexit = /^#![^\n]*\s-\w*e/.test(text);
  const run = (to: State): Signal => {
    runText({ ...call, state: to }, text, name, dialect, inside, call.args, errexit);
    return 'next';
  };
  if (executable === true) run(state);
  else {
    machine.note(place, `Whether \`${inside}\` may be run is not known.`);
    branch(machine, state, place, `whether \`${inside}\` may be run`, [run, refuse]);
  }
  return 'program';
}

/** `bash [-e] FILE`, `bash -c TEXT NAME`, and the same with `sh`. */
export function runShell(call: Call): undefined {
  const { state } = call;
  const dialect = call.name.endsWith('bash') ? 'bash' : 'dash';
  let at = 0;
  let errexit = false;
  let command = false;
  for (; at < call.args.length; at++) {
    const argument = call.args[at];
    const text = argument?.certain ? knownText(argument.value) : undefined;
    if (text === undefined || !/^[-+]/.test(text)) break;
    if (text === '--') {
      at++;
      break;
    }
    if (!/^-[cexu]+$/.test(text) || /[xu]/.test(text)) return unmodelled(call);
    if (text.includes('e')) errexit = true;
    if (text.includes('c')) command = true;
  }
  const first = call.args[at];
  const text = first?.certain ? knownText(first.value) : undefined;
  if (text === undefined || state.cwd === undefined) {
    // A text that is not known may start the server too.
    call.machine.handedOn = true;
    return unmodelled(call);
  }
  const rest = call.args.slice(at + 1);
  if (command) {
    const [given] = rest;
    const name = given === undefined ? call.name : given.certain ? knownText(given.value) : undefined;
    if (name === undefined) return unmodelled(call);
    return runText(call, text, name, dialect, undefined, rest.slice(1), errexit);
  }
  const found = state.files.find(state.cwd, text);
  if (found.node.kind === 'absent') {
    const below = found.error === 'not-directory';
    const why = below ? 'Not a directory' : 'No such file or directory';
    printError(
      call.machine,
      state,
      `${call.name}: ${dialect === 'dash' ? `0: cannot open ${text}: No such file` : `${text}: ${why}`}`,
      call.place,
    );
    state.status = dialect === 'dash' ? 2 : below ? 126 : 127;
    return;
  }
  const content = found.node.kind === 'file' ? knownText(found.node.text) : undefined;
  if (content === undefined) return unmodelled(call);
  runText(call, content, text, dialect, repositoryPath(found.path) ?? found.path, rest, errexit);
}

/**
 * What the first line says of the shell that reads a script; undefined for other programs.
 * @param caller the shell that starts it, and reads it itself where no line says anything
 */
function dialectOf(text: string, caller: 'bash' | 'dash'): 'bash' | 'dash' | undefined {
  const line = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?[ \t]*(?:-\w+)?[ \t]*(?:\n|$)/.exec(text);
  if (line === null) return text.startsWith('#!') ? undefined : caller;
  const name = (line[1]?.endsWith('/env') ? line[2] : line[1])?.split('/').at(-1);
  if (name === 'bash') return 'bash';
  return name === 'sh' || name === 'dash' ? 'dash' : undefined;
}

function runText(
  call: Call,
  text: string,
  name: string,
  dialect: 'bash' | 'dash',
  path: string | undefined,
  args: readonly Argument[],
  errexit: boolean,
): undefined {
  const { machine, state, place } = call;
  const original = path === undefined ? undefined : machine.repository.file(path)?.source;
  const given = original?.text === text ? original : new SourceText(path ?? '(command)', text);
  const read = asTheShellReads(given);
  const { source } = read;
  const { frame, scriptName, parsedAgain, line, tested, calls, loops, linesUncertain, depthOfTexts } =
    machine;
  const values: readonly Value[] | undefined = args.every((argument) => argument.certain)
    ? args.map((argument) => argument.value)
    : undefined;
  // `bash -c` with one simple command becomes that command; dash starts it, and waits.
  const alone = call.replaces && dialect === 'bash' && path === undefined && isOneCommand(call, source);
  const run = (): void => {
    machine.subshell(
      state,
      (child) => {
        freshShell(child, dialect);
        child.positional = values;
        child.positionalFrom = call.place;
        if (errexit) child.options.set('errexit', true);
        machine.frame = {
          ...read,
          name,
          dialect,
          ...(path === undefined
            ? { broughtBy: { ...place, line: 1 }, given: '-c' as const }
            : { broughtBy: undefined }),
        };
        machine.scriptName = name;
        machine.parsedAgain = path === undefined;
        machine.tested = 0;
        machine.calls = 0;
        machine.loops = 0;
        machine.linesUncertain = false;
        machine.depthOfTexts = 0;
        machine.successor = alone;
        return path === undefined
          ? inOwnText(machine, () => machine.runText(child, source))
          : undoing(machine, 'shell', () => machine.runText(child, source));
      },
      true,
    );
  };
  // The shell that takes the place of this one is no copy beside it.
  if (call.replaces) machine.depthOfShells--;
  run();
  if (call.replaces) machine.depthOfShells++;
  machine.successor = false;
  Object.assign(machine, {
    frame,
    scriptName,
    parsedAgain,
    line,
    tested,
    calls,
    loops,
    linesUncertain,
    depthOfTexts,
  });
}

function isOneCommand(call: Call, source: SourceText): boolean {
  if (!isAffordable(call.machine, source)) return false;
  const { statements } = call.machine.repository.models.script(source);
  return statements.length === 1 && statements[0]?.kind === 'command';
}
