import type { Assertion, CharacterSet } from './regex-model.ts';

/** A token of a pattern. `char` is the character it is written with, its backslash left out. */
export interface RegexToken {
  readonly kind:
    | 'char'
    | 'any'
    | 'bracket'
    | 'open'
    | 'close'
    | 'or'
    | 'star'
    | 'plus'
    | 'question'
    | 'open-interval'
    | 'close-interval'
    | 'assertion'
    | 'set'
    | 'reference'
    | 'trailing-backslash'
    | 'end';
  readonly char: string;
  readonly length: number;
  readonly assertion?: Assertion;
  readonly set?: CharacterSet;
}

const ESCAPED_ASSERTIONS: Readonly<Record<string, Assertion>> = {
  b: 'word-boundary',
  B: 'no-word-boundary',
  '<': 'word-start',
  '>': 'word-end',
  '`': 'buffer-start',
  "'": 'buffer-end',
};

const ESCAPED_SETS: Readonly<Record<string, CharacterSet>> = {
  w: { kind: 'set', negated: false, ranges: [], classes: ['word'], shorthand: true },
  W: { kind: 'set', negated: true, ranges: [], classes: ['word'], shorthand: true },
  s: { kind: 'set', negated: false, ranges: [], classes: ['space'], shorthand: true },
  S: { kind: 'set', negated: true, ranges: [], classes: ['space'], shorthand: true },
};

/** Special with a backslash in a basic pattern, without one in an extended pattern. */
const OPERATORS: Readonly<Record<string, RegexToken['kind']>> = {
  '|': 'or',
  '(': 'open',
  ')': 'close',
  '{': 'open-interval',
  '}': 'close-interval',
  '+': 'plus',
  '?': 'question',
};

/**
 * The token at a place, as the C library's regcomp cuts them.
 * @param caretAnchors whether a `^` here is an anchor in a basic pattern: after `\(`, `\|` and other anchors
 */
export function tokenAt(
  chars: readonly string[],
  position: number,
  extended: boolean,
  caretAnchors: boolean,
): RegexToken {
  const char = chars[position];
  if (char === undefined) return { kind: 'end', char: '', length: 0 };
  if (char === '\\') return escapedToken(chars[position + 1], extended);
  const plain = (kind: RegexToken['kind']): RegexToken => ({ kind, char, length: 1 });
  switch (char) {
    case '*':
      return plain('star');
    case '[':
      return plain('bracket');
    case '.':
      return plain('any');
    case '^':
      return extended || caretAnchors || position === 0
        ? { kind: 'assertion', char, length: 1, assertion: 'line-start' }
        : plain('char');
    case '$':
      return extended || endsBranch(chars, position + 1)
        ? { kind: 'assertion', char, length: 1, assertion: 'line-end' }
        : plain('char');
  }
  const operator = OPERATORS[char];
  return plain(extended && operator !== undefined ? operator : 'char');
}

function escapedToken(char: string | undefined, extended: boolean): RegexToken {
  if (char === undefined) return { kind: 'trailing-backslash', char: '\\', length: 1 };
  const escaped = (kind: RegexToken['kind']): RegexToken => ({ kind, char, length: 2 });
  if (/^[1-9]$/.test(char)) return escaped('reference');
  const assertion = ESCAPED_ASSERTIONS[char];
  if (assertion !== undefined) return { kind: 'assertion', char, length: 2, assertion };
  const set = ESCAPED_SETS[char];
  if (set !== undefined) return { kind: 'set', char, length: 2, set };
  const operator = OPERATORS[char];
  return escaped(!extended && operator !== undefined ? operator : 'char');
}

/** Whether a `$` before this place of a basic pattern is an anchor. */
function endsBranch(chars: readonly string[], position: number): boolean {
  const next = chars[position];
  if (next === undefined) return true;
  return next === '\\' && (chars[position + 1] === '|' || chars[position + 1] === ')');
}
