import type { Repository } from '../binder/index.ts';

/** What builds the image beside the files of the repository. */
interface Builders {
  /** Texts of postBuild and Dockerfiles. */
  readonly texts: readonly string[];
  /** Folders of submodules; undefined while they are not known. */
  readonly submodules: readonly string[] | undefined;
}

function buildersOf(repository: Repository): Builders {
  const files = [...repository.filesOf('post-build'), ...repository.filesOf('dockerfile')];
  const texts = files.map(({ source }) => source.text);
  const modules = repository.text('.gitmodules');
  if (modules === 'unknown') return { texts, submodules: undefined };
  if (typeof modules === 'string') return { texts, submodules: [] };
  const paths = modules.text.matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S+)[ \t\r]*$/gm);
  return { texts, submodules: [...paths].map(([, path = '']) => path) };
}

/**
 * Whether a file or folder that the repository does not hold may be there at launch all the same: postBuild or a
 * Dockerfile names it, or a folder above it that is missing too, or it lies in a submodule.
 */
export function mayBeBuilt(repository: Repository, path: string): boolean {
  const { texts, submodules } = repository.derive(buildersOf);
  if (submodules === undefined) return true;
  if (submodules.some((folder) => path === folder || path.startsWith(`${folder}/`))) return true;
  return texts.length > 0 && missingNames(repository, path).some((name) => texts.some(names(name)));
}

/** How many characters `mayBeBuilt` may look through. */
export function buildersSize(repository: Repository): number {
  return repository.derive(buildersOf).texts.reduce((size, { length }) => size + length, 0);
}

/** A text of all that `mayBeBuilt` looks at: where it is the same, so are the answers. */
export function buildersText(repository: Repository): string {
  const { texts, submodules } = repository.derive(buildersOf);
  return texts.length === 0 && submodules?.length === 0 ? '' : JSON.stringify([texts, submodules]);
}

/** The names in a path that lead out of what the repository holds. */
function missingNames(repository: Repository, path: string): readonly string[] {
  const parts = path.split('/');
  const from = parts.findIndex((_, i) => repository.entry(parts.slice(0, i + 1).join('/')) === 'missing');
  return parts.slice(Math.max(from, 0));
}

/** Whether a text holds a name, and not only as a part of a longer word. */
function names(name: string): (text: string) => boolean {
  return (text) => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (!/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + name.length] ?? '')) return true;
    return false;
  };
}
