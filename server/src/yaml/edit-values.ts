import type { TextEdit } from '../text/index.ts';
import type { YamlDocument } from './document.ts';
import { listModel, proven, stringModel } from './edit-model.ts';
import type { Edits } from './edit-pairs.ts';
import { listAround, Sheet, surroundings } from './edit-sheet.ts';
import { isEmptyScalar, type YamlNode, type YamlPair, type YamlScalar, type YamlSequence } from './nodes.ts';
import { plainOrQuoted, type QuoteStyle, quoted } from './spelling.ts';

/**
 * Puts a scalar in quotes, so that it is a string.
 * @param text the string; by default the text as it stands, so that `True` becomes `"True"`
 * @param style by default the quotes that the document uses most
 */
export function quoteScalar(
  document: YamlDocument,
  node: YamlNode,
  text?: string,
  style?: QuoteStyle,
): Edits {
  if (node.kind !== 'scalar' || node.tag !== undefined) return undefined;
  if (node.style === 'literal' || node.style === 'folded') return undefined;
  const sheet = new Sheet(document);
  const span = sheet.span(node);
  const wanted = text ?? node.text;
  const spelled = quoted(wanted, style ?? quotesOf(document));
  const needsBlank = isEmptyScalar(node) && /[:-]/.test(sheet.text[span.start - 1] ?? '');
  return proven(document, [{ span, text: needsBlank ? ` ${spelled}` : spelled }], (draft) => {
    draft.replace(node, { ...stringModel(wanted), anchor: node.anchor });
  });
}

/** Makes several items of one: `- --nthreads 2` becomes `- --nthreads` and `- "2"`, in block and flow style. */
export function splitItem(document: YamlDocument, item: YamlNode, texts: readonly string[]): Edits {
  const list = listAround(document.root, item);
  if (list === undefined || item.kind !== 'scalar' || texts.length === 0 || isEmptyScalar(item))
    return undefined;
  if (item.tag !== undefined || item.anchor !== undefined) return undefined;
  if (item.style === 'literal' || item.style === 'folded') return undefined;
  const sheet = new Sheet(document);
  const span = sheet.span(item);
  const dash = sheet.dashOf(item);
  if (!list.flow && dash === undefined) return undefined;
  const spelled = texts.map((text) => spelledLike(document, item, text, list.flow));
  const separator = list.flow || dash === undefined ? ', ' : sheet.eol + lead(sheet, dash, span.start);
  const index = list.items.indexOf(item);
  return proven(document, [{ span, text: spelled.join(separator) }], (draft) => {
    draft.list(list).items.splice(index, 1, ...texts.map(stringModel));
  });
}

/** Adds strings at the end of a list. */
export function appendItems(document: YamlDocument, list: YamlSequence, texts: readonly string[]): Edits {
  const sheet = new Sheet(document);
  const last = list.items.at(-1);
  if (list.tag !== undefined || texts.length === 0) return undefined;
  const like = last?.kind === 'scalar' && last.style !== 'plain' ? last : undefined;
  const spelled = texts.map((text) => spelledLike(document, like, text, list.flow));
  const edits: TextEdit[] = [];
  if (list.flow) {
    const at = last === undefined ? sheet.span(list).start + 1 : sheet.span(last).end;
    const text = (last === undefined ? '' : ', ') + spelled.join(', ');
    edits.push({ span: { start: at, end: at }, text });
  } else {
    const dash = last === undefined ? undefined : sheet.dashOf(last);
    if (last === undefined || dash === undefined) return undefined;
    const { start } = sheet.span(last);
    const before =
      isEmptyScalar(last) || sheet.lineOf(start) > sheet.lineOf(dash)
        ? lead(sheet, dash, dash + 2)
        : lead(sheet, dash, start);
    edits.push(
      sheet.insertAfter(
        sheet.lastItemLine(last, dash),
        spelled.map((text) => before + text),
      ),
    );
  }
  return proven(document, edits, (draft) => {
    draft.list(list).items.push(...texts.map(stringModel));
  });
}

/**
 * Makes a list of a string: `args: dask-worker --nthreads 2` becomes a block list of its words, or a flow list in a
 * flow mapping. A comment stays on the line of the key.
 */
export function listFromString(document: YamlDocument, pair: YamlPair, texts?: readonly string[]): Edits {
  const sheet = new Sheet(document);
  const around = surroundings(document.root, pair);
  const colon = sheet.colonEnd(pair);
  const { value } = pair;
  if (around === undefined || colon === undefined || value.kind !== 'scalar' || isEmptyScalar(value))
    return undefined;
  if (value.tag !== undefined || value.anchor !== undefined) return undefined;
  if (value.style === 'literal' || value.style === 'folded') return undefined;
  const words = texts ?? value.text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const span = sheet.span(value);
  const spelled = words.map((word) =>
    plainOrQuoted(word, around.mapping.flow ? 'flow' : 'block', quotesOf(document)),
  );
  const edits: TextEdit[] = [];
  if (around.mapping.flow) edits.push({ span, text: `[${spelled.join(', ')}]` });
  else {
    const column = sheet.column(sheet.span(pair.key).start) + sheet.listOffset();
    edits.push({ span: { start: colon, end: span.end }, text: '' });
    edits.push(
      sheet.insertAfter(
        sheet.lineOf(span.end),
        spelled.map((word) => `${' '.repeat(column)}- ${word}`),
      ),
    );
  }
  return proven(document, edits, (draft) => {
    draft.replace(value, listModel(words.map(stringModel)));
  });
}

/**
 * Removes an item of a list with the lines it stands on. The last one leaves `[]`.
 */
export function removeItem(document: YamlDocument, item: YamlNode): Edits {
  const list = listAround(document.root, item);
  if (list === undefined) return undefined;
  const sheet = new Sheet(document);
  const index = list.items.indexOf(item);
  const change = (draft: { list(node: YamlNode): { readonly items: unknown[] } }): void => {
    draft.list(list).items.splice(index, 1);
  };
  const before = list.items[index - 1];
  const next = list.items[index + 1];
  if (list.flow) {
    const start =
      next === undefined && before !== undefined ? sheet.span(before).end : sheet.span(item).start;
    const end = next === undefined ? sheet.span(item).end : sheet.span(next).start;
    return proven(document, [{ span: { start, end }, text: '' }], change);
  }
  const dash = sheet.dashOf(item);
  if (dash === undefined || list.items.length === 1 || !sheet.isFirst(dash)) return undefined;
  const edit = sheet.removeLines(sheet.lineOf(dash), sheet.lastItemLine(item, dash));
  const dropped = document.comments
    .filter((comment) => {
      const { start } = sheet.span({ span: comment });
      return start >= edit.span.start && start < edit.span.end;
    })
    .map((comment) => document.source.slice(comment));
  return proven(document, [edit], change, dropped);
}

/** The blanks and the dash before further items of a block list. */
function lead(sheet: Sheet, dash: number, itemStart: number): string {
  return `${' '.repeat(sheet.column(dash))}-${' '.repeat(Math.max(1, itemStart - dash - 1))}`;
}

/** A string spelled as a quoted item is, or plain where a plain item stands and that is possible. */
function spelledLike(
  document: YamlDocument,
  item: YamlScalar | undefined,
  text: string,
  inFlow: boolean,
): string {
  if (item?.style === 'single' || item?.style === 'double') return quoted(text, item.style);
  return plainOrQuoted(text, inFlow ? 'flow' : 'block', quotesOf(document));
}

/** The quotes that the document uses most; double ones when there are none. */
function quotesOf(document: YamlDocument): QuoteStyle {
  let singles = 0;
  const open: YamlNode[] = document.root === undefined ? [] : [document.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'sequence') open.push(...node.items);
    else if (node.kind === 'mapping') for (const { key, value } of node.pairs) open.push(key, value);
    else if (node.kind === 'scalar' && node.style === 'single') singles++;
    else if (node.kind === 'scalar' && node.style === 'double') singles--;
  }
  return singles > 0 ? 'single' : 'double';
}
