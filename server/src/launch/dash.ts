import {
  type Command,
  type FunctionDefinition,
  hereDocumentsOf,
  literalText,
  type Redirection,
  type Statement,
  type Substitution,
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
  /** The line that dash names, where it does not count from the beginning of the script: it does not in backquotes. */
  readonly line?: number;
}

/** Ends what stands in backquotes. */
const BACKQUOTE = '`';

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
      case 'unparsed':
        return 'unknown';
      case 'for':
        if (statement.select) return 'unknown';
        return isIdentifier(statement.variable)
          ? list(statement.body, 'done')
          : { message: 'Bad for loop variable', span: statement.span };
      case 'case':
        return statement.items.some((item) => item.terminator !== ';;')
          ? 'unknown'
          : first(statement.items, (item) => list(item.body, ';;'));
      default:
        return undefined;
    }
  };
  // `$'it\'s'` ends elsewhere for dash, which takes it as a dollar sign before single quotes.
  if (hasEscapedQuote(frame, statement)) return 'unknown';
  return ofOwn() ?? first(substitutions(statement), (part) => inSubstitution(frame, part, depth));
}

function inCommand(command: Command, expected: string | undefined): Refusal | 'unknown' | undefined {
  const { assignments, words } = command;
  const process = words.find((word) => word.parts.some((part) => part.kind === 'process'));
  if (process !== undefined) return { message: '"(" unexpected', span: process.span };
  const array = assignments.find(({ value }) => value.kind === 'array');
  if (array?.value.kind === 'array') {
    const unread = array.append || array.index !== undefined;
    if (!unread || array !== assignments[0] || command.redirections.length > 0)
      return unexpected('(', expected, array.span);
    // The word before it is no assignment, so that a function is defined here.
    return array.value.elements.length > 0
      ? { message: 'word unexpected (expecting ")")', span: array.span }
      : { message: 'Bad function name', span: array.span };
  }
  const declared = words.find((word) => word.assignment?.value.kind === 'array');
  return declared && unexpected('(', expected, declared.span);
}

/** dash takes `function f {` for a command, and stumbles over the brace that ends it, or what is around it. */
function ofKeyword(
  frame: Frame,
  statement: FunctionDefinition,
  expected: string | undefined,
): Refusal | 'unknown' {
  const text = frame.source.slice(statement.span);
  return expected !== '}' && /^function\s+\w+\s*\{[^\n{}]*;\s*\}$/.test(text)
    ? unexpected('}', expected, statement.span)
    : 'unknown';
}

function unexpected(token: string, expected: string | undefined, span: Span): Refusal | 'unknown' {
  // At a token that begins no command dash takes the text in backquotes to end, and says nothing.
  if (expected === BACKQUOTE) return 'unknown';
  const message = `"${token}" unexpected${expected === undefined ? '' : ` (expecting "${expected}")`}`;
  return { message, span };
}

/** dash reads what it substitutes together with the command around it. */
function inSubstitution(frame: Frame, part: Substitution, depth: number): Refusal | 'unknown' | undefined {
  // The list of an array ends what is read there, and there is nothing else.
  if (part.backquotes && part.statements.every(isListAlone)) return undefined;
  const expected = part.backquotes ? BACKQUOTE : ')';
  const refusal = first(part.statements, (one) => refusalIn(frame, one, expected, depth + 1));
  if (refusal === undefined || refusal === 'unknown' || !part.backquotes) return refusal;
  const { lines } = frame.source;
  const line = 1 + lines.lineAt(refusal.span.start) - lines.lineAt(part.span.start);
  return { line, ...refusal };
}

function isListAlone(statement: Statement): boolean {
  if (statement.kind !== 'command' || statement.words.length > 0 || statement.redirections.length > 0)
    return false;
  const [{ value } = {}, ...more] = statement.assignments;
  return (
    more.length === 0 &&
    value?.kind === 'array' &&
    value.elements.length > 0 &&
    value.elements.every((word) => literalText(word) !== undefined)
  );
}

function hasEscapedQuote(frame: Frame, statement: Statement): boolean {
  return partsOf(statement).some(
    (part) => part.kind === 'ansi' && frame.source.slice(part.span).includes("\\'"),
  );
}

/** What is substituted in the words of a statement. */
function substitutions(statement: Statement): readonly Substitution[] {
  return partsOf(statement).filter((part) => part.kind === 'substitution');
}

/** The parts of the words of a statement, and those in them; not those of statements in them. */
function partsOf(statement: Statement): readonly WordPart[] {
  const found: WordPart[] = [];
  const walk = (parts: readonly WordPart[]): void => {
    for (const part of parts) {
      found.push(part);
      if (part.kind === 'double' || part.kind === 'arithmetic' || part.kind === 'brace') walk(part.parts);
      else if (part.kind === 'parameter')
        walk([...(part.operand?.parts ?? []), ...(part.secondOperand?.parts ?? [])]);
    }
  };
  for (const word of wordsOf(statement)) walk(word.parts);
  for (const { parts } of hereDocumentsOf(statement)) walk(parts);
  return found;
}

function inRedirection(frame: Frame, redirection: Redirection): Refusal | 'unknown' | undefined {
  // A number of more than one digit is a word, and so is a name in braces.
  if ((redirection.descriptor?.length ?? 0) > 1) return 'unknown';
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
