import { folderOf, nameOf } from '../binder/index.ts';
import { UsageError } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';

/** The folder that a path of the command line leads to, and the file in it when it names one. */
export interface Place {
  readonly folder: string;
  /** Relative to the folder. */
  readonly file: string | undefined;
}

/**
 * A folder stands for itself. A file belongs to the folder above `binder/`, `.binder/`, `.dask/` or `.config/dask/`,
 * else to the one it lies in.
 * @throws UsageError when there is nothing at the path
 */
export async function placeOf(path: string, environment: CommandEnvironment): Promise<Place> {
  const type = await environment.stat(path);
  if (type === undefined || type === 'other') throw new UsageError(`There is no file or folder "${path}".`);
  if (type === 'directory') return { folder: path, file: undefined };
  const own = folderOf(path);
  const inside = ['binder', '.binder', '.dask'].includes(nameOf(own))
    ? 1
    : /(?:^|\/)\.config\/dask$/.test(own)
      ? 2
      : 0;
  let folder = own;
  for (let up = inside; up > 0; up--) folder = folderOf(folder);
  const file = folder === '' ? path : path.slice(folder.length + 1);
  return { folder: folder === '' ? (path.startsWith('/') ? '/' : '.') : folder, file };
}
