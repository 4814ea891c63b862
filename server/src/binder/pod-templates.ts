import type { YamlDocument, YamlNode, YamlPair } from '../yaml/index.ts';
import { daskSettings } from './dask-settings.ts';
import type { Repository, RepositoryFile } from './repository.ts';

/** A Pod that dask-kubernetes makes workers or the scheduler from. */
export interface PodTemplate {
  readonly file: RepositoryFile;
  readonly document: YamlDocument;
  readonly purpose: 'worker' | 'scheduler';
  /** The key that holds it; undefined when the whole file is the Pod. */
  readonly pair: YamlPair | undefined;
  /** The Pod itself; a scalar of type null for a key without value. */
  readonly node: YamlNode;
}

const KEYS: Readonly<Record<string, PodTemplate['purpose']>> = {
  'kubernetes.worker-template': 'worker',
  'kubernetes.scheduler-template': 'scheduler',
};

/** All pod templates of a repository, in the order of files. */
export function podTemplates(repository: Repository): readonly PodTemplate[] {
  const inConfigurations = repository
    .derive(daskSettings)
    .flatMap(({ file, document, pair, status }): PodTemplate[] => {
      const key = 'key' in status ? status.key?.key : undefined;
      const purpose = key === undefined ? undefined : KEYS[key];
      return purpose === undefined ? [] : [{ file, document, purpose, pair, node: pair.value }];
    });
  const files = repository.filesOf('pod-template').flatMap((file): PodTemplate[] => {
    if (file.binary) return [];
    const document = repository.yaml(file);
    return document.root === undefined
      ? []
      : [{ file, document, purpose: 'worker', pair: undefined, node: document.root }];
  });
  return [...inConfigurations, ...files];
}
