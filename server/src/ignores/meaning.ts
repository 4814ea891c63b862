import type { Repository, RepositoryFile } from '../binder/index.ts';
import { doesTheSame } from '../shell/index.ts';
import type { TextEdit } from '../text/index.ts';
import { saysTheSame } from '../yaml/index.ts';
import { commentLanguage } from './language.ts';

/** Whether a file means the same after edits that are to touch comments only. Each is tried and read again. */
export function keepsMeaning(
  repository: Repository,
  file: RepositoryFile,
  edits: readonly TextEdit[],
): boolean {
  switch (commentLanguage(repository, file)) {
    case 'yaml':
      return saysTheSame(repository.yaml(file), edits);
    case 'shell':
      return doesTheSame(repository.script(file), edits);
    // Lines that begin with `#` mean nothing in a Dockerfile and in requirements.txt.
    case 'lines':
      return true;
    default:
      return false;
  }
}
