import { type Version, version } from './version.ts';

/** The packages whose versions decide what a finding says. */
export const ERA_PACKAGES = [
  'dask',
  'distributed',
  'dask-kubernetes',
  'dask-gateway',
  'dask-labextension',
  'python',
] as const;

export type EraPackage = (typeof ERA_PACKAGES)[number];

/**
 * The newest releases this program knows: what an environment without pins is taken to install. The one place
 * to raise them.
 */
export const CURRENT: Readonly<Partial<Record<EraPackage, Version>>> = {
  dask: version('2026.7.1'),
  distributed: version('2026.7.1'),
  'dask-kubernetes': version('2025.4.3'),
  'dask-gateway': version('2025.4.0'),
};

/** The era's package of a dependency's name, without extras: `dask-core` is conda's name of plain dask. */
export function eraPackage(name: string): EraPackage | undefined {
  const plain = normalPackageName(name);
  if (plain === 'dask-core') return 'dask';
  return ERA_PACKAGES.find((known) => known === plain);
}

/** A package name as pip and conda compare it: lower case, `-` for `_` and `.`, without extras. */
export function normalPackageName(name: string): string {
  const [bare = ''] = name.trim().split('[');
  return bare.toLowerCase().replace(/[-_.]+/g, '-');
}
