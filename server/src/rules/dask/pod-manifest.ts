import { type DaskSetting, daskSettings, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { nodeAt, pairOf, resolved, type YamlDocument } from '../../yaml/index.ts';

/** The keys at the top of a Pod. */
const TOP: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);

/** Whether a document is a Pod: by its kind, or by metadata and spec at its top. */
export function isPodManifest(document: YamlDocument): boolean {
  const kind = nodeAt(document.root, ['kind']);
  const named = kind === undefined ? undefined : resolved(kind);
  if (named?.kind === 'scalar') return named.text === 'Pod';
  return pairOf(document.root, 'metadata') !== undefined && pairOf(document.root, 'spec') !== undefined;
}

/** The keys of a Pod at the top of the files that Dask reads as configuration, by file. */
export function podManifestKeys(repository: Repository): ReadonlyMap<RepositoryFile, readonly DaskSetting[]> {
  const keys = new Map<RepositoryFile, DaskSetting[]>();
  for (const setting of repository.derive(daskSettings)) {
    const { path, file, document } = setting;
    if (path.length !== 1 || !TOP.has(path[0] ?? '') || !isPodManifest(document)) continue;
    const known = keys.get(file);
    if (known === undefined) keys.set(file, [setting]);
    else known.push(setting);
  }
  return keys;
}
