import { exportedVariables, type Repository, type RepositoryFile } from '../../binder/index.ts';
import type { Span } from '../../text/index.ts';
import type { Occurrence, Place } from './model.ts';
import { templatesOf } from './tokens.ts';

/** A variable of the environment that a text names in braces, to be filled in by Dask, dask-kubernetes or envsubst. */
export interface NamedVariable {
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
}

const NAMED = /\$?\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;
/** Longer lines hold no names that people look at. */
const MAX_LINE = 10_000;

/** The variable that is named in braces at an offset. */
export function namedVariableAt({ source }: RepositoryFile, offset: number): NamedVariable | undefined {
  const line = source.lineSpan(source.lines.lineAt(offset));
  if (line.end - line.start > MAX_LINE) return undefined;
  return namedIn(source.slice(line), line.start).find(
    ({ span }) => span.start - 2 <= offset && offset <= span.end + 1,
  );
}

/** Where templates name a variable in braces. */
export function usesOfVariable(repository: Repository, name: string): readonly Occurrence[] {
  return (repository.derive(collect).get(name) ?? []).map((place) => ({ ...place, role: 'use' }));
}

/** Where scripts hand a variable to what they start. */
export function exportsOf(repository: Repository, name: string): readonly Occurrence[] {
  return repository
    .derive(exportedVariables)
    .filter((variable) => variable.name === name)
    .map(({ file, nameSpan }) => ({ path: file.path, span: nameSpan, role: 'definition' }));
}

function collect(repository: Repository): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const { path, source } of templatesOf(repository)) {
    for (const { name, span } of namedIn(source.text, 0)) {
      const list = found.get(name);
      if (list === undefined) found.set(name, [{ path, span }]);
      else list.push({ path, span });
    }
  }
  return found;
}

function namedIn(text: string, offset: number): readonly NamedVariable[] {
  return [...text.matchAll(NAMED)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    const start = offset + match.index + match[0].indexOf(name);
    return { name, span: { start, end: start + name.length } };
  });
}
