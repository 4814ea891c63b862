import type { LineIndex, Span } from '../../text/index.ts';
import { touches } from '../../text/index.ts';
import { keyText, type YamlDocument, type YamlNode, type YamlPair } from '../../yaml/index.ts';
import type { Fold, OutlineEntry } from './model.ts';

/** Deeper nesting is not shown. */
const MAX_DEPTH = 60;
const MAX_DETAIL = 60;
/** What an editor can show in one outline. */
const MAX_ENTRIES = 10_000;

export function yamlOutline({ root }: YamlDocument): readonly OutlineEntry[] {
  let left = MAX_ENTRIES;
  const entries = (node: YamlNode, depth: number): readonly OutlineEntry[] => {
    if (depth > MAX_DEPTH) return [];
    if (node.kind === 'mapping')
      return node.pairs.flatMap((pair) => (left-- > 0 ? [ofPair(pair, depth)] : []));
    if (node.kind === 'sequence')
      return node.items.flatMap((item, i) => (left-- > 0 ? [ofItem(item, i, depth)] : []));
    return [];
  };
  const ofPair = (pair: YamlPair, depth: number): OutlineEntry => {
    const { span } = pair.key;
    return {
      name: oneLine(keyText(pair) ?? '?') || '""',
      ...described(pair.value),
      span: around(pair.span, span),
      nameSpan: span,
      children: entries(pair.value, depth + 1),
    };
  };
  const ofItem = (item: YamlNode, index: number, depth: number): OutlineEntry => ({
    name: nameOfItem(item) ?? String(index + 1),
    ...described(item),
    span: item.span,
    nameSpan: item.span,
    children: entries(item, depth + 1),
  });
  return root === undefined ? [] : entries(root, 0);
}

/** What people call an item of a list: its `name`, or its text. */
function nameOfItem(item: YamlNode): string | undefined {
  if (item.kind === 'scalar') return oneLine(item.text) || undefined;
  if (item.kind !== 'mapping') return undefined;
  const named = item.pairs.find((pair) => keyText(pair) === 'name')?.value;
  return named?.kind === 'scalar' ? oneLine(named.text) || undefined : undefined;
}

function described(node: YamlNode): Pick<OutlineEntry, 'detail' | 'kind'> {
  switch (node.kind) {
    case 'mapping':
      return { detail: '', kind: 'section' };
    case 'sequence':
      return { detail: '', kind: 'list' };
    case 'alias':
      return { detail: `*${node.name}`, kind: 'constant' };
    case 'scalar':
      return { detail: oneLine(node.text), kind: kindOf(node.type) };
  }
}

function kindOf(type: string): OutlineEntry['kind'] {
  if (type === 'int' || type === 'float') return 'number';
  if (type === 'bool') return 'boolean';
  return type === 'null' ? 'null' : 'text';
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > MAX_DETAIL ? `${flat.slice(0, MAX_DETAIL - 1)}…` : flat;
}

/** A span that is sure to hold another, as editors ask for. */
function around(outer: Span, inner: Span): Span {
  return { start: Math.min(outer.start, inner.start), end: Math.max(outer.end, inner.end) };
}

/** Sections, lists and block texts, and comments of several lines. */
export function yamlFolds(document: YamlDocument): readonly Fold[] {
  const { lines } = document.source;
  const folds: Fold[] = [];
  const add = (start: number, end: number): void => {
    const startLine = lines.lineAt(start);
    const endLine = lines.lineAt(lastCharacter(document, start, end));
    if (endLine > startLine) folds.push({ startLine, endLine, kind: undefined });
  };
  const stack: YamlNode[] = document.root === undefined ? [] : [document.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'sequence') {
      for (const item of node.items) {
        if (item.kind !== 'scalar') add(item.span.start, item.span.end);
        stack.push(item);
      }
    } else if (node.kind === 'mapping')
      for (const { key, value } of node.pairs) {
        add(key.span.start, value.span.end);
        stack.push(value);
      }
  }
  return [...commentFolds(document.comments, lines), ...folds];
}

/** The line breaks behind a value belong to the lines that follow. */
function lastCharacter({ source }: YamlDocument, start: number, end: number): number {
  let last = Math.min(end, source.text.length);
  while (last > start && /\s/.test(source.text[last - 1] ?? '')) last--;
  return last;
}

/** Comments on lines of their own, one below the other. */
export function commentFolds(comments: readonly Span[], lines: LineIndex): readonly Fold[] {
  const folds: Fold[] = [];
  let first: number | undefined;
  let last = -2;
  const close = (): void => {
    if (first !== undefined && last > first) folds.push({ startLine: first, endLine: last, kind: 'comment' });
    first = undefined;
  };
  for (const { start } of comments) {
    const line = lines.lineAt(start);
    const isAlone = lines.text.slice(lines.lineStart(line), start).trim().replace('\uFEFF', '') === '';
    if (!isAlone || line !== last + 1) close();
    if (!isAlone) continue;
    first ??= line;
    last = line;
  }
  close();
  return folds;
}

/** The stretches around an offset, the smallest first. */
export function yamlSelections({ root }: YamlDocument, offset: number): readonly Span[] {
  const spans: Span[] = [];
  let node = root;
  while (node !== undefined && spans.length < 2 * MAX_DEPTH) {
    spans.unshift(node.span);
    if (node.kind === 'mapping') {
      const pair: YamlPair | undefined = node.pairs.find((one) =>
        touches(around(one.span, one.key.span), offset),
      );
      if (pair === undefined) break;
      spans.unshift(around(pair.span, pair.key.span));
      if (touches(pair.key.span, offset)) {
        spans.unshift(pair.key.span);
        break;
      }
      node = touches(pair.value.span, offset) ? pair.value : undefined;
    } else if (node.kind === 'sequence') node = node.items.find((item) => touches(item.span, offset));
    else break;
  }
  return spans;
}
