import type { Repository } from '../../binder/index.ts';
import { type MemoryLimit, type OptionUse, parseMemoryLimit } from '../../dask/index.ts';
import { parseQuantity, type Quantity } from '../../kubernetes/index.ts';
import { editFix, type Fix } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { descendantOf, type Place, textOf } from '../yaml/place.ts';
import type { Found } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

/** `--memory-limit` of a worker, beside the limit of its pod. */
export interface WorkerMemory {
  readonly view: WorkerView;
  readonly text: string;
  readonly limit: MemoryLimit;
  /** How many workers share the pod; undefined when that is not known. */
  readonly workers: number | undefined;
  readonly pod: { readonly place: Place; readonly text: string; readonly quantity: Quantity } | undefined;
  readonly placed: Found;
  /** Writes another value. */
  readonly write: (text: string) => Fix | undefined;
}

/** The memory limits of all workers, as far as they are known from the text. */
export function workerMemories(repository: Repository): readonly WorkerMemory[] {
  return repository.derive(workerViews).flatMap((view): WorkerMemory[] => {
    const use = lastUse(view, '--memory-limit');
    const item = use?.valueItem;
    const placed = item === undefined ? undefined : placedWord(view, item);
    const place = item === undefined ? undefined : view.words[item.index];
    const text = use?.value;
    if (text === undefined || placed === undefined || place?.node.kind !== 'scalar' || isFilled(text))
      return [];
    const { document, file } = view.view.template;
    const limit = descendantOf(view.place, ['resources', 'limits', 'memory']);
    const most = textOf(limit);
    const quantity = most === undefined || isFilled(most) ? undefined : parseQuantity(most);
    return [
      {
        view,
        text,
        limit: parseMemoryLimit(text),
        workers: workersOf(view),
        pod:
          limit !== undefined && most !== undefined && quantity?.ok === true
            ? { place: limit, text: most, quantity }
            : undefined,
        placed,
        write: (replacement) =>
          place.shared
            ? undefined
            : editFix(
                `Write \`${replacement}\``,
                'unsafe',
                file.path,
                rewritten(document, place.node, text, replacement),
              ),
      },
    ];
  });
}

/** The last use of an option, which is the one that counts. */
export function lastUse({ worker }: WorkerView, name: string): OptionUse | undefined {
  return worker.command.uses.findLast(({ option }) => option.name === name);
}

/** The limit of the pod as Dask writes sizes: `7G` is the same to both, `7000m` is not. */
export function daskSize({ text, quantity }: { readonly text: string; readonly quantity: Quantity }): string {
  return /^(?:[kMGTP]|[KMGTP]i)$/.test(quantity.suffix) ? text : String(quantity.nano / 1_000_000_000n);
}

function workersOf(view: WorkerView): number | undefined {
  const use = lastUse(view, '--nworkers') ?? lastUse(view, '--nprocs');
  if (use === undefined) return 1;
  const count = Number(use.value);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}
