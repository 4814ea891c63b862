import type { Repository, RepositoryFile } from '../../binder/index.ts';
import type { YamlDocument } from '../../yaml/index.ts';

export interface YamlFile {
  readonly file: RepositoryFile;
  readonly document: YamlDocument;
}

/** The YAML files that Dask or dask-kubernetes reads. */
export function yamlFiles(repository: Repository): readonly YamlFile[] {
  return repository.files
    .filter(
      (file) => !file.binary && (file.roles.includes('dask-config') || file.roles.includes('pod-template')),
    )
    .map((file) => ({ file, document: repository.yaml(file) }));
}
