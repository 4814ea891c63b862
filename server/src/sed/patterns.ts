import { createSearcher, type Searcher } from './regex.ts';
import type { SedRegex } from './regex-model.ts';
import type { CharacterView } from './regex-translate.ts';

/** The patterns of a run: each is prepared once, and the last one used is what an empty pattern means. */
export class Patterns {
  readonly #view: CharacterView;
  readonly #searchers = new Map<SedRegex, Map<number, Searcher>>();
  #last: SedRegex | undefined;

  constructor(view: CharacterView) {
    this.#view = view;
  }

  get last(): SedRegex | undefined {
    return this.#last;
  }

  /** The pattern meant; undefined for an empty one before any other. */
  use(regex: SedRegex | undefined): SedRegex | undefined {
    this.#last = regex ?? this.#last;
    return this.#last;
  }

  searcher(regex: SedRegex, highestGroup: number): Searcher {
    let byGroup = this.#searchers.get(regex);
    if (byGroup === undefined) {
      byGroup = new Map();
      this.#searchers.set(regex, byGroup);
    }
    let searcher = byGroup.get(highestGroup);
    if (searcher === undefined) {
      searcher = createSearcher(regex, this.#view, highestGroup);
      byGroup.set(highestGroup, searcher);
    }
    return searcher;
  }
}
