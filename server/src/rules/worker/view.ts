import { type Repository, type WorkerContainer, workerCommands } from '../../binder/index.ts';
import type { CommandItem } from '../../dask/index.ts';
import { type PodView, placedAt, podViews } from '../pod/view.ts';
import { childrenOf, descendantOf, type Place } from '../yaml/place.ts';
import type { Found } from '../yaml/placed.ts';

/** A container that starts a worker, with the places of its words. */
export interface WorkerView {
  readonly worker: WorkerContainer;
  readonly view: PodView;
  readonly place: Place;
  /** The words of `command` and `args`; the indices of the command's items lead here. */
  readonly words: readonly Place[];
}

export function workerViews(repository: Repository): readonly WorkerView[] {
  const views = repository.derive(podViews);
  return repository.derive(workerCommands).flatMap((worker): WorkerView[] => {
    const view = views.find(({ template }) => template === worker.template);
    const place = descendantOf(view?.root, ['spec', 'containers', String(worker.index)]);
    if (view === undefined || place === undefined) return [];
    const words = ['command', 'args'].flatMap((key) => childrenOf(descendantOf(place, [key])));
    return words.length === worker.words.length ? [{ worker, view, place, words }] : [];
  });
}

/** What all findings at a word of a worker's command have in common. */
export function placedWord({ view, words }: WorkerView, { index }: CommandItem): Found | undefined {
  const place = words[index];
  if (place === undefined) return undefined;
  const placed = placedAt(view, place);
  return { ...placed, subject: `argument:${placed.span.start}` };
}
