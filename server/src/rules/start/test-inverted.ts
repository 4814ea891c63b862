import {
  commandName,
  inUnits,
  literalText,
  parametersIn,
  type Statement,
  type TestExpression,
  type Unit,
  type Word,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { startScripts } from './scripts.ts';

export const testInverted: Rule = {
  meta: {
    code: 'start/test-inverted',
    summary: 'A value is used where the test has just found it empty',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'On a hub, where the variable has a value, the work is skipped.',
      detail:
        '`-z` asks whether a text is empty, `-n` whether it is not. Reported when the branch for the empty value puts the variable into a sed or an export, and the other branch does nothing.',
      sources: ['bash, CONDITIONAL EXPRESSIONS', 'corpus of start scripts'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nif [[ -z "${JUPYTER_IMAGE_SPEC}" ]]; then\n  sed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" worker.yaml\nfi\nexec "$@"\n',
            'worker.yaml': 'image: WORKER_IMAGE\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nif [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n  sed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" worker.yaml\nfi\nexec "$@"\n',
            'worker.yaml': 'image: WORKER_IMAGE\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, units } of startScripts(repository)) {
      for (const { test, use } of inUnits(units, file.source, invertedInUnit)) {
        const right = test.operator === '-z' ? '-n' : '-z';
        report({
          path: file.path,
          span: test.span,
          message: `${brief(file.source.slice(test.span))} leads to the use of \`${test.name}\` where it is empty; write \`${right}\`. On a hub, where it has a value, the work is skipped.`,
          related: [{ path: file.path, span: use, message: 'Used here' }],
          fixes: () => [
            editFix(`Write \`${right}\``, 'unsafe', file.path, [{ span: test.operatorSpan, text: right }]),
          ],
        });
      }
    }
  },
};

interface EmptyTest {
  readonly name: string;
  readonly operator: '-z' | '-n';
  readonly operatorSpan: Span;
  readonly span: Span;
}

interface Choice {
  readonly test: EmptyTest;
  readonly whenEmpty: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** The test, and where the value that it has found empty is used. */
interface Inverted {
  readonly test: EmptyTest;
  readonly use: Span;
}

function invertedInUnit({ statements }: Unit): readonly Inverted[] {
  const found: Inverted[] = [];
  walkStatements(statements, (statement) => {
    const choice = choiceOf(statement);
    const use = choice === undefined ? undefined : useOf(choice.test.name, choice.whenEmpty);
    if (choice !== undefined && use !== undefined && choice.otherwise.every(onlyPrints))
      found.push({ test: choice.test, use });
  });
  return found;
}

/** A statement that does one thing when a variable is empty and another when it is not. */
function choiceOf(statement: Statement): Choice | undefined {
  if (statement.kind === 'if') {
    const [branch] = statement.branches;
    const [condition] = branch?.condition ?? [];
    if (
      statement.branches.length !== 1 ||
      branch === undefined ||
      branch.condition.length !== 1 ||
      condition === undefined
    )
      return undefined;
    const test = emptyTest(condition);
    if (test === undefined) return undefined;
    const other = statement.otherwise ?? [];
    return test.operator === '-z'
      ? { test, whenEmpty: branch.body, otherwise: other }
      : { test, whenEmpty: other, otherwise: branch.body };
  }
  if (statement.kind === 'and-or') {
    const test = emptyTest(statement.left);
    const wanted = statement.operator === '&&' ? '-z' : '-n';
    return test?.operator === wanted ? { test, whenEmpty: [statement.right], otherwise: [] } : undefined;
  }
  return undefined;
}

/** `[[ -z "$X" ]]`, `[ -n "$X" ]`, `test -z "$X"`. */
function emptyTest(statement: Statement): EmptyTest | undefined {
  const { span } = statement;
  if (statement.kind === 'test') {
    const expression: TestExpression | undefined = statement.expression;
    if (expression?.kind !== 'unary') return undefined;
    return emptyTestOf(expression.operator, expression.operatorSpan, expression.operand, span);
  }
  if (statement.kind !== 'command') return undefined;
  const name = commandName(statement);
  const words = statement.words.slice(1, name === '[' ? -1 : undefined);
  const [operator, operand] = words;
  if (
    (name !== '[' && name !== 'test') ||
    words.length !== 2 ||
    operator === undefined ||
    operand === undefined
  )
    return undefined;
  return emptyTestOf(literalText(operator) ?? '', operator.span, operand, span);
}

function emptyTestOf(operator: string, operatorSpan: Span, operand: Word, span: Span): EmptyTest | undefined {
  if (operator !== '-z' && operator !== '-n') return undefined;
  const parts = operand.parts.flatMap((part) => (part.kind === 'double' ? part.parts : [part]));
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter' || !/^[A-Za-z_]\w*$/.test(only.name)) return undefined;
  if (only.length || only.indirect || (only.operator !== undefined && !/^:?-$/.test(only.operator)))
    return undefined;
  return { name: only.name, operator, operatorSpan, span };
}

/** Where a branch puts the value of a variable into a sed or an export; undefined when it sets it first. */
function useOf(name: string, branch: readonly Statement[]): Span | undefined {
  let use: Span | undefined;
  let set = false;
  walkStatements(branch, (statement) => {
    if (statement.kind !== 'command' || set || use !== undefined) return;
    const assigned = [...statement.assignments, ...statement.words.flatMap((word) => word.assignment ?? [])];
    const command = commandName(statement);
    const reads = (word: Word) =>
      parametersIn(word).some((part) => part.name === name && part.operator === undefined);
    if (command === 'sed' || command === 'export') {
      const found = wordsOf(statement).find(reads);
      if (found !== undefined && !assigned.some((one) => one.name === name)) use = found.span;
    }
    if (assigned.some((one) => one.name === name) || command === 'read') set = true;
  });
  return use;
}

/** Whether a statement does nothing but say something. */
function onlyPrints(statement: Statement): boolean {
  if (
    statement.kind !== 'command' ||
    statement.redirections.some(({ operator }) => operator.startsWith('>') && operator !== '>&')
  )
    return false;
  return ['echo', 'printf', ':', 'true'].includes(commandName(statement) ?? '');
}
