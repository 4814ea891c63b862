import type { Span } from '../text/index.ts';
import {
  resolved,
  type YamlAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from './nodes.ts';
import type { ProblemLog } from './problem.ts';
import { isRealDate, type ResolvedScalar, resolvePlain, resolveTagged, SAFE_TAGS } from './scalar.ts';
import type { Token } from './token.ts';

/** What stands before a node. */
export interface Properties {
  /** The whole tag, its handle resolved. */
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
  /** The place of the tag, if there is one. */
  readonly tagSpan: Span;
}

/** A collection that was read to its end. */
export interface Collected {
  readonly type: 'sequence' | 'indentless' | 'mapping' | '[' | '{' | 'pair';
  readonly opening: Token;
  readonly properties: Properties;
  readonly items: readonly YamlNode[];
  readonly pairs: readonly YamlPair[];
}

type Anchored = Exclude<YamlNode, YamlAlias>;

/** Why a node stands where it does. What PyYAML makes of it, and whether it makes anything, depends on that. */
type Role = 'value' | 'merge' | 'ordered-item';

const YAML_PREFIX = 'tag:yaml.org,2002:';
const MAPPING_TAGS: ReadonlySet<string> = new Set(['!', '!!map', '!!set']);
const SEQUENCE_TAGS: ReadonlySet<string> = new Set(['!', '!!seq', '!!omap', '!!pairs']);

/** Makes nodes, and finds what PyYAML's composer and safe constructor object to (composer.py, constructor.py). */
export class Construction {
  /** The anchors of the document; undefined while the node is being read. */
  readonly #anchors = new Map<string, Anchored | undefined>();
  /** Aliases that stand within the list for which they stand. */
  readonly #listsInThemselves = new Set<YamlNode>();
  readonly #openLists = new Set<string>();
  readonly #tagSpans = new Map<YamlNode, Span>();

  constructor(readonly problems: ProblemLog) {}

  /** An anchor was read, its node comes next. */
  declare(name: string, start: number, end: number): void {
    if (this.#anchors.has(name)) this.problems.syntax('duplicate-anchor', start, end);
    this.#anchors.set(name, undefined);
  }

  /** The list with an anchor begins. */
  openList(name: string): void {
    this.#openLists.add(name);
  }

  alias(name: string, start: number, end: number): YamlAlias {
    if (!this.#anchors.has(name)) this.problems.syntax('unknown-alias', start, end);
    const target = this.#anchors.get(name);
    const alias: YamlAlias = {
      kind: 'alias',
      span: { start, end },
      tag: undefined,
      anchor: undefined,
      name,
      target,
    };
    if (target === undefined && this.#openLists.has(name)) this.#listsInThemselves.add(alias);
    return alias;
  }

  scalar(found: Token, properties: Properties): YamlScalar {
    return this.#scalar(found.text, found.style, found, properties);
  }

  /** The empty scalar behind a tag or an anchor that nothing follows. */
  emptyWith(at: number, properties: Properties): YamlScalar {
    return this.#scalar('', 'plain', { start: at, end: at }, properties);
  }

  #scalar(text: string, style: YamlScalar['style'], place: Span, properties: Properties): YamlScalar {
    const tag = shortTag(properties.tag);
    const { start, end } = place;
    let typed: ResolvedScalar | undefined;
    if (tag === undefined && style !== 'plain') typed = { type: 'str', value: text };
    else if (tag === undefined || tag === '!') typed = resolvePlain(text);
    else {
      typed = resolveTagged(text, tag);
      if (typed === undefined) {
        const { tagSpan } = properties;
        if (SAFE_TAGS.has(tag))
          this.problems.value('tag-mismatch', tagSpan.start, Math.max(end, tagSpan.end));
        else if (tag !== '!!merge' && tag !== '!!value')
          this.problems.value('unknown-tag', tagSpan.start, tagSpan.end);
      }
    }
    const type = typed?.type ?? (tag === '!!merge' ? 'merge' : tag === '!!value' ? 'value' : 'str');
    const value = typed === undefined ? text : typed.value;
    if (type === 'timestamp' && !isRealDate(text)) this.problems.value('bad-date', start, end);
    if (type === 'int' && Number.isNaN(value)) this.problems.value('bad-number', start, end);
    const node: YamlScalar = {
      kind: 'scalar',
      span: { start, end },
      tag,
      anchor: properties.anchor,
      style,
      text,
      type,
      value,
    };
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, node);
    return node;
  }

  collection(collected: Collected, closedAt: number): YamlNode {
    const { type, opening, properties, items, pairs } = collected;
    const { anchor } = properties;
    const tag = shortTag(properties.tag);
    const isFlow = type === '[' || type === '{';
    const last = items.at(-1) ?? pairs.at(-1);
    const end = isFlow ? closedAt : Math.max(closedAt, last?.span.end ?? 0, opening.start);
    const start = type === 'pair' ? (pairs[0]?.span.start ?? opening.start) : opening.start;
    const span = { start, end: type === 'pair' ? (pairs[0]?.span.end ?? end) : end };
    let node: Anchored;
    if (type === 'mapping' || type === '{' || type === 'pair') {
      for (const pair of pairs) this.#checkPair(pair);
      node = { kind: 'mapping', span, tag, anchor, flow: type !== 'mapping', pairs };
    } else {
      const role = tag === '!!omap' || tag === '!!pairs' ? 'ordered-item' : 'value';
      for (const item of items) this.#check(item, role);
      node = { kind: 'sequence', span, tag, anchor, flow: type === '[', items };
    }
    if (tag !== undefined) this.#tagSpans.set(node, properties.tagSpan);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  /** The content of a document is complete. */
  endDocument(root: YamlNode | undefined): void {
    if (root !== undefined) this.#check(root, 'value');
    this.#anchors.clear();
    this.#tagSpans.clear();
    this.#openLists.clear();
    this.#listsInThemselves.clear();
  }

  #checkPair({ key, value }: YamlPair): void {
    const target = resolved(key);
    const isMerge = target?.kind === 'scalar' && target.type === 'merge';
    this.#check(value, isMerge ? 'merge' : 'value');
  }

  #check(node: YamlNode, role: Role): void {
    if (role === 'merge') {
      this.#checkMerge(node);
      return;
    }
    const target = resolved(node);
    if (target?.kind === 'scalar' && (target.type === 'merge' || target.type === 'value'))
      this.problems.value('reserved-word', node.span.start, node.span.end);
    if (role === 'ordered-item') {
      const isSingle =
        target === undefined
          ? !this.#listsInThemselves.has(node)
          : target.kind === 'mapping' && target.pairs.length === 1;
      if (!isSingle) this.problems.value('tag-mismatch', node.span.start, node.span.end);
      return;
    }
    if (node.kind === 'mapping') this.#checkKeys(node);
    if (node.kind === 'mapping' || node.kind === 'sequence') this.#checkTag(node);
  }

  /** flatten_mapping: the value of `<<` is a mapping or a list of mappings. Their tags do not matter. */
  #checkMerge(node: YamlNode): void {
    const target = resolved(node);
    if (target === undefined) return;
    const sources = target.kind === 'sequence' ? target.items : [node];
    for (const source of sources) {
      const merged = resolved(source);
      const isList = source !== node && this.#listsInThemselves.has(source);
      if (isList || (merged !== undefined && merged.kind !== 'mapping'))
        this.problems.value('bad-merge', source.span.start, source.span.end);
      if (source.kind === 'mapping' && target.kind === 'mapping') this.#checkKeys(source);
    }
  }

  /** A list or mapping as a key cannot be hashed. */
  #checkKeys(mapping: YamlMapping): void {
    for (const { key } of mapping.pairs) {
      if (resolved(key)?.kind === 'scalar') continue;
      this.problems.value('bad-key', key.span.start, key.span.end);
    }
  }

  #checkTag(node: Anchored): void {
    const { tag } = node;
    if (tag === undefined) return;
    const fitting = node.kind === 'mapping' ? MAPPING_TAGS : SEQUENCE_TAGS;
    if (fitting.has(tag)) return;
    const { start, end } = this.#tagSpans.get(node) ?? node.span;
    if (!SAFE_TAGS.has(tag)) this.problems.value('unknown-tag', start, end);
    else if (!hasDefaultValue(node)) this.problems.value('tag-mismatch', start, end);
  }
}

/** `!!str {=: text}`: a mapping that stands for a scalar (SafeConstructor.construct_scalar). */
function hasDefaultValue(node: YamlNode): boolean {
  return (
    node.kind === 'mapping' && node.pairs.some(({ key }) => key.kind === 'scalar' && key.type === 'value')
  );
}

export function emptyScalar(at: number): YamlScalar {
  return {
    kind: 'scalar',
    span: { start: at, end: at },
    tag: undefined,
    anchor: undefined,
    style: 'plain',
    text: '',
    type: 'null',
    value: null,
  };
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith(YAML_PREFIX) ? `!!${tag.slice(YAML_PREFIX.length)}` : tag;
}
