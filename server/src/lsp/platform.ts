import type { DirectoryEntry, EntryType, FileSystem } from '../binder/index.ts';
import { child } from './uri.ts';

/** What differs between Node, the web worker and tests. */
export interface Platform {
  /** Files by URI, for the schemes that the platform itself can read; undefined for others. */
  files(scheme: string): UriFileSystem | undefined;
  /** Folder with the pages of the rules, as a URI; undefined where only the client knows one. */
  readonly documentation: string | undefined;
  /** Calls back once the messages that have arrived so far were taken in. */
  readonly whenIdle: (callback: () => void) => void;
}

/** Like `FileSystem`, by URI. */
export interface UriFileSystem {
  read(uri: string): Promise<Uint8Array | undefined>;
  list(uri: string): Promise<readonly DirectoryEntry[] | undefined>;
  stat(uri: string): Promise<EntryType | undefined>;
}

/** The part of a file system below a folder. */
export function rooted(files: UriFileSystem, root: string): FileSystem {
  return {
    read: (path) => files.read(child(root, path)),
    list: (path) => files.list(child(root, path)),
    stat: (path) => files.stat(child(root, path)),
  };
}

/** A file system without files: for schemes that nobody can read, only what is open exists. */
export const NO_FILES: UriFileSystem = {
  read: async () => undefined,
  list: async () => undefined,
  stat: async () => undefined,
};
