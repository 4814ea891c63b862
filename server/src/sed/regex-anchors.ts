import type { RegexNode } from './regex-model.ts';

/**
 * Why a pattern's anchors are not certain to work, where they are not. The C library has errors there:
 * `(\\<a?){2}` finds less than it should, `b*\\B` finds `ab` + `c` at the wrong place.
 */
export function anchorDoubt(tree: RegexNode): string | undefined {
  if (repeatsAnchor(tree, false)) return 'an anchor inside a repetition';
  if (some(tree, isNoBoundary) && some(tree, isRepeat)) return 'the anchor \\B beside a repetition';
  return undefined;
}

/**
 * Whether a line anchor has something before `^` or behind `$`. Without the flag M it should never match there,
 * but the C library lets it match at a line break in the pattern space at times.
 */
export function hasInnerAnchor(node: RegexNode, first: boolean, last: boolean): boolean {
  switch (node.kind) {
    case 'assertion':
      return (node.what === 'line-start' && !first) || (node.what === 'line-end' && !last);
    case 'group':
      return hasInnerAnchor(node.node, first, last);
    case 'repeat':
      return hasInnerAnchor(node.node, false, false);
    case 'alternatives':
      return node.nodes.some((branch) => hasInnerAnchor(branch, first, last));
    case 'sequence':
      return node.nodes.some((part, i) =>
        hasInnerAnchor(part, first && i === 0, last && i === node.nodes.length - 1),
      );
    default:
      return false;
  }
}

function repeatsAnchor(node: RegexNode, repeated: boolean): boolean {
  switch (node.kind) {
    case 'assertion':
      return repeated;
    case 'group':
      return repeatsAnchor(node.node, repeated);
    case 'repeat':
      return repeatsAnchor(node.node, true);
    case 'sequence':
    case 'alternatives':
      return node.nodes.some((part) => repeatsAnchor(part, repeated));
    default:
      return false;
  }
}

function some(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  if (test(node)) return true;
  switch (node.kind) {
    case 'group':
    case 'repeat':
      return some(node.node, test);
    case 'sequence':
    case 'alternatives':
      return node.nodes.some((part) => some(part, test));
    default:
      return false;
  }
}

function isRepeat(node: RegexNode): boolean {
  return node.kind === 'repeat';
}

function isNoBoundary(node: RegexNode): boolean {
  return node.kind === 'assertion' && node.what === 'no-word-boundary';
}
