import { pythonInt } from './python-number.ts';
import { workerOption } from './worker-options.ts';
import type { OptionUse, WorkerProblem } from './worker-problem.ts';

/** Options that exclude or need each other (distributed/cli/dask_worker.py, main). */
export function conflictsOf(uses: readonly OptionUse[]): readonly WorkerProblem[] {
  const last = (name: string): OptionUse | undefined => uses.findLast(({ option }) => option.name === name);
  const several = uses.findLast(startsSeveral);
  const noNanny = uses.findLast(({ option }) => ['--nanny', '--no-nanny'].includes(option.name));
  const listen = last('--listen-address');
  const pairs = [
    [last('--nprocs'), last('--nworkers')],
    [listen, last('--host')],
    [listen, last('--worker-port')],
    [listen, several],
    [noNanny?.option.name === '--no-nanny' ? noNanny : undefined, several],
  ] as const;
  const problems: WorkerProblem[] = pairs.flatMap(([a, b]) => {
    if (a === undefined || b === undefined) return [];
    const [other, use] = a.item.index < b.item.index ? [a, b] : [b, a];
    return [{ kind: 'conflict', use, other } as const];
  });
  const contact = last('--contact-address');
  const needed = workerOption('--listen-address');
  if (contact !== undefined && listen === undefined && needed !== undefined) {
    problems.push({ kind: 'needs', use: contact, other: needed });
  }
  return problems;
}

function startsSeveral({ option, value }: OptionUse): boolean {
  if (option.name !== '--nworkers' && option.name !== '--nprocs') return false;
  const count = pythonInt(value ?? '');
  return count !== undefined && count > 1n;
}
