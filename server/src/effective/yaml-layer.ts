import type { ConfigLeaf, ConfigMap, ConfigValue } from '../dask/index.ts';
import type { Span } from '../text/index.ts';
import {
  resolved,
  toValue,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
} from '../yaml/index.ts';
import type { Given, GivenLeaf, GivenTree } from './model.ts';

/** What a file gives to the configuration, or why importing fails. */
export type FileLayer =
  | {
      readonly kind: 'mapping';
      readonly tree: GivenTree;
      /** A name that is no text: Dask looks for `_` in it and raises TypeError. */
      readonly badName: { readonly span: Span; readonly name: string } | undefined;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-a-mapping'; readonly span: Span };

/**
 * A configuration file as a tree of values with their sources.
 * @param given the source of a value by the node that it is written in
 */
export function layerOf(
  document: YamlDocument,
  given: (node: YamlNode, path: readonly string[]) => Given,
): FileLayer {
  const root = document.root === undefined ? undefined : resolved(document.root);
  if (root === undefined || (root.kind === 'scalar' && root.type === 'null')) return { kind: 'nothing' };
  if (root.kind !== 'mapping') return { kind: 'not-a-mapping', span: root.span };
  if (toValue(root) === undefined) return { kind: 'too-large' };
  let badName: { readonly span: Span; readonly name: string } | undefined;
  const treeOf = (mapping: YamlMapping, above: readonly string[]): GivenTree => {
    const tree = new Map<string, GivenLeaf | GivenTree>();
    const set = (name: YamlScalar, value: YamlNode, span: Span): void => {
      if (name.type !== 'str') badName ??= { span, name: name.text };
      const path = [...above, name.text];
      const node = resolved(value);
      tree.set(
        name.text,
        node?.kind === 'mapping' && node.tag !== '!!set' && node.tag !== '!!str'
          ? treeOf(node, path)
          : { kind: 'sourced', value: leafOf(node), source: given(value, path) },
      );
    };
    for (const { key, value } of pairsOf(mapping)) set(key, value, key.span);
    return tree;
  };
  const tree = treeOf(root, []);
  return { kind: 'mapping', tree, badName };
}

interface NamedPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** The pairs that count, merged ones below the mapping's own (yaml/constructor.py, flatten_mapping). */
function pairsOf(mapping: YamlMapping): readonly NamedPair[] {
  const merged: NamedPair[] = [];
  const own: NamedPair[] = [];
  for (const pair of mapping.pairs) {
    const key = resolved(pair.key);
    if (key?.kind !== 'scalar') continue;
    if (key.type !== 'merge') {
      own.push({ key, value: pair.value });
      continue;
    }
    const value = resolved(pair.value);
    const sources = value?.kind === 'sequence' ? [...value.items].reverse() : [pair.value];
    for (const source of sources) {
      const node = resolved(source);
      if (node?.kind === 'mapping') merged.push(...pairsOf(node));
    }
  }
  return [...merged, ...own];
}

/** A value that is no mapping of the configuration. */
function leafOf(node: Exclude<YamlNode, { kind: 'alias' }> | undefined): ConfigLeaf {
  if (node === undefined) return null;
  if (node.kind === 'scalar') return scalarOf(node);
  if (node.kind === 'sequence') return node.items.map(itemOf);
  const plain = toValue(node)?.value;
  if (typeof plain === 'string') return plain;
  return {
    kind: 'python',
    value: {
      kind: 'set',
      items: pairsOf(node).map(({ key }) => ({ kind: 'string', value: key.text })),
    },
  };
}

function itemOf(written: YamlNode): ConfigValue {
  const node = resolved(written);
  if (node?.kind !== 'mapping' || node.tag !== undefined) return leafOf(node);
  const map: ConfigMap = new Map(pairsOf(node).map(({ key, value }) => [key.text, itemOf(value)]));
  return map;
}

/** A float without fraction stays one: the Kubernetes client writes `1.0` for it. */
function scalarOf({ type, value }: YamlScalar): ConfigLeaf {
  return type === 'float' && typeof value === 'number' && Number.isInteger(value)
    ? { kind: 'python', value: { kind: 'float', value } }
    : value;
}
