import type { Repository } from '../../binder/index.ts';
import { capitalWords, isPlaceholder } from '../../rules/index.ts';

/** A name in a file that something has to fill. */
export interface OfferedToken {
  readonly token: string;
  readonly path: string;
}

/** The pattern of an `s` command that is being typed: `s|WORKER`. */
const PATTERN = /(?:^|["';{\s])s([|#,/:@!~%])([^\\|#,/:@!~%"';&]*)$/;

/** What is typed of the pattern of a sed; undefined elsewhere. */
export function patternTyped(word: string): string | undefined {
  return PATTERN.exec(word)?.[2];
}

/** Names to be filled in, of the files that a sed may be meant for: templates, configurations, workspaces. */
export function tokensOffered(repository: Repository): readonly OfferedToken[] {
  const found: OfferedToken[] = [];
  const seen = new Set<string>();
  for (const path of templatePaths(repository)) {
    const source = repository.text(path);
    if (typeof source === 'string') continue;
    for (const token of capitalWords(source.text.slice(0, LONGEST))) {
      if (!isPlaceholder(token) || seen.has(token)) continue;
      seen.add(token);
      found.push({ token, path });
    }
  }
  return found;
}

/** Files longer than this are no templates. */
const LONGEST = 200_000;

function templatePaths(repository: Repository): readonly string[] {
  const known = repository.files
    .filter(
      ({ roles, binary }) => !binary && (roles.includes('dask-config') || roles.includes('pod-template')),
    )
    .map(({ path }) => path);
  const directory = repository.configDirectory;
  const listed = ['', directory].flatMap((folder) => {
    const entries = repository.list(folder);
    return entries === undefined || entries === 'unknown'
      ? []
      : entries
          .filter(
            ({ name, type }) =>
              type === 'file' && /\.(?:json|ya?ml|jupyterlab-workspace|template|in)$/.test(name),
          )
          .map(({ name }) => (folder === '' ? name : `${folder}/${name}`));
  });
  return [...new Set([...known, ...listed])].filter((path) => !/environment\.ya?ml$/.test(path));
}
