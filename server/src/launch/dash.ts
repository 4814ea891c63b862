import {
  type Command,
  type FunctionDefinition,
  hereDocumentsOf,
  type Redirection,
  type Statement,
  type Unit,
  type WordPart,
  wordsOf,
} from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import type { Frame } from './frame.ts';
import { isIdentifier } from './identifier.ts';

/** What dash says of a part of the script that only bash can read. */
export interface Refusal {
  readonly message: string;
  readonly span: Span;
}

/** The first thing in what dash reads at once that it refuses; `unknown` for what it reads in another way. */
export function refusalOfDash(frame: Frame, unit: Unit): Refusal | 'unknown' | undefined {
  return first(unit.statements, (statement) => refusalIn(frame, statement, undefined, 0));
}

/** @param expected the token that would end the list in which the statement stands */
function refusalIn(
  frame: Frame,
  statement: Statement,
  expected: string | undefined,
  depth: number,
): Refusal | 'unknown' | undefined {
  if (depth > 60) return 'unknown';
  const found = first(statement.redirections, (redirection) => inRedirection(frame, redirection));
  if (found !== undefined) return found;
  const list = (statements: readonly Statement[] | undefined, end: string | undefined) =>
    first(statements ?? [], (one) => refusalIn(frame, one, end, depth + 1));
  const ofOwn = (): Refusal | 'unknown' | undefined => {
    switch (statement.kind) {
      case 'command':
        return inCommand(statement, expected);
      case 'function':
        if (statement.keyword) return ofKeyword(frame, statement, expected);
        return isIdentifier(statement.name)
          ? list([statement.body], expected)
          : { message: 'Bad function name', span: statement.span };
      case 'arithmetic':
        return 'unknown';
      case 'arithmetic-for':
        return { message: 'Bad for loop variable', span: statement.span };
      case 'pipeline': {
        // `time` is a program for dash.
        if (statement.timed) return 'unknown';
        const text = frame.source.slice(statement.span);
        if (/^!\s+!\s/.test(text)) return { message: '"!" unexpected', span: statement.span };
        const before = list(statement.statements, expected);
        if (before !== undefined || !statement.operators.includes('|&')) return before;
        return text.includes('\n') ? 'unknown' : { message: '"&" unexpected', span: statement.span };
      }
      case 'group':
        return list(statement.statements, statement.subshell ? ')' : '}');
      case 'and-or':
        return list([statement.left, statement.right], expected);
      case 'if':
        return (
          first(statement.branches, ({ condition, body }) => list(condition, 'then') ?? list(body, 'fi')) ??
          list(statement.otherwise, 'fi')
        );
      case 'loop':
        return list(statement.condition, 'do') ?? list(statement.body, 'done');
      case 'for':
        return statement.select ? 'unknown' : list(statement.body, 'done');
      case 'case':
        return statement.items.some((item) => item.terminator !== ';;')
          ? 'unknown'
          : first(statement.items, (item) => list(item.body, ';;'));
      default:
        return undefined;
    }
  };
  return ofOwn() ?? list(substituted(statement), ')');
}

function inCommand(command: Command, expected: string | undefined): Refusal | 'unknown' | undefined {
  const { assignments, words } = command;
  const process = words.find((word) => word.parts.some((part) => part.kind === 'process'));
  if (process !== undefined) return { message: '"(" unexpected', span: process.span };
  const array = assignments.find(({ value }) => value.kind === 'array');
  if (array?.value.kind === 'array') {
    const unread = array.append || array.index !== undefined;
    if (!unread || array !== assignments[0] || command.redirections.length > 0)
      return { message: unexpected('(', expected), span: array.span };
    // The word before it is no assignment, so that a function is defined here.
    return array.value.elements.length > 0
      ? { message: 'word unexpected (expecting ")")', span: array.span }
      : { message: 'Bad function name', span: array.span };
  }
  const declared = words.find((word) => word.assignment?.value.kind === 'array');
  return declared && { message: unexpected('(', expected), span: declared.span };
}

/** dash takes `function f {` for a command, and stumbles over the brace that ends it, or what is around it. */
function ofKeyword(
  frame: Frame,
  statement: FunctionDefinition,
  expected: string | undefined,
): Refusal | 'unknown' {
  const text = frame.source.slice(statement.span);
  return expected !== '}' && /^function\s+\w+\s*\{[^\n{}]*;\s*\}$/.test(text)
    ? { message: unexpected('}', expected), span: statement.span }
    : 'unknown';
}

function unexpected(token: string, expected: string | undefined): string {
  return `"${token}" unexpected${expected === undefined ? '' : ` (expecting "${expected}")`}`;
}

/** The statements of `$( )` in the words of a statement; what stands in backquotes dash reads when it runs. */
function substituted(statement: Statement): readonly Statement[] {
  const found: Statement[] = [];
  const walk = (parts: readonly WordPart[]): void => {
    for (const part of parts) {
      if (part.kind === 'substitution' && !part.backquotes) found.push(...part.statements);
      else if (part.kind === 'double' || part.kind === 'arithmetic' || part.kind === 'brace')
        walk(part.parts);
      else if (part.kind === 'parameter')
        walk([...(part.operand?.parts ?? []), ...(part.secondOperand?.parts ?? [])]);
    }
  };
  for (const word of wordsOf(statement)) walk(word.parts);
  for (const { parts } of hereDocumentsOf(statement)) walk(parts);
  return found;
}

function inRedirection(frame: Frame, redirection: Redirection): Refusal | 'unknown' | undefined {
  if (redirection.operator === '<<<') return { message: 'redirection unexpected', span: redirection.span };
  if (redirection.target.parts.some((part) => part.kind === 'process'))
    return { message: 'redirection unexpected', span: redirection.target.span };
  return redirection.operator.startsWith('&') ||
    (redirection.operator === '>&' && !/^[\d-]/.test(frame.source.slice(redirection.target.span)))
    ? 'unknown'
    : undefined;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
