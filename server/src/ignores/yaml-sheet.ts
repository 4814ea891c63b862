import type { SourceText } from '../text/index.ts';
import type { YamlDocument, YamlNode } from '../yaml/index.ts';
import type { CommentSheet } from './sheet.ts';

/** Scalars of several lines keep comments out; everything else of YAML, flow collections too, lets them in. */
export function yamlSheet(document: YamlDocument): CommentSheet {
  const readable = !document.tooLong && (document.problem === undefined || document.slip !== undefined);
  const continued = new Set<number>();
  const open: YamlNode[] = document.root === undefined ? [] : [document.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar') addLines(document.source, node.span, continued);
    else if (node.kind === 'sequence') for (const item of node.items) open.push(item);
    else if (node.kind === 'mapping') for (const { key, value } of node.pairs) open.push(key, value);
  }
  return {
    comments: readable ? document.comments : [],
    continued,
    complete: readable && document.problem === undefined && document.slip === undefined,
  };
}

/** The lines that begin inside a span; a block scalar ends where the next line begins. */
function addLines(source: SourceText, span: { start: number; end: number }, lines: Set<number>): void {
  const first = source.lines.lineAt(span.start);
  const last = source.lines.lineAt(Math.max(span.start, span.end - 1));
  for (let line = first + 1; line <= last; line++) lines.add(line);
}
