import type { Repository, RepositoryLoader } from '../binder/index.ts';
import { type LintResult, lint } from '../lint/index.ts';
import type { Settings } from './protocol.ts';
import { lintConfiguration, repositoryOptions } from './settings.ts';

/** What is known of a repository after one look at it. */
export interface Look {
  readonly repository: Repository;
  readonly result: LintResult;
  readonly settings: Settings;
  /** Rises with each look; never the same for two. */
  readonly number: number;
}

/** How often an answer is begun; somebody who types without a pause asks again anyway. */
const MAX_ANSWERS = 5;

/**
 * One binder root that an open document belongs to. Looks at it again when something changed, never twice at a
 * time, and never for a state that is already past.
 */
export class RepositoryHost {
  #dirty = true;
  #running: Promise<Look> | undefined;
  #looks = 0;
  /** The last look, kept while nothing changes. */
  #last: Look | undefined;

  constructor(
    /** The folder as a URI, spelt as the client did. */
    readonly root: string,
    readonly loader: RepositoryLoader,
    readonly settings: () => Promise<Settings>,
    /** What the folders around the repository ask for silence about. */
    readonly ignored: () => Promise<((path: string) => boolean) | undefined> = async () => undefined,
  ) {}

  /** Something that the findings depend on is different. */
  changed(): void {
    this.#dirty = true;
  }

  get last(): Look | undefined {
    return this.#last;
  }

  /** The state as it is now; several callers share one look. */
  async look(): Promise<Look> {
    // A look that still runs has taken the change up but does not show it yet: whoever comes now waits for it too.
    while (this.#dirty || this.#running !== undefined || this.#last === undefined) {
      this.#running ??= this.#lookOnce().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
    return this.#last;
  }

  /**
   * Makes an answer from the newest look. One that a change overtakes while it is made is made again: the next look
   * takes over the models of scripts that changed, so that they are no longer those of the look before.
   */
  async answer<T>(make: (look: Look) => T | Promise<T>): Promise<T> {
    for (let left = MAX_ANSWERS; ; left--) {
      const look = await this.look();
      const overtaken = () => left > 1 && (this.#running !== undefined || this.#last !== look);
      try {
        const answer = await make(look);
        if (!overtaken()) return answer;
      } catch (error) {
        if (!overtaken()) throw error;
      }
    }
  }

  async #lookOnce(): Promise<Look> {
    this.#dirty = false;
    try {
      const settings = await this.settings();
      const configuration = lintConfiguration(settings);
      const options = { ...repositoryOptions(settings), ignored: await this.ignored() };
      const { repository, result } = await this.loader.load(options, (current) =>
        lint(current, configuration),
      );
      this.#last = { repository, result, settings, number: ++this.#looks };
      return this.#last;
    } catch (error) {
      // The next change or request tries again; callers of this look are told.
      this.#dirty = true;
      throw error;
    }
  }
}
