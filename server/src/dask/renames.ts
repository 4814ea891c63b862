import { CHANGES } from './changes.ts';
import { type ConfigLeaf, type ConfigTree, isTree, type Leaf, plainLeaf } from './config-value.ts';
import type { Era } from './era.ts';
import { KEYS } from './keys.ts';
import {
  EARLIER_SUCCESSORS,
  LEGACY_NAMES,
  type LegacyName,
  oldTableSpelling,
  strays,
} from './legacy-names.ts';
import { assignValue, configValue, type Merged, popValue } from './merge.ts';

/** An old dotted name and the one its value is moved to. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The renames that the versions of an era make. */
export interface RenameTables {
  /** dask/config.py: `deprecations`, spelt as the version compares them. */
  readonly dask: readonly Rename[];
  /** distributed/config.py: `aliases`, from 2023.9.2 `deprecations`. */
  readonly distributed: readonly Rename[];
}

export function renameTables(era: Era): RenameTables {
  const hyphens = era.of(CHANGES.aliasesActOnFiles).inForce;
  const inForce = LEGACY_NAMES.filter(
    ({ kind, package: name, aliasSince }) =>
      kind === 'alias' && aliasSince !== undefined && era.inForce(name, aliasSince).inForce,
  );
  return {
    dask: inForce
      .filter((legacy) => legacy.mechanism !== 'distributed' && !isDropped(legacy, era))
      .map((legacy) => ({
        from: hyphens ? legacy.name : oldTableSpelling(legacy),
        to: strays(legacy) ? `distributed.${oldTableSpelling(legacy)}` : successor(legacy, era),
      })),
    distributed: inForce
      .filter((legacy) => legacy.mechanism === 'distributed')
      .map((legacy) => ({ from: legacy.name, to: successor(legacy, era) })),
  };
}

/** The name under which dask.config.set assigns a name: that of the table, else the same. */
export function renamedKey(name: string, table: readonly Rename[], era: Era): string {
  const compared = era.of(CHANGES.aliasesActOnFiles).inForce ? name.replaceAll('_', '-') : name;
  return table.find(({ from }) => from === compared)?.to ?? name;
}

/**
 * dask.config.rename: each old value is taken out and assigned over the new key, whoever set that. Before 2023.9.2
 * only names of the top level were moved, all at once, and null stayed where it was.
 */
export function renameKeys<L extends Leaf = ConfigLeaf>(
  config: ConfigTree<L>,
  table: readonly Rename[],
  era: Era,
): Merged<L> {
  return era.of(CHANGES.aliasesActOnFiles).inForce ? oneByOne(config, table) : together(config, table);
}

function oneByOne<L extends Leaf>(config: ConfigTree<L>, table: readonly Rename[]): Merged<L> {
  let result = config;
  for (const { from, to } of table) {
    const popped = popValue(result, from.split('.'));
    if (popped === undefined) continue;
    const assigned = assignValue(popped.config, to.split('.'), popped.value);
    if (!assigned.ok) return assigned;
    result = assigned.config;
  }
  return { ok: true, config: result };
}

function together<L extends Leaf>(config: ConfigTree<L>, table: readonly Rename[]): Merged<L> {
  const moves = table.flatMap(({ from, to }) => {
    const value = configValue(config, [from]);
    const nothing = value === undefined || (!isTree(value) && plainLeaf(value) === null);
    return nothing ? [] : [{ from, to, value }];
  });
  let result = config;
  for (const { from } of moves) result = popValue(result, [from])?.config ?? result;
  for (const { to, value } of moves) {
    const assigned = assignValue(result, to.split('.'), value);
    if (!assigned.ok) return assigned;
    result = assigned.config;
  }
  return { ok: true, config: result };
}

function successor(legacy: LegacyName, era: Era): string {
  // dask's table takes `shuffle` to the present key in two steps.
  if (legacy.name === 'shuffle') return 'dataframe.shuffle.algorithm';
  const earlier = EARLIER_SUCCESSORS[legacy.name];
  const useEarlier = earlier !== undefined && !era.inForce(legacy.package, earlier.until).inForce;
  return useEarlier ? earlier.successor : (legacy.successor ?? '');
}

/** dask dropped `fuse-subgraphs` from its table when the new key went. */
function isDropped(legacy: LegacyName, era: Era): boolean {
  const key = KEYS.get(legacy.successor ?? '');
  return key?.removed !== undefined && key.package === 'dask' && era.inForce('dask', key.removed).inForce;
}
