import fc from 'fast-check';

// Small configurations: what they say, and one of the many ways to write it down.

export type Value = string | number | boolean | null | readonly Value[] | Config;
export interface Config {
  readonly [key: string]: Value;
}

/** A configuration and its text. */
export interface Layout {
  readonly config: Config;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** A line of the text, with the pair that begins on it. */
export interface Line {
  readonly text: string;
  /** The keys to the pair; undefined for other lines, and for pairs within lists. */
  readonly path: readonly string[] | undefined;
  /** Number of lines of the pair. */
  readonly length: number;
}

interface Leaf {
  readonly kind: 'leaf';
  readonly value: Value;
  readonly spelled: string;
}
interface Block {
  readonly kind: 'block';
  readonly header: string;
  readonly lines: readonly string[];
  readonly value: string;
}
interface List {
  readonly kind: 'list';
  readonly items: readonly Leaf[];
  readonly offset: number;
}
interface Section {
  readonly kind: 'section';
  readonly entries: readonly Entry[];
  readonly unit: number;
}
interface Entry {
  readonly key: string;
  readonly node: Leaf | Block | List | Section;
  readonly above: 'nothing' | 'comment' | 'blank';
  readonly behind: boolean;
}

const KEYS = [
  'distributed',
  'worker',
  'nanny-env',
  'scheduler_file',
  'admin',
  'tick',
  'limit',
  'link',
  'a',
  'b',
];

const leaf: fc.Arbitrary<Leaf> = fc.constantFrom<Leaf>(
  { kind: 'leaf', value: 'plain', spelled: 'plain' },
  { kind: 'leaf', value: 'two words', spelled: 'two words' },
  { kind: 'leaf', value: '../proxy/{port}/status', spelled: '"../proxy/{port}/status"' },
  { kind: 'leaf', value: "it's # no comment", spelled: "'it''s # no comment'" },
  { kind: 'leaf', value: 5, spelled: '5' },
  { kind: 'leaf', value: 1.5, spelled: '1.5' },
  { kind: 'leaf', value: true, spelled: 'on' },
  { kind: 'leaf', value: '5s', spelled: '5s' },
  { kind: 'leaf', value: ['x', { y: 2 }], spelled: '[x, {y: 2}]' },
);
const block: fc.Arbitrary<Block> = fc.constantFrom<Block>(
  { kind: 'block', header: '|-', lines: ['one', '  two', '', '# three'], value: 'one\n  two\n\n# three' },
  { kind: 'block', header: '>-', lines: ['one', 'two'], value: 'one two' },
);
const list: fc.Arbitrary<List> = fc.record({
  kind: fc.constant('list' as const),
  items: fc.array(leaf, { minLength: 1, maxLength: 3 }),
  offset: fc.constantFrom(0, 2),
});

function section(depth: number): fc.Arbitrary<Section> {
  const node: fc.Arbitrary<Entry['node']> =
    depth === 0
      ? fc.oneof({ weight: 4, arbitrary: leaf }, block, list)
      : fc.oneof({ weight: 4, arbitrary: leaf }, block, list, { weight: 3, arbitrary: section(depth - 1) });
  const entry = fc.record({
    key: fc.constantFrom(...KEYS),
    node,
    above: fc.constantFrom('nothing' as const, 'nothing' as const, 'comment' as const, 'blank' as const),
    behind: fc.boolean(),
  });
  return fc.record({
    kind: fc.constant('section' as const),
    entries: fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ({ key }) => key }),
    unit: fc.constantFrom(1, 2, 2, 4),
  });
}

const layoutOptions = fc.record({ eol: fc.constantFrom('\n', '\n', '\r\n'), ends: fc.boolean() });

/** Configurations of up to three levels, with comments, blank lines, lists and text blocks. */
export const layouts: fc.Arbitrary<Layout> = fc
  .tuple(section(2), layoutOptions)
  .map(([root, { eol, ends }]) => {
    let comments = 0;
    const lines: Line[] = [];
    const comment = () => `# note ${comments++}`;
    const plain = (text: string) => lines.push({ text, path: undefined, length: 1 });
    const writeSection = ({ entries, unit }: Section, column: number, path: readonly string[]): void => {
      for (const { key, node, above, behind } of entries) {
        const blanks = ' '.repeat(column);
        if (above === 'blank') plain('');
        if (above === 'comment') plain(blanks + comment());
        const way = [...path, key];
        const tail = behind ? ` ${comment()}` : '';
        const head =
          node.kind === 'leaf' ? ` ${node.spelled}` : node.kind === 'block' ? ` ${node.header}` : '';
        const at = lines.push({ text: `${blanks}${key}:${head}${tail}`, path: way, length: 1 }) - 1;
        if (node.kind === 'section') writeSection(node, column + unit, way);
        if (node.kind === 'block')
          for (const line of node.lines) plain(line === '' ? '' : ' '.repeat(column + unit) + line);
        if (node.kind === 'list')
          for (const { spelled } of node.items) plain(`${' '.repeat(column + node.offset)}- ${spelled}`);
        lines[at] = { text: `${blanks}${key}:${head}${tail}`, path: way, length: lines.length - at };
      }
    };
    writeSection(root, 0, []);
    return { config: meaning(root), text: joinLines(lines, eol, ends), lines };
  });

export function joinLines(lines: readonly { readonly text: string }[], eol: string, ends: boolean): string {
  return lines.map(({ text }) => text).join(eol) + (ends ? eol : '');
}

function meaning({ entries }: Section): Config {
  return Object.fromEntries(entries.map(({ key, node }) => [key, saidBy(node)]));
}

function saidBy(node: Entry['node']): Value {
  if (node.kind === 'section') return meaning(node);
  return node.kind === 'list' ? node.items.map(({ value }) => value) : node.value;
}
