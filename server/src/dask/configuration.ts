import { CHANGES } from './changes.ts';
import {
  type ConfigLeaf,
  type ConfigTree,
  type ConfigValue,
  configFromPython,
  type Leaf,
  type Sourced,
  withSource,
} from './config-value.ts';
import { interpretValue, wordRules } from './environment.ts';
import type { Era } from './era.ts';
import { assignValue, type Merged, mergeConfigurations, mergeRules } from './merge.ts';
import { renamedKey, renameKeys, renameTables } from './renames.ts';
import { keyPathOfVariable } from './variables.ts';

/** The configuration that variables make, or the variable at which `import dask` fails. */
export type CollectedVariables<L extends Leaf = ConfigLeaf> =
  | { readonly ok: true; readonly config: ConfigTree<L> }
  | {
      readonly ok: false;
      readonly variable: string;
      /** Its text is a literal that cannot be built, or another variable gave a plain value to a name before it. */
      readonly reason: 'literal' | 'below-value';
    };

/**
 * dask.config.collect_env, in the order of the variables. The serialised configuration of
 * `DASK_INTERNAL_INHERIT_CONFIG` is not read; clusters set that one, people do not.
 */
export function collectVariables(
  variables: Iterable<readonly [name: string, value: string]>,
  era: Era,
): CollectedVariables {
  return collect(variables, era, (value) => value);
}

/** As `collectVariables`, with the source of each value. */
export function collectSourcedVariables<S>(
  variables: Iterable<readonly [name: string, value: string]>,
  era: Era,
  sourceOf: (variable: string) => S,
): CollectedVariables<Sourced<S>> {
  return collect(variables, era, (value, variable) => withSource(value, sourceOf(variable)));
}

function collect<L extends Leaf>(
  variables: Iterable<readonly [name: string, value: string]>,
  era: Era,
  leavesOf: (value: ConfigValue, variable: string) => L | ConfigTree<L>,
): CollectedVariables<L> {
  const words = wordRules(era);
  const table = renameTables(era).dask;
  const byKey = new Map<string, { readonly variable: string; readonly value: L | ConfigTree<L> }>();
  for (const [variable, text] of variables) {
    const path = keyPathOfVariable(variable);
    if (path === undefined) continue;
    const interpreted = interpretValue(text, words);
    if (interpreted.kind === 'fails') return { ok: false, variable, reason: 'literal' };
    byKey.set(path.join('.'), { variable, value: leavesOf(configFromPython(interpreted.value), variable) });
  }
  let config: ConfigTree<L> = new Map();
  for (const [key, { variable, value }] of byKey) {
    const assigned = assignValue(config, renamedKey(key, table, era).split('.'), value);
    if (!assigned.ok) return { ok: false, variable, reason: 'below-value' };
    config = assigned.config;
  }
  return { ok: true, config };
}

/**
 * The configuration that Dask sees besides its defaults once distributed is imported: files in their order, then
 * variables, then the renames of old names.
 * @param files the mappings of the files, lowest first
 * @param variables what `collectVariables` made of the environment
 */
export function configurationSeen<L extends Leaf = ConfigLeaf>(
  files: readonly ConfigTree<L>[],
  variables: ConfigTree<L>,
  era: Era,
): Merged<L> {
  const tables = renameTables(era);
  const merged = mergeConfigurations([...files, variables], mergeRules(era));
  if (!merged.ok) return merged;
  const onFiles = era.of(CHANGES.aliasesActOnFiles).inForce;
  const renamed = onFiles ? renameKeys(merged.config, tables.dask, era) : merged;
  return renamed.ok ? renameKeys(renamed.config, tables.distributed, era) : renamed;
}
