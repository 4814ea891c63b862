import { folderOf, nameOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { chosenLaunch, hubLaunch } from '../../launch/index.ts';
import { pathInRepository, templatePaths } from '../../rules/index.ts';
import { walkStatements, wordsOf } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { isScript } from './scripts.ts';

/** A word that names a file of the repository. */
export interface NamedPath {
  readonly span: Span;
  /** The file, by its path in the repository. */
  readonly target: string;
}

/** No script names more files. */
const MAX_PATHS = 2000;

/** The words of a file that name other files of the repository, in the order of the text. */
export function namedPaths(repository: Repository, file: RepositoryFile): readonly NamedPath[] {
  return repository.derive(collect).get(file.path) ?? [];
}

function collect(repository: Repository): ReadonlyMap<string, readonly NamedPath[]> {
  const found = new Map<string, Map<number, NamedPath>>();
  const add = (path: string, span: Span, target: string | undefined): void => {
    if (target === undefined || target === '' || span.start === span.end || target === path) return;
    if (!isFile(repository, target)) return;
    const own = found.get(path) ?? new Map<number, NamedPath>();
    if (own.size >= MAX_PATHS) return;
    if (!own.has(span.start)) own.set(span.start, { span, target });
    found.set(path, own);
  };
  // What a launch finds at a path counts more than what the word says by itself.
  for (const launch of [repository.derive(hubLaunch), repository.derive(chosenLaunch)]) {
    for (const step of launch.steps) {
      if (step.kind === 'command')
        for (const { path, argument, state } of step.files)
          if (state === 'file') add(step.place.path, argument.word.span, path);
      if (step.kind === 'sed')
        for (const { path, argument, state } of step.operands)
          if (state === 'file' && argument !== undefined) add(step.place.path, argument.word.span, path);
    }
  }
  for (const { path, valueSpan, target } of templatePaths(repository)) add(path, valueSpan, target);
  for (const file of repository.files) {
    if (!isScript(file)) continue;
    walkStatements(
      repository.script(file),
      (statement) => {
        for (const word of wordsOf(statement)) {
          const value = word.assignment?.value;
          const text = value?.kind === 'word' ? value : word;
          if (text === word && word === firstWord(statement) && !file.source.slice(word.span).includes('/'))
            continue;
          add(file.path, text.span, pathInRepository(text));
        }
      },
      { substitutions: true },
    );
  }
  return new Map(
    [...found].map(([path, own]) => [path, [...own.values()].sort((a, b) => a.span.start - b.span.start)]),
  );
}

/** Whether a file is known to be there; a link is no reason to look for more. */
function isFile({ snapshot }: Repository, path: string): boolean {
  const listing = snapshot.listings.get(folderOf(path));
  const listed = listing?.find((entry) => entry.name === nameOf(path))?.type;
  return (listed ?? snapshot.entries.get(path)) === 'file';
}

/** The name of a command is looked for along PATH unless it has a slash. */
function firstWord(statement: Parameters<typeof wordsOf>[0]) {
  return statement.kind === 'command' ? statement.words[0] : undefined;
}
