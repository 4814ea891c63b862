import type { Span } from '../../text/index.ts';
import { resolved, type YamlAlias, type YamlNode, type YamlPair } from '../../yaml/index.ts';
import type { Related } from '../rule.ts';

/** Merges within merges are followed so far; one that merges itself would never end. */
const MAX_MERGES = 8;

export type Target = Exclude<YamlNode, YamlAlias>;

/** A node with the way that leads to it, aliases and merges (`<<`) followed as PyYAML follows them. */
export interface Place {
  readonly node: Target;
  /** The keys and indices from the root of the walk. */
  readonly path: readonly string[];
  /** The pair that holds it; undefined for items of lists and for the root. */
  readonly pair: YamlPair | undefined;
  /** The outermost alias on the way: what stands behind it is written elsewhere. */
  readonly alias: YamlAlias | undefined;
  /** Whether it, or something around it, has an anchor: a change may have effects elsewhere. */
  readonly shared: boolean;
}

/** The place of a node from which a walk begins; undefined for an alias without anchor. */
export function placeOf(node: YamlNode, pair?: YamlPair): Place | undefined {
  return step(undefined, node, pair, []);
}

/** The place of a key or index below a place; of a key that is given twice, the last. */
export function childOf(place: Place | undefined, key: string): Place | undefined {
  return place === undefined ? undefined : childAt(place, key, 0);
}

function childAt(place: Place, key: string, merges: number): Place | undefined {
  const { node } = place;
  if (node.kind === 'sequence') {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : step(place, item, undefined, [...place.path, key]);
  }
  if (node.kind !== 'mapping') return undefined;
  let merged: Place | undefined;
  for (let i = node.pairs.length - 1; i >= 0; i--) {
    const pair = node.pairs[i];
    const name = pair && resolved(pair.key);
    if (pair === undefined || name?.kind !== 'scalar') continue;
    if (name.type === 'merge') merged ??= mergedChild(place, pair, key, merges + 1);
    else if (name.text === key) return step(place, pair.value, pair, [...place.path, key]);
  }
  return merged;
}

export function descendantOf(place: Place | undefined, path: readonly string[]): Place | undefined {
  return path.reduce<Place | undefined>((above, key) => childOf(above, key), place);
}

/** What is directly below a place, in the order of the text, merged pairs last; a key given twice counts once, as its last. */
export function childrenOf(place: Place | undefined): readonly Place[] {
  return place === undefined ? [] : childrenAt(place, 0);
}

function childrenAt(place: Place, depth: number): readonly Place[] {
  if (place.node.kind === 'sequence') {
    return place.node.items.flatMap(
      (item, i) => step(place, item, undefined, [...place.path, String(i)]) ?? [],
    );
  }
  if (place.node.kind !== 'mapping') return [];
  const own = new Map<string, Place>();
  const merges: YamlPair[] = [];
  for (const pair of place.node.pairs) {
    const name = resolved(pair.key);
    if (name?.kind !== 'scalar') continue;
    if (name.type === 'merge') merges.push(pair);
    else {
      const child = step(place, pair.value, pair, [...place.path, name.text]);
      if (child !== undefined) own.set(name.text, child);
    }
  }
  if (depth === MAX_MERGES) return [...own.values()];
  for (const source of merges.flatMap((pair) => mergeSources(place, pair))) {
    for (const child of childrenAt(source, depth + 1)) {
      const name = child.path.at(-1) ?? '';
      if (!own.has(name)) own.set(name, { ...child, path: [...place.path, name] });
    }
  }
  return [...own.values()];
}

/** Where the value is: the alias that leads to it, or the value itself. */
export function spanOf({ alias, node }: Place): Span {
  return (alias ?? node).span;
}

/** Where the key is: the alias that leads to its mapping, the key, or the value of an item of a list. */
export function keySpanOf(place: Place): Span {
  const direct = place.alias === undefined || place.alias === place.pair?.value;
  return direct ? (place.pair?.key.span ?? place.node.span) : spanOf(place);
}

/** The other end of an alias. */
export function relatedOf({ alias, node, pair }: Place, path: string): readonly Related[] {
  if (alias === undefined) return [];
  const span = pair === undefined || pair.value === alias ? node.span : pair.span;
  return [{ path, span, message: 'It is written here' }];
}

/** The text of a scalar; undefined for collections. */
export function textOf(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' ? place.node.text : undefined;
}

/** Whether there is nothing: no such key, null or no text. */
export function isBlank(place: Place | undefined): boolean {
  const node = place?.node;
  return node === undefined || (node.kind === 'scalar' && (node.type === 'null' || node.text.trim() === ''));
}

function step(
  above: Place | undefined,
  written: YamlNode,
  pair: YamlPair | undefined,
  path: readonly string[],
): Place | undefined {
  const node = resolved(written);
  if (node === undefined) return undefined;
  const alias = above?.alias ?? (written.kind === 'alias' ? written : undefined);
  return { node, path, pair, alias, shared: above?.shared === true || node.anchor !== undefined };
}

function mergedChild(place: Place, merge: YamlPair, key: string, merges: number): Place | undefined {
  if (merges > MAX_MERGES) return undefined;
  for (const source of mergeSources(place, merge)) {
    const child = childAt(source, key, merges);
    if (child !== undefined) return { ...child, path: [...place.path, key] };
  }
  return undefined;
}

/** The mappings that a `<<` brings, those that win first (PyYAML constructor.py, flatten_mapping). */
function mergeSources(place: Place, merge: YamlPair): readonly Place[] {
  const list = resolved(merge.value);
  const nodes = list?.kind === 'sequence' ? list.items : [merge.value];
  const above: Place =
    merge.value.kind === 'alias' && place.alias === undefined ? { ...place, alias: merge.value } : place;
  return nodes.flatMap((node) => {
    const source = step(above, node, undefined, place.path);
    return source === undefined ? [] : [source];
  });
}
