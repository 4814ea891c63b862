import type { Dirent } from 'node:fs';
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { DirectoryEntry, EntryType, FileSystem } from '../binder/index.ts';

/** Nothing larger than this is read (bytes). */
const MAX_BYTES = 20_000_000;

/**
 * Files below a folder of the machine. Symbolic links are followed only while they stay inside the folder;
 * devices, pipes and sockets are never opened.
 */
export function nodeFileSystem(folder: string): FileSystem {
  const root = resolve(folder);
  const real = realpath(root).catch(() => root);
  const inside = async (path: string): Promise<string | undefined> => {
    try {
      const target = await realpath(join(root, path));
      const base = await real;
      return target === base || target.startsWith(base.endsWith(sep) ? base : base + sep)
        ? target
        : undefined;
    } catch {
      return undefined;
    }
  };
  const typeOf = async (path: string): Promise<EntryType | undefined> => {
    const target = await inside(path);
    if (target === undefined) return undefined;
    const found = await stat(target).catch(() => undefined);
    return found === undefined
      ? undefined
      : found.isFile()
        ? 'file'
        : found.isDirectory()
          ? 'directory'
          : 'other';
  };
  return {
    stat: typeOf,
    async read(path) {
      const target = await inside(path);
      if (target === undefined) return undefined;
      const found = await stat(target).catch(() => undefined);
      if (found === undefined || !found.isFile() || found.size > MAX_BYTES) return undefined;
      return readFile(target).catch(() => undefined);
    },
    async list(path) {
      const target = await inside(path);
      if (target === undefined) return undefined;
      const entries = await readdir(target, { withFileTypes: true }).catch(() => undefined);
      return entries === undefined
        ? undefined
        : Promise.all(
            entries.map((entry) => describe(entry, join(target, entry.name), join(path, entry.name), typeOf)),
          );
    },
  };
}

/** Windows tells nothing of who may run a file. */
const TELLS_MODES = process.platform !== 'win32';

/** @param place absolute path of the entry */
async function describe(
  entry: Dirent,
  place: string,
  path: string,
  typeOf: (path: string) => Promise<EntryType | undefined>,
): Promise<DirectoryEntry> {
  const { name } = entry;
  if (entry.isSymbolicLink()) {
    const target = await readlink(place).catch(() => undefined);
    return {
      name,
      type: (await typeOf(path)) ?? 'other',
      link: true,
      ...(target === undefined ? {} : { target }),
    };
  }
  if (!entry.isFile()) return { name, type: entry.isDirectory() ? 'directory' : 'other' };
  const found = TELLS_MODES ? await stat(place).catch(() => undefined) : undefined;
  return { name, type: 'file', ...(found === undefined ? {} : { executable: (found.mode & 0o100) !== 0 }) };
}
