import type { Span } from '../../text/index.ts';

/** A stretch of a file of the repository. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** One place where a thing is named. */
export interface Occurrence extends Place {
  /**
   * - `definition`: gives it its meaning: the sed that fills a token, an assignment, an anchor, a key
   * - `use`: takes that meaning: the token in a template, `$NAME`, an alias, a variable that overrides the key
   * - `mention`: a comment, or a text that only speaks of it
   */
  readonly role: 'definition' | 'use' | 'mention';
}

/** What is named at a place, with all places of the repository that name it. */
export interface Found {
  readonly kind: 'token' | 'variable' | 'function' | 'setting' | 'anchor';
  /** As people call it: `WORKER_IMAGE`, `distributed.dashboard.link`. */
  readonly name: string;
  /** The name at the place that was asked for. */
  readonly here: Occurrence;
  /** In the order of files and places, `here` among them. */
  readonly occurrences: readonly Occurrence[];
}

export function byPlace(a: Place, b: Place): number {
  return a.path === b.path
    ? a.span.start - b.span.start || a.span.end - b.span.end
    : a.path < b.path
      ? -1
      : 1;
}

/** In order, and each place once; what is said first of a place counts. */
export function sorted(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const seen = new Set<string>();
  return occurrences
    .filter(({ path, span }) => {
      const key = `${span.start} ${span.end} ${path}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .sort(byPlace);
}
