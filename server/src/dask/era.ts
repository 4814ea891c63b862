import type { Change } from './changes.ts';
import { type PackageEra, type Presence, permittedVersions } from './era-solve.ts';
import { describeReasons, type EraReason, type Target, targetOf } from './era-words.ts';
import { CURRENT, ERA_PACKAGES, type EraPackage } from './packages.ts';
import type { EraOptions, Pin } from './pin.ts';
import { floorOf, type Version, version } from './version.ts';
import { ANY_VERSION, someBelow, someFrom, type VersionSet } from './version-set.ts';

/** Whether a change is there for a repository, and whether its constraints decide that. */
export interface EraVerdict {
  readonly inForce: boolean;
  readonly pinned: boolean;
}

/** The three steps of a severity: pinned at or after the change, nothing pinned, pinned before it. */
export interface EraSteps<T> {
  readonly after: T;
  readonly unpinned: T;
  readonly before: T;
}

/** The versions a repository will get, from its pins and targets, else the current ones. */
export interface Era {
  /**
   * Whether the change that a package made in a version is in force: some version from there on satisfies all
   * constraints. Packages the era does not follow are current.
   */
  inForce(name: string, since: string | Version): EraVerdict;
  /** As `inForce`, for a change of the table; one that was taken back is in force up to then only. */
  of(change: Change): EraVerdict;
  /** The newest version that is permitted, as far as it is known. */
  target(name: EraPackage): Target;
  /** Where the versions of a package come from, as part of a sentence: "environment.yml asks for dask=2.30". */
  describe(name: EraPackage): string;
  /** Whether the environment installs a package; unknown without a list of what is installed. */
  presence(name: EraPackage): Presence;
  permitted(name: EraPackage): VersionSet;
  reasons(name: EraPackage): readonly EraReason[];
}

/**
 * The era of a repository.
 * @param pins everything its environment file asks for, in the order of the file
 * @param target versions by package that win over the pins, such as those of the project's own settings
 */
export function createEra(
  pins: readonly Pin[],
  target: Readonly<Record<string, string>> = {},
  options: EraOptions = {},
): Era {
  const solved = permittedVersions(pins, target, options);
  const packageEra = (name: string): PackageEra | undefined =>
    ERA_PACKAGES.includes(name as EraPackage) ? solved.get(name as EraPackage) : undefined;
  const verdicts = new Map<string, EraVerdict>();
  const inForce = (name: string, since: string | Version): EraVerdict => {
    const asked = `${name} ${typeof since === 'string' ? since : since.text}`;
    const known = verdicts.get(asked);
    if (known !== undefined) return known;
    const v = typeof since === 'string' ? version(since) : since;
    const verdict = verdictOf(packageEra(name)?.versions ?? ANY_VERSION, v);
    verdicts.set(asked, verdict);
    return verdict;
  };
  const reasons = (name: EraPackage): readonly EraReason[] => packageEra(name)?.reasons ?? [];
  const permitted = (name: EraPackage): VersionSet => packageEra(name)?.versions ?? ANY_VERSION;
  return {
    inForce,
    of: (change) => {
      const begun = inForce(change.package, change.version);
      if (change.until === undefined || !begun.inForce) return begun;
      const over = inForce(change.package, change.until);
      return over.inForce ? { inForce: false, pinned: over.pinned } : begun;
    },
    target: (name) => targetOf(permitted(name), CURRENT[name], reasons(name)),
    describe: (name) => describeReasons(reasons(name)),
    presence: (name) => packageEra(name)?.presence ?? 'unknown',
    permitted,
    reasons,
  };
}

/** The era of a repository that pins nothing. */
export const CURRENT_ERA: Era = createEra([]);

/** The step of a severity such as `E·W·H` that a verdict chooses. */
export function severityByEra<T>(verdict: EraVerdict, steps: EraSteps<T>): T {
  if (!verdict.pinned) return steps.unpinned;
  return verdict.inForce ? steps.after : steps.before;
}

function verdictOf(permitted: VersionSet, since: Version): EraVerdict {
  if (!someFrom(permitted, since)) return { inForce: false, pinned: true };
  return { inForce: true, pinned: !someBelow(permitted, floorOf(since)) };
}
