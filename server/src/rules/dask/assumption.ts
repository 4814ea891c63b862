import type { Era, EraPackage, EraVerdict } from '../../dask/index.ts';

/** Why a version is taken: the pins in words, or that nothing is pinned. */
export function assumption(era: Era, name: EraPackage, { pinned }: EraVerdict): string {
  return pinned ? era.describe(name) : 'nothing is pinned, so the current release is assumed';
}
