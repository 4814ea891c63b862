import { type Edits, replaceNode, type YamlDocument, type YamlNode } from '../../yaml/index.ts';

/** Edits that write another text in a part of a value, in its own quotes; undefined when it is written otherwise. */
export function rewritten(document: YamlDocument, node: YamlNode, from: string, to: string): Edits {
  const written = document.source.slice(node.span);
  const at = written.lastIndexOf(from);
  if (from === '' || at < 0) return undefined;
  return replaceNode(document, node, written.slice(0, at) + to + written.slice(at + from.length));
}
