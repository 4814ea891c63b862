import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type HandOvers, handOvers } from '../../launch/index.ts';
import type { Script } from '../../shell/index.ts';
import { pathInRepository } from './repository-path.ts';

/** A start script that bash or sh runs, with its syntax and the ways in which it hands over. */
export interface StartScript {
  readonly file: RepositoryFile;
  readonly script: Script;
  readonly handOvers: HandOvers;
}

/** The start scripts of a repository that are shell scripts, ignored ones included. */
export function startScripts(repository: Repository): readonly StartScript[] {
  return repository.derive(readStartScripts);
}

function readStartScripts(repository: Repository): readonly StartScript[] {
  const files = [...repository.filesOf('start'), ...repository.filesOf('ignored-start')];
  return files
    .filter((file) => !file.binary && file.source.text.trim() !== '' && isShell(repository, file))
    .map((file) => {
      const script = repository.script(file);
      return {
        file,
        script,
        handOvers: handOvers(script, (word) => sourced(repository, pathInRepository(word))),
      };
    });
}

/** No shebang counts as shell: bash itself ran such a file until 2021, and other launchers still do. */
function isShell(repository: Repository, file: RepositoryFile): boolean {
  const { shebang } = repository.script(file);
  if (shebang === undefined) return true;
  const program = /(?:^|\/)env$/.test(shebang.interpreter)
    ? (shebang.argument.split(/\s+/).find((word) => !word.startsWith('-')) ?? '')
    : shebang.interpreter;
  return !/(?:python|perl|ruby|node|Rscript|fish|tcsh|csh|awk|pwsh|xonsh|lua|julia)[\d.]*$/.test(program);
}

function sourced(repository: Repository, path: string | undefined): Script | undefined {
  if (path === undefined) return undefined;
  const text = repository.text(path);
  return typeof text === 'string' ? undefined : repository.models.script(text);
}
