import { contains, type Span } from '../../text/index.ts';
import type { YamlDocument, YamlNode } from '../../yaml/index.ts';

/** An anchor of a YAML file with its aliases. */
export interface Anchor {
  readonly name: string;
  /** The name behind the `&`; undefined when it is not found in the text. */
  readonly span: Span | undefined;
  /** The names behind the `*` of the aliases that lead to it. */
  readonly aliases: readonly Span[];
}

/** All anchors of a document, and aliases without one, in the order of the text. */
export function anchorsOf(document: YamlDocument): readonly Anchor[] {
  const anchored: { readonly node: YamlNode; readonly name: string }[] = [];
  const aliases = new Map<YamlNode | string, Span[]>();
  const stack: YamlNode[] = document.root === undefined ? [] : [document.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.anchor !== undefined) anchored.push({ node, name: node.anchor });
    if (node.kind === 'alias') {
      const key = node.target ?? node.name;
      const span = { start: node.span.start + 1, end: node.span.start + 1 + node.name.length };
      const list = aliases.get(key);
      if (document.source.slice(span) !== node.name) continue;
      if (list === undefined) aliases.set(key, [span]);
      else list.push(span);
    } else if (node.kind === 'sequence') stack.push(...node.items.toReversed());
    else if (node.kind === 'mapping')
      for (const { key, value } of node.pairs.toReversed()) stack.push(value, key);
  }
  const found = anchored.map(({ node, name }): Anchor => {
    const own = (aliases.get(node) ?? []).sort((a, b) => a.start - b.start);
    aliases.delete(node);
    return { name, span: spanOf(document, node, name), aliases: own };
  });
  for (const [name, own] of aliases)
    if (typeof name === 'string') found.push({ name, span: undefined, aliases: own });
  return found;
}

/** Between an anchor and its node stand blanks, a tag and comments only: it is the nearest one of its name. */
function spanOf({ source, comments }: YamlDocument, node: YamlNode, name: string): Span | undefined {
  const written = `&${name}`;
  let at = source.text.lastIndexOf(written, node.span.start);
  while (at >= 0) {
    const span = { start: at + 1, end: at + written.length };
    const isWhole = !/[\w-]/.test(source.text[span.end] ?? '');
    if (isWhole && !comments.some((comment) => contains(comment, span))) return span;
    at = at === 0 ? -1 : source.text.lastIndexOf(written, at - 1);
  }
  return undefined;
}
