import type { Era, EraPackage, EraVerdict } from '../../dask/index.ts';

/** Why a version is taken: the pins in words, what is made of pins that leave a choice, or that nothing is pinned. */
export function assumption(era: Era, name: EraPackage, { pinned }: EraVerdict): string {
  if (pinned) return era.describe(name);
  if (era.reasons(name).length === 0) return 'nothing is pinned, so the current release is assumed';
  return `${era.describe(name)}, so the ${newestRelease(era, name)} is assumed`;
}

/** The release that a solver takes, in words. */
export function newestRelease(era: Era, name: EraPackage): string {
  return era.target(name).pinned ? 'newest release that fits' : 'current release';
}
