import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { contains, type Span } from '../../text/index.ts';
import { isScript } from '../symbols/scripts.ts';
import type { Fold, OutlineEntry } from './model.ts';
import { shellFolds, shellOutline, shellSelections } from './shell.ts';
import { yamlFolds, yamlOutline, yamlSelections } from './yaml.ts';

export type { Fold, OutlineEntry };

/** The language that rules the outline of a file; undefined for files that are none of ours. */
export function languageOf(repository: Repository, path: string): 'yaml' | 'shell' | undefined {
  const file = repository.file(path);
  if (file === undefined || file.binary) return undefined;
  if (isScript(file)) return 'shell';
  return file.roles.includes('dask-config') || file.roles.includes('pod-template') ? 'yaml' : undefined;
}

export function outlineOf(repository: Repository, path: string): readonly OutlineEntry[] {
  return byLanguage(
    repository,
    path,
    (file) => yamlOutline(repository.yaml(file)),
    (file) => shellOutline(repository.script(file)),
  );
}

/** Each pair of lines once. */
export function foldsOf(repository: Repository, path: string): readonly Fold[] {
  const folds = byLanguage(
    repository,
    path,
    (file) => yamlFolds(repository.yaml(file)),
    (file) => shellFolds(repository.script(file)),
  );
  const seen = new Set<string>();
  return folds.filter(({ startLine, endLine }) => {
    const key = `${startLine} ${endLine}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** The stretches around an offset, each within the next one; at least the whole text. */
export function selectionsAt(repository: Repository, path: string, offset: number): readonly Span[] {
  const text = repository.file(path)?.source.text ?? '';
  const spans = byLanguage(
    repository,
    path,
    (file) => yamlSelections(repository.yaml(file), offset),
    (file) => shellSelections(repository.script(file), offset),
  );
  const chain: Span[] = [];
  for (const span of [...spans, { start: 0, end: text.length }]) {
    const last = chain.at(-1);
    const isWider =
      last === undefined || (contains(span, last) && span.end - span.start > last.end - last.start);
    if (isWider && span.end > span.start && span.start <= offset && offset <= span.end) chain.push(span);
  }
  return chain.length > 0 ? chain : [{ start: 0, end: text.length }];
}

function byLanguage<T>(
  repository: Repository,
  path: string,
  yaml: (file: RepositoryFile) => readonly T[],
  shell: (file: RepositoryFile) => readonly T[],
): readonly T[] {
  const file = repository.file(path);
  const language = languageOf(repository, path);
  if (file === undefined || language === undefined) return [];
  return language === 'yaml' ? yaml(file) : shell(file);
}
