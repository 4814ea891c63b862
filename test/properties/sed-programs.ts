// Random sed programs and inputs for the comparison with GNU sed.

/** One call of sed. */
export interface SedCall {
  readonly options: readonly string[];
  /** One `-e` each. */
  readonly scripts: readonly string[];
  /** One text is standard input, several are files. */
  readonly inputs: readonly string[];
  readonly inPlace: boolean;
}

class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below a bound, the same for each seed. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }

  /** Up to `most` parts in a row. */
  some(most: number, part: () => string): string {
    let text = '';
    for (let i = this.below(most + 1); i > 0; i--) text += part();
    return text;
  }
}

const BASIC =
  'a b c ab . a* b* .* [ab] [^a] [^b]* [a-c] [[:alpha:]]* [[:space:]] \\w \\W \\s \\b \\< \\> ^ $ a\\+ b\\? a\\{2\\} [ab]\\{1,2\\} \\n x _ A * + ? { ( ) |'.split(
    ' ',
  );
const EXTENDED =
  'a b c ab . a* b* .* [ab] [^a] [^b]* [a-c] [[:alpha:]]+ [[:space:]] \\w \\W \\s \\b \\< \\> ^ $ a+ b? a{2} [ab]{1,2} \\n x _ A \\* \\+ \\( \\| a? (a|b)*'.split(
    ' ',
  );
const REPLACEMENTS = [
  'x',
  'y',
  '&',
  '[&]',
  '\\n',
  '\\t',
  '\\U',
  '\\L',
  '\\u',
  '\\l',
  '\\E',
  '\\&',
  '\\1',
  '\\2',
  '',
];
const FLAGS = ['', '', '', 'g', 'g', 'p', '2', '2g', 'I', 'gI', 'M', 'gM', '3'];
const DELIMITERS = ['/', '/', '/', '|', ',', '#', '@', ':', '!', '~', '%'];
const ADDRESSES = [
  ...Array<string>(8).fill(''),
  '1',
  '2',
  '$',
  '2,3',
  '2,$',
  '1!',
  '$!',
  '2,3!',
  '1~2',
  '0~2',
  '1,+1',
  '1,~2',
  '2,1',
  '0,/a/',
  '/a/,+1',
  '/b/,$',
  '/b/,2',
  '/a/,/b/',
  '/a/',
  '/b/!',
  '/A/I',
];
const LETTERS = [...'ppddDgGhHxnNNP=zl'];

/** Scrambled syntax: most of it is refused. */
const SYNTAX =
  's/a/b/ s/ | , y/a/b/ / a b \\ \\( \\) ( ) { } \\{ \\} [ ] [^ [[:alpha:]] [[:foo:]] * + ? ^ $ . 1 2 0 ! ~ & \\1 \\2 \\n \\c \\d p g q l i a\\ c t :x bx = n r # ; é'
    .split(' ')
    .concat([' ', '\n', '\t', 'p;', '\\\n', 'w out\n']);

/** The calls for a seed: programs that run, and one in three that is mostly refused. */
export function randomCalls(seed: number, count: number): readonly SedCall[] {
  const dice = new Dice(seed);
  return Array.from({ length: count }, (_, i) => (i % 3 === 2 ? scrambled(dice) : program(dice)));
}

function scrambled(dice: Dice): SedCall {
  const scripts = [dice.some(9, () => dice.pick(SYNTAX)), ...(dice.below(5) === 0 ? ['p'] : [])];
  return { options: dice.below(2) === 0 ? ['-E'] : [], scripts, inputs: [''], inPlace: false };
}

function program(dice: Dice): SedCall {
  const extended = dice.below(2) === 0;
  let script = '';
  for (let i = 1 + dice.below(dice.below(2) === 0 ? 1 : 4); i > 0; i--) {
    script += dice.pick(ADDRESSES) + command(dice, extended, 0) + dice.pick([';', '\n']);
  }
  if (/[tTb]x/.test(script)) script += ':x';
  const mode = dice.pick(['input', 'input', 'files', 'apart', 'in place']);
  const options = [
    ...(extended ? ['-E'] : []),
    ...(dice.below(5) === 0 ? ['-n'] : []),
    ...(mode === 'apart' ? ['-s'] : mode === 'in place' ? ['-i'] : []),
  ];
  const inputs = Array.from({ length: mode === 'input' ? 1 : 1 + dice.below(3) }, () => input(dice));
  return { options, scripts: [script], inputs, inPlace: mode === 'in place' };
}

function command(dice: Dice, extended: boolean, depth: number): string {
  switch (dice.below(depth < 2 ? 9 : 8)) {
    case 0:
      return dice.pick(LETTERS);
    case 1:
      return `y/${dice.pick(['ab/xy', 'abc/bca', 'a\\n/\\nb', 'xb/ax', 'a\\/b/123'])}/`;
    case 2:
      return `${dice.pick(['a', 'i', 'c'])}${dice.pick([' text', '\\\ntext', '\\\n  one\\\n two', '\\  t'])}\n`;
    case 3:
      return dice.pick(['q', 'Q3', 'tx', 'bx', 'Tx', 'l 5', 's//z/', 'w out']);
    case 8:
      return `{${dice.some(2, () => `${dice.pick(ADDRESSES)}${command(dice, extended, depth + 1)}\n`)}}`;
    default: {
      const delimiter = dice.pick(DELIMITERS);
      const escaped = (text: string): string => text.split(delimiter).join(`\\${delimiter}`);
      const replacement = dice.some(3, () => dice.pick(REPLACEMENTS));
      const parts = [escaped(pattern(dice, extended, 0)), escaped(replacement), dice.pick(FLAGS)];
      return `s${delimiter}${parts.join(delimiter)}`;
    }
  }
}

function pattern(dice: Dice, extended: boolean, depth: number): string {
  const roll = dice.below(10);
  const further = (): string => pattern(dice, extended, depth + 1);
  if (depth < 3 && roll < 3) {
    const count = dice.pick(extended ? ['', '', '', '*', '+', '?', '{2}'] : ['', '', '', '*', '\\+', '\\?']);
    return `${extended ? '(' : '\\('}${further()}${extended ? ')' : '\\)'}${count}${roll === 0 ? further() : ''}`;
  }
  if (depth < 3 && roll === 3) return `${further()}${extended ? '|' : '\\|'}${further()}`;
  return dice.pick(extended ? EXTENDED : BASIC) + dice.some(2, () => dice.pick(extended ? EXTENDED : BASIC));
}

function input(dice: Dice): string {
  const word = (): string =>
    dice.pick(['a', 'b', 'c', 'ab', 'aab', ' ', 'x', 'A', '_', 'abc', '1', '-', '\t', '*']);
  return dice.some(4, () => `${dice.some(5, word)}\n`) + dice.pick(['', '', 'a', 'ab c']);
}
