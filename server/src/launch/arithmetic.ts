import type { WordPart } from '../shell/index.ts';
import { joinAtoms } from './atom.ts';
import { TOO_MUCH_HERE } from './budget.ts';
import { isNumberInDash, refuseChangeInDash, refusedComputation, refuseInDash } from './dash-refusals.ts';
import { ExpansionFailure } from './failure.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine } from './machine.ts';
import { complain } from './output.ts';
import { doubt } from './report.ts';
import type { State } from './state.ts';
import { known, knownText, type Place, unknown, type Value } from './value.ts';

/** Deeper expressions are not followed. */
const MAX_DEPTH = 60;

/** Something in the expression is not known. */
class NotComputable extends Error {}
/** bash refuses the expression, or may: the command is then given up. */
class Refused extends Error {}

/** `$((...))`, `((...))`, array indices: 64-bit integers as in C; unknown where anything in it is. */
export function evaluateArithmetic(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  place: Place,
): Value {
  const result = computeParts(machine, state, parts, place);
  return result === undefined
    ? unknown('the result of a computation', 'number', place)
    : known(String(result));
}

/** Characters of an expression that are computed for one unit. */
const CHARACTERS = 3;

/** The result of an expression in which everything with a `$` is expanded first. */
export function computeParts(
  machine: Machine,
  state: State,
  parts: readonly WordPart[],
  place: Place,
): bigint | undefined {
  const text = knownText(joinAtoms(state, machine.expand(state, parts, true)).value);
  if (text !== undefined) return compute(machine, state, text, place);
  const written = parts.map((part) => (part.kind === 'literal' ? part.text : ' 1 ')).join('');
  spoil(state, written, place);
  return undefined;
}

/** Undefined when it is not known. */
export function compute(machine: Machine, state: State, text: string, place: Place): bigint | undefined {
  if (!machine.budget.take(text.length / CHARACTERS)) {
    machine.note(place, TOO_MUCH_HERE);
    spoil(state, text, place);
    return undefined;
  }
  const refused = machine.frame.dialect === 'dash' ? refusedComputation(text) : undefined;
  if (refused !== undefined && refused !== 'unknown') refuseInDash(machine, state, refused, place);
  try {
    if (refused === 'unknown') throw new Refused();
    return new Expression(machine, state, text, place, 0).all();
  } catch (error) {
    if (!(error instanceof NotComputable) && !(error instanceof Refused)) throw error;
    if (error instanceof Refused)
      doubt(machine, state, 'Whether the shell accepts this computation is not known.', place);
    spoil(state, text, place);
    return undefined;
  }
}

function spoil(state: State, text: string, place: Place): void {
  for (const name of assignedNames(text)) {
    const value = unknown('the result of a computation', 'number', place);
    const array = state.variables.get(name)?.elements !== undefined || text.includes('[');
    state.change(name, { value, perhapsUnset: true, ...(array ? { elements: 'unknown' } : {}) }, place);
  }
}

/** Variables that an expression may change. */
function assignedNames(text: string): readonly string[] {
  const names = [
    ...text.matchAll(
      /([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?(?:[-+*/%&|^]|<<|>>)?=(?!=)|([A-Za-z_]\w*)\s*(?:\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g,
    ),
  ];
  return names.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

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
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^='];
const TOKEN =
  /\s*([A-Za-z_]\w*\[[^[\]]*\]|\d+#[0-9A-Za-z@_]+|0[xX][0-9a-fA-F]+|\d+|\$?\{?[A-Za-z_]\w*\}?|\$\{?[0-9#?]\}?|<<=|>>=|\*\*|\+\+|--|[-+*/%&|^=!<>]=|&&|\|\||<<|>>|[-+*/%&|^=!<>?:,()~])/y;

class Expression {
  readonly #tokens: string[] = [];
  #at = 0;
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
    if (nesting > 10) throw new NotComputable();
    const trimmed = text.trimEnd();
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < trimmed.length) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(trimmed);
      // Expansions that were not made before, as in the head of a loop.
      if (match === null && /^\s*\$\{#?\w/.test(trimmed.slice(from)) && !/\$\(|`|\$\{\w+:?=/.test(trimmed))
        throw new NotComputable();
      if (match === null) throw new Refused();
      this.#tokens.push(match[1] ?? '');
    }
  }

  all(): bigint {
    if (this.#tokens.length === 0) return 0n;
    const value = this.#comma();
    if (this.#at < this.#tokens.length) throw new Refused();
    return value;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    if (++this.#depth > MAX_DEPTH) throw new NotComputable();
    this.machine.spend();
    const name = this.#tokens[this.#at] ?? '';
    const operator = this.#tokens[this.#at + 1] ?? '';
    let value: bigint;
    if (isIdentifier(name) && ASSIGNMENTS.includes(operator)) {
      this.#at += 2;
      // The old value is read first: in `n += n++` it is that from before.
      const old = operator === '=' ? 0n : this.#variable(name);
      const right = this.#assignment();
      value = operator === '=' ? right : this.#binary(operator.slice(0, -1), old, right);
      this.#set(name, value);
    } else value = this.#conditional();
    this.#depth--;
    return value;
  }

  #conditional(): bigint {
    const condition = this.#level(0);
    if (!this.#take('?')) return condition;
    const yes = this.#skipping(condition === 0n, () => this.#assignment());
    if (!this.#take(':')) throw new Refused();
    const no = this.#skipping(condition !== 0n, () => this.#assignment());
    return condition === 0n ? no : yes;
  }

  #level(level: number): bigint {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#power();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = this.#tokens[this.#at];
      if (operator === undefined || !operators.includes(operator)) return left;
      this.#at++;
      const decided = (operator === '&&' && left === 0n) || (operator === '||' && left !== 0n);
      const right = this.#skipping(decided, () => this.#level(level + 1));
      left = decided ? (operator === '||' ? 1n : 0n) : this.#binary(operator, left, right);
    }
  }

  #power(): bigint {
    const base = this.#unary();
    if (!this.#take('**')) return base;
    const exponent = this.#power();
    if (exponent < 0n || exponent > 64n) throw new Refused();
    return BigInt.asIntN(64, base ** exponent);
  }

  #unary(): bigint {
    if (++this.#depth > MAX_DEPTH) throw new NotComputable();
    const value = this.#unaryValue();
    this.#depth--;
    return value;
  }

  #unaryValue(): bigint {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Refused();
    if (token === '!') return this.#unary() === 0n ? 1n : 0n;
    if (token === '-') return BigInt.asIntN(64, -this.#unary());
    if (token === '+') return this.#unary();
    if (token === '~') return ~this.#unary();
    if (token === '++' || token === '--') {
      const name = this.#tokens[this.#at++] ?? '';
      if (!isIdentifier(name)) throw new Refused();
      const value = this.#variable(name) + (token === '++' ? 1n : -1n);
      this.#set(name, value);
      return value;
    }
    if (token === '(') {
      const value = this.#comma();
      if (!this.#take(')')) throw new Refused();
      return value;
    }
    if (token.endsWith(']')) return this.#element(token);
    if (/^\d/.test(token)) return number(token);
    if (!/^(?:\$?\{?\w+\}?|\$\{?[#?]\}?)$/.test(token)) throw new Refused();
    const name = token.replace(/[${}]/g, '');
    const value = this.#variable(name, token.startsWith('$'));
    const after = this.#tokens[this.#at];
    if ((after === '++' || after === '--') && /^[A-Za-z_]/.test(token)) {
      this.#at++;
      this.#set(name, value + (after === '++' ? 1n : -1n));
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
          if (this.#dash) this.#refuse(`arithmetic expression: division by zero: "${this.text}"`);
          throw new Refused();
        }
        return BigInt.asIntN(64, operator === '/' ? a / b : a % b);
    }
  }

  #variable(name: string, spliced = false): bigint {
    if (this.#skip > 0) return 0n;
    if (/^\d+$/.test(name)) return this.#textValue(this.state.positional?.[Number(name) - 1], spliced);
    if (name === '#') return BigInt(this.state.positional?.length ?? this.#fail());
    if (name === '?') return this.state.status === 'unknown' ? this.#fail() : BigInt(this.state.status);
    const variable = this.state.variables.get(name);
    if (variable?.perhapsUnset || variable?.elements !== undefined) throw new NotComputable();
    if (variable === undefined && DYNAMIC.has(name)) throw new NotComputable();
    if (variable?.value === undefined && !this.#dash && this.state.options.get('nounset') === true) {
      complain(this.machine, this.state, `${name}: unbound variable`, this.place);
      throw new ExpansionFailure(true, 1, 'unset-variable', name, true);
    }
    return this.#textValue(variable?.value, spliced);
  }

  /** `NAME[INDEX]` of an array whose elements are numbered; an element that is changed is not followed. */
  #element(token: string): bigint {
    const after = this.#tokens[this.#at] ?? '';
    const before = this.#tokens[this.#at - 2] ?? '';
    const name = token.slice(0, token.indexOf('['));
    const elements = this.state.variables.get(name)?.elements;
    const changes =
      ASSIGNMENTS.includes(after) || /^(?:\+\+|--)$/.test(after) || /^(?:\+\+|--)$/.test(before);
    // With `set -u` bash ends the script when there is no such element.
    if ((this.state.options.get('nounset') ?? false) !== false) throw new Refused();
    const texts = elements instanceof Map ? [...elements.values()].map(knownText) : [];
    if (changes && texts.some((text) => !/^-?\d+$/.test(text ?? ''))) throw new Refused();
    if (changes || !(elements instanceof Map) || this.state.variables.get(name)?.associative === true)
      throw new NotComputable();
    if (this.#skip > 0) return 0n;
    const index = token.slice(name.length + 1, -1);
    const at = new Expression(this.machine, this.state, index, this.place, this.nesting + 1).all();
    const value = at < 0n ? undefined : elements.get(String(at));
    if (value === undefined) throw new NotComputable();
    return this.#textValue(value, false);
  }

  /** @param spliced `$NAME` puts its text into the expression: only a number stays one operand */
  #textValue(value: Value | undefined, spliced: boolean): bigint {
    if (value === undefined || value.pieces.length === 0) return spliced ? this.#fail() : 0n;
    const text = knownText(value);
    if (text === undefined) throw new NotComputable();
    if (/^\s*[-+]?\d+\s*$/.test(text)) {
      const digits = text.trim();
      return digits.startsWith('-') ? -number(digits.slice(1)) : number(digits.replace('+', ''));
    }
    if (this.#dash && !isNumberInDash(text)) this.#refuse(`Illegal number: ${text}`);
    if (spliced) throw new NotComputable();
    return new Expression(this.machine, this.state, text, this.place, this.nesting + 1).all();
  }

  #set(name: string, value: bigint): void {
    if (this.#skip > 0) return;
    if (this.state.variables.get(name)?.readOnly) {
      if (this.#dash) refuseChangeInDash(this.machine, this.state, name, this.place);
      throw new Refused();
    }
    this.state.assign(name, known(String(BigInt.asIntN(64, value))), this.place);
  }

  #skipping(skip: boolean, run: () => bigint): bigint {
    if (skip) this.#skip++;
    const value = run();
    if (skip) this.#skip--;
    return value;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  get #dash(): boolean {
    return this.machine.frame.dialect === 'dash';
  }

  #refuse(message: string): never {
    refuseInDash(this.machine, this.state, message, this.place);
  }

  #fail(): never {
    throw new NotComputable();
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

function number(text: string): bigint {
  const based = /^(\d+)#(.+)$/.exec(text);
  if (based !== null) {
    const base = Number(based[1]);
    if (base < 2 || base > 36) throw new Refused();
    let value = 0n;
    for (const digit of (based[2] ?? '').toLowerCase()) {
      const one = Number.parseInt(digit, 36);
      if (Number.isNaN(one) || one >= base) throw new Refused();
      value = value * BigInt(base) + BigInt(one);
    }
    return BigInt.asIntN(64, value);
  }
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  if (/^0\d/.test(text)) throw new Refused();
  return BigInt.asIntN(64, BigInt(text));
}
