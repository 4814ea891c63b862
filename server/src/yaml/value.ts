import { resolved, type YamlMapping, type YamlNode } from './nodes.ts';

/** Above this many nodes, aliases written out, a document is not turned into a value. */
const MAX_NODES = 50_000;

/**
 * The plain value that PyYAML's safe loader gives: duplicate keys, last one wins; `<<` merged below the mapping's
 * own keys; timestamps and binary data as their text; keys as text.
 * Undefined when aliases blow the document up beyond any use.
 */
export function toValue(node: YamlNode | undefined): { readonly value: unknown } | undefined {
  if (node === undefined) return { value: null };
  if (sizeOf(node, new Map()) > MAX_NODES) return undefined;
  return { value: convert(node) };
}

function sizeOf(node: YamlNode, known: Map<YamlNode, number>): number {
  const target = resolved(node);
  if (target === undefined) return 1;
  const before = known.get(target);
  if (before !== undefined) return before;
  let size = 1;
  if (target.kind === 'mapping') for (const pair of target.pairs) size += 1 + sizeOf(pair.value, known);
  if (target.kind === 'sequence') for (const item of target.items) size += sizeOf(item, known);
  known.set(target, size);
  return size;
}

function convert(node: YamlNode): unknown {
  const target = resolved(node);
  if (target === undefined) return null;
  if (target.kind === 'scalar') return target.value;
  if (target.kind === 'sequence') return target.items.map(convert);
  const standsFor = scalarOf(target);
  if (standsFor !== undefined) return standsFor;
  const own: Record<string, unknown> = Object.create(null);
  mergeInto(own, target);
  for (const pair of target.pairs) {
    const key = resolved(pair.key);
    if (key?.kind !== 'scalar' || key.type === 'merge') continue;
    own[key.text] = target.tag === '!!set' ? null : convert(pair.value);
  }
  return own;
}

// yaml/constructor.py, flatten_mapping: earlier mappings of a merge list win over later ones.
function mergeInto(own: Record<string, unknown>, mapping: YamlMapping): void {
  for (const pair of mapping.pairs) {
    const key = resolved(pair.key);
    if (key?.kind !== 'scalar' || key.type !== 'merge') continue;
    const value = resolved(pair.value);
    const sources = value?.kind === 'sequence' ? [...value.items].reverse() : [pair.value];
    for (const source of sources) {
      const merged = convert(source);
      if (typeof merged === 'object' && merged !== null && !Array.isArray(merged)) Object.assign(own, merged);
    }
  }
}

/** The text of `!!str {=: text}`, a mapping that stands for a scalar; undefined for all others. */
function scalarOf(mapping: YamlMapping): unknown {
  if (mapping.tag !== '!!str') return undefined;
  const pair = mapping.pairs.find(({ key }) => key.kind === 'scalar' && key.type === 'value');
  const value = pair === undefined ? undefined : resolved(pair.value);
  return value?.kind === 'scalar' ? value.text : undefined;
}
