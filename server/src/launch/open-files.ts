import type { Machine } from './machine.ts';
import type { State } from './state.ts';

/** Whether a redirection that is in force writes to a file, or to one in a folder: two writers get into each other's way. */
export function isWritten(machine: Machine, state: State, path: string): boolean {
  const open = [...state.descriptors.values()].flatMap((one) => (one.kind === 'file' ? [one.path] : []));
  return [...machine.held, ...open].some((one) => one === path || one.startsWith(`${path}/`));
}

/** A file is removed, or another takes its name: who has it open goes on reading what stood in it. */
export function keepReading(state: State, path: string): void {
  for (const [id, { from, offset }] of state.inputs) {
    if (from.kind !== 'file' || (from.path !== path && !from.path.startsWith(`${path}/`))) continue;
    const node = state.files.at(from.path);
    if (node.kind === 'file') state.inputs.set(id, { from: { kind: 'text', text: node.text }, offset });
  }
}
