import { SourceText, type Span } from '../text/index.ts';
import {
  keyText,
  parseYaml,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlPath,
} from '../yaml/index.ts';
import { type Draft, draftAt, PLACEHOLDER } from './draft.ts';
import { outlineAbove } from './outline.ts';

/** The place at which something is being typed. */
export interface Caret {
  /** `key`: of a mapping at the path; `value`: of the key or list item to which the path leads. */
  readonly part: 'key' | 'value';
  readonly path: YamlPath;
  /** The keys that the mapping has beside the one at the caret. */
  readonly present: readonly string[];
  /** The text with a word of ours at the caret, read as YAML. */
  readonly root: YamlNode | undefined;
  /** What is replaced. */
  readonly span: Span;
  /** Written in front of what is chosen: the blank that `key:` or `-` lack. */
  readonly lead: string;
  readonly hasColon: boolean;
  readonly quote: '' | '"' | "'";
  readonly flow: boolean;
  /** The column of the key (blanks and tabs as written), for what stands below it. */
  readonly indentation: string;
}

/**
 * What can be written at an offset, also in texts that are broken there or elsewhere: a word of ours is put at the caret
 * and the text is read with it. Undefined in comments, in block texts and where nothing can be said.
 */
export function caretAt(source: SourceText, offset: number): Caret | undefined {
  const draft = draftAt(source, offset);
  if (draft === undefined) return undefined;
  const above = source.text.slice(0, draft.line.start);
  const whole = read(above + draft.text + source.text.slice(draft.line.end));
  const caret = found(whole.root, draft);
  // In a text without mistakes the caret is within a longer text or in another document.
  if (caret !== undefined || whole.problem === undefined) return caret;
  // The text is beyond reading: the lines above, by their indentation, have to do.
  return found(read(outlineAbove(above, draft.text)).root, draft);
}

function read(text: string): YamlDocument {
  return parseYaml(new SourceText('', text));
}

function found(root: YamlNode | undefined, draft: Draft): Caret | undefined {
  const place = root === undefined ? undefined : search(root, []);
  if (place === undefined) return undefined;
  const { span, lead, hasColon, quote, indentation } = draft;
  return { ...place, root, span, lead, hasColon, quote, indentation };
}

/** No configuration is nested deeper. */
const MAX_DEPTH = 200;

type Place = Pick<Caret, 'part' | 'path' | 'present' | 'flow'>;

function search(node: YamlNode, path: YamlPath): Place | undefined {
  if (path.length > MAX_DEPTH) return undefined;
  if (node.kind === 'mapping') return searchMapping(node, path);
  if (node.kind === 'sequence') {
    for (const [i, item] of node.items.entries()) {
      const place = search(item, [...path, i]);
      if (place !== undefined)
        return place.part === 'value' && item.kind === 'scalar' ? { ...place, flow: node.flow } : place;
    }
    return undefined;
  }
  const isHere = node.kind === 'scalar' && node.text === PLACEHOLDER;
  return isHere ? { part: 'value', path, present: [], flow: false } : undefined;
}

function searchMapping(node: YamlMapping, path: YamlPath): Place | undefined {
  for (const pair of node.pairs) {
    const key = keyText(pair);
    if (key === PLACEHOLDER) {
      const present = node.pairs.flatMap((other) => (other === pair ? [] : [keyText(other) ?? '']));
      return { part: 'key', path, present, flow: node.flow };
    }
    const place = search(pair.value, [...path, key ?? '']);
    if (place !== undefined) return place;
  }
  return undefined;
}
