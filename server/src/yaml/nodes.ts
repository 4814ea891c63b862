import type { Span } from '../text/index.ts';
import type { ScalarType, ScalarValue } from './scalar.ts';

/** A node of a YAML document with its place in the source text. */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar | YamlAlias;

interface NodeBase {
  /** The node itself, without tag, anchor and comments. */
  readonly span: Span;
  /** The tag as written, such as `!!str` or `!mine`. */
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export interface YamlMapping extends NodeBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  /** From the start of the key to the end of the value. */
  readonly span: Span;
  readonly key: YamlNode;
  /** An empty scalar of type null when nothing follows the colon. */
  readonly value: YamlNode;
}

export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The text after quotes, escapes and line folding. */
  readonly text: string;
  /** What PyYAML's safe loader makes of it. */
  readonly type: ScalarType;
  readonly value: ScalarValue;
}

export interface YamlAlias extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  /** The node with the anchor; undefined when there is none before the alias. */
  readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

/** The node that an alias stands for, or the node itself. */
export function resolved(node: YamlNode): Exclude<YamlNode, YamlAlias> | undefined {
  return node.kind === 'alias' ? node.target : node;
}

/** Whether the scalar has no text of its own: `key:` with nothing behind it. */
export function isEmptyScalar(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.span.start === node.span.end;
}

/** The text of a scalar key; undefined for keys that are collections. */
export function keyText(pair: YamlPair): string | undefined {
  const key = resolved(pair.key);
  return key?.kind === 'scalar' ? key.text : undefined;
}

/** The last pair with this key, which is the one that counts in PyYAML. */
export function pairOf(node: YamlNode | undefined, key: string): YamlPair | undefined {
  const mapping = node === undefined ? undefined : resolved(node);
  if (mapping?.kind !== 'mapping') return undefined;
  for (let i = mapping.pairs.length - 1; i >= 0; i--) {
    const pair = mapping.pairs[i];
    if (pair !== undefined && keyText(pair) === key) return pair;
  }
  return undefined;
}

/** A place in a document: keys of mappings and indices of sequences, from the root. */
export type YamlPath = readonly (string | number)[];

/** The node at a path, aliases followed; undefined when the path leads nowhere. */
export function nodeAt(root: YamlNode | undefined, path: YamlPath): YamlNode | undefined {
  let node = root;
  for (const step of path) {
    const here: YamlNode | undefined = node === undefined ? undefined : resolved(node);
    if (here?.kind === 'sequence') node = here.items[Number(step)];
    else node = pairOf(here, String(step))?.value;
  }
  return node;
}
