import { literalText } from '../shell/index.ts';
import type { Call } from './call.ts';
import type { ServerSeen } from './machine.ts';
import { write } from './output.ts';
import { reachedOf } from './report.ts';
import { knownText, unknown, type Value } from './value.ts';

/**
 * Whether a command is the one that the script was called with. Its name then comes from the first argument of the
 * script; in a text that was parsed again, such as that of `eval`, it has to be the same text. A name with a folder
 * says which program it is wherever it comes from, unless the script itself spells it out.
 */
export function isServer(call: Call, head: Value): boolean {
  const { machine } = call;
  const [only] = head.pieces;
  if (
    head.pieces.length === 1 &&
    only?.kind === 'text' &&
    only.origin?.kind === 'argument' &&
    only.origin.index === 0 &&
    only.text === machine.serverCommand[0]
  )
    return true;
  const [name, first] = machine.serverCommand;
  if (name === undefined || knownText(head) !== name) return false;
  if (name.includes('/') && !call.command.words.some((word) => literalText(word) === name)) return true;
  if (!machine.parsedAgain && !machine.evaluated) return false;
  return first === undefined || first.split(/\s/)[0] === knownText(call.args[0]?.value ?? { pieces: [] });
}

/** The server's command runs: as the shell's successor, or as its child. */
export function passOn(call: Call): void {
  const { machine, state, place, command } = call;
  const how = call.replaces && machine.depthOfShells === 0 ? 'exec' : 'child';
  const reached = reachedOf(machine, state);
  const values = call.args.map((argument) => argument.value);
  state.served = true;
  const seen: ServerSeen = {
    how,
    background: machine.background > 0,
    arguments: values,
    argumentsCertain: call.args.every((argument) => argument.certain),
    state: state.clone(),
    place,
  };
  state.lastServers = [seen];
  if (machine.silent === 0) machine.servers.push(seen);
  machine.step({ kind: 'server', place, ...reached, statement: command, how, arguments: values });
  if (!machine.world.silentServer) {
    const output = state.descriptors.get(1);
    const captured = output?.kind === 'file' || (output?.kind === 'output' && !machine.logs.has(output.id));
    if (captured) write(machine, state, 1, unknown('the output of the server', 'server', place), place);
  }
  state.status = machine.world.serverStatus;
}
