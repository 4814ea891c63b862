import { normalSegment } from './keys.ts';

/** Variables with the prefix that the packages read by their own name, not as configuration keys. */
export const SPECIAL_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['DASK_CONFIG', 'a file or folder of configuration, read after all others'],
  ['DASK_ROOT_CONFIG', 'the folder of configuration for the whole machine, instead of /etc/dask'],
  [
    'DASK_INTERNAL_INHERIT_CONFIG',
    'configuration that a cluster hands to its workers, below the other variables',
  ],
]);

/**
 * The key that a variable sets, or undefined for other variables: the part behind `DASK_` in lower case, where
 * `__` separates segments and `_` stays (dask/config.py, collect_env). The prefix counts in upper case only.
 */
export function keyPathOfVariable(name: string): readonly string[] | undefined {
  if (!name.startsWith('DASK_')) return undefined;
  return name.slice('DASK_'.length).toLowerCase().replaceAll('__', '.').split('.');
}

/** The variable that sets a key: `distributed.dashboard.link` is `DASK_DISTRIBUTED__DASHBOARD__LINK`. */
export function variableOfKey(path: readonly string[]): string {
  return `DASK_${path.map((segment) => segment.replaceAll('-', '_').toUpperCase()).join('__')}`;
}

/** The name of a key that a variable sets, with the hyphens of Dask's own files, which no variable can hold. */
export function keyNameOfVariable(path: readonly string[]): string {
  return path.map(normalSegment).join('.');
}
