import { isNumberInDash, refuseChangeInDash, refuseInDash } from './dash-refusals.ts';
import { isAlwaysDynamic, isDynamic } from './dynamic-variables.ts';
import { NotComputable, PerhapsRefused, Refused, Tokens } from './expression-tokens.ts';
import { ExpansionFailure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { isReadOnly } from './read-only.ts';
import { elementsOf, fromEnd, NEVER_SET, type State } from './state.ts';
import { known, knownText, type Place, type Value } from './value.ts';

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
/**
 * An expression of bash, read and computed as bash 5.2 does it: from left to right, each name when it is met, so that
 * what was assigned before an error stays, and an error names what was read last. Integers have 64 bits.
 */
export class Expression {
  readonly #tokens: Tokens;
  /** What the last name or number stands for. */
  #value = 0n;
  #prefixed = false;
  /** Greater than 0 in a part that is not evaluated, such as the right side of `0 && x`. */
  #skip = 0;
  #changed: { readonly name: string; readonly index: string; readonly at: bigint } | undefined;
  #depth = 0;

  constructor(
    readonly machine: Machine,
    readonly state: State,
    readonly text: string,
    readonly place: Place,
    readonly nesting: number,
  ) {
    if (nesting > MAX_NESTING) throw new PerhapsRefused();
    this.#tokens = new Tokens(text, machine.frame.dialect === 'dash');
  }

  /** @throws NotComputable, Refused, PerhapsRefused */
  all(): bigint {
    if (/^[ \t\n]*$/.test(this.text)) return 0n;
    this.#advance();
    const value = this.#comma();
    if (this.#tokens.kind !== 'end') this.#fail('syntax error in expression');
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
    const operator = this.#tokens.kind === 'operator' ? this.#tokens.operator : '';
    if (operator === '=' || (/^(?:<<|>>|[-+*/%&^|])=$/.test(operator) && operator !== '==')) {
      if (this.#tokens.before !== 'name') this.#fail('attempted assignment to non-variable');
      const name = this.#named;
      this.#advance();
      const right = this.#assignment();
      value = operator === '=' ? right : this.#binary(operator.slice(0, -1), value, right);
      this.#set(name, value);
      this.#tokens.before = 'number';
    }
    this.#depth--;
    return value;
  }

  #conditional(): bigint {
    const condition = this.#level(0);
    if (!this.#is('?')) return condition;
    const yes = this.#skipping(condition === 0n, () => {
      this.#advance();
      if (this.#tokens.kind === 'end' || this.#is(':')) this.#fail('expression expected');
      return this.#comma();
    });
    if (!this.#is(':')) this.#fail("`:' expected for conditional expression");
    const no = this.#skipping(condition !== 0n, () => {
      this.#advance();
      if (this.#tokens.kind === 'end') this.#fail('expression expected');
      return this.#conditional();
    });
    this.#tokens.before = 'operator';
    return condition === 0n ? no : yes;
  }

  #level(level: number): bigint {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#power();
    let left = this.#level(level + 1);
    while (this.#tokens.kind === 'operator' && operators.includes(this.#tokens.operator)) {
      const operator = this.#tokens.operator;
      const decided = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
      const behind = this.#tokens.at;
      const right = this.#skipping(decided, () => {
        this.#advance();
        return this.#level(level + 1);
      });
      if ((operator === '/' || operator === '%') && right === 0n && this.#skip === 0) {
        this.#tokens.start = behind + (/^[ \t]*/.exec(this.text.slice(behind))?.[0].length ?? 0);
        this.#divideByZero();
      }
      left = decided ? (operator === '||' ? 1n : 0n) : this.#binary(operator, left, right);
      this.#tokens.before = 'number';
    }
    return left;
  }

  #power(): bigint {
    const base = this.#unary();
    if (!this.#is('**')) return base;
    this.#advance();
    const exponent = this.#power();
    this.#tokens.before = 'number';
    if (exponent < 0n) this.#fail('exponent less than 0');
    if (exponent > 64n) throw new NotComputable();
    return BigInt.asIntN(64, base ** exponent);
  }

  #unary(): bigint {
    if (++this.#depth > MAX_DEPTH) throw new NotComputable();
    const sign =
      this.#tokens.kind === 'operator' && '!~-+'.includes(this.#tokens.operator)
        ? this.#tokens.operator
        : undefined;
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
      this.#tokens.before = 'number';
    }
    this.#depth--;
    return value;
  }

  #operand(): bigint {
    if (this.#is('++') || this.#is('--')) {
      const by = this.#tokens.operator === '++' ? 1n : -1n;
      this.#prefixed = true;
      this.#advance();
      this.#prefixed = false;
      const value = this.#value + by;
      this.#set(this.#named, value);
      this.#tokens.kind = 'number';
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
    if (this.#tokens.kind !== 'number' && this.#tokens.kind !== 'name')
      this.#fail('syntax error: operand expected');
    const value = this.#value;
    const name = this.#tokens.kind === 'name' ? this.#named : undefined;
    this.#advance();
    // `++` right behind a name belongs to it.
    if (name !== undefined && (this.#is('++') || this.#is('--'))) {
      this.#set(name, value + (this.#is('++') ? 1n : -1n));
      this.#tokens.kind = 'number';
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
    this.#tokens.read();
    if (this.#tokens.kind === 'number') this.#value = this.#tokens.value;
    if (this.#tokens.kind !== 'name') return;
    const { name } = this.#named;
    const next = this.#tokens.peek();
    if (next === '=' && !this.#prefixed) this.#value = 0n;
    else if (this.#skip > 0) this.#value = 0n;
    else if (this.#tokens.index === undefined) this.#value = this.#variable(name);
    else {
      const changed = this.#prefixed || /^(?:\+\+|--|(?:<<|>>|[-+*/%&^|])=)$/.test(next);
      this.#value = this.#element(name, this.#tokens.index, changed);
    }
  }

  get #named(): { readonly name: string; readonly index: string | undefined } {
    const { name, index } = this.#tokens;
    return { name, index };
  }

  #variable(name: string): bigint {
    const variable = this.state.variables.get(name);
    if (variable?.perhapsUnset || variable?.elements === 'unknown' || variable?.associative === true)
      throw new NotComputable();
    if (!this.#dash && (isAlwaysDynamic(name) || (variable === undefined && isDynamic(name))))
      throw new NotComputable();
    const some = variable?.elements instanceof Map && variable.elements.size > 0;
    const nounset = this.#dash || some ? false : (this.state.options.get('nounset') ?? false);
    if (variable?.value === undefined && nounset === 'perhaps') throw new PerhapsRefused();
    if (variable?.value === undefined && nounset === true) {
      complain(this.machine, this.state, `${name}: unbound variable`, this.place);
      throw new ExpansionFailure(true, 1, 'unset-variable', name, { plainly: true });
    }
    return this.#valueOf(variable?.value);
  }

  /** `NAME[INDEX]` of an array whose elements are numbered. */
  #element(name: string, index: string, changed: boolean): bigint {
    const variable = this.state.variables.get(name);
    const elements = variable?.elements;
    // With `set -u` bash ends the script when there is no such element.
    if ((this.state.options.get('nounset') ?? false) !== false) throw new PerhapsRefused();
    // Some of its elements may be no numbers.
    if (elements === 'unknown') throw new PerhapsRefused();
    if (variable?.associative === true || variable?.perhapsUnset === true) throw new NotComputable();
    const at = this.#indexed(index, elementsOf(variable));
    this.#changed = changed ? { name, index, at } : undefined;
    if (elements === undefined || elements === NEVER_SET)
      return at === 0n ? this.#valueOf(variable?.value) : 0n;
    return this.#valueOf(elements.get(String(at)));
  }

  #indexed(index: string, elements: ReturnType<typeof elementsOf>): bigint {
    const number = this.#computedIndex(index);
    const at = elements === 'unknown' ? undefined : fromEnd(elements, number);
    // Before the first element bash says that there is none.
    if (at === undefined) throw new PerhapsRefused();
    return at;
  }

  /** An error in an index gives up the whole command, also where one of the expression around it would not. */
  #computedIndex(index: string): bigint {
    try {
      return new Expression(this.machine, this.state, index, this.place, this.nesting + 1).all();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { expression, reason, token } = error;
      complain(this.machine, this.state, `${expression}: ${reason} (error token is "${token}")`, this.place);
      throw new ExpansionFailure(false, 1, 'parameter-error', undefined, {
        always: true,
        throughTexts: true,
      });
    }
  }

  /** The element whose value was read when it is about to be changed keeps its index, whatever that has become. */
  #setElement(name: string, index: string, value: bigint): void {
    const variable = this.state.variables.get(name);
    if (variable?.elements === 'unknown' || variable?.associative === true || variable?.perhapsUnset === true)
      throw new NotComputable();
    const read = this.#changed;
    this.#changed = undefined;
    const at =
      read?.name === name && read.index === index ? read.at : this.#indexed(index, elementsOf(variable));
    const text = known(String(BigInt.asIntN(64, value)));
    this.state.assignElement(name, String(at), text, this.place);
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
    if (!isIdentifier(name)) throw new PerhapsRefused();
    if (isReadOnly(this.machine, this.state, name, this.place)) {
      if (this.#dash) refuseChangeInDash(this.machine, this.state, name, this.place);
      throw new PerhapsRefused();
    }
    if (index !== undefined) {
      this.#setElement(name, index, value);
      return;
    }
    const before = this.state.variables.get(name);
    if (before?.elements === 'unknown' || before?.associative === true) throw new NotComputable();
    this.state.assign(name, known(String(BigInt.asIntN(64, value))), this.place);
  }

  #skipping(skip: boolean, run: () => bigint): bigint {
    if (skip) this.#skip++;
    const value = run();
    if (skip) this.#skip--;
    return value;
  }

  #is(operator: string): boolean {
    return this.#tokens.kind === 'operator' && this.#tokens.operator === operator;
  }

  get #dash(): boolean {
    return this.machine.frame.dialect === 'dash';
  }

  #refuseInDash(message: string): never {
    refuseInDash(this.machine, this.state, message, this.place);
  }

  #fail(reason: string): never {
    this.#tokens.fail(reason);
  }
}
