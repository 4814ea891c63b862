import { folderOf, join } from './path.ts';

export type EntryType = 'file' | 'directory' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  /** Of a symbolic link: what it leads to. */
  readonly type: EntryType;
  /** A symbolic link; walks do not go through it. */
  readonly link?: boolean;
  /** Where a symbolic link leads, as it is written in it; left out where that is not told. */
  readonly target?: string;
  /** Whether the owner may run the file; left out where that is not told. */
  readonly executable?: boolean;
}

/**
 * What the project needs of a file system, below one folder. Paths use `/` and never begin with one; the
 * folder itself is the empty path. What cannot be read counts as absent. Nothing is ever written.
 */
export interface FileSystem {
  read(path: string): Promise<Uint8Array | undefined>;
  list(path: string): Promise<readonly DirectoryEntry[] | undefined>;
  stat(path: string): Promise<EntryType | undefined>;
}

/** A file system in memory, for tests and for texts that come from elsewhere. */
export class MemoryFileSystem implements FileSystem {
  readonly #files = new Map<string, Uint8Array>();
  readonly #folders = new Set<string>(['']);

  /**
   * @param files contents by path; a name that ends in `/` makes an empty folder
   * @param marks what a listing tells of a file beyond its name and type
   */
  constructor(
    files: Readonly<Record<string, string | Uint8Array>>,
    readonly marks: Readonly<Record<string, Pick<DirectoryEntry, 'link' | 'target' | 'executable'>>> = {},
  ) {
    for (const [path, content] of Object.entries(files)) {
      if (path.endsWith('/')) this.#addFolder(path.slice(0, -1));
      else this.write(path, content);
    }
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    this.#addFolder(folderOf(path));
  }

  delete(path: string): void {
    this.#files.delete(path);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#files.get(path);
  }

  async list(path: string): Promise<readonly DirectoryEntry[] | undefined> {
    if (!this.#folders.has(path)) return undefined;
    const entries: DirectoryEntry[] = [];
    for (const file of this.#files.keys()) {
      if (folderOf(file) === path)
        entries.push({
          name: file.slice(path === '' ? 0 : path.length + 1),
          type: 'file',
          ...this.marks[file],
        });
    }
    for (const folder of this.#folders) {
      if (folder !== '' && folderOf(folder) === path)
        entries.push({ name: folder.slice(path === '' ? 0 : path.length + 1), type: 'directory' });
    }
    return entries;
  }

  async stat(path: string): Promise<EntryType | undefined> {
    if (this.#files.has(path)) return 'file';
    return this.#folders.has(path) ? 'directory' : undefined;
  }

  #addFolder(path: string): void {
    for (let folder = path; folder !== ''; folder = folderOf(folder)) this.#folders.add(folder);
  }
}

/** The part of a file system below one of its folders. */
export function below(fileSystem: FileSystem, folder: string): FileSystem {
  if (folder === '') return fileSystem;
  const inside = (path: string) => (path === '' ? folder : join(folder, path));
  return {
    read: (path) => fileSystem.read(inside(path)),
    list: (path) => fileSystem.list(inside(path)),
    stat: (path) => fileSystem.stat(inside(path)),
  };
}
