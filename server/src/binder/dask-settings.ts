import { type KeyInfo, type KeyStatus, statusOfKey } from '../dask/index.ts';
import {
  keyText,
  resolved,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
} from '../yaml/index.ts';
import type { Repository, RepositoryFile } from './repository.ts';

/** One key of a Dask configuration file, and what the repository's versions make of it. */
export interface DaskSetting {
  readonly file: RepositoryFile;
  readonly document: YamlDocument;
  /** The keys from the top, as they are written. */
  readonly path: readonly string[];
  readonly pair: YamlPair;
  readonly status: KeyStatus;
  /** The section around it; absent at the top level. */
  readonly above: DaskSetting | undefined;
}

/** The section that a key is for the repository's versions, also one that a later release takes away. */
export function sectionOf(status: KeyStatus): KeyInfo | undefined {
  if (status.kind === 'section') return status.key;
  return status.kind === 'right-here' && status.key?.section === true ? status.key : undefined;
}

/**
 * Every key of every Dask configuration file, sections before what is in them. What stands below open keys,
 * below pod templates and below keys that nothing reads is not listed: it has no keys of Dask.
 */
export function daskSettings(repository: Repository): readonly DaskSetting[] {
  const settings: DaskSetting[] = [];
  for (const file of repository.filesOf('dask-config')) {
    if (file.binary) continue;
    const document = repository.yaml(file);
    const visit = (node: YamlNode | undefined, above: DaskSetting | undefined): void => {
      const mapping = node === undefined ? undefined : resolved(node);
      if (mapping?.kind !== 'mapping') return;
      for (const pair of pairsOf(mapping)) {
        const key = keyText(pair);
        if (key === undefined) continue;
        const path = [...(above?.path ?? []), key];
        const status = statusOfKey(path, repository.era);
        const setting = { file, document, path, pair, status, above };
        settings.push(setting);
        if (sectionOf(status) !== undefined) visit(pair.value, setting);
      }
    };
    visit(document.root, undefined);
  }
  return settings;
}

/** Merges within merges are followed so far; one that merges itself would never end. */
const MAX_MERGES = 8;

/** The pairs of a mapping, behind them those that it takes in with `<<` and does not set itself. */
function pairsOf(mapping: YamlMapping, depth = 0): readonly YamlPair[] {
  const own: YamlPair[] = [];
  const merged: YamlPair[] = [];
  for (const pair of mapping.pairs) {
    if (keyText(pair) !== '<<') {
      own.push(pair);
      continue;
    }
    const source = resolved(pair.value);
    const sources = source?.kind === 'sequence' ? source.items.map(resolved) : [source];
    for (const one of depth < MAX_MERGES ? sources : [])
      if (one?.kind === 'mapping') merged.push(...pairsOf(one, depth + 1));
  }
  if (merged.length === 0) return own;
  const names = new Set(own.map(keyText));
  const added = merged.filter((pair) => {
    const name = keyText(pair);
    const isNew = !names.has(name);
    names.add(name);
    return isNew;
  });
  return [...own, ...added];
}
