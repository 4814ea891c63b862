import type { Repository } from '../../binder/index.ts';
import type { Condition } from '../../launch/index.ts';
import {
  commandName,
  literalText,
  type Statement,
  type TestExpression,
  type Word,
} from '../../shell/index.ts';
import { pathInRepository } from './repository-path.ts';

/**
 * What the conditions of a command say of whether it runs:
 * - `open`: nothing speaks against it
 * - `marker`: only while a file is missing, and the repository does not hold it
 * - `fallback`: only when another command fails, such as `command -v x || ...`
 * - `closed`: it never runs
 * - `unknown`: the files are not read yet, or something else makes them
 */
export type Guard = 'open' | 'marker' | 'fallback' | 'closed' | 'unknown';

/** Judges the conditions of a command from the files of the repository. */
export function guardOf(repository: Repository, conditions: readonly Condition[]): Guard {
  const guards = conditions.map((condition) => judge(repository, condition));
  for (const kind of ['closed', 'unknown', 'marker', 'fallback'] as const)
    if (guards.includes(kind)) return kind;
  return 'open';
}

function judge(repository: Repository, { test, outcome, from }: Condition): Guard {
  const asked = fileTest(test);
  if (asked === undefined) {
    const negated = isNegated(test);
    if (isTest(test) || from === 'loop') return 'open';
    return outcome === negated ? 'fallback' : 'open';
  }
  const runsWhenThere = asked.negated !== outcome;
  const path = pathInRepository(asked.word);
  if (path === undefined)
    return runsWhenThere ? 'open' : madeElsewhere(repository, asked.word) ? 'unknown' : 'marker';
  const entry = repository.entry(path);
  if (entry === 'unknown') return 'unknown';
  const there = entry === 'file' || entry === 'directory' || entry === 'other';
  if (!there && madeElsewhere(repository, asked.word)) return 'unknown';
  if (runsWhenThere) return there ? 'open' : 'unknown';
  return there ? 'closed' : 'marker';
}

/** Whether postBuild or the Dockerfile speaks of the file: then it may be there although the repository has none. */
function madeElsewhere(repository: Repository, word: Word): boolean {
  const name = lastName(word);
  if (name === undefined) return true;
  return [...repository.filesOf('post-build'), ...repository.filesOf('dockerfile')].some(({ source }) =>
    source.text.includes(name),
  );
}

function lastName(word: Word): string | undefined {
  const last = word.parts.at(-1);
  const inner = last?.kind === 'double' ? last.parts.at(-1) : last;
  if (inner?.kind !== 'literal' && inner?.kind !== 'single') return undefined;
  return inner.text.replace(/\/+$/, '').replace(/^.*\//, '');
}

interface FileTest {
  readonly word: Word;
  /** Whether the test succeeds when the file is missing. */
  readonly negated: boolean;
}

const EXISTS = /^-[defsrwxL]$/;

/** `[ -f X ]`, `[[ ! -d X ]]`, `! test -e X`. */
function fileTest(statement: Statement): FileTest | undefined {
  if (statement.kind === 'pipeline') {
    const [only] = statement.statements;
    const inner = statement.statements.length === 1 && only !== undefined ? fileTest(only) : undefined;
    return inner && { ...inner, negated: inner.negated !== statement.negated };
  }
  if (statement.kind === 'test') return statement.expression && inExpression(statement.expression);
  if (statement.kind !== 'command') return undefined;
  const name = commandName(statement);
  if (name !== '[' && name !== 'test') return undefined;
  let words = statement.words.slice(1, name === '[' ? -1 : undefined);
  const negated = words[0] !== undefined && literalText(words[0]) === '!';
  if (negated) words = words.slice(1);
  const [operator, word] = words;
  if (words.length !== 2 || operator === undefined || word === undefined) return undefined;
  return EXISTS.test(literalText(operator) ?? '') ? { word, negated } : undefined;
}

function inExpression(expression: TestExpression): FileTest | undefined {
  if (expression.kind === 'not') {
    const inner = inExpression(expression.operand);
    return inner && { ...inner, negated: !inner.negated };
  }
  if (expression.kind !== 'unary' || !EXISTS.test(expression.operator)) return undefined;
  return { word: expression.operand, negated: false };
}

function isTest(statement: Statement): boolean {
  if (statement.kind === 'pipeline')
    return statement.statements.length === 1 && statement.statements.every(isTest);
  if (statement.kind === 'test' || statement.kind === 'arithmetic') return true;
  return statement.kind === 'command' && ['[', 'test'].includes(commandName(statement) ?? '');
}

/** A command left of `&&` that does something, such as `cd`: it is taken to succeed. */
export function isExpected({ test, outcome, from }: Condition): boolean {
  if (from !== 'list' || !outcome || test.kind !== 'command') return false;
  return !/^(?:\[|test|grep|which|command|type|hash|false)$/.test(commandName(test) ?? 'test');
}

function isNegated(statement: Statement): boolean {
  return statement.kind === 'pipeline' && statement.negated;
}
