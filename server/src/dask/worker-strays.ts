import type { Era } from './era.ts';
import { isAccepted, workerOption } from './worker-options.ts';
import type { CommandItem } from './worker-problem.ts';

/**
 * What becomes of words that are no option of the versions in question. The command keeps unknown options as
 * arguments: without an address before it the first of them is taken for the scheduler's address, and the worker
 * waits for it in vain; any other stops the worker with a usage error (distributed/cli/dask_worker.py,
 * preloading.py validate_preload_argv; observed with 2022.12.1).
 */
export type StrayOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'taken-for-scheduler'; readonly item: CommandItem }
  | { readonly kind: 'usage-error'; readonly item: CommandItem }
  /** Left to the module that `--preload` names. */
  | { readonly kind: 'preload' };

/** Sorts the words as click does, which takes the word behind an option for its value whatever it looks like. */
export function strayOutcome(items: readonly CommandItem[], era: Era): StrayOutcome {
  const { strays, preloads } = sort(items, era);
  const [first, ...others] = strays;
  if (first === undefined) return { kind: 'none' };
  const stopper = others.find(({ text }) => text.startsWith('-')) ?? others[0];
  if (stopper !== undefined) return preloads ? { kind: 'preload' } : { kind: 'usage-error', item: stopper };
  return first.text.startsWith('-') ? { kind: 'taken-for-scheduler', item: first } : { kind: 'none' };
}

function sort(
  items: readonly CommandItem[],
  era: Era,
): { readonly strays: readonly CommandItem[]; readonly preloads: boolean } {
  const strays: CommandItem[] = [];
  let preloads = false;
  let optionsEnd = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined) break;
    const [name = ''] = item.text.split('=', 1);
    const option = optionsEnd ? undefined : workerOption(name);
    if (option !== undefined && isAccepted(option, era)) {
      preloads ||= option.name.startsWith('--preload');
      if (option.takesValue && name === item.text) i++;
    } else if (item.text === '--' && !optionsEnd) optionsEnd = true;
    else strays.push(item);
  }
  return { strays, preloads };
}
