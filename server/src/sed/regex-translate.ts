import type { Assertion, CharacterSet, ClassName, RegexNode } from './regex-model.ts';

/** How characters beyond ASCII count: as bytes, or as characters that are all letters or none. */
export type CharacterView = 'bytes' | 'letters' | 'no-letters';

export interface TranslateOptions {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly view: CharacterView;
  /** Whether groups are to be remembered. */
  readonly groups: boolean;
}

type Range = readonly [number, number];

/** POSIX classes in ASCII. */
const CLASSES: Readonly<Record<ClassName, readonly Range[]>> = {
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  digit: [[0x30, 0x39]],
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  upper: [[0x41, 0x5a]],
  lower: [[0x61, 0x7a]],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  print: [[0x20, 0x7e]],
  graph: [[0x21, 0x7e]],
  cntrl: [
    [0x00, 0x1f],
    [0x7f, 0x7f],
  ],
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};

const BEYOND_ASCII: Range = [0x80, 0x10ffff];

/** What some C library counts as white space beyond ASCII. */
const WIDE_SPACE: readonly Range[] = [
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x2064],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const WORD = '[0-9A-Za-z_]';

/** In RE2 `\b` is about ASCII words, as in the C locale. */
const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  'line-start': '\\A',
  'line-end': '\\z',
  'buffer-start': '\\A',
  'buffer-end': '\\z',
  'word-boundary': '\\b',
  'no-word-boundary': '\\B',
  'word-start': `(?:\\b(?<!${WORD}))`,
  'word-end': `(?:\\b(?<=${WORD}))`,
};

/** RE2 takes no higher count. */
const MAX_COUNT = 1000;

/** The pattern in RE2's syntax; undefined when it is too big for that. Meant for RE2's longest match. */
export function translateRegex(node: RegexNode, options: TranslateOptions): string | undefined {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'char':
      return translateChar(node.char, options.ignoreCase);
    case 'any':
      return options.multiline ? '[^\\n]' : '(?s:.)';
    case 'set':
      return translateSet(node, options);
    case 'assertion':
      if (options.multiline && node.what === 'line-start') return '(?m:^)';
      if (options.multiline && node.what === 'line-end') return '(?m:$)';
      return ASSERTIONS[node.what];
    case 'group': {
      const inner = translateRegex(node.node, options);
      return inner === undefined ? undefined : `${options.groups ? '(' : '(?:'}${inner})`;
    }
    case 'reference':
      return undefined;
    case 'sequence':
      return joined(node.nodes, options, '');
    case 'alternatives': {
      const inner = joined(node.nodes, options, '|');
      return inner === undefined ? undefined : `(?:${inner})`;
    }
    case 'repeat': {
      const inner = translateRegex(node.node, options);
      if (inner === undefined || node.min > MAX_COUNT) return undefined;
      if (Number.isFinite(node.max) && node.max > MAX_COUNT) return undefined;
      return `(?:${inner})${count(node.min, node.max)}`;
    }
  }
}

/** Whether the pattern looks at words or classes, whose members beyond ASCII depend on the locale. */
export function asksForWords(node: RegexNode): boolean {
  switch (node.kind) {
    case 'assertion':
      return node.what.includes('word');
    case 'group':
    case 'repeat':
      return asksForWords(node.node);
    case 'sequence':
    case 'alternatives':
      return node.nodes.some(asksForWords);
    default:
      return false;
  }
}

function joined(nodes: readonly RegexNode[], options: TranslateOptions, by: string): string | undefined {
  const parts: string[] = [];
  for (const node of nodes) {
    const part = translateRegex(node, options);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.join(by);
}

function count(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
}

function translateChar(char: string, ignoreCase: boolean): string {
  if (ignoreCase && /^[A-Za-z]$/.test(char)) return `[${char.toUpperCase()}${char.toLowerCase()}]`;
  return /^[A-Za-z0-9]$/.test(char) ? char : hex(char.codePointAt(0) ?? 0);
}

function translateSet(set: CharacterSet, { ignoreCase, multiline, view }: TranslateOptions): string {
  const ranges: Range[] = [...set.ranges];
  for (const name of set.classes) {
    ranges.push(...CLASSES[name]);
    if (view !== 'letters' || name === 'digit' || name === 'xdigit') continue;
    if (name === 'space' || name === 'blank') ranges.push(...WIDE_SPACE);
    else ranges.push(BEYOND_ASCII);
  }
  if (ignoreCase) for (const range of [...ranges]) ranges.push(...otherCase(range));
  if (multiline && set.negated && !set.shorthand) ranges.push([0x0a, 0x0a]);
  const inner = ranges.map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`));
  return `[${set.negated ? '^' : ''}${inner.join('')}]`;
}

/** The letters of a range in the other case. */
function otherCase([first, last]: Range): Range[] {
  const result: Range[] = [];
  for (const [low, high, shift] of [
    [0x41, 0x5a, 0x20],
    [0x61, 0x7a, -0x20],
  ] as const) {
    const from = Math.max(first, low);
    const to = Math.min(last, high);
    if (from <= to) result.push([from + shift, to + shift]);
  }
  return result;
}

function hex(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
