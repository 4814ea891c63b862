import { folderOf, nameOf } from './path.ts';

/**
 * What a file is for. Decided by its place in the repository, never by a language id; the roles of a template
 * and of a Dask configuration outside the usual folders also need the content to say so.
 */
export type Role =
  /** Read by Dask as configuration, or meant to be. */
  | 'dask-config'
  /** A bare Pod manifest for dask-kubernetes' workers. */
  | 'pod-template'
  /** The script that repo2docker runs before the server. */
  | 'start'
  /** A file named `start` that is never run. */
  | 'ignored-start'
  /** environment.yml, requirements.txt and the like. */
  | 'environment'
  | 'post-build'
  | 'dockerfile'
  /** `.pangeo-binder.yaml` */
  | 'settings';

export const CONFIG_DIRECTORIES = ['binder', '.binder'] as const;

/** Environment files that repo2docker looks for, in its order (buildpacks: conda before pip). */
export const ENVIRONMENT_FILES = ['environment.yml', 'environment.yaml', 'requirements.txt'] as const;

/** Other files by which repo2docker chooses a build pack; their versions are not read. */
export const OTHER_ENVIRONMENT_FILES = [
  'Pipfile',
  'Pipfile.lock',
  'Project.toml',
  'REQUIRE',
  'default.nix',
  'runtime.txt',
  'install.R',
  'DESCRIPTION',
  'setup.py',
  'pyproject.toml',
] as const;

export const SETTINGS_FILE = '.pangeo-binder.yaml';

const YAML = /\.ya?ml$/;

/** Folders of a binder root in which Dask looks, or looked, for every YAML file. */
export const DASK_FOLDERS = ['.dask', '.config/dask'] as const;

/** What the place alone says of a file; `if-content` roles need the content to agree. */
export interface PlaceRole {
  readonly role: Role;
  readonly certain: boolean;
}

/**
 * The roles that the place of a file gives it.
 * @param path relative to the binder root
 * @param configDirectory `binder`, `.binder` or empty for the root
 */
export function rolesOfPlace(path: string, configDirectory: string): readonly PlaceRole[] {
  const folder = folderOf(path);
  const name = nameOf(path);
  const inConfigDirectory = folder === configDirectory;
  const roles: PlaceRole[] = [];
  const add = (role: Role, certain = true) => roles.push({ role, certain });
  if (path === SETTINGS_FILE) add('settings');
  if (name === 'start' && (folder === '' || CONFIG_DIRECTORIES.some((directory) => directory === folder))) {
    add(inConfigDirectory ? 'start' : 'ignored-start');
  }
  if (inConfigDirectory && ENVIRONMENT_FILES.some((file) => file === name)) add('environment');
  if (inConfigDirectory && name === 'postBuild') add('post-build');
  if (inConfigDirectory && name === 'Dockerfile') add('dockerfile');
  if (!YAML.test(name) || roles.length > 0) return roles;
  if (DASK_FOLDERS.some((dask) => dask === folder)) add('dask-config');
  else if (/^dask_config\.ya?ml$/.test(name)) add('dask-config', false);
  else if (
    /^(?:dask\.ya?ml|distributed\.yaml|gateway\.yaml)$/.test(name) &&
    (folder === '' || inConfigDirectory)
  )
    add('dask-config', false);
  if (/^worker-(?:template|spec)/.test(name) || folder === '' || inConfigDirectory)
    add('pod-template', false);
  return roles;
}
