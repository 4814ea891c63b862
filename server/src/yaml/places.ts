import type { Span } from '../text/index.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import type { YamlProblem } from './problem.ts';
import type { Repair } from './repair.ts';

interface Placed {
  readonly root: YamlNode | undefined;
  readonly furtherDocuments: readonly Span[];
  readonly comments: readonly Span[];
  readonly problem: YamlProblem | undefined;
}

/** What was read from a repaired text, with the places that it has in the text as it stands. */
export function moved<T extends Placed>(reading: T, repair: Repair): T {
  const { root, problem } = reading;
  if (root !== undefined) moveNode(root, repair);
  return {
    ...reading,
    furtherDocuments: reading.furtherDocuments.map((span) => movedSpan(span, repair)),
    comments: reading.comments.map((span) => movedSpan(span, repair)),
    problem: problem === undefined ? undefined : { ...problem, span: movedSpan(problem.span, repair) },
  };
}

// Aliases refer to nodes by identity, so the nodes of a fresh reading are given their places instead of copied.
function moveNode(node: YamlNode, repair: Repair): void {
  setSpan(node, repair);
  if (node.kind === 'sequence') for (const item of node.items) moveNode(item, repair);
  if (node.kind !== 'mapping') return;
  for (const pair of node.pairs) {
    setSpan(pair, repair);
    moveNode(pair.key, repair);
    moveNode(pair.value, repair);
  }
}

function setSpan(placed: YamlNode | YamlPair, repair: Repair): void {
  (placed as { span: Span }).span = movedSpan(placed.span, repair);
}

function movedSpan({ start, end }: Span, repair: Repair): Span {
  const from = repair.toSource(start);
  return { start: from, end: end <= start ? from : repair.toSourceEnd(end) };
}
