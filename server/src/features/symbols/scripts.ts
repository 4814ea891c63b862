import type { Repository, RepositoryFile, Role } from '../../binder/index.ts';

const SCRIPTS: readonly Role[] = ['start', 'ignored-start', 'post-build'];

/** The files that are read as shell scripts, in the order of their paths. */
export function scriptsOf(repository: Repository): readonly RepositoryFile[] {
  return repository.files.filter((file) => isScript(file));
}

export function isScript(file: RepositoryFile): boolean {
  return !file.binary && file.roles.some((role) => SCRIPTS.includes(role)) && !isOfOtherShell(file);
}

/** postBuild, like a start script, may be Python: its first line tells. */
function isOfOtherShell({ source: { text } }: RepositoryFile): boolean {
  const first = /^#![^\n]*/.exec(text)?.[0];
  return first !== undefined && !/\b(?:ba|da|z|k)?sh\b/.test(first);
}
