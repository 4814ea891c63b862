import { CHANGES } from './changes.ts';
import { type ConfigLeaf, type ConfigTree, isTree, type Leaf, plainLeaf } from './config-value.ts';
import type { Era } from './era.ts';
import { otherSpelling } from './keys.ts';

/** A configuration, or the place at which Dask raises TypeError: a plain value stands where names are set. */
export type Merged<L extends Leaf = ConfigLeaf> =
  | { readonly ok: true; readonly config: ConfigTree<L> }
  | { readonly ok: false; readonly path: readonly string[] };

export interface MergeRules {
  /**
   * Whether a mapping replaces a plain value of the same name: dask 2023.9.2 and later. Before, the names of the
   * mapping were assigned into the value, and importing failed (dask/config.py, update; dask/dask#10507).
   */
  readonly plainValueGivesWay: boolean;
}

export const CURRENT_MERGE: MergeRules = { plainValueGivesWay: true };

export function mergeRules(era: Era): MergeRules {
  return { plainValueGivesWay: era.of(CHANGES.plainValueGivesWay).inForce };
}

/**
 * The spelling under which a configuration holds a name: as written, else the other spelling of the whole
 * segment, else as written again (dask/config.py, canonical_name).
 */
export function canonicalName(name: string, config: ReadonlyMap<string, unknown>): string {
  if (config.has(name)) return name;
  const other = otherSpelling(name);
  return config.has(other) ? other : name;
}

/** dask.config.merge: later configurations win, mappings are merged, lists and plain values replaced whole. */
export function mergeConfigurations<L extends Leaf = ConfigLeaf>(
  configs: readonly ConfigTree<L>[],
  rules: MergeRules = CURRENT_MERGE,
): Merged<L> {
  let result: Merged<L> = { ok: true, config: new Map() };
  for (const config of configs) {
    if (!result.ok) return result;
    result = updateConfiguration(result.config, config, 'new', rules);
  }
  return result;
}

/** dask.config.update; with priority `old` only names are added that are missing, as defaults are. */
export function updateConfiguration<L extends Leaf = ConfigLeaf>(
  old: ConfigTree<L>,
  changes: ConfigTree<L>,
  priority: 'new' | 'old' = 'new',
  rules: MergeRules = CURRENT_MERGE,
): Merged<L> {
  const config = new Map(old);
  for (const [written, value] of changes) {
    const name = canonicalName(written, config);
    const before = config.get(name);
    if (!isTree(value)) {
      if (priority === 'new' || before === undefined) config.set(name, value);
      continue;
    }
    if (before !== undefined && !isTree(before) && !rules.plainValueGivesWay && plainLeaf(before) !== null) {
      if (assigns(plainLeaf(before), value, priority)) return { ok: false, path: [name] };
      continue;
    }
    const merged = updateConfiguration(isTree(before) ? before : new Map(), value, priority, rules);
    if (!merged.ok) return { ok: false, path: [name, ...merged.path] };
    config.set(name, merged.config);
  }
  return { ok: true, config };
}

/** The value at a path, as dask.config.get finds it. */
export function configValue<L extends Leaf = ConfigLeaf>(
  config: ConfigTree<L>,
  path: readonly string[],
): L | ConfigTree<L> | undefined {
  let value: L | ConfigTree<L> | undefined = config;
  for (const segment of path) {
    if (!isTree(value)) return undefined;
    value = value.get(canonicalName(segment, value));
  }
  return value;
}

/** The configuration with a value at a path, as dask.config.set assigns it. */
export function assignValue<L extends Leaf = ConfigLeaf>(
  config: ConfigTree<L>,
  path: readonly string[],
  value: L | ConfigTree<L>,
): Merged<L> {
  const [segment, ...rest] = path;
  if (segment === undefined) return { ok: true, config };
  const name = canonicalName(segment, config);
  if (rest.length === 0) return { ok: true, config: new Map(config).set(name, value) };
  const inner = config.has(name) ? config.get(name) : new Map<string, L>();
  if (!isTree(inner)) return { ok: false, path: [name] };
  const assigned = assignValue(inner, rest, value);
  if (!assigned.ok) return { ok: false, path: [name, ...assigned.path] };
  return { ok: true, config: new Map(config).set(name, assigned.config) };
}

/** The configuration without the value at a path, and that value; undefined where there is none. */
export function popValue<L extends Leaf = ConfigLeaf>(
  config: ConfigTree<L>,
  path: readonly string[],
): { readonly config: ConfigTree<L>; readonly value: L | ConfigTree<L> } | undefined {
  const [segment = '', ...rest] = path;
  const name = canonicalName(segment, config);
  const value = config.get(name);
  if (value === undefined) return undefined;
  const left = new Map(config);
  if (rest.length === 0) {
    left.delete(name);
    return { config: left, value };
  }
  const inner = isTree(value) ? popValue(value, rest) : undefined;
  return inner === undefined ? undefined : { config: left.set(name, inner.config), value: inner.value };
}

/**
 * Whether updating a plain value with a mapping assigns into it, which raises TypeError. Python's `in` finds names
 * in a text or a list too, and with priority `old` what is found is left alone.
 */
function assigns<L extends Leaf>(
  before: ConfigLeaf,
  changes: ConfigTree<L>,
  priority: 'new' | 'old',
): boolean {
  return [...changes].some(([written, value]) => {
    if (priority === 'new' || isTree(value)) return true;
    return !holds(before, written) && !holds(before, otherSpelling(written));
  });
}

function holds(value: ConfigLeaf, name: string): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.includes(name);
}
