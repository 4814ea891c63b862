import type { Call } from './call.ts';
import { executableOf } from './child-shell.ts';

/** Whether a program can be run by a name. */
export function programState(call: Call, name: string): 'present' | 'absent' | 'unknown' {
  if (!name.includes('/')) return call.machine.world.programs(name);
  const { state } = call;
  if (state.cwd === undefined && !name.startsWith('/')) return 'unknown';
  const { node } = state.files.find(state.cwd ?? '/', name);
  if (node.kind === 'absent' || refusalOf(call, name) !== undefined) return 'absent';
  return node.kind === 'file' ? 'present' : call.machine.world.programs(name);
}

/** Why a path cannot be executed; undefined when it is missing. */
export function refusalOf(
  call: Call,
  name: string,
): 'Is a directory' | 'Not a directory' | 'Permission denied' | undefined {
  const { machine, state } = call;
  if (name === '' || (state.cwd === undefined && !name.startsWith('/'))) return undefined;
  const { node, path, error } = state.files.find(state.cwd ?? '/', name);
  if (node.kind === 'directory') return 'Is a directory';
  if (error === 'not-directory' && name.includes('/')) return 'Not a directory';
  if (node.kind !== 'file' || !name.includes('/')) return undefined;
  return executableOf(machine, node, path) === false ? 'Permission denied' : undefined;
}
