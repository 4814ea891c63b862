import { BASH_ONLY } from './builtin-names.ts';
import type { Call, Program } from './call.ts';
import { runChildScript } from './child-shell.ts';
import { isIdentifier } from './identifier.ts';
import { complain } from './output.ts';
import { FILE_PROGRAMS } from './programs-files.ts';
import { OTHER_PROGRAMS } from './programs-other.ts';
import { TEXT_PROGRAMS } from './programs-text.ts';
import { isServer, passOn } from './server.ts';
import { unmodelled } from './unmodelled.ts';
import { knownText, type Value } from './value.ts';

const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  Object.entries({ ...FILE_PROGRAMS, ...TEXT_PROGRAMS, ...OTHER_PROGRAMS }),
);

/** Programs of every image are looked for in these folders. */
const SYSTEM = /^\/(?:usr\/)?(?:local\/)?s?bin\//;

/** Runs a program. `missing`: there is none, which the shell has said. */
export function runProgram(call: Call, head: Value): 'program' | 'missing' | 'unknown' {
  const { machine, state, name, place } = call;
  if (isServer(call, head)) {
    passOn(call);
    return 'program';
  }
  // In a text that was parsed again it may be the server with other arguments.
  if ((machine.parsedAgain || machine.evaluated) && name === machine.serverCommand[0])
    machine.handedOn = true;
  if (name.includes('/')) return runPath(call);
  const found =
    machine.frame.dialect === 'dash' && BASH_ONLY.has(name) ? 'absent' : machine.world.programs(name);
  const known = PROGRAMS.get(name);
  // A part of a pipeline is no job that could be brought to the front.
  if (machine.frame.dialect === 'bash' && name.startsWith('%') && machine.piped !== call.command) {
    complain(machine, state, 'fg: no job control', place);
    state.status = 1;
    return 'missing';
  }
  if (found === 'absent' || name === '' || name.startsWith('%') || isNoProgram(call)) {
    const dash = machine.frame.dialect === 'dash';
    const why = !dash ? 'command not found' : name === '' ? 'Permission denied' : 'not found';
    complain(machine, state, `${name}: ${why}`, place);
    state.status = 127;
    return 'missing';
  }
  const closed = !state.descriptors.has(0);
  if (known === undefined || closed || !hasUsualPath(call)) {
    unmodelled(call);
    return found === 'present' ? 'program' : 'unknown';
  }
  known(call);
  return 'program';
}

/** `NAME = value`: a slip, and no program has such arguments. */
function isNoProgram(call: Call): boolean {
  const first = call.args[0];
  return (
    first !== undefined &&
    knownText(first.value)?.startsWith('=') === true &&
    isIdentifier(call.name) &&
    !PROGRAMS.has(call.name)
  );
}

/** Whether the search path still has the folders of the system. */
function hasUsualPath(call: Call): boolean {
  const variable = call.state.variables.get('PATH');
  if (variable?.value === undefined) return false;
  return variable.value.pieces.some(
    (piece) => piece.kind === 'text' && /(?:^|:)(?:\/usr)?\/bin(?::|$)/.test(piece.text),
  );
}

function runPath(call: Call): 'program' | 'missing' | 'unknown' {
  const { machine, state, name, place } = call;
  const system = SYSTEM.test(name) ? PROGRAMS.get(name.slice(name.lastIndexOf('/') + 1)) : undefined;
  if (system !== undefined) {
    system(call);
    return 'program';
  }
  if (state.cwd === undefined && !name.startsWith('/')) {
    unmodelled(call);
    return 'unknown';
  }
  const found = state.files.find(state.cwd ?? '/', name);
  const refuse = (why: string, status: number): 'missing' => {
    complain(
      machine,
      state,
      `${name}: ${machine.frame.dialect === 'bash' ? why : status === 126 ? 'Permission denied' : 'not found'}`,
      place,
    );
    state.status = status;
    return 'missing';
  };
  if (found.error === 'not-directory')
    return refuse('Not a directory', machine.frame.dialect === 'bash' ? 126 : 127);
  if (found.node.kind === 'absent') return refuse('No such file or directory', 127);
  if (found.node.kind === 'directory') return refuse('Is a directory', 126);
  if (found.node.kind === 'file') return runChildScript(call, found.path);
  // Of the repository's own files the image knows nothing.
  const known = /^\/.*[^[]$/.test(name) ? machine.world.programs(name) : 'unknown';
  if (known === 'absent') return refuse('No such file or directory', 127);
  unmodelled(call);
  return known === 'present' ? 'program' : 'unknown';
}
