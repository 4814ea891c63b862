import type { CharacterSet, ClassName } from './regex-model.ts';

/** What came of reading `[...]`; `end` is the index behind the closing bracket. */
export type BracketResult =
  | {
      readonly kind: 'set';
      readonly set: CharacterSet;
      readonly end: number;
      /** The set looks like a class without its outer brackets: sed gives up when all else is well. */
      readonly misspeltClass: boolean;
    }
  | { readonly kind: 'doubt'; readonly reason: string }
  | { readonly kind: 'error'; readonly message: string };

export const UNMATCHED_BRACKET = 'Unmatched [, [^, [:, [., or [=';
const INVALID_RANGE = 'Invalid range end';

const CLASS_NAMES: ReadonlySet<string> = new Set<ClassName>([
  'alpha',
  'digit',
  'alnum',
  'upper',
  'lower',
  'space',
  'blank',
  'punct',
  'print',
  'graph',
  'cntrl',
  'xdigit',
]);

type Element =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'class'; readonly name: ClassName }
  | { readonly kind: 'equivalence'; readonly code: number }
  | { readonly kind: 'dash' }
  | { readonly kind: 'close' };

/**
 * Reads a bracket expression by the rules of the C library's regcomp.
 * @param chars the pattern's code points
 * @param start index behind the `[`
 */
export function parseBracket(chars: readonly string[], start: number, ignoreCase: boolean): BracketResult {
  return new BracketReader(chars, start, ignoreCase).read();
}

class BracketFailure extends Error {}

class BracketReader {
  readonly #chars: readonly string[];
  readonly #ignoreCase: boolean;
  readonly #ranges: (readonly [number, number])[] = [];
  readonly #classes: ClassName[] = [];
  #position: number;
  #doubt: string | undefined;

  constructor(chars: readonly string[], start: number, ignoreCase: boolean) {
    this.#chars = chars;
    this.#position = start;
    this.#ignoreCase = ignoreCase;
  }

  read(): BracketResult {
    const negated = this.#chars[this.#position] === '^';
    if (negated) this.#position++;
    const content = this.#position;
    try {
      this.#elements();
    } catch (failure) {
      if (!(failure instanceof BracketFailure)) throw failure;
      if (this.#doubt !== undefined) return { kind: 'doubt', reason: this.#doubt };
      return { kind: 'error', message: failure.message };
    }
    if (this.#doubt !== undefined) return { kind: 'doubt', reason: this.#doubt };
    const inner = this.#chars.slice(content, this.#position - 1);
    const plain = this.#classes.length === 0 && this.#ranges.every(([first, last]) => first === last);
    return {
      kind: 'set',
      set: { kind: 'set', negated, ranges: this.#ranges, classes: this.#classes, shorthand: false },
      end: this.#position,
      misspeltClass: plain && inner[0] === ':' && inner.at(-1) === ':' && inner.some((c) => c !== ':'),
    };
  }

  #elements(): void {
    let first = true;
    for (;;) {
      const startElement = this.#element(first);
      if (startElement.kind === 'close') return;
      if (startElement.kind === 'dash' && !first && this.#chars[this.#position] !== ']') {
        throw new BracketFailure(INVALID_RANGE);
      }
      first = false;
      if (startElement.kind === 'class') {
        this.#classes.push(this.#foldedClass(startElement.name));
        continue;
      }
      if (startElement.kind === 'equivalence') {
        this.#doubt ??= 'equivalence classes depend on the locale';
        this.#ranges.push([startElement.code, startElement.code]);
        continue;
      }
      const from = startElement.kind === 'dash' ? 0x2d : startElement.code;
      const last = this.#rangeEnd();
      if (last === undefined) this.#ranges.push([from, from]);
      else this.#addRange(from, last);
    }
  }

  /** The last character of a range when a dash and something else than `]` follows. */
  #rangeEnd(): number | undefined {
    if (this.#chars[this.#position] !== '-' || this.#tripleDash()) return undefined;
    const next = this.#chars[this.#position + 1];
    if (next === undefined) throw new BracketFailure(UNMATCHED_BRACKET);
    if (next === ']') return undefined;
    this.#position++;
    const end = this.#element(false);
    if (end.kind === 'char') return end.code;
    if (end.kind === 'dash') return 0x2d;
    throw new BracketFailure(INVALID_RANGE);
  }

  #addRange(from: number, to: number): void {
    if (this.#ignoreCase && (isLower(from) || isLower(to)) && !(isLower(from) && isLower(to))) {
      this.#doubt ??= 'a range that mixes letters and other characters, with the flag I';
    }
    if (from > to) throw new BracketFailure(INVALID_RANGE);
    if (from > 0x7f || to > 0x7f) this.#doubt ??= 'ranges beyond ASCII depend on the locale';
    this.#ranges.push([from, to]);
  }

  #foldedClass(name: ClassName): ClassName {
    return this.#ignoreCase && (name === 'upper' || name === 'lower') ? 'alpha' : name;
  }

  #element(first: boolean): Element {
    const char = this.#chars[this.#position];
    if (char === undefined) throw new BracketFailure(UNMATCHED_BRACKET);
    this.#position++;
    if (char === ']' && !first) return { kind: 'close' };
    if (char === '-') {
      this.#position--;
      const triple = this.#tripleDash();
      this.#position += triple ? 3 : 1;
      if (triple) this.#doubt ??= 'three dashes in brackets';
      return { kind: 'dash' };
    }
    const mark = this.#chars[this.#position];
    if (char === '[' && (mark === ':' || mark === '.' || mark === '=')) return this.#symbol(mark);
    return { kind: 'char', code: char.codePointAt(0) ?? 0 };
  }

  /** `[:name:]`, `[.x.]`, `[=x=]`; the position is at the mark. */
  #symbol(mark: ':' | '.' | '='): Element {
    let end = this.#position + 1;
    while (end < this.#chars.length && !(this.#chars[end] === mark && this.#chars[end + 1] === ']')) end++;
    if (end >= this.#chars.length) throw new BracketFailure(UNMATCHED_BRACKET);
    const name = this.#chars.slice(this.#position + 1, end);
    this.#position = end + 2;
    if (mark === ':') {
      const word = name.join('');
      if (!isClassName(word)) throw new BracketFailure('Invalid character class name');
      return { kind: 'class', name: word };
    }
    if (name.length !== 1) {
      this.#doubt ??= 'names of characters depend on the locale';
      if (name.length === 0) return { kind: 'char', code: 0 };
    }
    const code = name[0]?.codePointAt(0) ?? 0;
    return { kind: mark === '=' ? 'equivalence' : 'char', code };
  }

  #tripleDash(): boolean {
    const at = this.#position;
    return this.#chars[at] === '-' && this.#chars[at + 1] === '-' && this.#chars[at + 2] === '-';
  }
}

function isClassName(word: string): word is ClassName {
  return CLASS_NAMES.has(word);
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}
