import { isNumberInDash, refuseChangeInDash, refuseInDash } from './dash-refusals.ts';
import { ExpansionFailure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { NEVER_SET, type State } from './state.ts';
import { known, knownText, type Place, type Value } from './value.ts';

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

/** Deeper expressions are not followed. */
const MAX_DEPTH = 60;
/** Values of variables that are expressions themselves are followed so far. */
const MAX_NESTING = 10;

/** Operators of two operands, those that bind least first; each is computed from left to right. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const OPERATOR = /<<=|>>=|<<|>>|\*\*|\+\+|--|&&|\|\||[=!<>]=|[-+*/%&^|]=|[-+*/%&|^=!<>?:,()~]/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /\d[\w#@]*/y;

type Kind = 'start' | 'end' | 'name' | 'number' | 'operator';

/**
 * An expression of bash, read and computed as bash 5.2 does it: from left to right, each name when it is met, so that
 * what was assigned before an error stays, and an error names what was read last. Integers have 64 bits.
 */
export class Expression {
  #at = 0;
  /** Where the last token begins; the end of the text is none. */
  #start = 0;
  #kind: Kind = 'start';
  #operator = '';
  /** The last name, without its index. */
  #name = '';
  #index: string | undefined;
  /** What the name or the number stands for. */
  #value = 0n;
  /** The kind of the token before, or of what was computed from several. */
  #before: Kind = 'start';
  #prefixed = false;
  /** Greater than 0 in a part that is not evaluated, such as the right side of `0 && x`. */
  #skip = 0;
  #depth = 0;

  constructor(
    readonly machine: Machine,
    readonly state: State,
    readonly text: string,
    readonly place: Place,
    readonly nesting: number,
  ) {
    if (nesting > MAX_NESTING) throw new PerhapsRefused();
  }

  /** @throws NotComputable, Refused, PerhapsRefused */
  all(): bigint {
    if (/^[ \t\n]*$/.test(this.text)) return 0n;
    this.#advance();
    const value = this.#comma();
    if (this.#kind !== 'end') this.#fail('syntax error in expression');
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#is(',')) {
      this.#advance();
      value = this.#assignment();
    }
    return value;
  }

  #assignment(): bigint {
    if (++this.#depth > MAX_DEPTH) throw new NotComputable();
    this.machine.spend();
    let value = this.#conditional();
    const operator = this.#kind === 'operator' ? this.#operator : '';
    if (operator === '=' || (/^(?:<<|>>|[-+*/%&^|])=$/.test(operator) && operator !== '==')) {
      if (this.#before !== 'name') this.#fail('attempted assignment to non-variable');
      const name = this.#named;
      this.#advance();
      const right = this.#assignment();
      value = operator === '=' ? right : this.#binary(operator.slice(0, -1), value, right);
      this.#set(name, value);
      this.#before = 'number';
    }
    this.#depth--;
    return value;
  }

  #conditional(): bigint {
    const condition = this.#level(0);
    if (!this.#is('?')) return condition;
    const yes = this.#skipping(condition === 0n, () => {
      this.#advance();
      if (this.#kind === 'end' || this.#is(':')) this.#fail('expression expected');
      return this.#comma();
    });
    if (!this.#is(':')) this.#fail("`:' expected for conditional expression");
    const no = this.#skipping(condition !== 0n, () => {
      this.#advance();
      if (this.#kind === 'end') this.#fail('expression expected');
      return this.#conditional();
    });
    this.#before = 'operator';
    return condition === 0n ? no : yes;
  }

  #level(level: number): bigint {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#power();
    let left = this.#level(level + 1);
    while (this.#kind === 'operator' && operators.includes(this.#operator)) {
      const operator = this.#operator;
      const decided = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
      const behind = this.#at;
      const right = this.#skipping(decided, () => {
        this.#advance();
        return this.#level(level + 1);
      });
      if ((operator === '/' || operator === '%') && right === 0n && this.#skip === 0) {
        this.#start = behind + (/^[ \t]*/.exec(this.text.slice(behind))?.[0].length ?? 0);
        this.#divideByZero();
      }
      left = decided ? (operator === '||' ? 1n : 0n) : this.#binary(operator, left, right);
      this.#before = 'number';
    }
    return left;
  }

  #power(): bigint {
    const base = this.#unary();
    if (!this.#is('**')) return base;
    this.#advance();
    const exponent = this.#power();
    this.#before = 'number';
    if (exponent < 0n) this.#fail('exponent less than 0');
    if (exponent > 64n) throw new NotComputable();
    return BigInt.asIntN(64, base ** exponent);
  }

  #unary(): bigint {
    if (++this.#depth > MAX_DEPTH) throw new NotComputable();
    const sign = this.#kind === 'operator' && '!~-+'.includes(this.#operator) ? this.#operator : undefined;
    let value: bigint;
    if (sign === undefined) value = this.#operand();
    else {
      this.#advance();
      const of = this.#unary();
      value =
        sign === '!'
          ? of === 0n
            ? 1n
            : 0n
          : sign === '~'
            ? ~of
            : BigInt.asIntN(64, sign === '-' ? -of : of);
      this.#before = 'number';
    }
    this.#depth--;
    return value;
  }

  #operand(): bigint {
    if (this.#is('++') || this.#is('--')) {
      const by = this.#operator === '++' ? 1n : -1n;
      this.#prefixed = true;
      this.#advance();
      this.#prefixed = false;
      const value = this.#value + by;
      this.#set(this.#named, value);
      this.#kind = 'number';
      this.#advance();
      return value;
    }
    if (this.#is('(')) {
      this.#advance();
      const value = this.#comma();
      if (!this.#is(')')) this.#fail("missing `)'");
      this.#advance();
      return value;
    }
    if (this.#kind !== 'number' && this.#kind !== 'name') this.#fail('syntax error: operand expected');
    const value = this.#value;
    const name = this.#kind === 'name' ? this.#named : undefined;
    this.#advance();
    // `++` right behind a name belongs to it.
    if (name !== undefined && (this.#is('++') || this.#is('--'))) {
      this.#set(name, value + (this.#is('++') ? 1n : -1n));
      this.#kind = 'number';
      this.#advance();
    }
    return value;
  }

  #binary(operator: string, a: bigint, b: bigint): bigint {
    const truth = (yes: boolean): bigint => (yes ? 1n : 0n);
    switch (operator) {
      case '||':
        return truth(a !== 0n || b !== 0n);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '>':
        return truth(a > b);
      case '<=':
        return truth(a <= b);
      case '>=':
        return truth(a >= b);
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '&':
        return a & b;
      case '<<':
      case '>>':
        if (b < 0n || b > 63n) throw new NotComputable();
        return BigInt.asIntN(64, operator === '<<' ? a << b : a >> b);
      case '+':
        return BigInt.asIntN(64, a + b);
      case '-':
        return BigInt.asIntN(64, a - b);
      case '*':
        return BigInt.asIntN(64, a * b);
      default:
        if (b === 0n) {
          if (this.#skip > 0) return 0n;
          this.#divideByZero();
        }
        return BigInt.asIntN(64, operator === '/' ? a / b : a % b);
    }
  }

  #divideByZero(): never {
    if (this.#dash) this.#refuseInDash(`arithmetic expression: division by zero: "${this.text}"`);
    this.#fail('division by 0');
  }

  /** Reads the next token; a name gets its value, unless it is about to be assigned. */
  #advance(): void {
    this.#read();
    if (this.#kind !== 'name') return;
    const { name } = this.#named;
    const next = this.#peek();
    if (next === '=' && !this.#prefixed) this.#value = 0n;
    else if (this.#skip > 0) this.#value = 0n;
    else if (this.#index === undefined) this.#value = this.#variable(name);
    else {
      const changed = this.#prefixed || /^(?:\+\+|--|(?:<<|>>|[-+*/%&^|])=)$/.test(next);
      this.#value = this.#element(name, this.#index, changed);
    }
  }

  /** The operator that follows; empty when something else does. */
  #peek(): string {
    const kept = [this.#at, this.#start, this.#kind, this.#name, this.#index, this.#before] as const;
    this.#read();
    const next = this.#kind === 'operator' ? this.#operator : '';
    [this.#at, this.#start, this.#kind, this.#name, this.#index, this.#before] = kept;
    return next;
  }

  #read(): void {
    const { text } = this;
    const from = this.#kind;
    const operator = this.#operator;
    while (/[ \t\n]/.test(text[this.#at] ?? '')) this.#at++;
    if (this.#at >= text.length) {
      this.#before = from;
      this.#kind = 'end';
      return;
    }
    this.#start = this.#at;
    const take = (pattern: RegExp): string | undefined => {
      pattern.lastIndex = this.#at;
      const found = pattern.exec(text)?.[0];
      if (found !== undefined) this.#at += found.length;
      return found;
    };
    const name = take(NAME);
    if (name !== undefined) {
      this.#before = from;
      this.#kind = 'name';
      this.#name = name;
      this.#index = text[this.#at] === '[' ? this.#subscript() : undefined;
      return;
    }
    const digits = take(NUMBER);
    if (digits !== undefined) {
      this.#value = this.#number(digits);
      this.#before = from;
      this.#kind = 'number';
      return;
    }
    const sign = take(OPERATOR);
    if (sign === undefined)
      this.#fail(
        from === 'number' || from === 'name'
          ? 'syntax error: invalid arithmetic operator'
          : 'syntax error: operand expected',
      );
    this.#before = from;
    this.#kind = 'operator';
    this.#operator = sign;
    if (sign !== '++' && sign !== '--') return;
    const prefixed = from === 'number' && this.#before === 'number' && /^(?:\+\+|--)$/.test(operator);
    if (prefixed) throw new PerhapsRefused();
    // Behind a name it is one sign, and before a name; elsewhere two.
    if (from === 'name' || /^[ \t\n]*[A-Za-z_]/.test(text.slice(this.#at))) return;
    this.#at--;
    this.#operator = sign.slice(1);
  }

  /** From `[` to the bracket that ends it. */
  #subscript(): string {
    let depth = 0;
    for (let at = this.#at; at < this.text.length; at++) {
      if (this.text[at] === '[') depth++;
      else if (this.text[at] === ']' && --depth === 0) {
        const index = this.text.slice(this.#at + 1, at);
        this.#at = at + 1;
        return index;
      }
    }
    throw new PerhapsRefused();
  }

  get #named(): { readonly name: string; readonly index: string | undefined } {
    return { name: this.#name, index: this.#index };
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
      value = value * BigInt(base) + BigInt(digit);
    }
    return BigInt.asIntN(64, value);
  }

  #variable(name: string): bigint {
    const variable = this.state.variables.get(name);
    if (variable?.perhapsUnset || variable?.elements !== undefined) throw new NotComputable();
    if (variable === undefined && DYNAMIC.has(name)) throw new NotComputable();
    const nounset = this.#dash ? false : (this.state.options.get('nounset') ?? false);
    if (variable?.value === undefined && nounset === 'perhaps') throw new PerhapsRefused();
    if (variable?.value === undefined && nounset === true) {
      complain(this.machine, this.state, `${name}: unbound variable`, this.place);
      throw new ExpansionFailure(true, 1, 'unset-variable', name, true);
    }
    return this.#valueOf(variable?.value);
  }

  /** `NAME[INDEX]` of an array whose elements are numbered; an element that is changed is not followed. */
  #element(name: string, index: string, changed: boolean): bigint {
    const variable = this.state.variables.get(name);
    const elements = variable?.elements;
    // With `set -u` bash ends the script when there is no such element.
    if ((this.state.options.get('nounset') ?? false) !== false) throw new PerhapsRefused();
    const texts = elements instanceof Map ? [...elements.values()].map(knownText) : [];
    if (changed && texts.some((text) => !/^-?\d+$/.test(text ?? ''))) throw new PerhapsRefused();
    if (
      changed ||
      elements === 'unknown' ||
      variable?.associative === true ||
      variable?.perhapsUnset === true
    )
      throw new NotComputable();
    const at = new Expression(this.machine, this.state, index, this.place, this.nesting + 1).all();
    // Before the first element bash says that there is none.
    if (at < 0n) throw new PerhapsRefused();
    if (elements === undefined || elements === NEVER_SET)
      return at === 0n ? this.#valueOf(variable?.value) : 0n;
    return this.#valueOf(elements.get(String(at)));
  }

  #valueOf(value: Value | undefined): bigint {
    if (value === undefined || value.pieces.length === 0) return 0n;
    const text = knownText(value);
    if (text === undefined) {
      // What somebody else says is taken for a number; with other text beside it, it is none.
      const odd = value.pieces.some((piece) => piece.kind === 'text' && /[^\d\s]/.test(piece.text));
      throw odd ? new PerhapsRefused() : new NotComputable();
    }
    if (this.#dash && !isNumberInDash(text)) this.#refuseInDash(`Illegal number: ${text}`);
    return new Expression(this.machine, this.state, text, this.place, this.nesting + 1).all();
  }

  #set({ name, index }: { readonly name: string; readonly index: string | undefined }, value: bigint): void {
    if (this.#skip > 0) return;
    if (index !== undefined) {
      const texts = this.state.variables.get(name)?.elements;
      throw texts instanceof Map ? new NotComputable() : new PerhapsRefused();
    }
    if (!isIdentifier(name)) throw new PerhapsRefused();
    if (this.state.variables.get(name)?.readOnly) {
      if (this.#dash) refuseChangeInDash(this.machine, this.state, name, this.place);
      throw new PerhapsRefused();
    }
    if (this.state.variables.get(name)?.elements !== undefined) throw new NotComputable();
    this.state.assign(name, known(String(BigInt.asIntN(64, value))), this.place);
  }

  #skipping(skip: boolean, run: () => bigint): bigint {
    if (skip) this.#skip++;
    const value = run();
    if (skip) this.#skip--;
    return value;
  }

  #is(operator: string): boolean {
    return this.#kind === 'operator' && this.#operator === operator;
  }

  get #dash(): boolean {
    return this.machine.frame.dialect === 'dash';
  }

  #refuseInDash(message: string): never {
    refuseInDash(this.machine, this.state, message, this.place);
  }

  /** What follows a number that bash cannot read it does not show. */
  #failAtNumber(reason: string): never {
    if (this.#dash) throw new PerhapsRefused();
    const text = this.text.slice(0, this.#at);
    throw new Refused(text.replace(/^[ \t]+/, ''), reason, text.slice(this.#start));
  }

  #fail(reason: string): never {
    if (this.#dash) throw new PerhapsRefused();
    throw new Refused(this.text.replace(/^[ \t]+/, ''), reason, this.text.slice(this.#start));
  }
}

/** Variables with a value of their own that nobody knows. */
const DYNAMIC = new Set([
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'LINENO',
  'BASHPID',
  'PPID',
  'UID',
  'EUID',
]);
