/** Something in an expression is not known. */
export class NotComputable extends Error {}

/** The shell refuses the expression, or may; what it says is not known. */
export class PerhapsRefused extends Error {}

/** bash refuses an expression: what it says of it, and where it stopped reading. */
export class Refused extends Error {
  constructor(
    readonly expression: string,
    readonly reason: string,
    readonly token: string,
  ) {
    super(reason);
  }
}

const OPERATOR = /<<=|>>=|<<|>>|\*\*|\+\+|--|&&|\|\||[=!<>]=|[-+*/%&^|]=|[-+*/%&|^=!<>?:,()~]/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /\d[\w#@]*/y;

type Kind = 'start' | 'end' | 'name' | 'number' | 'operator';

/** Reads an expression as bash 5.2 does, and says of what it cannot read what bash says. */
export class Tokens {
  at = 0;
  /** Where the last token begins; the end of the text is none. */
  start = 0;
  kind: Kind = 'start';
  operator = '';
  /** The last name, without its index. */
  name = '';
  index: string | undefined;
  /** The last number. */
  value = 0n;
  /** The kind of the token before, or of what was computed from several. */
  before: Kind = 'start';

  /** @param dash whether dash reads it, of whose messages no more is known than that there may be one */
  constructor(
    readonly text: string,
    readonly dash: boolean,
  ) {}

  /** The operator that follows a name; empty when something else does. */
  peek(): string {
    const kept = [this.at, this.start, this.kind, this.name, this.index, this.before] as const;
    this.read();
    const next = this.kind === 'operator' ? this.operator : '';
    [this.at, this.start, this.kind, this.name, this.index, this.before] = kept;
    return next;
  }

  /** Reads the next token. */
  read(): void {
    const { text } = this;
    const from = this.kind;
    const operator = this.operator;
    while (/[ \t\n]/.test(text[this.at] ?? '')) this.at++;
    if (this.at >= text.length) {
      this.before = from;
      this.kind = 'end';
      return;
    }
    this.start = this.at;
    const take = (pattern: RegExp): string | undefined => {
      pattern.lastIndex = this.at;
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) this.at += found.length;
      return found;
    };
    const name = take(NAME);
    if (name !== undefined) {
      this.before = from;
      this.kind = 'name';
      this.name = name;
      this.index = text[this.at] === '[' ? this.#subscript() : undefined;
      return;
    }
    const digits = take(NUMBER);
    if (digits !== undefined) {
      this.value = this.#number(digits);
      this.before = from;
      this.kind = 'number';
      return;
    }
    const sign = take(OPERATOR);
    if (sign === undefined)
      this.fail(
        from === 'number' || from === 'name'
          ? 'syntax error: invalid arithmetic operator'
          : 'syntax error: operand expected',
      );
    this.before = from;
    this.kind = 'operator';
    this.operator = sign;
    if (sign !== '++' && sign !== '--') return;
    // `++x++`
    if (from === 'number' && /^(?:\+\+|--)$/.test(operator)) throw new PerhapsRefused();
    // Behind a name it is one sign, and before a name; elsewhere two.
    if (from === 'name' || /^[ \t\n]*[A-Za-z_]/.test(text.slice(this.at))) return;
    this.at--;
    this.operator = sign.slice(1);
  }

  /** From `[` to the bracket that ends it. */
  #subscript(): string {
    let depth = 0;
    for (let at = this.at; at < this.text.length; at++) {
      if (this.text[at] === '[') depth++;
      else if (this.text[at] === ']' && --depth === 0) {
        const index = this.text.slice(this.at + 1, at);
        this.at = at + 1;
        return index;
      }
    }
    throw new PerhapsRefused();
  }

  #number(text: string): bigint {
    const [, octal, hexadecimal, base, digits] =
      /^(?:(0)|0[xX](.*)|(\d+)#(.*))$/.exec(text) ?? /^(0)(?=.)/.exec(text) ?? [];
    if (text === '0') return 0n;
    if (base !== undefined) {
      if (/^0./.test(base)) throw new PerhapsRefused();
      if (Number(base) < 2 || Number(base) > 64) this.#failAtNumber('invalid arithmetic base');
      if (digits === '' || Number(base) > 36 || /\W|_/.test(digits ?? '')) throw new PerhapsRefused();
      return this.#digits(digits ?? '', Number(base));
    }
    if (hexadecimal !== undefined) {
      if (hexadecimal === '') throw new PerhapsRefused();
      return this.#digits(hexadecimal, 16);
    }
    return octal === undefined ? this.#digits(text, 10) : this.#digits(text.slice(1), 8);
  }

  #digits(text: string, base: number): bigint {
    let value = 0n;
    for (const char of text.toLowerCase()) {
      if (!/[0-9a-z]/.test(char)) throw new PerhapsRefused();
      const digit = Number.parseInt(char, 36);
      if (digit >= base) this.#failAtNumber('value too great for base');
      value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit));
    }
    return value;
  }

  /** What follows a number that bash cannot read it does not show. */
  #failAtNumber(reason: string): never {
    if (this.dash) throw new PerhapsRefused();
    const text = this.text.slice(0, this.at);
    throw new Refused(text.replace(/^[ \t]+/, ''), reason, text.slice(this.start));
  }

  /** @throws Refused, PerhapsRefused */
  fail(reason: string): never {
    if (this.dash) throw new PerhapsRefused();
    throw new Refused(this.text.replace(/^[ \t]+/, ''), reason, this.text.slice(this.start));
  }
}
