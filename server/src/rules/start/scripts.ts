import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type HandOvers, handOvers } from '../../launch/index.ts';
import type { Script, Statement } from '../../shell/index.ts';
import { pathInRepository } from './repository-path.ts';

/** A start script that bash or sh runs, with its syntax and the ways in which it hands over. */
export interface StartScript {
  readonly file: RepositoryFile;
  readonly script: Script;
  /** What stands before the place where bash certainly stops reading. */
  readonly statements: readonly Statement[];
  readonly handOvers: HandOvers;
}

/** Every start script, ignored ones and those in other languages included. */
export function startFiles(repository: Repository): readonly RepositoryFile[] {
  return [...repository.filesOf('start'), ...repository.filesOf('ignored-start')];
}

/** The start scripts of a repository that are shell scripts, ignored ones included. */
export function startScripts(repository: Repository): readonly StartScript[] {
  return repository.derive(readStartScripts);
}

function readStartScripts(repository: Repository): readonly StartScript[] {
  return startFiles(repository)
    .filter((file) => !file.binary && file.source.text.trim() !== '' && isShell(repository.script(file)))
    .map((file) => {
      const script = repository.script(file);
      const broken = script.units.find(({ problem }) => problem !== undefined);
      return {
        file,
        script,
        statements:
          broken === undefined
            ? script.statements
            : script.statements.filter(({ span }) => span.end <= broken.span.start),
        handOvers: handOvers(script, (word) => sourced(repository, pathInRepository(word))),
      };
    });
}

/** The name of the program that reads a script, looked for behind `env`; undefined without a shebang. */
export function interpreterOf({ shebang }: Script): string | undefined {
  if (shebang === undefined) return undefined;
  const program = /(?:^|\/)env$/.test(shebang.interpreter)
    ? (shebang.argument.split(/\s+/).find((word) => !word.startsWith('-') && !word.includes('=')) ?? '')
    : shebang.interpreter;
  return program.slice(program.lastIndexOf('/') + 1);
}

/** No shebang counts as shell: bash itself ran such a file until 2021, and other launchers still do. */
function isShell(script: Script): boolean {
  const name = interpreterOf(script);
  return (
    name === undefined ||
    !/^(?:python|perl|ruby|node|Rscript|fish|tcsh|csh|awk|pwsh|xonsh|lua|julia)[\d.]*$/.test(name)
  );
}

function sourced(repository: Repository, path: string | undefined): Script | undefined {
  if (path === undefined) return undefined;
  const text = repository.text(path);
  return typeof text === 'string' ? undefined : repository.models.script(text);
}
