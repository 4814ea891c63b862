import type { Content, FilesAfter } from '../launch/index.ts';
import type { LookedAt } from './read-order.ts';

/** The root of the repository and the user's home (repo2docker: REPO_DIR is HOME). */
const HOME = '/home/jovyan';

/** What Dask finds at one of its places: a file to read, or the reason why there is none. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly doubt: string | undefined }
  | { readonly kind: 'nothing'; readonly note: string | undefined }
  | { readonly kind: 'unknown'; readonly note: string | undefined };

/** dask/config.py, collect_yaml: a folder's files by their endings, anything else as it is. */
export function filesAt(place: LookedAt, files: FilesAfter): readonly Found[] {
  const { doubt } = place;
  if (place.path === undefined)
    return [{ kind: 'unknown', note: doubt === undefined ? IMAGE : `${doubt} is not known` }];
  if (place.path === '') return [{ kind: 'nothing', note: 'the variable is empty' }];
  // The process of a notebook starts in the folder of the notebook.
  const path = place.path.startsWith('/') ? place.path : `${HOME}/${place.path}`;
  const found = files.at(path);
  const made = files.made(found.path);
  switch (found.content.kind) {
    case 'absent':
      return [doubt === undefined ? { kind: 'nothing', note: undefined } : { kind: 'unknown', note: doubt }];
    case 'text':
      return place.alone
        ? [{ kind: 'file', path: found.path, doubt }]
        : [{ kind: 'nothing', note: 'it is a file' }];
    case 'directory': {
      const names = files.names(found.path);
      const inside = configurationsIn(found.path, names ?? made, doubt);
      if (names === undefined) return [{ kind: 'unknown', note: noteOf(found) }, ...inside];
      return inside.length === 0 ? [{ kind: 'nothing', note: 'no configuration is in it' }] : inside;
    }
    default:
      // What the script put into a folder of the image is known; what else is there is not.
      return [{ kind: 'unknown', note: noteOf(found) }, ...configurationsIn(found.path, made, doubt)];
  }
}

const IMAGE = 'it belongs to the image, which is not looked into';

function noteOf({ path, content }: { readonly path: string; readonly content: Content }): string {
  if (repositoryPath(path) === undefined) return IMAGE;
  return content.kind === 'unknown' ? `${content.reason} decides` : 'which files are in it is not known';
}

function configurationsIn(folder: string, names: readonly string[], doubt: string | undefined): Found[] {
  return names
    .filter((name) => /\.(?:json|ya?ml)$/i.test(name))
    .sort(byCodePoints)
    .map((name) => ({ kind: 'file', path: `${folder}/${name}`, doubt }));
}

/** As Python compares texts. */
function byCodePoints(a: string, b: string): number {
  const left = Array.from(a, (one) => one.codePointAt(0) ?? 0);
  const right = Array.from(b, (one) => one.codePointAt(0) ?? 0);
  const first = left.findIndex((one, i) => one !== right[i]);
  return first < 0 ? left.length - right.length : (left[first] ?? 0) - (right[first] ?? -1);
}

/** The path in the repository of an absolute one; undefined outside of it. */
export function repositoryPath(path: string): string | undefined {
  return path.startsWith(`${HOME}/`) ? path.slice(HOME.length + 1) : undefined;
}

/** A path as people know it: in the repository, else absolute. */
export function pathName(path: string): string {
  return repositoryPath(path) ?? path;
}
