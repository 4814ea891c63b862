import { folderOf, type Repository } from '../../binder/index.ts';

/** A file or folder that may be named. */
export interface OfferedFile {
  readonly name: string;
  readonly folder: boolean;
}

/** Ways to write the root of the repository, in which a start script begins. */
const ROOT = /^(?:["']?(?:\$\{?(?:PWD|HOME|REPO_DIR)\}?|~)\/|["']?\.\/|["'])/;
/** Never named in a start script. */
const HIDDEN = /^(?:\.git|node_modules|__pycache__|\.ipynb_checkpoints)$/;

/**
 * What the repository holds in the folder that is typed so far; empty for folders elsewhere.
 * @param typed the word up to the caret
 * @param start the path of the start script, which nobody names in it
 */
export function filesOffered(
  repository: Repository,
  typed: string,
  start: string,
  foldersOnly: boolean,
): readonly OfferedFile[] {
  const path = typed.replace(ROOT, '');
  if (/[$~'"`\\*?{}[\]<>|;&()]/.test(path) || path.startsWith('/')) return [];
  const folder = folderOf(path);
  const listed = repository.list(folder);
  if (listed === undefined || listed === 'unknown') return [];
  return listed
    .filter(({ name, type }) => !HIDDEN.test(name) && (type === 'directory' || !foldersOnly))
    .filter(({ name }) => (folder === '' ? name : `${folder}/${name}`) !== start)
    .map(({ name, type }) => ({ name, folder: type === 'directory' }));
}

/** Which words of a command name files that have to be there; undefined for other commands. */
export function wantsFile(words: readonly string[]): 'file' | 'folder' | undefined {
  const [command = ''] = words;
  switch (command.replace(/^.*\//, '')) {
    case 'cd':
    case 'pushd':
      return 'folder';
    case 'sed':
      // Behind the script, which is the first word that is no option.
      return words.some((word, i) => i > 0 && (!word.startsWith('-') || words[i - 1] === '-e'))
        ? 'file'
        : undefined;
    case 'jupyter':
      return words.includes('import') && words.includes('workspaces') ? 'file' : undefined;
    case 'source':
    case '.':
    case 'cp':
    case 'mv':
    case 'cat':
    case 'ln':
    case 'chmod':
    case 'bash':
    case 'sh':
    case 'python':
    case 'python3':
    case 'envsubst':
    case '[':
    case '[[':
    case 'test':
      return 'file';
    default:
      return undefined;
  }
}
