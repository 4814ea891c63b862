import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { touches } from '../../text/index.ts';
import { anchorsOf } from './anchors.ts';
import { exportsOf, namedVariableAt, usesOfVariable } from './environment.ts';
import { type Found, type Occurrence, sorted } from './model.ts';
import { isScript } from './scripts.ts';
import { keyOfVariable, settingsOf } from './settings.ts';
import { shellNames } from './shell-names.ts';
import { tokensOf } from './tokens.ts';

/** The languages whose own names somebody else looks after: variables and functions of scripts, anchors of YAML. */
export interface Left {
  readonly shell?: boolean;
  readonly yaml?: boolean;
}

const NOTHING: Left = {};

/**
 * What is named at an offset, the most particular first; one place may name several things.
 * @param left what others say of one file alone is left to them; what leads from file to file is ours
 */
export function foundAt(
  repository: Repository,
  path: string,
  offset: number,
  left: Left = NOTHING,
): readonly Found[] {
  const file = repository.file(path);
  if (file === undefined || file.binary) return [];
  return everythingAt(repository, file, offset).flatMap((found): readonly Found[] => {
    if (found.kind === 'anchor') return left.yaml === true ? [] : [found];
    const isShell = found.kind === 'variable' || found.kind === 'function';
    if (!isShell || left.shell !== true || !isScript(file)) return [found];
    const elsewhere = found.occurrences.filter((one) => one.path !== path);
    return elsewhere.length === 0 ? [] : [{ ...found, occurrences: elsewhere }];
  });
}

function everythingAt(repository: Repository, file: RepositoryFile, offset: number): readonly Found[] {
  const found = [
    tokenAt(repository, file, offset),
    ...(isScript(file) ? inScript(repository, file, offset) : [anchorAt(repository, file, offset)]),
    settingAt(repository, file, offset),
    variableInBraces(repository, file, offset),
  ];
  return found.filter((one) => one !== undefined);
}

function tokenAt(repository: Repository, file: RepositoryFile, offset: number): Found | undefined {
  for (const { name, occurrences } of tokensOf(repository).values()) {
    const here = at(occurrences, file, offset);
    if (here !== undefined) return { kind: 'token', name, here, occurrences };
  }
  return undefined;
}

/** A variable of the script; one that is exported is also named in templates. */
function inScript(repository: Repository, file: RepositoryFile, offset: number): (Found | undefined)[] {
  const names = shellNames(repository).get(file.path);
  if (names === undefined) return [];
  const find = (kind: Found['kind'], map: ReadonlyMap<string, readonly Occurrence[]>): Found | undefined => {
    for (const [name, own] of map) {
      const here = at(own, file, offset);
      if (here === undefined) continue;
      const isExported = kind === 'variable' && exportsOf(repository, name).length > 0;
      const others = isExported ? usesOfVariable(repository, name) : [];
      return { kind, name, here, occurrences: sorted([...own, ...others]) };
    }
    return undefined;
  };
  return [find('variable', names.variables), find('function', names.functions)];
}

function anchorAt(repository: Repository, file: RepositoryFile, offset: number): Found | undefined {
  if (!isYaml(file)) return undefined;
  const { path } = file;
  for (const { name, span, aliases } of anchorsOf(repository.yaml(file))) {
    const occurrences = sorted([
      ...(span === undefined ? [] : [{ path, span, role: 'definition' } as const]),
      ...aliases.map((alias): Occurrence => ({ path, span: alias, role: 'use' })),
    ]);
    // The sign in front of the name belongs to it.
    const here = at(occurrences, file, offset) ?? occurrences.find((one) => one.span.start === offset + 1);
    if (here !== undefined) return { kind: 'anchor', name, here, occurrences };
  }
  return undefined;
}

/** A key of Dask, in a file or as a variable of a script. */
function settingAt(repository: Repository, file: RepositoryFile, offset: number): Found | undefined {
  const settings = settingsOf(repository);
  if (isScript(file)) {
    for (const [name, places] of shellNames(repository).get(file.path)?.variables ?? []) {
      const key = keyOfVariable(name);
      const setting = key === undefined ? undefined : settings.get(key);
      const here = setting === undefined ? undefined : at(places, file, offset);
      if (here !== undefined && setting !== undefined)
        return { kind: 'setting', ...setting, here: { ...here, role: 'use' } };
    }
    return undefined;
  }
  for (const setting of settings.values()) {
    const here = at(setting.occurrences, file, offset);
    if (here !== undefined) return { kind: 'setting', ...setting, here };
  }
  return undefined;
}

/** `${NAME}` and `{NAME}` of templates and of values that Dask formats, when a script sets the variable. */
function variableInBraces(repository: Repository, file: RepositoryFile, offset: number): Found | undefined {
  const named = namedVariableAt(file, offset);
  const exports = named === undefined ? [] : exportsOf(repository, named.name);
  if (named === undefined || exports.length === 0) return undefined;
  const here: Occurrence = { path: file.path, span: named.span, role: 'use' };
  const inScripts = [...shellNames(repository).values()].flatMap(
    ({ variables }) => variables.get(named.name) ?? [],
  );
  // In a script `$NAME` is the shell's own, and found as such.
  if (inScripts.some((one) => one.path === file.path && one.span.start === named.span.start))
    return undefined;
  const occurrences = sorted([...exports, ...inScripts, ...usesOfVariable(repository, named.name), here]);
  return { kind: 'variable', name: named.name, here, occurrences };
}

function isYaml(file: RepositoryFile): boolean {
  return (
    /\.ya?ml$/.test(file.path) || file.roles.includes('dask-config') || file.roles.includes('pod-template')
  );
}

function at(
  occurrences: readonly Occurrence[],
  file: RepositoryFile,
  offset: number,
): Occurrence | undefined {
  return occurrences.find(({ path, span }) => path === file.path && touches(span, offset));
}
