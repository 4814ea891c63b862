import type { DirectoryEntry, EntryType, FileSystem } from './file-system.ts';
import { FOREIGN_FOLDERS } from './foreign-folders.ts';
import { depthOf, folderOfGlob, isPlainPath, matchesGlob } from './glob.ts';
import { decode, type OpenText, openText } from './loaded-text.ts';
import { folderOf, join, nameOf } from './path.ts';
import { type LoadedText, ModelCache, Repository, type RepositoryOptions } from './repository.ts';
import {
  CONFIG_DIRECTORIES,
  DASK_FOLDERS,
  ENVIRONMENT_FILES,
  OTHER_ENVIRONMENT_FILES,
  SETTINGS_FILE,
} from './role.ts';
import { readSettingsFile } from './settings-file.ts';

/** Texts of open editors, by path below the root; they win over the files. */
export interface Overlay {
  get(path: string): OpenText | undefined;
  /** Paths of all open texts below the root. */
  paths(): Iterable<string>;
}

export interface LoaderOptions {
  readonly fileSystem: FileSystem;
  readonly overlay?: Overlay;
  /** Paths beyond the usual places that are to be looked at, such as those a walk of the command line found. */
  readonly further?: readonly string[];
}

/** Files above this size (bytes) are not read: nothing that Binder reads is that long. */
export const MAX_BYTES = 20_000_000;
/** How many folders the globs of the settings may lead to, and how deep. */
const MAX_GLOB_FOLDERS = 2_000;
const MAX_GLOB_DEPTH = 12;
/** How often questions of the rules may lead to further reading before the rest stays unknown. */
const MAX_ROUNDS = 12;

/**
 * Reads what belongs to one binder root and keeps it until told that something changed. Only known places are
 * looked at, and what the rules ask for; nothing is walked.
 */
export class RepositoryLoader {
  readonly #listings = new Map<string, readonly DirectoryEntry[] | undefined>();
  readonly #entries = new Map<string, EntryType | undefined>();
  readonly #files = new Map<string, LoadedText | undefined>();
  /** Texts of open editors by path, so that the same version gives the same object and keeps its models. */
  readonly #open = new Map<string, LoadedText>();
  readonly #models = new ModelCache();
  readonly #named = new Set<string>();
  readonly #asked = { entries: new Set<string>(), texts: new Set<string>(), folders: new Set<string>() };
  #revision = 0;

  constructor(readonly options: LoaderOptions) {}

  /** Forgets what was read of a path and below it, or of everything. */
  invalidate(path?: string): void {
    this.#named.clear();
    if (path === undefined || path === '') {
      this.#listings.clear();
      this.#entries.clear();
      this.#files.clear();
      return;
    }
    for (const known of [this.#files, this.#entries, this.#listings])
      for (const one of known.keys()) if (isWithin(one, path)) known.delete(one);
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      this.#listings.delete(folder);
      if (folder === '') break;
    }
  }

  /**
   * Whether what was read changes with a change on disk: the text of a file that was read, or a name that comes into or
   * goes from a folder that was listed. Most changes in a repository are none of ours.
   */
  concerns(path: string): boolean {
    if (path === '') return true;
    for (const known of [this.#files, this.#entries, this.#listings])
      for (const one of known.keys()) if (isWithin(one, path)) return true;
    for (let below = path; below !== ''; below = folderOf(below)) {
      const listing = this.#listings.get(folderOf(below));
      if (listing === undefined) continue;
      const name = nameOf(below);
      // A name that stands there concerns nobody unless it is this one that goes; whether it does is not asked again.
      return below === path || !listing.some((entry) => entry.name === name);
    }
    return false;
  }

  /**
   * The repository as it is now, complete enough for `visit`: what `visit` asks for beyond the snapshot is
   * read, and `visit` runs again, until nothing is missing.
   * @param overlay texts that win over the files, instead of those of the open editors
   */
  async load<T>(
    options: RepositoryOptions,
    visit: (repository: Repository) => T,
    overlay: Overlay | undefined = this.options.overlay,
  ): Promise<{ readonly repository: Repository; readonly result: T }> {
    await this.#readKnownPlaces();
    await this.#readSettingsPaths(overlay);
    for (let round = 0; ; round++) {
      let repository = this.#build(options, overlay);
      if (await this.#readNamed(repository)) repository = this.#build(options, overlay);
      const result = visit(repository);
      const { entries, texts, folders } = repository.wanted;
      if (entries.size + texts.size + folders.size === 0 || round >= MAX_ROUNDS)
        return { repository, result };
      for (const path of entries) this.#asked.entries.add(path);
      for (const path of texts) this.#asked.texts.add(path);
      for (const path of folders) this.#asked.folders.add(path);
      await this.#readAsked();
    }
  }

  /** Paths on which the last result depends beyond the known places; for watching. */
  get dependencies(): readonly string[] {
    const { entries, texts, folders } = this.#asked;
    return [...new Set([...entries, ...texts, ...folders])].sort();
  }

  #build(options: RepositoryOptions, overlay: Overlay | undefined): Repository {
    const texts = new Map(this.#files);
    for (const path of overlay?.paths() ?? []) {
      const open = this.#openText(path, overlay);
      if (open !== undefined) texts.set(path, open);
    }
    const listings = new Map(this.#listings);
    return new Repository(
      { listings: withOpenFiles(listings, texts), entries: this.#entries, texts },
      this.#models,
      options,
      ++this.#revision,
    );
  }

  #openText(path: string, overlay: Overlay | undefined): LoadedText | undefined {
    const open = overlay?.get(path);
    if (open === undefined) {
      this.#open.delete(path);
      return undefined;
    }
    const known = this.#open.get(path);
    const loaded = openText(path, open, open.decoded === true ? this.#files.get(path) : undefined, known);
    if (loaded === known) return known;
    // Texts of somebody else's are tried, and those of the editors are still there afterwards.
    if (known !== undefined && overlay === this.options.overlay)
      this.#models.follow(loaded.source, known.source);
    this.#open.set(path, loaded);
    return loaded;
  }

  async #readKnownPlaces(): Promise<void> {
    const folders = ['', ...CONFIG_DIRECTORIES, '.config', ...DASK_FOLDERS];
    await Promise.all(folders.map((folder) => this.#list(folder)));
    const wanted = new Set<string>(this.options.further ?? []);
    for (const folder of folders) {
      for (const entry of this.#listings.get(folder) ?? []) {
        if (entry.type === 'file' && isKnownFile(folder, entry.name)) wanted.add(join(folder, entry.name));
      }
    }
    await Promise.all([...wanted].map((path) => this.#read(path)));
  }

  /** Reads what the repository's own settings name. */
  async #readSettingsPaths(overlay: Overlay | undefined): Promise<void> {
    const loaded = this.#openText(SETTINGS_FILE, overlay) ?? this.#files.get(SETTINGS_FILE);
    if (loaded === undefined || loaded.binary) return;
    const { paths } = readSettingsFile(this.#models.yaml(loaded.source));
    const globs = Object.values(paths).flat();
    const budget = { folders: MAX_GLOB_FOLDERS };
    for (const glob of globs) {
      if (isPlainPath(glob)) await this.#read(glob);
      else await this.#readMatches(glob, folderOfGlob(glob), budget);
    }
  }

  /** Reads what scripts and configurations name. Whether there was anything that is not known yet. */
  async #readNamed({ namedPlaces }: Repository): Promise<boolean> {
    let isNew = false;
    for (const { path } of namedPlaces) {
      if (this.#files.has(path) || this.#named.has(path)) continue;
      this.#named.add(path);
      isNew = true;
      await this.#list(path);
      const inside = this.#listings.get(path);
      if (inside === undefined) await this.#read(path);
      for (const { name, type } of inside ?? [])
        if (type === 'file' && /\.ya?ml$/.test(name)) await this.#read(join(path, name));
    }
    return isNew;
  }

  /** Looks through the folders in which a glob can match, the nearest first; not in links, nor in other people's folders. */
  async #readMatches(glob: string, from: string, budget: { folders: number }): Promise<void> {
    const limit = depthOf(glob) ?? MAX_GLOB_DEPTH;
    for (let open = [from]; open.length > 0; ) {
      const deeper: string[] = [];
      for (const folder of open) {
        if (budget.folders-- <= 0) return;
        await this.#list(folder);
        for (const { name, type, link } of this.#listings.get(folder) ?? []) {
          const path = join(folder, name);
          if (type === 'file' && matchesGlob(glob, path)) await this.#read(path);
          if (type === 'directory' && link !== true && !FOREIGN_FOLDERS.has(name)) deeper.push(path);
        }
      }
      open = deeper.filter((path) => path.split('/').length < limit);
    }
  }

  async #readAsked(): Promise<void> {
    await Promise.all([...this.#asked.folders].map((path) => this.#list(path)));
    await Promise.all([...this.#asked.entries].map((path) => this.#stat(path)));
    await Promise.all([...this.#asked.texts].map((path) => this.#read(path)));
  }

  async #list(folder: string): Promise<void> {
    if (this.#listings.has(folder)) return;
    this.#listings.set(folder, await this.options.fileSystem.list(folder));
  }

  async #stat(path: string): Promise<void> {
    if (this.#entries.has(path)) return;
    this.#entries.set(path, await this.options.fileSystem.stat(path));
  }

  async #read(path: string): Promise<void> {
    if (this.#files.has(path)) return;
    const bytes = await this.options.fileSystem.read(path);
    this.#files.set(path, bytes === undefined || bytes.length > MAX_BYTES ? undefined : decode(path, bytes));
  }
}

function isKnownFile(folder: string, name: string): boolean {
  if (DASK_FOLDERS.some((dask) => dask === folder)) return true;
  if (folder === '.config') return false;
  if (['start', 'postBuild', 'Dockerfile', SETTINGS_FILE, ...ENVIRONMENT_FILES].includes(name)) return true;
  if (folder === '' && name === 'README.md') return true;
  if (OTHER_ENVIRONMENT_FILES.some((file) => file === name)) return false;
  return /\.ya?ml$/.test(name) || /^(?:start\.sh|Start|startup)$/.test(name);
}

/** Listings in which files that are open but not yet saved stand too. */
function withOpenFiles(
  listings: Map<string, readonly DirectoryEntry[] | undefined>,
  texts: ReadonlyMap<string, LoadedText | undefined>,
): Map<string, readonly DirectoryEntry[] | undefined> {
  const add = (path: string, type: EntryType): void => {
    const folder = folderOf(path);
    const listing = listings.get(folder);
    const name = path.slice(folder === '' ? 0 : folder.length + 1);
    if (listings.has(folder) && !(listing ?? []).some((entry) => entry.name === name))
      listings.set(folder, [...(listing ?? []), { name, type }]);
    if (folder !== '') add(folder, 'directory');
  };
  for (const [path, loaded] of texts) if (loaded !== undefined) add(path, 'file');
  return listings;
}

/** Whether a path is another one or lies below it. */
function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}
