import type { WorkerCommand } from '../../dask/index.ts';

/**
 * What becomes of a worker whose command has a word that it does not know: without an address before it, the word
 * is taken for the scheduler's address (observed with distributed 2022.12.1).
 */
export function effectOfStray({ strays }: WorkerCommand): string {
  switch (strays.kind) {
    case 'taken-for-scheduler':
      return `Each worker takes \`${strays.item.text}\` for the address of the scheduler and never gets to work.`;
    case 'usage-error':
      return 'Each worker stops with a usage error, and the cluster stays empty.';
    default:
      return 'No worker starts with it.';
  }
}
