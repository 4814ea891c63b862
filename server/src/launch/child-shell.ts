import { SourceText } from '../text/index.ts';
import { beginAs } from './begin-shell.ts';
import type { Call } from './call.ts';
import { asTheShellReads } from './carriage-returns.ts';
import { branch } from './flow.ts';
import type { Machine, Signal } from './machine.ts';
import type { FileNode } from './node.ts';
import { complain, printError, write } from './output.ts';
import { repositoryPath } from './places.ts';
import { type NamedShell, namedShell } from './program-start.ts';
import { isAffordable } from './script-text.ts';
import { readShellCall, readsScript, refusalText, type Shell, type ShellCall } from './shell-options.ts';
import { freshShell } from './start-state.ts';
import type { State } from './state.ts';
import type { Argument } from './step.ts';
import { inOwnText } from './subshell.ts';
import { untested } from './tested.ts';
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
  const caller = call.byProgram === true ? 'dash' : machine.frame.dialect;
  const named = text === undefined ? undefined : (namedShell(text) ?? shellWithoutLine(text, caller));
  const started = named && readShellCall(named.shell, named.name, [...named.words, name]);
  if (text === undefined || named === undefined || started === undefined || !readsScript(started)) {
    unmodelled(call);
    return 'unknown';
  }
  const run = (to: State): Signal => {
    const own = { ...call, state: to };
    if (!isRefused(own, started)) runText(own, text, name, named.shell, inside, call.args, started);
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
  const words = call.args.map(({ certain, value }) => (certain ? knownText(value) : undefined));
  const started = readShellCall(dialect, call.name, words);
  if (isRefused(call, started)) return;
  const at = started.count;
  const first = call.args[at];
  const text = first?.certain ? knownText(first.value) : undefined;
  if (text === undefined || state.cwd === undefined || started.beyond !== undefined) {
    // A text that is not known may start the server too.
    call.machine.handedOn = true;
    return unmodelled(call);
  }
  const rest = call.args.slice(at + 1);
  if (started.command) {
    const [given] = rest;
    const name = given === undefined ? call.name : given.certain ? knownText(given.value) : undefined;
    if (name === undefined) return unmodelled(call);
    return runText(call, text, name, dialect, undefined, rest.slice(1), started);
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
  runText(call, content, text, dialect, repositoryPath(found.path) ?? found.path, rest, started);
}

/** Whether a shell refuses its options, and says so. */
function isRefused({ machine, state, place }: Call, { refusal }: ShellCall): boolean {
  if (refusal === undefined) return false;
  write(machine, state, 2, refusalText(refusal, place), place);
  state.status = refusal.status;
  return true;
}

/** Without a `#!` line the shell that starts a script reads it itself. */
function shellWithoutLine(text: string, caller: Shell): NamedShell | undefined {
  return text.startsWith('#!') ? undefined : { shell: caller, name: caller, words: [] };
}

function runText(
  call: Call,
  text: string,
  name: string,
  dialect: 'bash' | 'dash',
  path: string | undefined,
  args: readonly Argument[],
  started: ShellCall,
): undefined {
  const { machine, state, place } = call;
  const original = path === undefined ? undefined : machine.repository.file(path)?.source;
  const given = original?.text === text ? original : new SourceText(path ?? '(command)', text);
  const read = asTheShellReads(given);
  const { source } = read;
  const { frame, scriptName, parsedAgain, line, calls, loops, linesUncertain, depthOfTexts, shellDepth } =
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
        machine.frame = {
          ...read,
          name,
          dialect,
          ...(path === undefined
            ? { broughtBy: { ...place, line: 1 }, given: '-c' as const, fromCommand: true }
            : { broughtBy: undefined }),
        };
        beginAs(machine, child, started, place);
        machine.scriptName = name;
        machine.shellDepth = machine.depthOfShells;
        machine.parsedAgain = path === undefined;
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
  untested(machine, run);
  if (call.replaces) machine.depthOfShells++;
  machine.successor = false;
  Object.assign(machine, {
    frame,
    scriptName,
    parsedAgain,
    line,
    calls,
    loops,
    linesUncertain,
    depthOfTexts,
    shellDepth,
  });
}

function isOneCommand(call: Call, source: SourceText): boolean {
  if (!isAffordable(call.machine, source)) return false;
  const { statements } = call.machine.repository.models.script(source);
  return statements.length === 1 && statements[0]?.kind === 'command';
}
