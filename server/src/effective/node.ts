import { type ConfigLeaf, type ConfigMap, type ConfigValue, isConfigMap, isTree } from '../dask/index.ts';
import type { ConfigSource, Given, GivenLeaf, GivenTree } from './model.ts';

/** Where a value of a pod came from. */
export type PodSource =
  | {
      readonly kind: 'written';
      readonly source: ConfigSource;
      /** Variables of the server whose values were put in. */
      readonly filledBy: readonly string[];
      /** Why it is not certain, a noun phrase. */
      readonly doubt: string | undefined;
    }
  /** By the package that makes the pod. */
  | { readonly kind: 'added'; readonly by: string; readonly doubt: string | undefined };

/** A value of which every part knows where it came from. */
export type Node =
  | { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, Node>; readonly source: PodSource }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly source: PodSource }
  | { readonly kind: 'scalar'; readonly value: Scalar; readonly source: PodSource };

export type Scalar = Exclude<ConfigLeaf, readonly ConfigValue[]>;
export type MappingNode = Extract<Node, { kind: 'mapping' }>;

export function mapping(entries: Iterable<readonly [string, Node]>, source: PodSource): MappingNode {
  return { kind: 'mapping', entries: new Map(entries), source };
}

export function list(items: readonly Node[], source: PodSource): Node {
  return { kind: 'list', items, source };
}

export function scalar(value: Scalar, source: PodSource): Node {
  return { kind: 'scalar', value, source };
}

/** Part of a configuration, with the sources of what is inside of lists. */
export function nodeOf(item: GivenLeaf | GivenTree): Node {
  if (!isTree(item)) return nodeOfValue(item.value, item.source, []);
  const entries = [...item].map(([name, inner]) => [name, nodeOf(inner)] as const);
  return mapping(entries, firstSource(entries) ?? NOWHERE);
}

const NOWHERE: PodSource = {
  kind: 'written',
  source: { kind: 'default', package: 'dask-kubernetes', asOf: undefined },
  filledBy: [],
  doubt: undefined,
};

function firstSource(entries: readonly (readonly [string, Node])[]): PodSource | undefined {
  return entries[0]?.[1].source;
}

function nodeOfValue(value: ConfigValue, given: Given, path: readonly (string | number)[]): Node {
  const source: PodSource = {
    kind: 'written',
    source: (path.length === 0 ? undefined : given.inside?.(path)) ?? given.source,
    filledBy: [],
    doubt: given.doubt,
  };
  if (isConfigMap(value))
    return mapping(
      [...value].map(([name, item]) => [name, nodeOfValue(item, given, [...path, name])] as const),
      source,
    );
  return Array.isArray(value)
    ? list(
        value.map((item, i) => nodeOfValue(item, given, [...path, i])),
        source,
      )
    : scalar(value as Scalar, source);
}

/** The value without its sources. */
export function valueOfNode(node: Node): ConfigValue {
  switch (node.kind) {
    case 'mapping':
      return mapValue(node);
    case 'list':
      return node.items.map(valueOfNode);
    case 'scalar':
      return node.value;
  }
}

export function mapValue(node: MappingNode): ConfigMap {
  return new Map([...node.entries].map(([name, item]) => [name, valueOfNode(item)]));
}

/** What stands at a path; undefined where nothing does, or null. */
export function at(node: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  let found = node;
  for (const step of path) {
    if (found?.kind === 'mapping') found = found.entries.get(String(step));
    else found = found?.kind === 'list' ? found.items[Number(step)] : undefined;
  }
  return isNothing(found) ? undefined : found;
}

export function isNothing(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** The node with another one at a path; what is missing above it is made. */
export function put(node: Node | undefined, path: readonly (string | number)[], value: Node): Node {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (node?.kind === 'list' && typeof step === 'number')
    return { ...node, items: node.items.map((item, i) => (i === step ? put(item, rest, value) : item)) };
  const entries = new Map(node?.kind === 'mapping' ? node.entries : []);
  entries.set(String(step), put(entries.get(String(step)), rest, value));
  return mapping(entries, node?.kind === 'mapping' ? node.source : value.source);
}

/** The node with more items in the list at a path; one is made where there is none. */
export function append(node: Node, path: readonly (string | number)[], items: readonly Node[]): Node {
  const [first] = items;
  if (first === undefined) return node;
  const found = at(node, path);
  const before = found?.kind === 'list' ? found.items : [];
  return put(node, path, list([...before, ...items], found?.source ?? first.source));
}

/** The same node with every scalar changed. */
export function mapScalars(node: Node, change: (value: Extract<Node, { kind: 'scalar' }>) => Node): Node {
  switch (node.kind) {
    case 'mapping':
      return mapping(
        [...node.entries].map(([name, item]) => [name, mapScalars(item, change)] as const),
        node.source,
      );
    case 'list':
      return list(
        node.items.map((item) => mapScalars(item, change)),
        node.source,
      );
    case 'scalar':
      return change(node);
  }
}
