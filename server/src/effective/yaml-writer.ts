import { type ConfigMap, type ConfigValue, isConfigMap } from '../dask/index.ts';
import { resolvePlain } from '../yaml/index.ts';

/** Comments of a document begin in this column, where the text leaves room for it. */
const COMMENT_COLUMN = 48;

/** Lines of a YAML document, with comments behind values. */
export class YamlWriter {
  readonly #lines: string[] = [];

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** The number of lines so far, which is the next line counted from 0. */
  get line(): number {
    return this.#lines.length;
  }

  /** A line of its own; an empty one for no text. */
  comment(depth: number, text = ''): void {
    const indent = '  '.repeat(depth);
    this.#lines.push(text === '' ? '' : `${indent}# ${oneLine(text)}`);
  }

  /** `name:` for a section. */
  section(depth: number, name: string): void {
    this.#push(`${indentOf(depth)}${scalarText(name)}:`, undefined);
  }

  /**
   * `name: value`, lists and mappings over several lines. Gives the line of the name.
   * @param comment what to say of a place in the value; the empty path is the value itself
   */
  pair(depth: number, name: string, value: ConfigValue, comment: CommentAt): number {
    const { line } = this;
    this.#value(`${indentOf(depth)}${scalarText(name)}:`, depth + 1, value, [], comment);
    return line;
  }

  #value(head: string, depth: number, value: ConfigValue, path: ValuePath, comment: CommentAt): void {
    const isCollection = isConfigMap(value) ? value.size > 0 : Array.isArray(value) && value.length > 0;
    if (depth > DEEPEST || !isCollection) {
      this.#push(`${head} ${flowText(value)}`, comment(path));
      return;
    }
    this.#push(head, comment(path));
    if (isConfigMap(value)) this.#pairs(indentOf(depth), depth, value, path, comment);
    else if (Array.isArray(value))
      for (const [i, item] of value.entries()) this.#item(depth, item, [...path, i], comment);
  }

  /** The pairs of a mapping; the first one stands behind `lead`. */
  #pairs(lead: string, depth: number, map: ConfigMap, path: ValuePath, comment: CommentAt): void {
    let before = lead;
    for (const [name, item] of map) {
      this.#value(`${before}${scalarText(name)}:`, depth + 1, item, [...path, name], comment);
      before = indentOf(depth);
    }
  }

  #item(depth: number, value: ConfigValue, path: ValuePath, comment: CommentAt): void {
    const dash = `${indentOf(depth)}-`;
    if (isConfigMap(value) && value.size > 0) this.#pairs(`${dash} `, depth + 1, value, path, comment);
    else this.#value(dash, depth + 1, value, path, comment);
  }

  #push(line: string, comment: string | undefined): void {
    this.#lines.push(
      comment === undefined ? line : `${line.padEnd(COMMENT_COLUMN - 1)} # ${oneLine(comment)}`,
    );
  }
}

type ValuePath = readonly (string | number)[];

/** What to say of a place in a value; undefined for nothing. */
export type CommentAt = (path: ValuePath) => string | undefined;

/** Deeper values are written on one line. */
const DEEPEST = 40;

function indentOf(depth: number): string {
  return '  '.repeat(depth);
}

/** A value on one line. */
function flowText(value: ConfigValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return scalarText(value);
  if (typeof value === 'number') return numberText(value);
  if (isConfigMap(value))
    return `{${[...value].map(([name, item]) => `${scalarText(name)}: ${flowText(item)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && 'kind' in value) {
    const { value: python } = value;
    return python.kind === 'float' ? floatText(python.value) : scalarText(`<Python ${python.kind}>`);
  }
  return String(value);
}

/** An integer as it is; a float so that YAML 1.1 reads one. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : floatText(value);
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const [digits = '', exponent] = String(value).split('e');
  const mantissa = digits.includes('.') ? digits : `${digits}.0`;
  return exponent === undefined ? mantissa : `${mantissa}e${/^[+-]/.test(exponent) ? '' : '+'}${exponent}`;
}

/** Characters that YAML does not allow as they are, or that nobody would see. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u00a0\u2028\u2029\ufeff]/u;

/** A text as a plain scalar where YAML reads that as the same text, else in double quotes. */
export function scalarText(text: string): string {
  const plain =
    /^[A-Za-z0-9_./~<(@$-][^\n\r\t"'`{}[\],&*#?|>!%]*$/.test(text) &&
    !/^(?:[-?:](?:\s|$)|---|\.\.\.|@|~$)/.test(text) &&
    !/: |:$| #|^\s|\s$/.test(text) &&
    !UNPRINTABLE.test(text) &&
    resolvePlain(text).type === 'str';
  return plain ? text : JSON.stringify(text).replace(new RegExp(UNPRINTABLE, 'gu'), escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
