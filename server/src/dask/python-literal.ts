import { readString } from './python-string.ts';

/** A value of Python that can be written as a literal. */
export type PythonValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'complex'; readonly real: number; readonly imaginary: number }
  | { readonly kind: 'string'; readonly value: string }
  /** One character for each byte. */
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly PythonValue[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonValue, PythonValue])[] };

/** What `ast.literal_eval` makes of a text. */
export type Literal =
  | { readonly kind: 'value'; readonly value: PythonValue }
  /** SyntaxError or ValueError. */
  | { readonly kind: 'none' }
  /** TypeError: a list, set or mapping as a key of a mapping or as an element of a set. */
  | { readonly kind: 'unhashable' };

/**
 * `ast.literal_eval` of Python 3.10 and later: numbers, strings, bytes, tuples (also without parentheses), lists,
 * mappings, sets, None, True, False and `...`; signs before numbers, and a real with an imaginary number.
 * `\N{...}` in strings is not known here and counts as no literal.
 */
export function readLiteral(text: string): Literal {
  const reader = new LiteralReader(text.replace(/^[ \t]+/, '').replaceAll(/\r\n?/g, '\n'));
  try {
    const value = reader.readAll();
    return reader.unhashable ? { kind: 'unhashable' } : { kind: 'value', value };
  } catch (stop) {
    if (stop instanceof NoLiteral) return { kind: 'none' };
    throw stop;
  }
}

class NoLiteral extends Error {}

/** A value with what matters for signs and sums: `--1` and `1+2j+3j` are refused. */
interface Operand {
  readonly value: PythonValue;
  readonly form: 'constant' | 'signed' | 'other';
}

// Python's tokenizer refuses deeper brackets and, by default, longer decimal integers.
const DEEPEST = 200;
const MOST_DIGITS = 4300;

const DIGITS = '\\d(?:_?\\d)*';
const EXPONENT = `[eE][+-]?${DIGITS}`;
const BASED = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+/y;
const FLOAT = new RegExp(
  `(?:(?:${DIGITS})?\\.${DIGITS}|${DIGITS}\\.)(?:${EXPONENT})?|${DIGITS}${EXPONENT}`,
  'y',
);
const DECIMAL = /0(?:_?0)*(?![\d_])|[1-9](?:_?\d)*/y;
const IMAGINARY_INTEGER = new RegExp(`${DIGITS}(?=[jJ])`, 'y');
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

class LiteralReader {
  #at = 0;
  #depth = 0;
  unhashable = false;

  constructor(readonly text: string) {}

  readAll(): PythonValue {
    this.#skipBlankLines();
    const value = this.#readItems('').value;
    this.#skipSpace();
    // Lines without content may follow, but not blanks alone at the very end, which Python takes for an indent.
    this.#match(/(?:\n(?:[ \t\f]|\\\n)*(?:#[^\n]*|(?=\n))|\n$)*/y);
    if (this.#at < this.text.length) throw new NoLiteral();
    return value;
  }

  /** Items up to a closing bracket or the end: one item is itself, several or a trailing comma are a tuple. */
  #readItems(close: ')' | ''): Operand {
    const items: Operand[] = [];
    let comma = false;
    for (;;) {
      this.#skipSpace();
      if (items.length > 0 && !comma) break;
      if (this.#ends(close)) break;
      items.push(this.#readSum());
      this.#skipSpace();
      comma = this.#take(',');
    }
    const [first] = items;
    if (first !== undefined && items.length === 1 && !comma) return first;
    if (first === undefined && close === '') throw new NoLiteral();
    return { value: { kind: 'tuple', items: items.map(({ value }) => value) }, form: 'other' };
  }

  #ends(close: ')' | ''): boolean {
    if (close !== '') return this.text[this.#at] === close;
    return this.#at >= this.text.length || this.text[this.#at] === '\n';
  }

  #readSum(): Operand {
    const left = this.#readSigned();
    this.#skipSpace();
    const operator = this.text[this.#at];
    if (operator !== '+' && operator !== '-') return left;
    this.#at++;
    this.#skipSpace();
    const right = this.#readAtom();
    const real = left.form === 'other' ? undefined : realOf(left.value);
    if (real === undefined || right.form !== 'constant' || right.value.kind !== 'complex')
      throw new NoLiteral();
    const imaginary = operator === '+' ? right.value.imaginary : -right.value.imaginary;
    return { value: { kind: 'complex', real, imaginary }, form: 'other' };
  }

  #readSigned(): Operand {
    const sign = this.text[this.#at];
    if (sign !== '+' && sign !== '-') return this.#readAtom();
    this.#at++;
    this.#skipSpace();
    const { value, form } = this.#readAtom();
    if (form !== 'constant') throw new NoLiteral();
    return { value: sign === '+' ? value : negated(value), form: 'signed' };
  }

  #readAtom(): Operand {
    const character = this.text[this.#at] ?? '';
    if (character === '(') return this.#inBrackets(')', () => this.#readItems(')'));
    if (character === '[') return this.#inBrackets(']', () => this.#readList());
    if (character === '{') return this.#inBrackets('}', () => this.#readSetOrDict());
    if (this.text.startsWith('...', this.#at)) {
      this.#at += 3;
      return { value: { kind: 'ellipsis' }, form: 'other' };
    }
    if (/[\d.]/.test(character)) return { value: this.#readNumber(), form: 'constant' };
    return { value: this.#readStrings() ?? this.#readWord(), form: 'other' };
  }

  #inBrackets(close: string, read: () => Operand): Operand {
    if (this.#depth === DEEPEST) throw new NoLiteral();
    this.#depth++;
    this.#at++;
    const operand = read();
    this.#skipSpace();
    if (!this.#take(close)) throw new NoLiteral();
    this.#depth--;
    return operand;
  }

  #readList(): Operand {
    const items: PythonValue[] = [];
    this.#readSeparated(']', () => items.push(this.#readSum().value));
    return { value: { kind: 'list', items }, form: 'other' };
  }

  #readSetOrDict(): Operand {
    const items = new Map<string, PythonValue>();
    const entries = new Map<string, readonly [PythonValue, PythonValue]>();
    let dict: boolean | undefined;
    this.#readSeparated('}', () => {
      const key = this.#readSum().value;
      this.#skipSpace();
      const hasValue = this.#take(':');
      dict ??= hasValue;
      if (dict !== hasValue) throw new NoLiteral();
      if (!hasValue) {
        const hash = this.#hash(key);
        if (!items.has(hash)) items.set(hash, key);
        return;
      }
      this.#skipSpace();
      const value = this.#readSum().value;
      const hash = this.#hash(key);
      entries.set(hash, [entries.get(hash)?.[0] ?? key, value]);
    });
    const value: PythonValue =
      dict === false
        ? { kind: 'set', items: [...items.values()] }
        : { kind: 'dict', entries: [...entries.values()] };
    return { value, form: 'other' };
  }

  /** The syntax is read to its end before Python finds out what cannot be a key. */
  #hash(key: PythonValue): string {
    const hash = hashOf(key);
    if (hash === undefined) this.unhashable = true;
    return hash ?? '';
  }

  #readSeparated(close: string, readOne: () => void): void {
    for (;;) {
      this.#skipSpace();
      if (this.text[this.#at] === close) return;
      readOne();
      this.#skipSpace();
      if (!this.#take(',')) return;
    }
  }

  #readNumber(): PythonValue {
    const imaginary = this.#match(IMAGINARY_INTEGER);
    const float = imaginary ?? this.#match(FLOAT);
    if (float !== undefined) {
      const value = Number(float.replaceAll('_', ''));
      const complex = this.#take('j') || this.#take('J');
      this.#endNumber();
      return complex ? { kind: 'complex', real: 0, imaginary: value } : { kind: 'float', value };
    }
    const integer = (this.#match(BASED) ?? this.#match(DECIMAL))?.replaceAll('_', '');
    this.#endNumber();
    if (integer === undefined || (/^\d+$/.test(integer) && integer.length > MOST_DIGITS))
      throw new NoLiteral();
    return { kind: 'int', value: BigInt(integer) };
  }

  #endNumber(): void {
    if (/[\w\u0080-\uffff]/.test(this.text[this.#at] ?? '')) throw new NoLiteral();
  }

  /** String literals in a row are one; text and bytes do not mix. */
  #readStrings(): PythonValue | undefined {
    let result: { kind: 'string' | 'bytes'; value: string } | undefined;
    for (;;) {
      const before = this.#at;
      if (result !== undefined) this.#skipSpace();
      const part = readString(this.text, this.#at);
      if (part === 'malformed') throw new NoLiteral();
      if (part === undefined) {
        this.#at = before;
        return result;
      }
      if (result !== undefined && result.kind !== part.kind) throw new NoLiteral();
      result = { kind: part.kind, value: (result?.value ?? '') + part.value };
      this.#at = part.end;
    }
  }

  #readWord(): PythonValue {
    switch (this.#match(NAME)) {
      case 'None':
        return { kind: 'none' };
      case 'True':
        return { kind: 'bool', value: true };
      case 'False':
        return { kind: 'bool', value: false };
      case 'set':
        // The one call that is accepted.
        this.#skipSpace();
        if (!this.#take('(')) throw new NoLiteral();
        this.#skipSpace();
        if (!this.#take(')')) throw new NoLiteral();
        return { kind: 'set', items: [] };
      default:
        throw new NoLiteral();
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** Blanks, joined lines and comments, inside brackets line ends too. */
  #skipSpace(): void {
    const space =
      this.#depth > 0 ? /(?:[ \t\f\n]|\\\n(?=[\s\S])|#[^\n]*)*/y : /(?:[ \t\f]|\\\n(?=[\s\S])|#[^\n]*)*/y;
    this.#match(space);
  }

  /** Empty lines and comments before the value, which must then begin its line. */
  #skipBlankLines(): void {
    this.#match(/(?:(?:[ \t\f]|\\\n)*(?:#[^\n]*)?\n)*/y);
    this.#match(/\f*(?:\\\n\f*)*/y);
    if (/[ \t]/.test(this.text[this.#at] ?? '')) throw new NoLiteral();
  }
}

function realOf(value: PythonValue): number | undefined {
  if (value.kind === 'float') return value.value;
  return value.kind === 'int' ? Number(value.value) : undefined;
}

function negated(value: PythonValue): PythonValue {
  if (value.kind === 'int') return { kind: 'int', value: -value.value };
  if (value.kind === 'float') return { kind: 'float', value: -value.value };
  if (value.kind === 'complex') return { kind: 'complex', real: -value.real, imaginary: -value.imaginary };
  throw new NoLiteral();
}

/** A text that is equal for values that Python takes for one key: 1, 1.0 and True are. Undefined for unhashable. */
function hashOf(value: PythonValue): string | undefined {
  switch (value.kind) {
    case 'none':
    case 'ellipsis':
      return value.kind;
    case 'bool':
      return `number ${Number(value.value)}`;
    case 'int':
      return `number ${value.value}`;
    case 'float':
      return `number ${Number.isInteger(value.value) ? BigInt(value.value) : value.value}`;
    case 'complex':
      if (value.imaginary === 0) return hashOf({ kind: 'float', value: value.real });
      return `complex ${value.real} ${value.imaginary}`;
    case 'string':
    case 'bytes':
      return `${value.kind} ${value.value}`;
    case 'tuple':
      return tupleHash(value.items.map(hashOf));
    default:
      return undefined;
  }
}

function tupleHash(hashes: readonly (string | undefined)[]): string | undefined {
  return hashes.includes(undefined) ? undefined : `tuple ${JSON.stringify(hashes)}`;
}
