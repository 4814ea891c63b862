import type { TextEdit } from '../text/index.ts';
import type { YamlDocument } from './document.ts';
import { addTo, nestedLines, type Place, placeFor } from './edit-insert.ts';
import { type Draft, mappingModel, proven, stringModel } from './edit-model.ts';
import { type Edits, removalOf } from './edit-pairs.ts';
import { isEntangled, Sheet, surroundings } from './edit-sheet.ts';
import { isEmptyScalar, type YamlMapping, type YamlPair } from './nodes.ts';
import { plainOrQuoted } from './spelling.ts';

/**
 * Moves a pair to a path of keys, with its comments and everything in it. Where sections of the path exist (under
 * either spelling, with `-` or `_`), it goes to the end of the deepest of them; where none does, the nested form takes
 * the pair's place.
 * @param base the mapping from which the path leads; the root by default
 * @returns undefined when the path is there already, when aliases, anchors, merges or tags are involved, or when
 *   one of the mappings is in flow style
 */
export function movePair(
  document: YamlDocument,
  pair: YamlPair,
  newPath: readonly string[],
  base?: YamlMapping,
): Edits {
  const sheet = new Sheet(document);
  const around = surroundings(document.root, pair);
  const colon = sheet.colonEnd(pair);
  if (around === undefined || around.mapping.flow || colon === undefined || pair.key.kind !== 'scalar')
    return undefined;
  if (isEntangled(pair.key) || isEntangled(pair.value)) return undefined;
  const place = placeFor(document, sheet, base, newPath, pair);
  if (place === undefined || place.mapping?.flow) return undefined;
  if (place.mapping === around.mapping) return nested(document, sheet, pair, around.mapping, place);
  return moved(document, sheet, pair, colon, place);
}

/** Writes the nested form in the place of the pair. */
function nested(
  document: YamlDocument,
  sheet: Sheet,
  pair: YamlPair,
  mapping: YamlMapping,
  place: Place,
): Edits {
  const span = sheet.span(pair.key);
  const column = sheet.column(span.start);
  const lines = nestedLines(place.rest, column, place.unit, '');
  const text = lines.join(sheet.eol).slice(column, -1);
  const by = (place.rest.length - 1) * place.unit;
  const line = sheet.lineOf(span.start);
  const edits: TextEdit[] = [{ span, text }, ...sheet.shiftLines(line + 1, sheet.lastLine(pair), by)];
  const index = mapping.pairs.indexOf(pair);
  return proven(document, edits, (draft) => {
    const { pairs } = draft.mapping(mapping);
    addTo(draft, place, draft.model(pair.value));
    const added = pairs.pop();
    if (added !== undefined) pairs[index] = added;
  });
}

/** Removes the pair and writes it at the end of another section. */
function moved(document: YamlDocument, sheet: Sheet, pair: YamlPair, colon: number, place: Place): Edits {
  const removal = removalOf(document, sheet, pair, place.mapping);
  if (removal === undefined) return undefined;
  const start = sheet.span(pair.key).start;
  const first = sheet.lineOf(start);
  const last = sheet.lastLine(pair);
  const column = place.column + (place.rest.length - 1) * place.unit;
  const by = column - sheet.column(start);
  const head = nestedLines(
    place.rest,
    place.column,
    place.unit,
    sheet.text.slice(colon, sheet.lines.lineEnd(first)),
  );
  const lines = [...head, ...sheet.shifted(first + 1, last, by)];
  const edits = sheet.withInsertion(removal.edits, place.lastLine, lines);
  return proven(document, edits, (draft: Draft) => {
    const model = draft.model(pair.value);
    removal.change(draft);
    addTo(draft, place, model);
  });
}

/**
 * Puts the value of a pair under a key of its own: `lifetime: 5 hours` becomes `lifetime:` with `duration: 5 hours`
 * below it. The pair stays on its line, comments stay where they are.
 */
export function wrapInKey(document: YamlDocument, pair: YamlPair, subKey: string): Edits {
  const sheet = new Sheet(document);
  const around = surroundings(document.root, pair);
  const colon = sheet.colonEnd(pair);
  const { value } = pair;
  if (around === undefined || colon === undefined || isEmptyScalar(value) || isEntangled(value))
    return undefined;
  const span = sheet.span(value);
  const edits: TextEdit[] = [];
  if (around.mapping.flow) {
    const key = plainOrQuoted(subKey, 'flow-key');
    edits.push({ span: { start: span.start, end: span.start }, text: `{${key}: ` });
    edits.push({ span: { start: span.end, end: span.end }, text: '}' });
  } else {
    const line = sheet.lineOf(colon);
    const unit = sheet.unit(around.section);
    const column = sheet.column(sheet.span(pair.key).start) + unit;
    const head = `${' '.repeat(column)}${plainOrQuoted(subKey, 'key')}:`;
    if (sheet.lineOf(span.start) === line)
      edits.push({ span: { start: colon, end: span.start }, text: `${sheet.eol}${head} ` });
    else edits.push(sheet.insertAfter(line, [head]));
    edits.push(...sheet.shiftLines(line + 1, sheet.lastLine(pair), unit));
  }
  return proven(document, edits, (draft) => {
    const model = draft.model(value);
    draft.replace(value, mappingModel([stringModel(subKey), model]));
  });
}

/**
 * Puts everything that the document says under a path of keys, such as `kubernetes`, `worker-template`. Comments
 * and directives above the first key stay above.
 */
export function nestRoot(document: YamlDocument, path: readonly string[]): Edits {
  const { root } = document;
  const sheet = new Sheet(document);
  if (root?.kind !== 'mapping' || root.flow || path.length === 0 || root.tag !== undefined) return undefined;
  const start = sheet.span(root).start;
  if (!sheet.isFirst(start)) return undefined;
  const unit = sheet.unit();
  const column = sheet.column(start);
  const first = sheet.lineOf(start);
  const last = root.pairs.at(-1);
  const lastLine = last === undefined ? first : sheet.lastLine(last);
  const lines = nestedLines(path, column, unit, '');
  const at = sheet.lines.lineStart(first);
  const edits: TextEdit[] = [
    { span: { start: at, end: at }, text: lines.map((line) => line + sheet.eol).join('') },
    ...sheet.shiftLines(first, lastLine, unit * path.length),
  ];
  return proven(document, edits, (draft) => {
    let model = draft.model(root);
    for (const key of path.toReversed()) model = mappingModel([stringModel(key), model]);
    draft.root = model;
  });
}
