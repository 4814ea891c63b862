import { daskSettings, exportedVariables, type Repository } from '../../binder/index.ts';
import { keyPathOfVariable, normalSegment, SPECIAL_VARIABLES } from '../../dask/index.ts';
import { type Occurrence, sorted } from './model.ts';

/** A key of Dask's configuration with every place that sets it: in files, and by variables of the scripts. */
export interface Setting {
  /** Dotted, as it is written first. */
  readonly name: string;
  /** Keys of files are definitions, the variables that override them uses. */
  readonly occurrences: readonly Occurrence[];
}

/** All keys that files or scripts of the repository set, by their normal form. */
export function settingsOf(repository: Repository): ReadonlyMap<string, Setting> {
  return repository.derive(collect);
}

/** Spellings that Dask takes for one key have one normal form. */
export function normalKey(path: readonly string[]): string {
  return path.map(normalSegment).join('.');
}

/** The key that a variable sets; undefined for variables that are none of Dask's keys. */
export function keyOfVariable(name: string): string | undefined {
  const path = SPECIAL_VARIABLES.has(name) ? undefined : keyPathOfVariable(name);
  return path === undefined ? undefined : normalKey(path);
}

function collect(repository: Repository): ReadonlyMap<string, Setting> {
  const found = new Map<string, { readonly name: string; readonly occurrences: Occurrence[] }>();
  const add = (key: string, name: string, occurrence: Occurrence): void => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { name, occurrences: [occurrence] });
    else known.occurrences.push(occurrence);
  };
  for (const { file, path, pair } of repository.derive(daskSettings)) {
    // A name with a dot is no way into a section when it stands in a file.
    if (path.some((segment) => segment.includes('.'))) continue;
    add(normalKey(path), path.join('.'), { path: file.path, span: pair.key.span, role: 'definition' });
  }
  for (const { file, name, nameSpan } of repository.derive(exportedVariables)) {
    const key = keyOfVariable(name);
    if (key !== undefined) add(key, key, { path: file.path, span: nameSpan, role: 'use' });
  }
  return new Map(
    [...found].map(([key, { name, occurrences }]) => [key, { name, occurrences: sorted(occurrences) }]),
  );
}
