import { DASK_FOLDERS, folderOf, nameOf, type Repository, type RepositoryFile } from '../binder/index.ts';
import { isShell } from '../shell/index.ts';

/**
 * How comments are told from content in a file:
 * - `yaml`, `shell`: by the reader of the language
 * - `lines`: a comment is a line that begins with `#`
 * - `head`: in no known language; only the lines before the first content are looked at
 */
export type CommentLanguage = 'yaml' | 'shell' | 'lines' | 'head';

/** Undefined for files in which no comment is possible. */
export function commentLanguage(repository: Repository, file: RepositoryFile): CommentLanguage | undefined {
  const name = nameOf(file.path);
  const is = (...roles: readonly string[]) => file.roles.some((role) => roles.includes(role));
  if (file.binary || name.endsWith('.json')) return undefined;
  if (is('start', 'ignored-start', 'post-build') || /^(?:start\.sh|Start|startup)$/.test(name))
    return isShell(repository.script(file)) ? 'shell' : 'head';
  if (is('dockerfile') || name.endsWith('.txt')) return 'lines';
  if (/\.ya?ml$/.test(name) || DASK_FOLDERS.some((folder) => folder === folderOf(file.path))) return 'yaml';
  return 'head';
}
