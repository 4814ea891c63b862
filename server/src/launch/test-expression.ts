import type { Test, TestExpression, Word } from '../shell/index.ts';
import { computeCommand } from './arithmetic.ts';
import { joinStates } from './join-states.ts';
import type { Machine } from './machine.ts';
import { matchesWithin, parsePattern } from './pattern.ts';
import { matchRegex } from './regex-test.ts';
import { isOptionSet } from './shell-options.ts';
import type { State } from './state.ts';
import { compareNumbers, isSet, not } from './test-builtin.ts';
import { testFile } from './test-file.ts';
import { isEmpty, knownText, type Place, type Value } from './value.ts';
import { expandOperand, expandPattern } from './words.ts';
import { trace, traceTest } from './xtrace.ts';

type Truth = boolean | 'unknown' | 'error';

/** `[[ ... ]]`: words are neither split nor globbed, and the right side of `==` is a pattern. */
export function runTest(machine: Machine, state: State, statement: Test, place: Place): Truth {
  const { linesUncertain } = machine;
  // Which of several lines a message names is not known.
  if (machine.frame.source.slice(statement.span).includes('\n')) machine.linesUncertain = true;
  try {
    return statement.expression === undefined
      ? 'unknown'
      : evaluateTest(machine, state, statement.expression, place);
  } finally {
    machine.linesUncertain = linesUncertain;
  }
}

function evaluateTest(
  machine: Machine,
  state: State,
  expression: TestExpression,
  place: Place,
  negated = false,
): Truth {
  machine.spend();
  switch (expression.kind) {
    case 'word': {
      const value = expandOperand(machine, state, expression.word);
      traceTest(machine, state, negated, '-n', value, place);
      return not(isEmpty(value));
    }
    case 'unary': {
      const value = expandOperand(machine, state, expression.operand);
      traceTest(machine, state, negated, expression.operator, value, place);
      return unary(machine, state, expression.operator, value, place);
    }
    case 'binary':
      // How the right side is shown depends on what of it was quoted.
      trace(machine, state, '[[', place);
      return binary(machine, state, expression, place);
    case 'not': {
      const inner = evaluateTest(machine, state, expression.operand, place, true);
      return inner === 'error' ? inner : not(inner);
    }
    default: {
      const decided = expression.kind === 'or';
      const left = evaluateTest(machine, state, expression.left, place);
      if (left === decided || left === 'error') return left;
      if (left !== 'unknown') return evaluateTest(machine, state, expression.right, place);
      // The right side may not be evaluated at all; what it would set is then not certain.
      const other = state.clone();
      const right = evaluateTest(machine, other, expression.right, place);
      joinStates(state, other, 'whether the left side of a test decides it', place);
      return right === decided ? right : 'unknown';
    }
  }
}

function unary(machine: Machine, state: State, operator: string, value: Value, place: Place): Truth {
  if (operator === '-z') return isEmpty(value);
  if (operator === '-n') return not(isEmpty(value));
  if (operator === '-v') return isSet(machine, state, value, place);
  if (operator === '-o') return isOptionSet(state, knownText(value));
  if (operator === '-t' || operator === '-R') return 'unknown';
  machine.spend();
  return testFile(state, operator, knownText(value));
}

function binary(
  machine: Machine,
  state: State,
  expression: TestExpression & { readonly kind: 'binary' },
  place: Place,
): Truth {
  const { operator } = expression;
  const left = expandOperand(machine, state, expression.left);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const result = fits(machine, state, left, expression.right);
    return operator === '!=' ? not(result) : result;
  }
  if (operator === '=~') return matchRegex(machine, state, left, expression.right, place);
  const right = expandOperand(machine, state, expression.right);
  const a = knownText(left);
  const b = knownText(right);
  if (a === undefined || b === undefined) return 'unknown';
  // The order of other characters depends on the locale.
  if (operator === '<' || operator === '>')
    return /^[a-z0-9]*$/.test(a + b) ? (operator === '<' ? a < b : a > b) : 'unknown';
  if (operator === '-nt' || operator === '-ot' || operator === '-ef') return 'unknown';
  const first = computeCommand(machine, state, a, place, '[[');
  if (first === 'refused') return false;
  const second = computeCommand(machine, state, b, place, '[[');
  if (second === 'refused') return false;
  if (first === undefined || second === undefined) return 'unknown';
  return compareNumbers(operator, first, second);
}

function fits(machine: Machine, state: State, value: Value, word: Word): boolean | 'unknown' {
  const texts = expandPattern(machine, state, word);
  if (texts === undefined || (state.shopt.get('nocasematch') ?? false) !== false) return 'unknown';
  const pattern = parsePattern(texts, false);
  if (pattern === undefined) return 'unknown';
  const text = knownText(value);
  if (text !== undefined) return matchesWithin(machine.budget, pattern, text);
  if (pattern.length === 1 && pattern[0]?.kind === 'star') return true;
  if (pattern.length === 0) return isEmpty(value);
  return 'unknown';
}
