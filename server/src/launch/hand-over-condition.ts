import { commandName, literalText, type Statement, type TestExpression, type Word } from '../shell/index.ts';

/** What the text alone tells of a condition. */
export interface Verdict {
  /** Undefined where only running it tells. */
  readonly holds: boolean | undefined;
  /** Whether this rests on the hub, which always gives the script a command to run. */
  readonly onHub: boolean;
}

const OPEN: Verdict = { holds: undefined, onHub: false };

/** Whether a condition always holds: `true`, `:`, `((1))`, and questions about the arguments, such as `[ $# -gt 0 ]`. */
export function verdictOn(statements: readonly Statement[]): Verdict {
  const [only] = statements;
  if (only === undefined || statements.length > 1) return OPEN;
  switch (only.kind) {
    case 'pipeline': {
      const inner = only.statements.length === 1 ? verdictOn(only.statements) : OPEN;
      return only.negated && inner.holds !== undefined ? { ...inner, holds: !inner.holds } : inner;
    }
    case 'group':
      return only.subshell ? OPEN : verdictOn(only.statements);
    case 'arithmetic':
      return arithmetic(only.text);
    case 'test':
      return only.expression === undefined ? OPEN : onHub(expression(only.expression));
    case 'command': {
      if (only.redirections.length > 0) return OPEN;
      const name = commandName(only);
      if (only.words.length === 0) {
        const plain = only.assignments.every(
          ({ value }) => value.kind === 'word' && value.parts.every((part) => part.kind !== 'substitution'),
        );
        return plain ? { holds: true, onHub: false } : OPEN;
      }
      if (name === 'true' || name === ':') return { holds: true, onHub: false };
      if (name === 'false') return { holds: false, onHub: false };
      if (name === 'test') return onHub(words(only.words.slice(1)));
      const last = only.words.at(-1);
      if (name === '[' && last !== undefined && literalText(last) === ']')
        return onHub(words(only.words.slice(1, -1)));
      return OPEN;
    }
    default:
      return OPEN;
  }
}

function onHub(holds: boolean | undefined): Verdict {
  return { holds, onHub: holds !== undefined };
}

/** `((1))`, `((0))`, `(($#))`, `(($# > 0))`. */
function arithmetic(text: string): Verdict {
  const constant = /^\s*([01])\s*$/.exec(text);
  if (constant !== null) return { holds: constant[1] === '1', onHub: false };
  const count = /^\s*\$#\s*(?:(==|!=|<|>|<=|>=)\s*(\d+)\s*)?$/.exec(text);
  if (count === null) return OPEN;
  return onHub(count[1] === undefined ? true : compareCount(count[1], count[2] ?? ''));
}

/** `[ ... ]` with one or three words. */
function words(all: readonly Word[]): boolean | undefined {
  const [first, second, third] = all;
  if (first !== undefined && literalText(first) === '!') return negate(words(all.slice(1)));
  if (all.length === 1 && first !== undefined) return isArgument(first) ? true : undefined;
  if (all.length === 2 && first !== undefined && second !== undefined)
    return unary(literalText(first) ?? '', second);
  if (all.length === 3 && first !== undefined && second !== undefined && third !== undefined)
    return binary(first, literalText(second) ?? '', third);
  return undefined;
}

function expression(test: TestExpression): boolean | undefined {
  switch (test.kind) {
    case 'word':
      return isArgument(test.word) || isAll(test.word) ? true : undefined;
    case 'unary':
      return isAll(test.operand) ? emptiness(test.operator) : unary(test.operator, test.operand);
    case 'binary':
      return binary(test.left, test.operator, test.right);
    case 'not':
      return negate(expression(test.operand));
    default: {
      const left = expression(test.left);
      const right = expression(test.right);
      const decides = test.kind === 'or';
      if (left === decides || right === decides) return decides;
      return left === undefined || right === undefined ? undefined : !decides;
    }
  }
}

function unary(operator: string, operand: Word): boolean | undefined {
  return isArgument(operand) ? emptiness(operator) : undefined;
}

function emptiness(operator: string): boolean | undefined {
  return operator === '-n' ? true : operator === '-z' ? false : undefined;
}

function binary(left: Word, operator: string, right: Word): boolean | undefined {
  if (onlyParameter(left) === '#') return compareCount(operator, literalText(right) ?? '');
  if (isArgument(left) && literalText(right) === '')
    return operator === '!=' ? true : /^==?$/.test(operator) ? false : undefined;
  return undefined;
}

/** What is sure of the number of arguments, which is at least 1. */
function compareCount(operator: string, text: string): boolean | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  switch (operator) {
    case '-gt':
    case '>':
      return number < 1 ? true : undefined;
    case '-ge':
    case '>=':
      return number <= 1 ? true : undefined;
    case '-ne':
    case '!=':
      return number === 0 ? true : undefined;
    case '-eq':
    case '=':
    case '==':
      return number === 0 ? false : undefined;
    case '-lt':
    case '<':
      return number <= 1 ? false : undefined;
    case '-le':
    case '<=':
      return number === 0 ? false : undefined;
    default:
      return undefined;
  }
}

/** The first argument or all of them as one word: never empty on a hub. */
function isArgument(word: Word): boolean {
  const name = onlyParameter(word);
  return name === '1' || name === '*';
}

function isAll(word: Word): boolean {
  return onlyParameter(word) === '@';
}

/** The name in a word that is nothing but `$NAME` or `"$NAME"`. */
function onlyParameter(word: Word): string | undefined {
  const [part] = word.parts;
  const inner = part?.kind === 'double' && part.parts.length === 1 ? part.parts[0] : part;
  if (word.parts.length !== 1 || inner?.kind !== 'parameter') return undefined;
  return inner.operator === undefined && !inner.length && !inner.indirect ? inner.name : undefined;
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
