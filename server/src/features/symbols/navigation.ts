import type { Repository } from '../../binder/index.ts';
import { type Span, touches } from '../../text/index.ts';
import { foundAt, type Left } from './find.ts';
import { type Found, type Occurrence, type Place, sorted } from './model.ts';
import { namedPaths } from './paths.ts';

/** Where a name leads. */
export interface Target extends Place {
  /** The name at the place that was asked for. */
  readonly origin: Span;
}

export interface Highlight {
  readonly span: Span;
  /** Whether the name is given its meaning here. */
  readonly defines: boolean;
}

/**
 * Where what is named at an offset gets its meaning: the sed that fills a token, the export of a variable, the key that
 * a variable overrides, the anchor of an alias, the file of a path. At such a place itself, what it gives meaning to.
 */
export function definitionsAt(
  repository: Repository,
  path: string,
  offset: number,
  left?: Left,
): readonly Target[] {
  const targets: Target[] = [];
  for (const found of foundAt(repository, path, offset, left))
    for (const { path: to, span } of leadsTo(found))
      targets.push({ path: to, span, origin: found.here.span });
  const file = repository.file(path);
  const named = file === undefined ? undefined : pathAt(repository, path, offset);
  // A name within a path, such as a variable, is meant before the path.
  if (named !== undefined && targets.length === 0)
    targets.push({ path: named.target, span: { start: 0, end: 0 }, origin: named.span });
  // Where one name leads elsewhere, such as to the key that a variable overrides, its own place is no answer.
  const elsewhere = targets.filter(
    (target) => target.path !== path || target.span.start !== target.origin.start,
  );
  return unique(elsewhere.length > 0 ? elsewhere : targets);
}

function pathAt(repository: Repository, path: string, offset: number) {
  const file = repository.file(path);
  return file === undefined
    ? undefined
    : namedPaths(repository, file).find(({ span }) => touches(span, offset));
}

function leadsTo({ kind, here, occurrences }: Found): readonly Occurrence[] {
  const definitions = occurrences.filter(({ role }) => role === 'definition');
  if (here.role !== 'definition') return definitions;
  const uses = occurrences.filter(({ role }) => role === 'use');
  // An editor that is led to where it is already shows the references.
  if (kind === 'token' || kind === 'setting') return uses;
  return occurrences.includes(here) ? [here] : [];
}

/** Every place that names what is named at an offset. */
export function referencesAt(
  repository: Repository,
  path: string,
  offset: number,
  withDefinitions: boolean,
  left?: Left,
): readonly Place[] {
  const found = foundAt(repository, path, offset, left).flatMap(({ occurrences }) => occurrences);
  return sorted(found).filter(({ role }) => withDefinitions || role !== 'definition');
}

/** The places in the same file that name what is named at an offset. */
export function highlightsAt(
  repository: Repository,
  path: string,
  offset: number,
  left?: Left,
): readonly Highlight[] {
  const [found] = foundAt(repository, path, offset, left);
  return (found?.occurrences ?? [])
    .filter((one) => one.path === path)
    .map(({ span, role }) => ({ span, defines: role === 'definition' }));
}

function unique(targets: readonly Target[]): readonly Target[] {
  const seen = new Set<string>();
  return targets.filter(({ path, span }) => {
    const key = `${span.start} ${span.end} ${path}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
