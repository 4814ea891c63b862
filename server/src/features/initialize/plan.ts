import { ENVIRONMENT_FILES, folderOf, join, type Repository } from '../../binder/index.ts';
import type { BinderDirectory, InitialFile, InitializeChoice } from './choice.ts';
import { initialFiles } from './files.ts';

/** What beginning a repository makes, and what it leaves alone. */
export interface InitializePlan {
  readonly directory: BinderDirectory;
  /** Files that do not exist. */
  readonly creates: readonly InitialFile[];
  /** Files that exist already and stay as they are. */
  readonly leaves: readonly InitialFile[];
  /** What a person has to know besides; whole sentences. */
  readonly notes: readonly string[];
}

/** Plans the files of a repository that begins. Never replaces a file, and never makes a second binder directory. */
export function planInitialize(repository: Repository, choice: InitializeChoice): InitializePlan {
  const directory = directoryFor(repository, choice);
  const files = initialFiles(choice.cluster, directory);
  // A folder or a link at the place of a file is no room for one either.
  const there = (file: InitialFile) => repository.entry(file.path) !== 'missing';
  const blocked = blockedFolders(repository, files);
  return {
    directory,
    creates: files.filter((file) => !there(file) && !blocked.includes(folderOf(file.path))),
    leaves: files.filter(there),
    notes: [
      ...blocked.map((path) => `\`${path}\` cannot be made: a file stands in its way.`),
      ...notes(repository, choice, directory),
    ],
  };
}

/** The places to choose from: the usual one first. One alone where the repository has decided already. */
export function placesFor(repository: Repository): readonly BinderDirectory[] {
  const present = presentDirectory(repository);
  if (present !== undefined) return [present];
  return hasFilesInRoot(repository) ? ['', 'binder', '.binder'] : ['binder', '.binder'];
}

function directoryFor(repository: Repository, choice: InitializeChoice): BinderDirectory {
  const [usual = 'binder'] = placesFor(repository);
  // Both folders together end the build (repo2docker buildpacks/base.py, binder_dir).
  return presentDirectory(repository) ?? choice.directory ?? usual;
}

function presentDirectory(repository: Repository): BinderDirectory | undefined {
  const { configDirectory } = repository;
  return configDirectory === 'binder' || configDirectory === '.binder' ? configDirectory : undefined;
}

/** Files of repo2docker in the root, which stop counting as soon as there is a binder directory. */
function hasFilesInRoot(repository: Repository): boolean {
  return rootFiles(repository).length > 0;
}

function rootFiles(repository: Repository): string[] {
  const names = [...ENVIRONMENT_FILES, 'Dockerfile', 'postBuild', 'start', 'apt.txt'];
  return names.filter((name) => repository.entry(name) === 'file');
}

function notes(repository: Repository, choice: InitializeChoice, directory: BinderDirectory): string[] {
  const said: string[] = [];
  if (repository.hasBothConfigDirectories)
    said.push('`binder/` and `.binder/` both exist, and Binder refuses that; one of them has to go.');
  if (choice.directory !== undefined && choice.directory !== directory)
    said.push(
      `\`${directory}/\` exists already, so the files belong there: Binder refuses two such folders.`,
    );
  if (directory !== '' && presentDirectory(repository) === undefined) {
    const ignored = rootFiles(repository);
    if (ignored.length > 0)
      said.push(
        `With \`${directory}/\` in place, Binder no longer reads ${list(ignored)} in the root; what ${ignored.length === 1 ? 'it holds' : 'they hold'} belongs in \`${directory}/\`.`,
      );
  }
  const dockerfile = join(directory, 'Dockerfile');
  if (repository.entry(dockerfile) === 'file')
    said.push(`\`${dockerfile}\` takes the place of the other files: Binder builds from it alone.`);
  return said;
}

/** Folders at whose place, or above it, a file stands. */
function blockedFolders(repository: Repository, files: readonly InitialFile[]): string[] {
  const isBlocked = (folder: string): boolean =>
    folder !== '' && (repository.entry(folder) === 'file' || isBlocked(folderOf(folder)));
  return [...new Set(files.map((file) => folderOf(file.path)))].filter(isBlocked);
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
