import type { DirectoryEntry } from './file-system.ts';

/**
 * Where repo2docker looks for its files (buildpacks/base.py, binder_dir): `binder/` or `.binder/` when there is
 * one, even an empty one, else the root. Both together end the build.
 */
export function configDirectoryOf(root: readonly DirectoryEntry[]): {
  readonly directory: string;
  readonly both: boolean;
} {
  const has = (name: string) => root.some((entry) => entry.name === name && entry.type === 'directory');
  const both = has('binder') && has('.binder');
  return { directory: has('binder') ? 'binder' : has('.binder') ? '.binder' : '', both };
}
