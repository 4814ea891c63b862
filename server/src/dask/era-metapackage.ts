import table from '../../../schemas/data/pangeo-dask-versions.json' with { type: 'json' };
import { parseConstraint } from './constraint.ts';
import { type EraPackage, eraPackage } from './packages.ts';
import { compareVersions, floorOf, type Version, version } from './version.ts';
import { ANY_VERSION, between, includes, intersect, sameSet, unite, type VersionSet } from './version-set.ts';

export type Metapackage = 'pangeo-dask' | 'pangeo-notebook';

/** What an environment with a metapackage installs. */
export interface MetapackageContents {
  readonly versions: ReadonlyMap<EraPackage, VersionSet>;
  /** The packages that the newest permitted release brings, dask-kubernetes up to 2022.05.06 only. */
  readonly brings: ReadonlySet<EraPackage>;
}

export function isMetapackage(name: string): name is Metapackage {
  return name === 'pangeo-dask' || name === 'pangeo-notebook';
}

/**
 * What the permitted releases of a metapackage ask for. pangeo-dask names exact versions; pangeo-notebook asks for
 * the newest pangeo-dask of its own date. Without an upper bound later versions fit as well.
 */
export function contentsOf(name: Metapackage, permitted: VersionSet): MetapackageContents {
  const releases = RELEASES.filter((release, i) => {
    if (name === 'pangeo-dask') return includes(permitted, release.version);
    const next = RELEASES[i + 1];
    const valid = between(
      { version: floorOf(release.version), inclusive: true },
      next === undefined ? null : { version: floorOf(next.version), inclusive: false },
    );
    return intersect(permitted, valid).length > 0;
  });
  const endless = permitted.some((interval) => interval.high === null);
  const newest = releases.at(-1);
  const brings = new Set(newest?.asks.keys());
  const versions = new Map<EraPackage, VersionSet>();
  // Without any bound the newest release is installed, and that says no more than nothing pinned.
  if (sameSet(permitted, ANY_VERSION)) return { versions, brings };
  for (const asked of new Set(releases.flatMap((release) => [...release.asks.keys()]))) {
    const sets = releases.flatMap((release) => release.asks.get(asked) ?? []);
    const later = endless ? newest?.asks.get(asked)?.[0]?.low : undefined;
    versions.set(asked, unite(sets, later == null ? [] : between(later, null)));
  }
  return { versions, brings };
}

/** What it asks for is read when somebody wants to know: most repositories name no metapackage. */
class Release {
  readonly version: Version;
  readonly #written: Readonly<Record<string, string>>;
  #asks: ReadonlyMap<EraPackage, VersionSet> | undefined;

  constructor(date: string, written: Readonly<Record<string, string>>) {
    this.version = version(date);
    this.#written = written;
  }

  get asks(): ReadonlyMap<EraPackage, VersionSet> {
    this.#asks ??= readAsks(this.#written);
    return this.#asks;
  }
}

const VERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = table.versions;

const RELEASES: readonly Release[] = Object.entries(VERSIONS)
  .map(([date, asks]) => new Release(date, asks))
  .sort((a, b) => compareVersions(a.version, b.version));

function readAsks(asks: Readonly<Record<string, string>>): ReadonlyMap<EraPackage, VersionSet> {
  return new Map(
    Object.entries(asks).flatMap(([name, asked]) => {
      const known = eraPackage(name);
      const constraint = parseConstraint(asked, 'conda');
      return known === undefined || constraint.kind !== 'versions'
        ? []
        : [[known, constraint.versions] as const];
    }),
  );
}
