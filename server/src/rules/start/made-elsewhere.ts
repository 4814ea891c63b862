import { nameOf, type Repository } from '../../binder/index.ts';
import { literalText, type Script, type Statement, walkStatements, wordsOf } from '../../shell/index.ts';

/**
 * Whether a file that the repository does not hold may be there at launch all the same: postBuild or the Dockerfile
 * names it, or it lies in a submodule.
 */
export function madeAtBuild(repository: Repository, path: string): boolean {
  const name = nameOf(path);
  const builders = [...repository.filesOf('post-build'), ...repository.filesOf('dockerfile')];
  if (builders.some(({ source }) => source.text.includes(name))) return true;
  const modules = repository.text('.gitmodules');
  if (modules === 'unknown') return true;
  if (typeof modules === 'string') return false;
  return [...modules.text.matchAll(/^\s*path\s*=\s*(\S+)\s*$/gm)].some(([, folder = '']) =>
    path.startsWith(`${folder}/`),
  );
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

/** Whether a script has a word with this text anywhere. */
export function mentions(script: Script, name: string): boolean {
  let found = false;
  walkStatements(
    script,
    (statement: Statement) => {
      if (
        wordsOf(statement).some((word) =>
          (literalText(word) ?? script.source.slice(word.span)).includes(name),
        )
      )
        found = true;
    },
    { substitutions: true },
  );
  return found;
}
