import type { RegexNode, SedRegex } from './regex-model.ts';

/**
 * A text that stands in every match of a pattern, the longest of those that are easy to see: where it is missing, there is no
 * match. Empty when none is seen.
 */
export function requiredText(regex: SedRegex): string {
  return regex.ignoreCase ? '' : longestRun(regex.tree);
}

function longestRun(node: RegexNode): string {
  let longest = '';
  let run = '';
  const end = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (const part of parts(node)) {
    if (part.kind === 'char') run += part.char;
    else if (part.kind !== 'empty') {
      end();
      const inner = part.kind === 'repeat' && part.min > 0 ? longestRun(part.node) : '';
      if (inner.length > longest.length) longest = inner;
    }
  }
  end();
  return longest;
}

/** What follows each other in every match. */
function parts(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'group') return parts(node.node);
  if (node.kind === 'sequence') return node.nodes.flatMap(parts);
  // Nothing is between what stands before and behind an assertion, but no text is there either.
  return [node];
}
