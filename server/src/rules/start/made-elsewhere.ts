import { nameOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { hubLaunch } from '../../launch/index.ts';

/** Folders with a dot that only the repository brings. */
const OURS: ReadonlySet<string> = new Set(['.dask', '.binder']);

/**
 * A folder or file with a dot that the repository does not have: images and programs make such ones in the home
 * folder, which is the repository's.
 */
export function isOfPrograms(repository: Repository, path: string): boolean {
  const [top = ''] = path.split('/');
  return top.startsWith('.') && !OURS.has(top) && repository.entry(top) === 'missing';
}

/** Places in which a file of the same name may lie, when the path in a script is wrong. */
const FOLDERS = ['', 'binder', '.binder', '.dask', '.config/dask'];

/** The one other place of a repository where a file of this name lies. */
export function elsewhere(repository: Repository, path: string): string | undefined {
  const name = nameOf(path);
  const found = FOLDERS.map((folder) => (folder === '' ? name : `${folder}/${name}`)).filter(
    (other) => other !== path && repository.entry(other) === 'file',
  );
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Whether a program that the script runs before a place may make a file: it names it, or its own text in the repository
 * does. The simulation does not look into programs.
 */
export function madeByScript(
  repository: Repository,
  file: RepositoryFile,
  path: string,
  before: number,
): boolean {
  const name = nameOf(path);
  const [top = ''] = path.split('/');
  const newFolder = path.includes('/') && repository.entry(top) === 'missing';
  return repository.derive(hubLaunch).steps.some((step) => {
    if (step.kind !== 'command' || step.place.path !== file.path || step.place.span.start >= before)
      return false;
    if (step.runs === 'builtin' || step.runs === 'function') return false;
    const text = file.source.slice(step.place.span);
    if (/^(?:cp|mv|rm|mkdir|touch|chmod|ls|echo|cat)$/.test(step.name ?? '')) return false;
    if (text.includes(name) || (newFolder && text.includes(top))) return true;
    return step.files.some(({ path: program, state }) => {
      if (state !== 'file' || program === undefined) return false;
      const own = repository.text(program);
      return own === 'unknown' || (typeof own !== 'string' && own.text.includes(name));
    });
  });
}
