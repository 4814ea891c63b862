import type { RegexNode } from './regex-model.ts';

/**
 * Why the places of the groups up to `highest` are not certain; undefined when they are.
 *
 * The C library and RE2's longest match both take, among the matches of one length, the one that a greedy
 * search from left to right meets first. They part where a group is repeated: what its last round was
 * differs, and with an empty round even whether there was one.
 */
export function groupsAreCertain(tree: RegexNode, highest: number): string | undefined {
  return isRepeated(tree, highest, false) ? 'groups inside a repetition' : undefined;
}

function isRepeated(node: RegexNode, highest: number, repeated: boolean): boolean {
  switch (node.kind) {
    case 'group':
      return (repeated && node.number <= highest) || isRepeated(node.node, highest, repeated);
    case 'repeat':
      return isRepeated(node.node, highest, repeated || node.max > 1);
    case 'sequence':
    case 'alternatives':
      return node.nodes.some((part) => isRepeated(part, highest, repeated));
    default:
      return false;
  }
}
