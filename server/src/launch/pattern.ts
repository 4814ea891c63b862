import { type Budget, scan, walk } from './budget.ts';

/** A pattern of the shell: `*`, `?`, `[...]` and plain characters. */
export type PatternToken =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean };

export type Pattern = readonly PatternToken[];

/** A piece of a pattern; quoted text stands for itself. */
export interface PatternText {
  readonly text: string;
  readonly quoted: boolean;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^[ \t\n\r\f\v]$/,
  blank: /^[ \t]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  print: /^[ -~]$/,
  graph: /^[!-~]$/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of control characters
  cntrl: /^[\0-\x1f\x7f]$/,
  xdigit: /^[0-9A-Fa-f]$/,
};

/**
 * Undefined for extended patterns and what else is not modelled.
 * @param dash whether only `!` turns a set round, and not `^` too
 */
export function parsePattern(texts: readonly PatternText[], dash: boolean): Pattern | undefined {
  const chars = texts.flatMap(({ text, quoted }) => [...text].map((char) => ({ char, quoted })));
  const tokens: PatternToken[] = [];
  for (let i = 0; i < chars.length; i++) {
    const { char, quoted } = chars[i] ?? { char: '', quoted: true };
    const next = chars[i + 1];
    if (!quoted && next?.char === '(' && !next.quoted && '?*+@!'.includes(char)) return undefined;
    if (quoted) tokens.push({ kind: 'char', char });
    else if (char === '\\') {
      if (next === undefined) tokens.push({ kind: 'char', char });
      else {
        tokens.push({ kind: 'char', char: next.char });
        i++;
      }
    } else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const set = parseSet(chars, i, dash);
      if (set === 'unknown') return undefined;
      if (set === undefined) tokens.push({ kind: 'char', char });
      else {
        tokens.push(set.token);
        i = set.end;
      }
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

/** Whether a pattern is only plain characters; then these. */
export function plainText(pattern: Pattern): string | undefined {
  let text = '';
  for (const token of pattern) {
    if (token.kind !== 'char') return undefined;
    text += token.char;
  }
  return text;
}

/**
 * Whether nothing is said of a pattern and a text: long texts, and letters beyond ASCII, which are one character or
 * several by the locale.
 */
export function isOpen(pattern: Pattern, text: string): boolean {
  if (text.length > 20_000) return plainText(pattern) === undefined;
  return /[^\0-\x7f]/.test(text) && pattern.some((token) => token.kind === 'any' || token.kind === 'set');
}

/** Whether the whole text fits, as far as that is known and the budget allows to look. */
export function matchesWithin(budget: Budget, pattern: Pattern, text: string): boolean | 'unknown' {
  if (isOpen(pattern, text)) return 'unknown';
  const plain = plainText(pattern) !== undefined;
  budget.spend(plain ? scan(text.length) : walk(text.length * (1 + starsOf(pattern))));
  return matches(pattern, text);
}

/** How many places of a pattern may be tried at once. */
function starsOf(pattern: Pattern): number {
  return 2 * pattern.filter((token) => token.kind === 'star').length;
}

/** Whether the whole text fits; in time proportional to the text times the pattern. */
export function matches(pattern: Pattern, text: string): boolean {
  const plain = plainText(pattern);
  if (plain !== undefined) return plain === text;
  const chars = charactersOf(text);
  let at = 0;
  let index = 0;
  // Only the last star need be tried again: what stands before it has found its first place.
  let star = -1;
  let behind = 0;
  while (at < chars.length) {
    const token = pattern[index];
    if (token?.kind === 'star') {
      star = index++;
      behind = at;
    } else if (token !== undefined && fits(token, chars[at] ?? '')) {
      at++;
      index++;
    } else if (star >= 0) {
      index = star + 1;
      at = ++behind;
    } else return false;
  }
  while (pattern[index]?.kind === 'star') index++;
  return index === pattern.length;
}

/** All ends of matches that begin at a position, in rising order. */
export function ends(pattern: Pattern, chars: readonly string[], from: number): readonly number[] {
  const [first] = pattern;
  const starts = first === undefined || first.kind === 'star' || fits(first, chars[from] ?? '');
  if (!starts) return [];
  // Which places in the pattern a match may have come to.
  let now = new Uint8Array(pattern.length + 1);
  let next = new Uint8Array(pattern.length + 1);
  now[0] = 1;
  passStars(pattern, now);
  const found: number[] = [];
  if (now[pattern.length] === 1) found.push(from);
  for (let i = from; i < chars.length; i++) {
    const char = chars[i] ?? '';
    let alive = false;
    next.fill(0);
    for (const [index, token] of pattern.entries()) {
      if (now[index] === 0) continue;
      if (token.kind === 'star') next[index] = 1;
      else if (fits(token, char)) next[index + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) break;
    passStars(pattern, next);
    [now, next] = [next, now];
    if (now[pattern.length] === 1) found.push(i + 1);
  }
  return found;
}

function fits(token: PatternToken, char: string): boolean {
  if (char === '') return false;
  switch (token.kind) {
    case 'char':
      return token.char === char;
    case 'set':
      return token.has(char);
    default:
      return true;
  }
}

/** A star may stand for nothing. */
function passStars(pattern: Pattern, places: Uint8Array): void {
  for (const [index, token] of pattern.entries())
    if (places[index] === 1 && token.kind === 'star') places[index + 1] = 1;
}

function charactersOf(text: string): string | readonly string[] {
  return /^[\0-\x7f]*$/.test(text) ? text : [...text];
}

export function reversed(pattern: Pattern): Pattern {
  return [...pattern].reverse();
}

interface PatternChar {
  readonly char: string;
  readonly quoted: boolean;
}

function parseSet(
  chars: readonly PatternChar[],
  start: number,
  dash: boolean,
): { readonly token: PatternToken; readonly end: number } | 'unknown' | undefined {
  let i = start + 1;
  const sign = chars[i]?.quoted === false ? chars[i]?.char : undefined;
  const negated = sign === '!' || (sign === '^' && !dash);
  if (negated) i++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; i < chars.length; first = false) {
    const { char, quoted } = chars[i] ?? { char: '', quoted: true };
    if (char === ']' && !quoted && !first) {
      const has = (one: string) => tests.some((test) => test(one)) !== negated;
      return { token: { kind: 'set', negated, has }, end: i };
    }
    if (char === '[' && !quoted && chars[i + 1]?.char === ':') {
      const end = chars.findIndex((one, at) => at > i + 1 && one.char === ':' && chars[at + 1]?.char === ']');
      const name =
        end < 0
          ? ''
          : chars
              .slice(i + 2, end)
              .map((one) => one.char)
              .join('');
      const known = CLASSES[name];
      if (known === undefined) return 'unknown';
      tests.push((one) => known.test(one));
      i = end + 2;
      continue;
    }
    if (char === '[' && !quoted && (chars[i + 1]?.char === '.' || chars[i + 1]?.char === '='))
      return 'unknown';
    const escaped = char === '\\' && !quoted && chars[i + 1] !== undefined;
    const low = escaped ? (chars[i + 1]?.char ?? '') : char;
    i += escaped ? 2 : 1;
    const high = chars[i + 1];
    if (
      chars[i]?.char === '-' &&
      chars[i]?.quoted === false &&
      high !== undefined &&
      !(high.char === ']' && !high.quoted)
    ) {
      const top = high.char;
      // Which letters stand between two others depends on the locale, but for these.
      if (!/^(?:[a-z][a-z]|[A-Z][A-Z]|[0-9][0-9])$/.test(low + top)) return 'unknown';
      tests.push((one) => one >= low && one <= top);
      i += 2;
    } else tests.push((one) => one === low);
  }
  return undefined;
}
