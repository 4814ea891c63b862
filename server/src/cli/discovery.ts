import {
  CONFIG_DIRECTORIES,
  type DirectoryEntry,
  type FileSystem,
  FOREIGN_FOLDERS,
  join,
  SETTINGS_FILE,
} from '../binder/index.ts';

/** A binder root below the checked folder, with the files that only a walk can find. */
export interface FoundRoot {
  /** Relative to the checked folder; empty for the folder itself. */
  readonly root: string;
  /** `dask_config.yaml` and the like outside the usual places, relative to the root. */
  readonly further: readonly string[];
}

const DEPTH = 3;
/** A tree with more folders than this is looked at only in part; three levels of a repository have far fewer. */
const MAX_FOLDERS = 20_000;

/**
 * Finds the binder roots of a checked folder: the folder itself, and each one up to three levels below that
 * holds `binder/`, `.binder/`, `.dask/` or settings of its own. Symbolic links are not followed.
 */
export async function discover(files: FileSystem): Promise<FoundRoot[]> {
  const roots: string[] = [];
  const configurations: string[] = [];
  let seen = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await files.list(folder);
    if (entries === undefined || ++seen > MAX_FOLDERS || isEnvironment(entries)) return;
    if (folder === '' || holdsBinder(entries)) roots.push(folder);
    for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.type === 'file' && /^dask_config\.ya?ml$/.test(entry.name)) configurations.push(path);
      if (
        entry.type === 'directory' &&
        entry.link !== true &&
        depth < DEPTH &&
        !FOREIGN_FOLDERS.has(entry.name)
      )
        await visit(path, depth + 1);
    }
  };
  await visit('', 0);
  return roots.map((root) => ({
    root,
    further: configurations
      .filter((path) => nearestRoot(path, roots) === root)
      .map((path) => (root === '' ? path : path.slice(root.length + 1))),
  }));
}

function holdsBinder(entries: readonly DirectoryEntry[]): boolean {
  return entries.some(({ name, type }) =>
    type === 'directory'
      ? name === '.dask' || CONFIG_DIRECTORIES.some((directory) => directory === name)
      : name === SETTINGS_FILE,
  );
}

/** A conda or virtual environment inside the repository. */
function isEnvironment(entries: readonly DirectoryEntry[]): boolean {
  return entries.some(({ name }) => name === 'conda-meta' || name === 'pyvenv.cfg');
}

function nearestRoot(path: string, roots: readonly string[]): string {
  return (
    roots
      .filter((root) => root === '' || path.startsWith(`${root}/`))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  );
}
