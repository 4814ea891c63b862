import type { Repository } from '../../binder/index.ts';
import type { SourceText } from '../../text/index.ts';

/** The text that people see first, where badges stand. */
const NAMES = ['README.md', 'README.rst', 'Readme.md', 'readme.md', 'binder/README.md', '.binder/README.md'];

export interface Readme {
  readonly path: string;
  readonly source: SourceText;
}

/** Readmes of a repository that is meant for Binder; none of one that has no files for it. */
export function readmes(repository: Repository): readonly Readme[] {
  const isBinder =
    repository.configDirectory !== '' ||
    repository.startScript !== undefined ||
    repository.filesOf('environment').length > 0 ||
    repository.filesOf('dask-config').length > 0;
  if (!isBinder) return [];
  return NAMES.flatMap((path) => {
    const source = repository.text(path);
    return typeof source === 'string' ? [] : [{ path, source }];
  });
}
