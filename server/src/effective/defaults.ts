import {
  type ConfigTree,
  CURRENT,
  configFromPlain,
  type Era,
  type EraPackage,
  eraPackage,
  isConfigMap,
  KEYS,
  type KeyInfo,
} from '../dask/index.ts';
import type { Given, GivenLeaf, GivenTree } from './model.ts';

/** A package that adds its defaults to the configuration when it is imported. */
export interface DefaultsOf {
  readonly package: EraPackage;
  readonly tree: GivenTree;
}

const PACKAGES: readonly EraPackage[] = [
  'dask',
  'distributed',
  'dask-kubernetes',
  'dask-gateway',
  'dask-labextension',
];

/**
 * The packages whose defaults come below everything else, in the order of their import. dask and distributed are
 * always imported; the others only where the environment certainly brings them.
 */
export function defaultsOf(era: Era): readonly DefaultsOf[] {
  return PACKAGES.filter(
    (name) => name === 'dask' || name === 'distributed' || era.presence(name) === 'installed',
  ).map((name) => ({ package: name, tree: treeOf(name, era) }));
}

/** The keys that stand in the file of defaults of a package, or once did. */
const DEFAULTS: ReadonlyMap<EraPackage, readonly KeyInfo[]> = new Map(
  PACKAGES.map((name) => [
    name,
    KEYS.keys.filter((key) => key.inDefaults && eraPackage(key.package) === name),
  ]),
);

function treeOf(name: EraPackage, era: Era): GivenTree {
  const asOf = asOfRelease(name, era);
  const root: Mutable = new Map();
  for (const key of DEFAULTS.get(name) ?? []) {
    if (!exists(key, era)) continue;
    const value = configFromPlain(plainDefault(key));
    const given: Given = {
      source: { kind: 'default', package: name, asOf },
      path: key.path,
      doubt: undefined,
    };
    insert(
      root,
      key.path,
      isConfigMap(value) ? givenTree(value, given) : { kind: 'sourced', value, source: given },
    );
  }
  return root;
}

type Mutable = Map<string, GivenLeaf | GivenTree>;

function insert(root: Mutable, path: readonly string[], value: GivenLeaf | GivenTree): void {
  let node = root;
  for (const segment of path.slice(0, -1)) {
    const next = node.get(segment);
    const inner: Mutable = next instanceof Map ? next : new Map();
    node.set(segment, inner);
    node = inner;
  }
  const last = path.at(-1);
  if (last !== undefined && !node.has(last)) node.set(last, value);
}

function givenTree(value: ReadonlyMap<string, unknown>, given: Given): ConfigTree<GivenLeaf> {
  return new Map(
    [...value].map(([name, item]): [string, GivenLeaf | GivenTree] => {
      const below = { ...given, path: [...given.path, name] };
      const inner = item as Parameters<typeof isConfigMap>[0];
      return [
        name,
        isConfigMap(inner)
          ? givenTree(inner, below)
          : { kind: 'sourced', value: inner ?? null, source: below },
      ];
    }),
  );
}

/** Whether the file of defaults of the era has a key, be it that nothing reads it any more. */
function exists(key: KeyInfo, era: Era): boolean {
  if (key.removed !== undefined && era.inForce(key.package, key.removed).inForce) return false;
  return key.since === undefined || era.inForce(key.package, key.since).inForce;
}

function plainDefault(key: KeyInfo): unknown {
  return key.default === '.inf' ? Number.POSITIVE_INFINITY : key.default;
}

/** The table has the defaults of the newest release; others may have had other ones. */
function asOfRelease(name: EraPackage, era: Era): string | undefined {
  return era.target(name).pinned ? CURRENT[name]?.text : undefined;
}
