import { applyEdits, SourceText, type Span, type TextEdit } from '../../../server/src/text/index.ts';
import {
  keyText,
  parseYaml,
  type YamlDocument,
  type YamlNode,
  type YamlPair,
} from '../../../server/src/yaml/index.ts';

/** A text in which `«` and `»` mark a place. */
export function unmarked(marked: string): { readonly text: string; readonly span: Span | undefined } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return { text: marked.replace(/[«»]/g, ''), span: start < 0 ? undefined : { start, end } };
}

export function markedAt(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
}

export function read(text: string): YamlDocument {
  return parseYaml(new SourceText('.dask/config.yaml', text));
}

/** The node at a path. */
export function nodeIn(document: YamlDocument, path: readonly (string | number)[]): YamlNode {
  const last = path.at(-1);
  if (typeof last === 'string') return pairIn(document, path).value;
  const node = last === undefined ? document.root : nodeIn(document, path.slice(0, -1));
  const found = last === undefined ? node : node?.kind === 'sequence' ? node.items[last] : undefined;
  if (found === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return found;
}

/** The pair at a path, the last one of its name. */
export function pairIn(document: YamlDocument, path: readonly (string | number)[]): YamlPair {
  const mapping = nodeIn(document, path.slice(0, -1));
  const pairs = mapping.kind === 'mapping' ? mapping.pairs : [];
  const pair = pairs.findLast((candidate) => keyText(candidate) === path.at(-1));
  if (pair === undefined) throw new Error(`nothing at ${path.join('.')}`);
  return pair;
}

export function applied(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits === undefined ? undefined : applyEdits(text, edits);
}
