import { touches } from '../text/index.ts';
import type { YamlDocument } from './document.ts';
import { Sheet } from './edit-sheet.ts';
import {
  isEmptyScalar,
  keyText,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlPath,
  type YamlSequence,
} from './nodes.ts';

/** What stands at an offset, or could be written there. */
export interface PathAt {
  /**
   * `key`, `value`: the way to the value of the pair, or to the item. `between`: the way to the mapping or list in
   * which something new could stand.
   */
  readonly path: YamlPath;
  /** `key` also for a word alone on its line below a section, which is read as its value until the colon is typed. */
  readonly part: 'key' | 'value' | 'between';
  /** The pair whose key or value it is; undefined for items, between entries, and for a word without colon. */
  readonly pair: YamlPair | undefined;
  /** The key or the value. Its span may be empty, and may lie before the offset. */
  readonly node: YamlNode | undefined;
  /** The innermost collection around; undefined in a section or document that has nothing in it yet. */
  readonly container: YamlMapping | YamlSequence | undefined;
}

/**
 * What is at an offset of the source, also in half-typed texts. On blank lines the column decides to which section
 * the offset belongs. Undefined in comments and behind the first document.
 */
export function pathAt(document: YamlDocument, offset: number): PathAt | undefined {
  const further = document.furtherDocuments[0];
  if (further !== undefined && offset >= further.start) return undefined;
  if (document.comments.some(({ start, end }) => start < offset && offset <= end)) return undefined;
  return new Finder(document, document.repair.toRepaired(offset)).find();
}

type Collection = YamlMapping | YamlSequence;

/** Where the search is: a node with the way to it. */
interface Here {
  readonly node: YamlNode;
  readonly path: YamlPath;
  readonly pair: YamlPair | undefined;
  readonly container: Collection | undefined;
}

class Finder {
  readonly sheet: Sheet;
  readonly line: number;
  readonly column: number;

  constructor(
    readonly document: YamlDocument,
    readonly at: number,
  ) {
    this.sheet = new Sheet(document);
    this.line = this.sheet.lineOf(at);
    this.column = this.sheet.column(at);
  }

  find(): PathAt {
    const { root } = this.document;
    if (root === undefined) return between([], undefined);
    let here: Here = { node: root, path: [], pair: undefined, container: undefined };
    for (;;) {
      const { node } = here;
      const next: Here | PathAt =
        node.kind === 'mapping'
          ? this.#inMapping(node, here.path)
          : node.kind === 'sequence'
            ? this.#inSequence(node, here.path)
            : this.#inScalar(here);
      if ('part' in next) return next;
      here = next;
    }
  }

  #inMapping(mapping: YamlMapping, path: YamlPath): Here | PathAt {
    const { sheet, at } = this;
    const pair = mapping.pairs.findLast(({ key }) => sheet.span(key).start <= at);
    if (pair === undefined) return between(path, mapping);
    const way = [...path, keyText(pair) ?? ''];
    const key = sheet.span(pair.key);
    if (touches(key, at)) return { path: way, part: 'key', pair, node: pair.key, container: mapping };
    const { value } = pair;
    const inside: Here = { node: value, path: way, pair, container: mapping };
    const asValue: PathAt = { path: way, part: 'value', pair, node: value, container: mapping };
    if (mapping.flow) {
      if (this.#reaches(value)) return inside;
      const since = sheet.text.slice(key.end, at);
      return since.includes(':') && !sheet.text.slice(sheet.pairEnd(pair), at).includes(',')
        ? asValue
        : between(path, mapping);
    }
    if (sheet.lineOf(key.end) === this.line) return this.#reaches(value) ? inside : asValue;
    if (this.#reaches(value) && !isBlock(value)) return inside;
    if (this.column <= sheet.column(key.start)) {
      const isItem = value.kind === 'sequence' && !value.flow && this.#isOnContent(value);
      return isItem ? inside : between(path, mapping);
    }
    if (isBlock(value)) return inside;
    return isEmptyScalar(value) ? between(way, undefined) : between(path, mapping);
  }

  #inSequence(list: YamlSequence, path: YamlPath): Here | PathAt {
    const { sheet, at } = this;
    const index = list.items.findLastIndex((item) => this.#itemStart(item, list) <= at);
    const item = list.items[index];
    if (item === undefined) return between(path, list);
    const way = [...path, index];
    const inside: Here = { node: item, path: way, pair: undefined, container: list };
    if (this.#reaches(item) && !isBlock(item)) return inside;
    if (list.flow) return between(path, list);
    const dash = this.#itemStart(item, list);
    if (sheet.lineOf(dash) === this.line) {
      if (at <= dash) return between(path, list);
      if (isBlock(item)) return inside;
      return { path: way, part: 'value', pair: undefined, node: item, container: list };
    }
    if (this.column <= sheet.column(dash)) return between(path, list);
    if (isBlock(item)) return inside;
    return isEmptyScalar(item) ? between(way, undefined) : between(path, list);
  }

  #inScalar({ node, path, pair, container }: Here): PathAt {
    const isWord =
      node.kind === 'scalar' &&
      node.style === 'plain' &&
      node.tag === undefined &&
      /^\S+$/.test(node.text) &&
      touches(this.sheet.span(node), this.at) &&
      this.sheet.isFirst(this.sheet.span(node).start);
    if (!isWord || container?.kind === 'sequence' || container?.flow === true)
      return {
        path,
        part: touches(this.sheet.span(node), this.at) ? 'value' : 'between',
        pair,
        node,
        container,
      };
    return { path: [...path, node.text], part: 'key', pair: undefined, node, container: undefined };
  }

  /** Whether the offset lies in a node or at its border; for brackets within them, closed or not. */
  #reaches(node: YamlNode): boolean {
    const { start, end } = this.sheet.span(node);
    const isFlow = (node.kind === 'mapping' || node.kind === 'sequence') && node.flow;
    if (!isFlow) return start <= this.at && this.at <= end && start < end;
    const isClosed = end > start + 1 && /[\]}]/.test(this.sheet.text[end - 1] ?? '');
    return start < this.at && (this.at < end || (this.at === end && !isClosed));
  }

  #isOnContent(list: YamlSequence): boolean {
    return list.items.some((item) => {
      const dash = this.#itemStart(item, list);
      return this.sheet.lineOf(dash) === this.line && dash <= this.at;
    });
  }

  #itemStart(item: YamlNode, list: YamlSequence): number {
    return (list.flow ? undefined : this.sheet.dashOf(item)) ?? this.sheet.span(item).start;
  }
}

function isBlock(node: YamlNode): boolean {
  return (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
}

function between(path: YamlPath, container: Collection | undefined): PathAt {
  return { path, part: 'between', pair: undefined, node: undefined, container };
}
