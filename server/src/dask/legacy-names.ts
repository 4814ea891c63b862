import data from '../../../schemas/data/dask-aliases.json' with { type: 'json' };
import { normalSegment } from './keys.ts';

/** How an old name still reaches the new key. */
export type Mechanism =
  /** Renamed once when distributed is imported, wherever it was set (distributed/config.py). */
  | 'distributed'
  /** Renamed in variables, and from dask 2023.9.2 in files too (dask/config.py, check_deprecations and rename). */
  | 'dask'
  /** In files with the section above it, as `distributed`; in variables, and from dask 2023.9.2 in files, as `dask`. */
  | 'both'
  | 'none';

/** A name that is not, no longer, or has never been a key. */
export interface LegacyName {
  readonly name: string;
  readonly path: readonly string[];
  /** An alias works; the others do not: renamed without alias, removed, or never a name of any release. */
  readonly kind: 'alias' | 'renamed' | 'removed' | 'misnomer';
  readonly package: string;
  /** The new key, dotted. */
  readonly successor: string | undefined;
  /** First release that does not read the name as such; absent for names that never existed. */
  readonly oldReadUntil: string | undefined;
  /** First release with the alias. */
  readonly aliasSince: string | undefined;
  readonly mechanism: Mechanism;
  readonly note: string | undefined;
}

/** A variable outside the naming scheme of `DASK_`, read by early releases. */
export interface LegacyVariable {
  readonly variable: string;
  readonly package: string;
  readonly successor: string;
  readonly oldReadUntil: string;
}

/** The names of the table, in its order, which is the order in which distributed renames. */
export const LEGACY_NAMES: readonly LegacyName[] = data.flatMap((entry) => {
  // Spellings of one key are no legacy names: both are read.
  if (entry.mechanism.startsWith('same key')) return [];
  const kind = kindOf(entry.kind);
  return [
    {
      name: entry.old,
      path: entry.old.split('.'),
      kind,
      package: entry.package,
      successor: entry.new ?? undefined,
      oldReadUntil: entry.oldReadUntil ?? undefined,
      aliasSince: entry.aliasSince ?? undefined,
      mechanism: kind === 'alias' ? mechanismOf(entry.mechanism) : 'none',
      note: entry.note,
    },
  ];
});

/** dask_kubernetes up to 0.2.0 was called daskernetes in its variables. */
export const LEGACY_VARIABLES: readonly LegacyVariable[] = data.flatMap((entry) =>
  entry.envOld
    .filter((variable) => variable.startsWith('DASKERNETES_'))
    .map((variable) => ({
      variable,
      package: entry.package,
      successor: entry.new ?? '',
      oldReadUntil: '0.3.0',
    })),
);

/**
 * What a legacy name was renamed to before its present successor existed, up to the release named:
 * distributed/config.py before 2023.9.3, dask/config.py before 2023.3.1.
 */
export const EARLIER_SUCCESSORS: Readonly<
  Record<string, { readonly successor: string; readonly until: string }>
> = {
  'transition-log-length': { successor: 'distributed.scheduler.transition-log-length', until: '2023.9.3' },
  'recent-messages-log-length': {
    successor: 'distributed.comm.recent-messages-log-length',
    until: '2023.9.3',
  },
  shuffle: { successor: 'dataframe.shuffle.algorithm', until: '2023.3.1' },
};

/**
 * Whether dask moved a name to a place that nothing reads: its table sends `ucx.*` to `distributed.ucx`, while
 * distributed reads `distributed.comm.ucx` (dask/config.py, deprecations).
 */
export function strays(legacy: LegacyName): boolean {
  return legacy.mechanism === 'both' && legacy.path[0] === 'ucx';
}

/**
 * The spelling that dask compared variables with before 2023.9.2. Variables have no hyphens, so the names written
 * with one never matched.
 */
export function oldTableSpelling(legacy: LegacyName): string {
  const underscored = legacy.name.startsWith('fuse-') || legacy.name === 'ucx.cuda-copy';
  return underscored ? legacy.name.replaceAll('-', '_') : legacy.name;
}

/** The legacy name that a path is or begins with, the longest there is, and how many segments it takes. */
export function legacyNameAt(
  path: readonly string[],
): { readonly legacy: LegacyName; readonly depth: number } | undefined {
  for (let depth = Math.min(path.length, LONGEST); depth > 0; depth--) {
    const legacy = BY_NAME.get(normalName(path.slice(0, depth)));
    if (legacy !== undefined) return { legacy, depth };
  }
  return undefined;
}

const BY_NAME: ReadonlyMap<string, LegacyName> = new Map(
  LEGACY_NAMES.map((legacy) => [normalName(legacy.path), legacy]),
);

const LONGEST = Math.max(...LEGACY_NAMES.map((legacy) => legacy.path.length));

function normalName(path: readonly string[]): string {
  return path.map(normalSegment).join('.');
}

function kindOf(word: string): LegacyName['kind'] {
  return word === 'alias' || word === 'renamed' || word === 'removed' ? word : 'misnomer';
}

function mechanismOf(words: string): Mechanism {
  if (words.startsWith('tables in')) return 'both';
  return words.startsWith('table in dask/config.py') ? 'dask' : 'distributed';
}
