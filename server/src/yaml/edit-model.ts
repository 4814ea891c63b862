import { applyEdits, SourceText, type TextEdit } from '../text/index.ts';
import { parseYaml, type YamlDocument } from './document.ts';
import type { YamlNode } from './nodes.ts';

/** What a document says, without places, styles and comments. Edits are proven with it. */
export type Model = MappingModel | ListModel | ScalarModel | AliasModel;

interface Named {
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export interface MappingModel extends Named {
  readonly kind: 'mapping';
  readonly pairs: [key: Model, value: Model][];
}

export interface ListModel extends Named {
  readonly kind: 'list';
  readonly items: Model[];
}

export interface ScalarModel extends Named {
  readonly kind: 'scalar';
  readonly type: string;
  readonly text: string;
}

interface AliasModel {
  readonly kind: 'alias';
  readonly name: string;
}

/** The models of a document by node, to be changed into what an edit should bring about. */
export class Draft {
  root: Model | undefined;
  readonly #models = new Map<YamlNode, Model>();

  constructor(root: YamlNode | undefined) {
    this.root = root === undefined ? undefined : this.#make(root);
  }

  /** @throws RangeError for a node of another document, which ends the edit */
  mapping(node: YamlNode): MappingModel {
    const model = this.#models.get(node);
    if (model?.kind !== 'mapping') throw new RangeError('no mapping of this document');
    return model;
  }

  /** @throws RangeError for a node of another document, which ends the edit */
  list(node: YamlNode): ListModel {
    const model = this.#models.get(node);
    if (model?.kind !== 'list') throw new RangeError('no list of this document');
    return model;
  }

  /** @throws RangeError for a node of another document, which ends the edit */
  model(node: YamlNode): Model {
    const model = this.#models.get(node);
    if (model === undefined) throw new RangeError('no node of this document');
    return model;
  }

  /** Puts another model in the place of a node. */
  replace(node: YamlNode, replacement: Model): void {
    const old = this.model(node);
    if (this.root === old) this.root = replacement;
    for (const model of this.#models.values()) {
      if (model.kind === 'list')
        model.items.splice(
          0,
          model.items.length,
          ...model.items.map((item) => (item === old ? replacement : item)),
        );
      else if (model.kind === 'mapping')
        for (const pair of model.pairs) {
          if (pair[0] === old) pair[0] = replacement;
          if (pair[1] === old) pair[1] = replacement;
        }
    }
  }

  #make(node: YamlNode): Model {
    const model = this.#shape(node);
    this.#models.set(node, model);
    return model;
  }

  #shape(node: YamlNode): Model {
    const { tag, anchor } = node;
    switch (node.kind) {
      case 'mapping':
        return {
          kind: 'mapping',
          tag,
          anchor,
          pairs: node.pairs.map(({ key, value }) => [this.#make(key), this.#make(value)]),
        };
      case 'sequence':
        return { kind: 'list', tag, anchor, items: node.items.map((item) => this.#make(item)) };
      case 'alias':
        return { kind: 'alias', name: node.name };
      case 'scalar':
        return { kind: 'scalar', tag, anchor, type: node.type, text: node.type === 'null' ? '' : node.text };
    }
  }
}

export function stringModel(text: string): ScalarModel {
  return { kind: 'scalar', tag: undefined, anchor: undefined, type: 'str', text };
}

export function mappingModel(...pairs: [key: Model, value: Model][]): MappingModel {
  return { kind: 'mapping', tag: undefined, anchor: undefined, pairs };
}

export function listModel(items: Model[]): ListModel {
  return { kind: 'list', tag: undefined, anchor: undefined, items };
}

/**
 * Proves edits of the parsed text by making them: the result must be readable, say exactly what the changed draft
 * says, and hold the same comments but for those that the edits remove on purpose.
 * @param change turns the draft of the document into what is expected; it may look at the new root
 * @param dropped the comments, by their text, that the edits remove on purpose
 * @returns the edits in offsets of the source, with its repair; undefined when they do anything else
 */
export function proven(
  document: YamlDocument,
  edits: readonly TextEdit[],
  change: (draft: Draft, after: YamlNode | undefined) => void,
  dropped: readonly string[] = [],
): TextEdit[] | undefined {
  const { source, parsedText, repair } = document;
  if (document.problem !== undefined || document.furtherDocuments.length > 0) return undefined;
  try {
    const merged = mergedEdits(edits);
    const text = applyEdits(parsedText, merged);
    const after = parseYaml(new SourceText(source.path, text));
    if (after.problem !== undefined || after.slip !== undefined || after.furtherDocuments.length > 0)
      return undefined;
    const draft = new Draft(document.root);
    change(draft, after.root);
    if (JSON.stringify(draft.root) !== JSON.stringify(new Draft(after.root).root)) return undefined;
    const comments = [...commentsOf(after), ...dropped].sort();
    if (comments.join('\n') !== commentsOf(document).sort().join('\n')) return undefined;
    const composed = repair.compose(merged);
    return applyEdits(source.text, composed) === text ? composed : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function commentsOf(document: YamlDocument): string[] {
  return document.comments.map((span) => document.source.slice(span));
}

/** Joins edits that begin at one place, so that no two of them are in each other's way. */
function mergedEdits(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const last = result.at(-1);
    if (last !== undefined && last.span.end === edit.span.start && last.span.start === last.span.end) {
      result[result.length - 1] = { span: edit.span, text: last.text + edit.text };
    } else if (edit.text !== '' || edit.span.end > edit.span.start) result.push(edit);
  }
  return result;
}

/** The way from a node to one below it: indices of items and pairs, with the side of the pair. */
export type Steps = readonly (number | { readonly pair: number; readonly side: 'key' | 'value' })[];

export function stepsTo(root: YamlNode, node: YamlNode): Steps | undefined {
  const open: { readonly at: YamlNode; readonly steps: Steps }[] = [{ at: root, steps: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, steps } = next;
    if (at === node) return steps;
    if (at.kind === 'sequence')
      for (const [i, item] of at.items.entries()) open.push({ at: item, steps: [...steps, i] });
    if (at.kind !== 'mapping') continue;
    for (const [pair, { key, value }] of at.pairs.entries()) {
      open.push({ at: key, steps: [...steps, { pair, side: 'key' }] });
      open.push({ at: value, steps: [...steps, { pair, side: 'value' }] });
    }
  }
  return undefined;
}

export function nodeAfter(root: YamlNode, steps: Steps): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of steps) {
    if (typeof step === 'number') node = node?.kind === 'sequence' ? node.items[step] : undefined;
    else node = node?.kind === 'mapping' ? node.pairs[step.pair]?.[step.side] : undefined;
  }
  return node;
}

export function modelOf(node: YamlNode): Model | undefined {
  return new Draft(node).root;
}
