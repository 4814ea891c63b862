import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type HandOvers, handOvers, readableUnits } from '../../launch/index.ts';
import { isShell, type Script, type Unit } from '../../shell/index.ts';
import { pathInRepository } from './repository-path.ts';

/** A start script that bash or sh runs, with its syntax and the ways in which it hands over. */
export interface StartScript {
  readonly file: RepositoryFile;
  readonly script: Script;
  /** What stands before the place where bash certainly stops reading. */
  readonly units: readonly Unit[];
  readonly handOvers: HandOvers;
}

/** Every start script, ignored ones and those in other languages included. */
export function startFiles(repository: Repository): readonly RepositoryFile[] {
  return [...repository.filesOf('start'), ...repository.filesOf('ignored-start')];
}

/** Whether a script is text to bash: bytes of any encoding are, a NUL is not. */
export function isText({ source }: RepositoryFile): boolean {
  return !source.text.includes('\0');
}

/** The start scripts of a repository that are shell scripts, ignored ones included. */
export function startScripts(repository: Repository): readonly StartScript[] {
  return repository.derive(readStartScripts);
}

function readStartScripts(repository: Repository): readonly StartScript[] {
  return startFiles(repository)
    .filter((file) => isText(file) && file.source.text.trim() !== '' && isShell(repository.script(file)))
    .map((file) => {
      const script = repository.script(file);
      return {
        file,
        script,
        units: readableUnits(script),
        handOvers: handOvers(script, (word) => sourced(repository, pathInRepository(word))),
      };
    });
}

function sourced(repository: Repository, path: string | undefined): Script | undefined {
  if (path === undefined) return undefined;
  const text = repository.text(path);
  return typeof text === 'string' ? undefined : repository.models.script(text);
}
