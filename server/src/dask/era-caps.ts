import type { EraPackage } from './packages.ts';
import { type Version, version } from './version.ts';
import { someFrom, type VersionSet } from './version-set.ts';

/** A ceiling that another package sets: only releases below `below` fit. */
export interface Cap {
  readonly package: EraPackage;
  readonly below: Version;
  /** The last release below it, where one is known. */
  readonly newest?: Version;
  /** The package whose versions set it. */
  readonly by: 'python' | 'dask';
}

/** The ceilings for all packages when only these versions of Python fit. Read from `requires-python` of the tags. */
export function capsOfPython(python: VersionSet): readonly Cap[] {
  const row = PYTHON_ROWS.find(([next]) => !someFrom(python, version(next)));
  if (row === undefined) return [];
  const [, dask, newestDask, kubernetes, newestKubernetes] = row;
  const cap = (name: EraPackage, below: string, newest: string | null): Cap => ({
    package: name,
    below: version(below),
    ...(newest === null ? {} : { newest: version(newest) }),
    by: 'python',
  });
  return [
    cap('dask', dask, newestDask),
    cap('distributed', dask, newestDask),
    cap('dask-kubernetes', kubernetes, newestKubernetes),
  ];
}

/** The ceiling for dask-kubernetes when only these versions of dask fit. Read from the requirements of its tags. */
export function capsOfDask(dask: VersionSet): readonly Cap[] {
  const row = DASK_ROWS.find(([below]) => !someFrom(dask, version(below)));
  if (row === undefined) return [];
  const [, below, newest] = row;
  return [
    {
      package: 'dask-kubernetes',
      below: version(below),
      ...(newest === null ? {} : { newest: version(newest) }),
      by: 'dask',
    },
  ];
}

/** [first Python that is newer, dask and distributed below, newest of them, dask-kubernetes below, newest of it] */
const PYTHON_ROWS = [
  ['3.6', '2.7.0', '2.6.0', '2021.03.0', '0.11.0'],
  ['3.7', '2021.03.1', '2021.03.0', '2021.03.0', '0.11.0'],
  ['3.8', '2022.02.1', '2022.02.0', '2022.4.0', '2022.1.0'],
  ['3.9', '2023.5.1', '2023.5.0', '2023.6.0', null],
  ['3.10', '2024.8.1', '2024.8.0', '2024.8.0', '2024.5.0'],
] as const;

/** [dask below, dask-kubernetes below, newest of it] */
const DASK_ROWS = [
  ['2.5.2', '0.10.0', null],
  ['2021.02.0', '2021.03.0', '0.11.0'],
  ['2022.08.1', '2022.9.0', null],
] as const;
