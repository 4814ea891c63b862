import type { TextEdit } from '../text/index.ts';
import type { YamlDocument } from './document.ts';
import { type Draft, modelOf, nodeAfter, proven, stepsTo, stringModel } from './edit-model.ts';
import { Sheet, type Surroundings, surroundings } from './edit-sheet.ts';
import { isEmptyScalar, keyText, type YamlMapping, type YamlNode, type YamlPair } from './nodes.ts';
import { plainOrQuoted, quoted } from './spelling.ts';

/** Edits of the source, or undefined where the change cannot be made with certainty. */
export type Edits = TextEdit[] | undefined;

/** Gives a key another name, in its own quotes. Undefined when the mapping has such a key already. */
export function renameKey(document: YamlDocument, pair: YamlPair, newKey: string): Edits {
  const around = surroundings(document.root, pair);
  const { key } = pair;
  if (around === undefined || key.kind !== 'scalar' || isEmptyScalar(key) || key.tag !== undefined)
    return undefined;
  if (around.mapping.pairs.some((other) => other !== pair && keyText(other) === newKey)) return undefined;
  const { flow } = around.mapping;
  const isQuoted = key.style === 'single' || key.style === 'double';
  const text = isQuoted
    ? quoted(newKey, key.style === 'single' ? 'single' : 'double')
    : plainOrQuoted(newKey, flow ? 'flow-key' : 'key');
  const sheet = new Sheet(document);
  return proven(document, [{ span: sheet.span(key), text }], (draft) => {
    draft.replace(key, { ...stringModel(newKey), anchor: key.anchor });
  });
}

/**
 * Writes another YAML text in the place of a node. An empty node gets a blank before it.
 * @param source YAML of one node; its further lines as they shall stand
 */
export function replaceNode(document: YamlDocument, node: YamlNode, source: string): Edits {
  if (node.tag !== undefined || document.root === undefined) return undefined;
  const sheet = new Sheet(document);
  const span = sheet.span(node);
  const needsBlank =
    isEmptyScalar(node) && /[:-]/.test(sheet.text[span.start - 1] ?? '') && !/^[\s]/.test(source);
  const path = stepsTo(document.root, node);
  if (path === undefined) return undefined;
  return proven(document, [{ span, text: needsBlank ? ` ${source}` : source }], (draft, after) => {
    const replaced = after === undefined ? undefined : nodeAfter(after, path);
    const model = replaced === undefined ? undefined : modelOf(replaced);
    if (model !== undefined) draft.replace(node, model);
  });
}

/**
 * Removes a pair with the lines it stands on. A section that held nothing else goes with it; an item of a list
 * or a section with comments of its own becomes `{}`.
 */
export function removePair(document: YamlDocument, pair: YamlPair): Edits {
  const sheet = new Sheet(document);
  const removal = removalOf(document, sheet, pair, undefined);
  if (removal === undefined) return undefined;
  return proven(document, removal.edits, removal.change, removal.dropped);
}

export interface Removal {
  readonly edits: readonly TextEdit[];
  readonly change: (draft: Draft) => void;
  readonly dropped: readonly string[];
}

/** @param keep a mapping that gets another pair at the same time and is therefore never empty */
export function removalOf(
  document: YamlDocument,
  sheet: Sheet,
  pair: YamlPair,
  keep: YamlMapping | undefined,
): Removal | undefined {
  let target = pair;
  let around = surroundings(document.root, pair);
  const ownComments = commentCount(sheet, around, pair);
  while (around !== undefined && around.mapping.pairs.length === 1 && around.mapping !== keep) {
    const { section, mapping, list } = around;
    if (mapping.tag !== undefined || mapping.anchor !== undefined) return undefined;
    const isRoot = section === undefined && list === undefined;
    if (isRoot) break;
    const outer = section === undefined ? undefined : surroundings(document.root, section);
    const isBare = outer !== undefined && commentCount(sheet, outer, section) === ownComments;
    if (section === undefined || !isBare) return emptied(document, sheet, mapping, section, target);
    target = section;
    around = outer;
  }
  if (around === undefined) return undefined;
  return around.mapping.flow
    ? flowRemoval(sheet, around.mapping, target)
    : blockRemoval(document, sheet, around.mapping, target, around.mapping === keep);
}

function blockRemoval(
  document: YamlDocument,
  sheet: Sheet,
  mapping: YamlMapping,
  pair: YamlPair,
  isKept: boolean,
): Removal | undefined {
  const { start } = sheet.span(pair.key);
  const last = sheet.lastLine(pair);
  const change = dropPair(mapping, pair, isKept);
  if (sheet.isFirst(start)) {
    const first = sheet.lineOf(start);
    const edit = sheet.removeLines(first, last);
    return { edits: [edit], change, dropped: commentsIn(document, sheet, edit) };
  }
  // The first pair behind a dash: the next one takes its place.
  const next = mapping.pairs[mapping.pairs.indexOf(pair) + 1];
  if (next === undefined || !/- *$/.test(sheet.text.slice(0, start))) return undefined;
  const end = sheet.span(next.key).start;
  const isFollowing = sheet.lineOf(end) === last + 1;
  const edit: TextEdit = isFollowing
    ? { span: { start, end }, text: '' }
    : { span: { start: start - blanksBefore(sheet.text, start), end: sheet.lines.lineEnd(last) }, text: '' };
  return { edits: [edit], change, dropped: commentsIn(document, sheet, edit) };
}

function flowRemoval(sheet: Sheet, mapping: YamlMapping, pair: YamlPair): Removal {
  const index = mapping.pairs.indexOf(pair);
  const before = mapping.pairs[index - 1];
  const next = mapping.pairs[index + 1];
  const start = next === undefined && before !== undefined ? sheet.pairEnd(before) : sheet.span(pair).start;
  const end = next === undefined ? sheet.pairEnd(pair) : sheet.span(next).start;
  return { edits: [{ span: { start, end }, text: '' }], change: dropPair(mapping, pair), dropped: [] };
}

/** Makes a mapping of one pair `{}`, in the line of its key or its dash. */
function emptied(
  document: YamlDocument,
  sheet: Sheet,
  mapping: YamlMapping,
  section: YamlPair | undefined,
  pair: YamlPair,
): Removal | undefined {
  const change = dropPair(mapping, pair);
  if (mapping.flow) return { ...flowRemoval(sheet, mapping, pair), change };
  const { start } = sheet.span(pair.key);
  const colon = section === undefined ? undefined : sheet.colonEnd(section);
  if (section === undefined) {
    const edit: TextEdit = { span: { start, end: sheet.pairEnd(pair) }, text: '{}' };
    return { edits: [edit], change, dropped: commentsIn(document, sheet, edit) };
  }
  if (colon === undefined || !sheet.isFirst(start)) return undefined;
  const lines = sheet.removeLines(sheet.lineOf(start), sheet.lastLine(pair));
  const edits = [{ span: { start: colon, end: colon }, text: ' {}' }, lines];
  return { edits, change, dropped: commentsIn(document, sheet, lines) };
}

function dropPair(mapping: YamlMapping, pair: YamlPair, isKept = false): (draft: Draft) => void {
  const index = mapping.pairs.indexOf(pair);
  return (draft) => {
    const { pairs } = draft.mapping(mapping);
    pairs.splice(index, 1);
    // A document without content is what remains of a root without pairs.
    const isGone = pairs.length === 0 && !isKept && !mapping.flow;
    if (isGone && draft.root === draft.model(mapping)) draft.root = undefined;
  };
}

/** Number of comments on the lines of a pair, which would go with it. */
function commentCount(sheet: Sheet, around: Surroundings | undefined, pair: YamlPair | undefined): number {
  if (around === undefined || pair === undefined) return -1;
  const first = sheet.lineOf(sheet.span(pair.key).start);
  const span = { start: sheet.lines.lineStart(first), end: sheet.lines.lineEnd(sheet.lastLine(pair)) };
  return commentsIn(sheet.document, sheet, { span, text: '' }).length;
}

function commentsIn(document: YamlDocument, sheet: Sheet, { span }: TextEdit): string[] {
  return document.comments
    .filter((comment) => {
      const { start } = sheet.span({ span: comment });
      return start >= span.start && start < span.end;
    })
    .map((comment) => document.source.slice(comment));
}

function blanksBefore(text: string, offset: number): number {
  let count = 0;
  while (text[offset - count - 1] === ' ') count++;
  return count;
}
