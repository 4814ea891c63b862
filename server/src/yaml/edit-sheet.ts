import { LineIndex, type Span, type TextEdit } from '../text/index.ts';
import type { YamlDocument } from './document.ts';
import { isEmptyScalar, type YamlMapping, type YamlNode, type YamlPair, type YamlSequence } from './nodes.ts';

/** The lines and columns of a parsed text, for edits. All offsets are those of the parsed text. */
export class Sheet {
  readonly text: string;
  readonly lines: LineIndex;
  readonly eol: string;

  constructor(readonly document: YamlDocument) {
    this.text = document.parsedText;
    this.lines = new LineIndex(this.text);
    this.eol = document.source.eol;
  }

  span({ span }: { readonly span: Span }): Span {
    const { repair } = this.document;
    return { start: repair.toRepaired(span.start), end: repair.toRepaired(span.end) };
  }

  lineOf(offset: number): number {
    return this.lines.lineAt(offset);
  }

  column(offset: number): number {
    const line = this.lineOf(offset);
    const start = this.lines.lineStart(line);
    return offset - start - (line === 0 && this.text.charCodeAt(0) === 0xfeff ? 1 : 0);
  }

  /** Whether nothing but blanks stands before an offset in its line. */
  isFirst(offset: number): boolean {
    return /^\uFEFF? *$/.test(this.text.slice(this.lines.lineStart(this.lineOf(offset)), offset));
  }

  lineText(line: number): string {
    return this.text.slice(this.lines.lineStart(line), this.lines.lineEnd(line));
  }

  /** Number of lines, an empty one behind the last line break left out. */
  get lineCount(): number {
    const { lineCount } = this.lines;
    return this.lines.lineStart(lineCount - 1) === this.text.length ? lineCount - 1 : lineCount;
  }

  /** The offset behind the colon of a pair in block style without `?`; undefined for all others. */
  colonEnd(pair: YamlPair): number | undefined {
    const { end } = this.span(pair.key);
    const colon = /^[ \t]*:/.exec(this.text.slice(end, end + 80));
    return colon === null ? undefined : end + colon[0].length;
  }

  /** Where the pair's text ends: its value, or the colon when it has none. */
  pairEnd(pair: YamlPair): number {
    if (!isEmptyScalar(pair.value)) return this.span(pair.value).end;
    return Math.max(this.span(pair.key).end, this.span(pair.value).end);
  }

  /**
   * The last line of a pair in block style, with the comments behind it that are indented below its key and thus
   * belong to it.
   */
  lastLine(pair: YamlPair): number {
    return this.#withComments(
      this.#contentLine(pair.value, this.pairEnd(pair)),
      this.column(this.span(pair.key).start),
    );
  }

  /** The last line of an item of a block list, with the comments that are indented below its dash. */
  lastItemLine(item: YamlNode, dash: number): number {
    return this.#withComments(
      this.#contentLine(item, Math.max(dash + 1, this.span(item).end)),
      this.column(dash),
    );
  }

  #contentLine(value: YamlNode, end: number): number {
    let line = this.lineOf(end);
    if (keepsBreaks(value, this.text.slice(this.span(value).start)))
      while (line + 1 < this.lineCount && this.lineText(line + 1).trim() === '') line++;
    return line;
  }

  #withComments(from: number, column: number): number {
    let last = from;
    for (let line = from + 1; line < this.lineCount; line++) {
      const text = this.lineText(line);
      const indent = text.search(/[^ ]/);
      if (indent < 0) continue;
      if (text[indent] !== '#' || indent <= column) break;
      last = line;
    }
    return last;
  }

  /**
   * Removes whole lines. At the end of a text that ends without line break, the blank lines before them and their
   * line break go too.
   */
  removeLines(first: number, last: number): TextEdit {
    const end = this.lines.starts[last + 1];
    if (end !== undefined) return { span: { start: this.lines.lineStart(first), end }, text: '' };
    let kept = first - 1;
    while (kept >= 0 && this.lineText(kept).trim() === '') kept--;
    const start = kept < 0 ? 0 : this.lines.lineEnd(kept);
    return { span: { start, end: this.text.length }, text: '' };
  }

  /** Inserts lines behind a line; a text that ends without line break keeps ending so. */
  insertAfter(line: number, lines: readonly string[]): TextEdit {
    const next = this.lines.starts[line + 1];
    const block = lines.join(this.eol);
    if (next !== undefined) return { span: { start: next, end: next }, text: block + this.eol };
    const end = this.text.length;
    return { span: { start: end, end }, text: (end === 0 ? '' : this.eol) + block };
  }

  /** Inserts lines behind a line, also where a removal takes the line break behind it. */
  withInsertion(removals: readonly TextEdit[], line: number, lines: readonly string[]): TextEdit[] {
    const inserted = this.insertAfter(line, lines);
    const at = inserted.span.start;
    return removals.some(({ span }) => span.start < at && at < span.end)
      ? removals.map(({ span, text }) =>
          span.start < at && at < span.end
            ? { span, text: text + this.eol + lines.join(this.eol) }
            : { span, text },
        )
      : [...removals, inserted];
  }

  /** Moves lines to the right, or to the left as far as they have blanks. */
  shiftLines(first: number, last: number, by: number): TextEdit[] {
    const edits: TextEdit[] = [];
    for (let line = first; line <= last && by !== 0; line++) {
      const text = this.lineText(line);
      const start = this.lines.lineStart(line);
      if (text === '') continue;
      if (by > 0) edits.push({ span: { start, end: start }, text: ' '.repeat(by) });
      else edits.push({ span: { start, end: start + Math.min(-by, leadingBlanks(text)) }, text: '' });
    }
    return edits;
  }

  /** Lines as they read when they are moved to the right or to the left. */
  shifted(first: number, last: number, by: number): string[] {
    const lines: string[] = [];
    for (let line = first; line <= last; line++) lines.push(shiftedLine(this.lineText(line), by));
    return lines;
  }

  /** The column of the keys of a mapping in block style. */
  columnOf(mapping: YamlMapping): number | undefined {
    const first = mapping.pairs[0];
    return mapping.flow || first === undefined ? undefined : this.column(this.span(first.key).start);
  }

  /** The dash of an item of a block list. */
  dashOf(item: YamlNode): number | undefined {
    let at = this.span(item).start;
    if (isEmptyScalar(item) && this.text[at - 1] === '-') return at - 1;
    while (at > 0 && /[\s]/.test(this.text[at - 1] ?? '')) at--;
    return this.text[at - 1] === '-' ? at - 1 : undefined;
  }

  /** By how much a section indents what is in it: as its own pairs do, else as most sections of the document. */
  unit(section?: YamlPair): number {
    if (section?.value.kind === 'mapping') {
      const column = this.columnOf(section.value);
      const step = (column ?? 0) - this.column(this.span(section.key).start);
      if (step > 0) return step;
    }
    return mostUsed(steps(this, this.document.root)) ?? 2;
  }

  /** By how much block lists are indented below their key, as most of the document are. */
  listOffset(): number {
    return mostUsed(listOffsets(this, this.document.root)) ?? this.unit();
  }
}

export function shiftedLine(text: string, by: number): string {
  if (text === '') return text;
  return by >= 0 ? ' '.repeat(by) + text : text.slice(Math.min(-by, leadingBlanks(text)));
}

function leadingBlanks(text: string): number {
  const count = text.search(/[^ ]/);
  return count < 0 ? text.length : count;
}

/** Whether the empty lines behind a block scalar are part of it. */
function keepsBreaks(value: YamlNode, text: string): boolean {
  return value.kind === 'scalar' && /^(?:literal|folded)$/.test(value.style) && /^[|>][0-9]?\+/.test(text);
}

function* steps(sheet: Sheet, node: YamlNode | undefined): Generator<number> {
  if (node?.kind === 'sequence') for (const item of node.items) yield* steps(sheet, item);
  if (node?.kind !== 'mapping' || node.flow) return;
  for (const { key, value } of node.pairs) {
    const column = value.kind === 'mapping' ? sheet.columnOf(value) : undefined;
    if (column !== undefined) yield column - sheet.column(sheet.span(key).start);
    yield* steps(sheet, value);
  }
}

function* listOffsets(sheet: Sheet, node: YamlNode | undefined): Generator<number> {
  if (node?.kind === 'sequence') for (const item of node.items) yield* listOffsets(sheet, item);
  if (node?.kind !== 'mapping' || node.flow) return;
  for (const { key, value } of node.pairs) {
    if (value.kind === 'sequence' && !value.flow && value.items.length > 0)
      yield sheet.column(sheet.span(value).start) - sheet.column(sheet.span(key).start);
    yield* listOffsets(sheet, value);
  }
}

/** The number met most often, the first of several. */
function mostUsed(numbers: Iterable<number>): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers)
    if (number >= 0 && number <= 16) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best: number | undefined;
  for (const [number, count] of counts)
    if (best === undefined || count > (counts.get(best) ?? 0)) best = number;
  return best;
}

/** The collection around a node or pair and, when it is the value of a pair, that pair. */
export interface Surroundings {
  readonly mapping: YamlMapping;
  /** The pair whose value the mapping is; undefined for the root and for items of lists. */
  readonly section: YamlPair | undefined;
  /** The list whose item the mapping is. */
  readonly list: YamlSequence | undefined;
}

/** The mapping that holds a pair; undefined for a pair of another document. */
export function surroundings(root: YamlNode | undefined, pair: YamlPair): Surroundings | undefined {
  let node = root;
  let section: YamlPair | undefined;
  let list: YamlSequence | undefined;
  while (node !== undefined) {
    if (node.kind === 'mapping') {
      if (node.pairs.includes(pair)) return { mapping: node, section, list };
      const next: YamlPair | undefined = node.pairs.find(
        ({ span }) => span.start <= pair.span.start && pair.span.end <= span.end,
      );
      if (next === undefined) return undefined;
      const inKey: boolean = pair.span.end <= next.key.span.end;
      section = inKey ? undefined : next;
      list = undefined;
      node = inKey ? next.key : next.value;
    } else if (node.kind === 'sequence') {
      list = node;
      section = undefined;
      node = node.items.find(({ span }) => span.start <= pair.span.start && pair.span.end <= span.end);
    } else return undefined;
  }
  return undefined;
}

/** The list that holds an item. */
export function listAround(root: YamlNode | undefined, item: YamlNode): YamlSequence | undefined {
  const open: YamlNode[] = root === undefined ? [] : [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'sequence') {
      if (node.items.includes(item)) return node;
      open.push(...node.items);
    } else if (node.kind === 'mapping') for (const { key, value } of node.pairs) open.push(key, value);
  }
  return undefined;
}

/** Whether a node, or a node in it, has an anchor or a tag or is an alias. */
export function isEntangled(node: YamlNode): boolean {
  if (node.kind === 'alias' || node.tag !== undefined || node.anchor !== undefined) return true;
  if (node.kind === 'sequence') return node.items.some(isEntangled);
  return (
    node.kind === 'mapping' && node.pairs.some(({ key, value }) => isEntangled(key) || isEntangled(value))
  );
}
