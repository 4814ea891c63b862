import type { Era } from '../dask/index.ts';
import { parseScript, type Script } from '../shell/index.ts';
import { SourceText } from '../text/index.ts';
import { parseYaml, type YamlDocument } from '../yaml/index.ts';
import { configDirectoryOf } from './config-directory.ts';
import { agrees } from './content-role.ts';
import type { DirectoryEntry, EntryType } from './file-system.ts';
import { matchesGlob, matchesGlobOrBelow } from './glob.ts';
import {
  type NamedPlace,
  placesInConfiguration,
  placesInDockerfile,
  placesInScript,
} from './named-places.ts';
import { folderOf, join, nameOf, normalize } from './path.ts';
import { eraOf } from './pins.ts';
import { DEFAULT_PROFILE } from './profiles.ts';
import { type Role, rolesOfPlace, SETTINGS_FILE } from './role.ts';
import { NO_SETTINGS, type RepositorySettings, readSettingsFile } from './settings-file.ts';
import { PATH_ROLES } from './settings-keys.ts';

/** A file of a repository with its text and what it is for. */
export interface RepositoryFile {
  /** Relative to the binder root. */
  readonly path: string;
  readonly source: SourceText;
  readonly roles: readonly Role[];
  /** Bytes that are no UTF-8 text, or a NUL: the text is then only an approximation. */
  readonly binary: boolean;
  /** Whether the settings ask for silence about it; what it holds still counts. */
  readonly ignored: boolean;
}

/** What is known of the files of one binder root at one moment. */
export interface Snapshot {
  /** Folders that were listed; undefined for those that do not exist. */
  readonly listings: ReadonlyMap<string, readonly DirectoryEntry[] | undefined>;
  /** Single paths that were asked for outside the listed folders. */
  readonly entries: ReadonlyMap<string, EntryType | undefined>;
  /** Files that were read; undefined for those that could not be. */
  readonly texts: ReadonlyMap<string, LoadedText | undefined>;
}

export interface LoadedText {
  readonly source: SourceText;
  readonly binary: boolean;
}

/** Models of texts, kept as long as the text itself. */
export interface Models {
  yaml(source: SourceText): YamlDocument;
  script(source: SourceText): Script;
  /** A text that is no file, such as that of a file after a launch; the same one for the same text. */
  made(path: string, text: string): SourceText;
  /** What somebody keeps from one state of the repository to the next, under a name of their own. */
  kept<T>(name: string, make: () => T): T;
}

/** What the caller knows beyond the files. */
export interface RepositoryOptions {
  /** Whether `target` and `launch` win over the repository's own settings: a command line's do, an editor's do not. */
  readonly over?: boolean;
  /** Versions that win over the pins, by package. */
  readonly target?: Readonly<Record<string, string>>;
  /** What the settings of a folder around the repository ask for silence about. */
  readonly ignored?: ((path: string) => boolean) | undefined;
  /** Where the values of the simulated launch come from. */
  readonly launch?: LaunchSettings;
}

export interface LaunchSettings {
  /** The name of a built-in profile; the default one when empty. */
  readonly profile: string;
  /** Values that win over those of the profile; null: known to be unset. */
  readonly env: Readonly<Record<string, string | null>>;
}

/**
 * One Binder repository, immutable: what rules, the simulation and the features look at.
 *
 * Everything is known from the snapshot. What a question needs beyond it is noted in `wanted`; the loader
 * fetches that and asks again, so that the questions themselves stay synchronous and pure.
 */
export class Repository {
  readonly configDirectory: string;
  /** Whether `binder/` and `.binder/` both exist, which repo2docker refuses. */
  readonly hasBothConfigDirectories: boolean;
  readonly files: readonly RepositoryFile[];
  /** What `.pangeo-binder.yaml` says. */
  readonly settings: RepositorySettings;
  /** What the caller and the settings say together. */
  readonly options: RepositoryOptions;
  readonly #names = new Map<readonly DirectoryEntry[], ReadonlyMap<string, DirectoryEntry>>();
  readonly #namedPlaces: readonly NamedPlace[];
  readonly #byPath: ReadonlyMap<string, RepositoryFile>;
  readonly #wantedEntries = new Set<string>();
  readonly #wantedTexts = new Set<string>();
  readonly #wantedFolders = new Set<string>();
  readonly #derived = new Map<unknown, unknown>();

  constructor(
    readonly snapshot: Snapshot,
    readonly models: Models,
    options: RepositoryOptions = {},
    readonly revision = 0,
  ) {
    this.settings = settingsOf(snapshot, models);
    this.options = combined(options, this.settings);
    const { paths, ignore } = this.settings;
    const found = configDirectoryOf(snapshot.listings.get('') ?? []);
    this.configDirectory = found.directory;
    this.hasBothConfigDirectories = found.both;
    const files: RepositoryFile[] = [];
    const agreed = (path: string, loaded: LoadedText): Role[] =>
      rolesOfPlace(path, this.configDirectory)
        .filter(({ role, certain }) => certain || agrees(role, loaded.source, models))
        .map(({ role }) => role);
    const texts = [...snapshot.texts].flatMap(([path, loaded]) =>
      loaded === undefined ? [] : [{ path, loaded, roles: agreed(path, loaded) }],
    );
    const named = texts.flatMap(({ loaded, roles }) => placesIn(loaded, roles, models));
    this.#namedPlaces = named;
    for (const { path, loaded, roles } of texts) {
      for (const place of named) {
        if (!roles.includes(place.role) && isAt(path, place) && agrees(place.role, loaded.source, models))
          roles.push(place.role);
      }
      // A Pod and Dask's sections pasted into one file are both.
      if (
        roles.includes('pod-template') &&
        !roles.includes('dask-config') &&
        agrees('dask-config', loaded.source, models)
      )
        roles.push('dask-config');
      for (const role of PATH_ROLES) {
        if (!roles.includes(role) && paths[role].some((glob) => matchesGlob(glob, path))) roles.push(role);
      }
      if (roles.includes('start') && roles.includes('ignored-start'))
        roles.splice(roles.indexOf('ignored-start'), 1);
      const ignored =
        ignore.some((glob) => matchesGlobOrBelow(glob, path)) || options.ignored?.(path) === true;
      files.push({ path, source: loaded.source, binary: loaded.binary, roles, ignored });
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    this.files = files;
    this.#byPath = new Map(files.map((file) => [file.path, file]));
  }

  /** Files and folders that scripts and configurations name as those of Dask. */
  get namedPlaces(): readonly NamedPlace[] {
    return this.#namedPlaces;
  }

  /** Paths whose existence, texts and listings were asked for and are not in the snapshot. */
  get wanted(): {
    readonly entries: ReadonlySet<string>;
    readonly texts: ReadonlySet<string>;
    readonly folders: ReadonlySet<string>;
  } {
    return { entries: this.#wantedEntries, texts: this.#wantedTexts, folders: this.#wantedFolders };
  }

  /** The versions of Dask's packages that this repository gets. */
  get era(): Era {
    return this.derive(eraOf);
  }

  /** What a function makes of this repository, computed once: the simulation of the launch, the settings of all files. */
  derive<T>(compute: (repository: Repository) => T): T {
    if (!this.#derived.has(compute)) this.#derived.set(compute, compute(this));
    return this.#derived.get(compute) as T;
  }

  filesOf(role: Role): readonly RepositoryFile[] {
    return this.files.filter((file) => file.roles.includes(role));
  }

  /** The script that runs at launch; undefined when there is none. */
  get startScript(): RepositoryFile | undefined {
    const usual = this.file(join(this.configDirectory, 'start'));
    return usual?.roles.includes('start') === true ? usual : this.filesOf('start')[0];
  }

  file(path: string): RepositoryFile | undefined {
    return this.#byPath.get(path);
  }

  /**
   * What stands at a path. `unknown`: not in the snapshot, noted as wanted; `outside`: above the root.
   */
  entry(path: string): EntryType | 'missing' | 'unknown' | 'outside' {
    const normal = normalize(path);
    if (normal === undefined) return 'outside';
    if (normal === '') return 'directory';
    const folder = folderOf(normal);
    if (this.snapshot.listings.has(folder)) {
      const listing = this.snapshot.listings.get(folder);
      return (
        (listing === undefined ? undefined : this.#byName(listing).get(nameOf(normal))?.type) ?? 'missing'
      );
    }
    if (this.snapshot.entries.has(normal)) return this.snapshot.entries.get(normal) ?? 'missing';
    this.#wantedEntries.add(normal);
    return 'unknown';
  }

  /** What is in a folder; `unknown`: not in the snapshot, noted as wanted; undefined: there is no such folder. */
  list(folder: string): readonly DirectoryEntry[] | 'unknown' | undefined {
    if (this.snapshot.listings.has(folder)) return this.snapshot.listings.get(folder);
    for (let above = folderOf(folder); folder !== ''; above = folderOf(above)) {
      const listing = this.snapshot.listings.get(above);
      if (this.snapshot.listings.has(above)) {
        const name = folder.slice(above === '' ? 0 : above.length + 1).split('/', 1)[0];
        if (listing?.find((entry) => entry.name === name)?.type !== 'directory') return undefined;
        break;
      }
      this.#wantedFolders.add(above);
      if (above === '') break;
    }
    this.#wantedFolders.add(folder);
    return 'unknown';
  }

  /** What stands at a path below the root, as the listing of its folder tells it. Links are not followed. */
  listed(path: string): DirectoryEntry | 'missing' | 'unknown' {
    const listing = this.list(folderOf(path));
    if (listing === 'unknown') return 'unknown';
    return listing === undefined ? 'missing' : (this.#byName(listing).get(nameOf(path)) ?? 'missing');
  }

  /** The entries of a listing by their names. */
  #byName(listing: readonly DirectoryEntry[]): ReadonlyMap<string, DirectoryEntry> {
    let names = this.#names.get(listing);
    if (names === undefined) {
      names = new Map(listing.map((entry) => [entry.name, entry]));
      this.#names.set(listing, names);
    }
    return names;
  }

  /**
   * The text of any file. `missing`: there is none; `binary`: no text; `unknown`: noted as wanted.
   */
  text(path: string): SourceText | 'missing' | 'binary' | 'unknown' {
    const normal = normalize(path);
    if (normal === undefined) return 'missing';
    if (this.snapshot.texts.has(normal)) {
      const loaded = this.snapshot.texts.get(normal);
      if (loaded === undefined) return 'missing';
      return loaded.binary ? 'binary' : loaded.source;
    }
    const entry = this.entry(normal);
    if (entry === 'missing' || entry === 'directory' || entry === 'outside') return 'missing';
    if (entry !== 'unknown') this.#wantedTexts.add(normal);
    return 'unknown';
  }

  /**
   * The same repository with some texts in the place of its own.
   * @param kept what was derived from this repository and holds for the other one too
   */
  withTexts(
    changed: ReadonlyMap<string, LoadedText>,
    kept: readonly ((repository: Repository) => unknown)[],
  ): Repository {
    const texts = new Map([...this.snapshot.texts, ...changed]);
    const other = new Repository({ ...this.snapshot, texts }, this.models, this.options, this.revision);
    for (const compute of kept) other.#derived.set(compute, this.derive(compute));
    return other;
  }

  yaml(file: RepositoryFile): YamlDocument {
    return this.models.yaml(file.source);
  }

  script(file: RepositoryFile): Script {
    return this.models.script(file.source);
  }
}

function placesIn({ source, binary }: LoadedText, roles: readonly Role[], models: Models): NamedPlace[] {
  if (binary) return [];
  if (roles.includes('start') || roles.includes('post-build')) return placesInScript(models.script(source));
  if (roles.includes('dockerfile')) return placesInDockerfile(source);
  return roles.includes('dask-config') ? placesInConfiguration(models.yaml(source).root) : [];
}

/** Whether a path is the place, or a YAML file in it. */
function isAt(path: string, place: NamedPlace): boolean {
  return path === place.path || (folderOf(path) === place.path && /\.ya?ml$/.test(path));
}

function settingsOf(snapshot: Snapshot, models: Models): RepositorySettings {
  const loaded = snapshot.texts.get(SETTINGS_FILE);
  return loaded === undefined || loaded.binary ? NO_SETTINGS : readSettingsFile(models.yaml(loaded.source));
}

/** The caller's wishes with those of the settings, one by one; which of two wins is said by the caller. */
function combined(options: RepositoryOptions, { target, launch }: RepositorySettings): RepositoryOptions {
  const layer = <T>(own: Readonly<Record<string, T>>, given: Readonly<Record<string, T>> | undefined) =>
    options.over === true ? { ...own, ...given } : { ...given, ...own };
  const isLaunchSet = launch.profile !== undefined || Object.keys(launch.env).length > 0;
  const given = options.launch?.profile ?? '';
  const profile =
    options.over === true && given !== ''
      ? given
      : (launch.profile ?? (given === '' ? DEFAULT_PROFILE : given));
  return {
    ...options,
    ...(Object.keys(target).length === 0 ? {} : { target: layer(target, options.target) }),
    ...(isLaunchSet ? { launch: { profile, env: layer(launch.env, options.launch?.env) } } : {}),
  };
}

/** Models that remember what they made of a text for as long as the text is in use. */
export class ModelCache implements Models {
  readonly #yaml = new WeakMap<SourceText, YamlDocument>();
  readonly #scripts = new WeakMap<SourceText, Script>();
  /** The last text of each name that is no file. */
  readonly #made = new Map<string, SourceText>();
  readonly #kept = new Map<string, unknown>();
  /** Texts that take the place of earlier ones of which there is a model. */
  readonly #followed = new WeakMap<SourceText, SourceText>();

  yaml(source: SourceText): YamlDocument {
    let document = this.#yaml.get(source);
    if (document === undefined) {
      document = parseYaml(source);
      this.#yaml.set(source, document);
    }
    return document;
  }

  script(source: SourceText): Script {
    let script = this.#scripts.get(source);
    if (script === undefined) {
      const earlier = this.#followed.get(source);
      script = parseScript(source, earlier && this.#scripts.get(earlier));
      if (earlier !== undefined) this.#scripts.delete(earlier);
      this.#followed.delete(source);
      this.#scripts.set(source, script);
    }
    return script;
  }

  /**
   * Says that a text takes the place of another one for good: the model of that is used for the new one, and what was
   * made from it must not be asked any more.
   */
  follow(source: SourceText, earlier: SourceText): void {
    if (this.#scripts.has(earlier)) this.#followed.set(source, earlier);
  }

  kept<T>(name: string, make: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    return this.#kept.get(name) as T;
  }

  made(path: string, text: string): SourceText {
    const known = this.#made.get(path);
    if (known?.text === text) return known;
    const source = new SourceText(path, text);
    this.#made.set(path, source);
    return source;
  }
}
