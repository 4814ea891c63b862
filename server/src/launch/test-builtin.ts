import { type Call, finish, lose, shellError } from './call.ts';
import { isIdentifier } from './identifier.ts';
import type { Machine, Signal } from './machine.ts';
import { doubtComputation } from './report.ts';
import { isOptionSet } from './shell-options.ts';
import type { State } from './state.ts';
import { FILE_TESTS, testFile } from './test-file.ts';
import { EMPTY, isEmpty, knownText, type Place, sameValue, type Value } from './value.ts';

type Truth = boolean | 'unknown';

class TestError extends Error {}

const UNARY: ReadonlySet<string> = new Set([...FILE_TESTS, '-z', '-n', '-v', '-o', '-t', '-R']);
/** What dash has of them. */
const UNARY_IN_DASH: ReadonlySet<string> = new Set(
  'bcdefghkLnOprsStuwxzG'.split('').map((letter) => `-${letter}`),
);
const BINARY: ReadonlySet<string> = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

/**
 * `test` and `[`.
 * @param program whether it is the program, which has messages of its own
 */
export function testBuiltin(call: Call, program = false): Signal {
  let { args } = call;
  if (call.name === '[') {
    const last = args.at(-1);
    if (last === undefined || knownText(last.value) !== ']') {
      shellError(call, call.machine.frame.dialect === 'dash' ? '[: missing ]' : "[: missing `]'");
      return finish(call, 2);
    }
    args = args.slice(0, -1);
  }
  if (args.some((argument) => !argument.certain)) return lose(call);
  try {
    const result = new Evaluation(
      call,
      args.map((argument) => argument.value),
    ).all();
    if (result !== 'unknown') return finish(call, result ? 0 : 1);
    // Whether it complains depends on the operator, and with numbers on the operands.
    const operator = knownText(args.at(-2)?.value ?? EMPTY);
    const silent =
      args.length < 2 ||
      (args.length === 2 && operator !== undefined) ||
      (args.length === 3 && operator !== undefined && ['=', '==', '!='].includes(operator));
    return silent ? finish(call, 'unknown') : lose(call);
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    if (program) return lose(call);
    shellError(call, `${call.name}: ${error.message}`);
    return finish(call, 2);
  }
}

class Evaluation {
  readonly #machine: Machine;
  readonly #place: Place;
  readonly #state: State;
  readonly #dash: boolean;
  #at = 0;
  #depth = 0;

  constructor(
    call: Call,
    readonly values: readonly Value[],
  ) {
    this.#machine = call.machine;
    this.#place = call.place;
    this.#state = call.state;
    this.#dash = call.machine.frame.dialect === 'dash';
  }

  /** The meaning depends first of all on the number of arguments (POSIX, test). */
  all(): Truth {
    const { values } = this;
    switch (values.length) {
      case 0:
        return false;
      case 1:
        return this.#isSet(0);
      case 2:
        return this.#two(0);
      case 3:
        return this.#three();
      case 4:
        if (this.#text(0) === '!') return not(this.#three(1));
        if (this.#text(0) === '(' && this.#text(3) === ')') return this.#two(1);
        break;
      default:
    }
    const result = this.#or();
    if (this.#at < values.length) {
      if (this.#dash) {
        // dash names what it read last.
        const last = this.#text(this.#at - 1);
        if (last === undefined) return 'unknown';
        throw new TestError(unexpected(last));
      }
      const rest = this.#text(this.#at);
      throw new TestError(
        rest?.startsWith('-') ? `syntax error: \`${rest}' unexpected` : 'too many arguments',
      );
    }
    return result;
  }

  #two(from: number): Truth {
    const operator = this.#text(from);
    if (operator === '!') return not(this.#isSet(from + 1));
    if (operator !== undefined && this.#isUnary(operator))
      return this.#unary(operator, this.values[from + 1] ?? EMPTY);
    if (operator === undefined) return 'unknown';
    if (this.#dash && this.#isBinary(this.#text(from + 1) ?? ''))
      throw new TestError(`${this.#text(from + 1)}: argument expected`);
    throw new TestError(this.#dash ? unexpected(operator) : `${operator}: unary operator expected`);
  }

  #three(from = 0): Truth {
    const operator = this.#text(from + 1);
    const left = this.values[from] ?? EMPTY;
    const right = this.values[from + 2] ?? EMPTY;
    if (operator !== undefined && this.#isBinary(operator)) return this.#binary(operator, left, right);
    if (operator === '-a') return and(this.#isSet(from), this.#isSet(from + 2));
    if (operator === '-o') return or(this.#isSet(from), this.#isSet(from + 2));
    if (this.#text(from) === '!') return not(this.#two(from + 1));
    if (this.#text(from) === '(' && this.#text(from + 2) === ')') return this.#isSet(from + 1);
    if (operator === undefined) return 'unknown';
    if (!this.#dash) throw new TestError(`${operator}: binary operator expected`);
    const first = knownText(left);
    throw new TestError(unexpected(first !== undefined && this.#isUnary(first) ? operator : (first ?? '')));
  }

  #or(): Truth {
    let result = this.#and();
    while (this.#text(this.#at) === '-o') {
      this.#at++;
      result = or(result, this.#and());
    }
    return result;
  }

  #and(): Truth {
    let result = this.#term();
    while (this.#text(this.#at) === '-a') {
      this.#at++;
      result = and(result, this.#term());
    }
    return result;
  }

  #term(): Truth {
    if (++this.#depth > 50) return 'unknown';
    if (this.#at >= this.values.length) throw new TestError('argument expected');
    const text = this.#text(this.#at);
    const following = this.#text(this.#at + 1);
    if (text === '!') {
      this.#at++;
      return not(this.#term());
    }
    if (text === '(') {
      this.#at++;
      const result = this.#or();
      if (this.#text(this.#at) !== ')') throw new TestError("`)' expected");
      this.#at++;
      return result;
    }
    if (this.#at + 2 < this.values.length && following !== undefined && this.#isBinary(following)) {
      const result = this.#binary(
        following,
        this.values[this.#at] ?? EMPTY,
        this.values[this.#at + 2] ?? EMPTY,
      );
      this.#at += 3;
      return result;
    }
    if (text !== undefined && this.#isUnary(text) && this.#at + 1 < this.values.length) {
      this.#at += 2;
      return this.#unary(text, this.values[this.#at - 1] ?? EMPTY);
    }
    this.#at++;
    return this.#isSet(this.#at - 1);
  }

  #unary(operator: string, value: Value): Truth {
    if (operator === '-z') return isEmpty(value);
    if (operator === '-n') return not(isEmpty(value));
    if (operator === '-v') return isSet(this.#machine, this.#state, value, this.#place);
    if (operator === '-o' && !this.#dash) return isOptionSet(this.#state, knownText(value));
    if (operator === '-o' || operator === '-t' || operator === '-R') return 'unknown';
    return testFile(this.#state, operator, knownText(value));
  }

  #binary(operator: string, left: Value, right: Value): Truth {
    if (operator === '=' || operator === '==') return equal(left, right);
    if (operator === '!=') return not(equal(left, right));
    const a = knownText(left);
    const b = knownText(right);
    if (a === undefined || b === undefined) return 'unknown';
    if (operator === '<') return a < b;
    if (operator === '>') return a > b;
    if (operator === '-nt' || operator === '-ot' || operator === '-ef') return 'unknown';
    return compareNumbers(operator, this.#number(a), this.#number(b));
  }

  #isUnary(text: string): boolean {
    return (this.#dash ? UNARY_IN_DASH : UNARY).has(text);
  }

  #isBinary(text: string): boolean {
    return BINARY.has(text) && !(this.#dash && text === '==');
  }

  #number(text: string): bigint {
    this.#machine.spend();
    if (!/^\s*[-+]?\d+\s*$/.test(text))
      throw new TestError(this.#dash ? `Illegal number: ${text}` : `${text}: integer expression expected`);
    return BigInt(text.trim().replace('+', ''));
  }

  #isSet(at: number): Truth {
    return not(isEmpty(this.values[at] ?? EMPTY));
  }

  #text(at: number): string | undefined {
    const value = this.values[at];
    return value === undefined ? undefined : knownText(value);
  }
}

/** dash leaves out a word that is empty. */
function unexpected(word: string): string {
  return `${word}${word === '' ? '' : ': '}unexpected operator`;
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === 'unknown' || b === 'unknown' ? 'unknown' : true;
}

export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}

/** Whether two texts are equal; values that are partly unknown may still certainly differ. */
export function equal(a: Value, b: Value): Truth {
  const left = knownText(a);
  const right = knownText(b);
  if (left !== undefined && right !== undefined) return left === right;
  if (isEmpty(a) === false && right === '') return false;
  if (isEmpty(b) === false && left === '') return false;
  return sameValue(a, b) && a.pieces === b.pieces ? true : 'unknown';
}

export function compareNumbers(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

/** `-v NAME` and `-v NAME[INDEX]`: an index is computed, which may be refused. */
export function isSet(machine: Machine, state: State, value: Value, place: Place): Truth {
  const name = knownText(value);
  if (name !== undefined && /^\w+\[.*[^\w@*].*\]$/s.test(name)) doubtComputation(machine, state, place);
  return isVariableSet(state, name);
}

function isVariableSet(state: State, name: string | undefined): Truth {
  if (name === undefined || !isIdentifier(name)) return 'unknown';
  const variable = state.variables.get(name);
  if (variable === undefined) return false;
  if (variable.perhapsUnset || variable.elements === 'unknown') return 'unknown';
  return variable.value !== undefined;
}
