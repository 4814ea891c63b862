import type { YamlDocument } from './document.ts';
import {
  type Draft,
  type Model,
  mappingModel,
  modelOf,
  nodeAfter,
  proven,
  stepsTo,
  stringModel,
} from './edit-model.ts';
import type { Edits } from './edit-pairs.ts';
import { Sheet, shiftedLine } from './edit-sheet.ts';
import { isEmptyScalar, keyText, nodeAt, type YamlMapping, type YamlNode, type YamlPair } from './nodes.ts';
import { plainOrQuoted } from './spelling.ts';

/**
 * Adds a pair at the end of a mapping, or at the end of a path of keys from the root, whose missing sections are
 * made. A path is extended where it exists under either spelling, with `-` or `_`.
 * @param value YAML of the value; further lines are indented as if the key stood in column 0
 */
export function insertPair(
  document: YamlDocument,
  target: YamlMapping | readonly string[],
  key: string,
  value: string,
): Edits {
  const sheet = new Sheet(document);
  const isPath = Array.isArray(target);
  const place = isPath
    ? placeFor(document, sheet, undefined, [...(target as readonly string[]), key])
    : placeIn(document, sheet, target as YamlMapping, [key]);
  if (place === undefined) return undefined;
  return insertion(document, sheet, place, value);
}

function insertion(document: YamlDocument, sheet: Sheet, place: Place, value: string): Edits {
  const { rest, mapping, section } = place;
  const separator = value === '' || /^\s/.test(value) ? '' : ' ';
  const path = rest;
  const added = (draft: Draft, after: YamlNode | undefined): void => {
    const model = after === undefined ? undefined : addedModel(after, document, place);
    if (model !== undefined) addTo(draft, place, model);
  };
  if (mapping?.flow) {
    const [only] = path;
    if (path.length !== 1 || only === undefined || /[\r\n]/.test(value)) return undefined;
    const last = mapping.pairs.at(-1);
    const at = last === undefined ? sheet.span(mapping).start + 1 : sheet.pairEnd(last);
    const text = `${last === undefined ? '' : ', '}${plainOrQuoted(only, 'flow-key')}:${separator}${value}`;
    return proven(document, [{ span: { start: at, end: at }, text }], added);
  }
  const lines = nestedLines(path, place.column, place.unit, separator + value.replaceAll('\r\n', '\n'));
  const edits = [sheet.insertAfter(place.lastLine, lines)];
  if (section !== undefined && mapping === undefined && !isEmptyScalar(section.value)) return undefined;
  return proven(document, edits, added);
}

/** Where a nested pair is to be added. */
export interface Place {
  /** The mapping that gets it; undefined when it is made, below `section` or as the root. */
  readonly mapping: YamlMapping | undefined;
  readonly section: YamlPair | undefined;
  /** The keys that are still missing. */
  readonly rest: readonly string[];
  readonly column: number;
  readonly unit: number;
  /** The line behind which the new lines go; -1 for the start of the text. */
  readonly lastLine: number;
}

/**
 * The deepest section of a path that exists. Undefined when the path is there already, leads through a value that
 * is no section, or is in doubt because of aliases, merges, tags or double keys.
 * @param base the mapping from which the path leads; the root when undefined
 * @param without a pair that is about to go and does not count
 */
export function placeFor(
  document: YamlDocument,
  sheet: Sheet,
  base: YamlMapping | undefined,
  path: readonly string[],
  without?: YamlPair,
): Place | undefined {
  const { root } = document;
  if (root === undefined && base === undefined) {
    const lastLine = sheet.text === '' ? -1 : sheet.lineCount - 1;
    return path.length === 0
      ? undefined
      : { mapping: undefined, section: undefined, rest: path, column: 0, unit: 2, lastLine };
  }
  let mapping = base ?? (root?.kind === 'mapping' ? root : undefined);
  let section: YamlPair | undefined;
  for (let i = 0; mapping !== undefined && i < path.length; i++) {
    if (mapping.tag !== undefined || mapping.pairs.some(isMerge)) return undefined;
    const name = path[i] ?? '';
    const found: YamlPair[] = mapping.pairs.filter(
      (pair) => pair !== without && isSameKey(keyText(pair), name),
    );
    const [pair] = found;
    if (pair === undefined) return placeIn(document, sheet, mapping, path.slice(i), section);
    if (found.length > 1 || i === path.length - 1) return undefined;
    section = pair;
    const { value } = pair;
    if (value.tag !== undefined || value.anchor !== undefined) return undefined;
    if (isEmptyScalar(value)) return placeBelow(sheet, mapping, pair, path.slice(i + 1));
    mapping = value.kind === 'mapping' ? value : undefined;
  }
  return undefined;
}

function placeIn(
  document: YamlDocument,
  sheet: Sheet,
  mapping: YamlMapping,
  rest: readonly string[],
  section?: YamlPair,
): Place | undefined {
  if (mapping.tag !== undefined || rest.length === 0) return undefined;
  const [name = ''] = rest;
  if (mapping.pairs.some((pair) => keyText(pair) === name) && rest.length === 1) return undefined;
  if (mapping.flow) return { mapping, section, rest, column: 0, unit: 0, lastLine: 0 };
  const column = sheet.columnOf(mapping);
  const last = mapping.pairs.at(-1);
  if (column === undefined || last === undefined) return undefined;
  const isRoot = mapping === document.root;
  const lastLine = section === undefined ? sheet.lastLine(last) : sheet.lastLine(section);
  return { mapping, section, rest, column, unit: sheet.unit(isRoot ? undefined : section), lastLine };
}

/** A section without a value, which becomes a mapping. */
function placeBelow(
  sheet: Sheet,
  around: YamlMapping,
  section: YamlPair,
  rest: readonly string[],
): Place | undefined {
  if (around.flow || sheet.colonEnd(section) === undefined) return undefined;
  const unit = sheet.unit();
  const column = sheet.column(sheet.span(section.key).start) + unit;
  return { mapping: undefined, section, rest, column, unit, lastLine: sheet.lastLine(section) };
}

/** Adds a model at a place, with mappings for the keys on the way. */
export function addTo(draft: Draft, { mapping, section, rest }: Place, value: Model): void {
  let model = value;
  for (const key of rest.slice(1).toReversed()) model = mappingModel([stringModel(key), model]);
  const pair: [Model, Model] = [stringModel(rest[0] ?? ''), model];
  if (mapping !== undefined) draft.mapping(mapping).pairs.push(pair);
  else if (section !== undefined) draft.replace(section.value, mappingModel(pair));
  else draft.root = mappingModel(pair);
}

/** Lines of nested keys, the last of which has a value. */
export function nestedLines(path: readonly string[], column: number, unit: number, tail: string): string[] {
  const lines = path.map((key, i) => `${' '.repeat(column + i * unit)}${plainOrQuoted(key, 'key')}:`);
  const [first = '', ...further] = tail.split('\n');
  const last = lines.length - 1;
  lines[last] = `${lines[last] ?? ''}${first}`;
  return [...lines, ...further.map((line) => shiftedLine(line, column + last * unit))];
}

function isMerge({ key }: YamlPair): boolean {
  return key.kind === 'scalar' && key.type === 'merge';
}

/** Dask takes `-` and `_` in a key for the same (dask/config.py, canonical_name). */
export function isSameKey(key: string | undefined, name: string): boolean {
  return key?.replaceAll('_', '-') === name.replaceAll('_', '-');
}

/** The value that was added at a place, in the document after the edit. */
function addedModel(
  after: YamlNode,
  document: YamlDocument,
  { mapping, section, rest }: Place,
): Model | undefined {
  const base = section?.value ?? mapping;
  const path = base === undefined || document.root === undefined ? [] : stepsTo(document.root, base);
  const start = path === undefined ? undefined : nodeAfter(after, path);
  const found = start === undefined ? undefined : nodeAt(start, rest);
  return found === undefined ? undefined : modelOf(found);
}
