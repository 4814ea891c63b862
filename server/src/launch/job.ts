import type { Statement } from '../shell/index.ts';
import type { Machine, Signal } from './machine.ts';
import type { State } from './state.ts';
import { runInCopy } from './subshell.ts';
import { untested } from './tested.ts';
import { EMPTY, type Place, unknown } from './value.ts';

/** `command &`: a copy of the shell that runs while the script goes on. */
export function runJob(machine: Machine, state: State, statement: Statement, place: Place): Signal {
  const job = state.clone();
  const reads = state.files.reads;
  job.files.reads = new Set();
  const before = new Map(state.outputs);
  const servers = machine.servers.length;
  machine.background++;
  try {
    untested(machine, () =>
      machine.subshell(job, (child) => {
        child.descriptors.set(0, { kind: 'null' });
        return runInCopy(machine, child, { ...statement, background: false });
      }),
    );
  } finally {
    machine.background--;
  }
  for (const path of job.files.reads) reads.add(path);
  state.files.race(job.files);
  for (const [id, value] of job.outputs) {
    const own = before.get(id) ?? EMPTY;
    if (value.pieces.length === own.pieces.length) continue;
    const added = { pieces: value.pieces.slice(own.pieces.length) };
    state.append(
      id,
      unknown('what a job in the background prints, and when', 'output of a job', place, [added]),
    );
  }
  state.served ||= job.served;
  state.lastServers = job.lastServers;
  state.doubt ??= job.doubt;
  state.lastJob = machine.servers.length > servers ? 'server' : 'other';
  state.lastJobStatus = job.status;
  state.status = 0;
  return 'next';
}
