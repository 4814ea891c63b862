import type { Redirection, Statement, Unit } from '../shell/index.ts';
import { type Frame, placeOf } from './frame.ts';
import { isIdentifier } from './identifier.ts';
import type { Place } from './value.ts';

/** What dash says of a part of the script that only bash can read. */
export interface Refusal {
  readonly message: string;
  readonly place: Place;
}

/** The first thing in what dash reads at once that it refuses; `unknown` for what it reads in another way. */
export function refusalOfDash(frame: Frame, unit: Unit): Refusal | 'unknown' | undefined {
  for (const statement of unit.statements) {
    const refusal = refusalIn(frame, statement, 0);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalIn(frame: Frame, statement: Statement, depth: number): Refusal | 'unknown' | undefined {
  if (depth > 60) return 'unknown';
  const found = first(statement.redirections, (redirection) => inRedirection(frame, redirection));
  if (found !== undefined) return found;
  const all = (...lists: (readonly Statement[] | undefined)[]): Refusal | 'unknown' | undefined =>
    first(
      lists.flatMap((list) => list ?? []),
      (one) => refusalIn(frame, one, depth + 1),
    );
  switch (statement.kind) {
    case 'command': {
      const process = statement.words.find((word) => word.parts.some((part) => part.kind === 'process'));
      if (process !== undefined) {
        return { message: '"(" unexpected', place: placeOf(frame, process.span) };
      }
      const array = statement.assignments.find((assignment) => assignment.value.kind === 'array');
      // Within another command it says what it expects besides.
      if (array !== undefined)
        return depth === 0 ? { message: '"(" unexpected', place: placeOf(frame, array.span) } : 'unknown';
      const bash = statement.assignments.some(
        (assignment) => assignment.append || assignment.index !== undefined,
      );
      const declared = statement.words.some((word) => word.assignment?.value.kind === 'array');
      return (bash && (statement.words.length > 0 || statement.assignments.length > 1)) || declared
        ? 'unknown'
        : undefined;
    }
    case 'function': {
      const text = frame.source.slice(statement.span);
      if (!statement.keyword)
        return isIdentifier(statement.name)
          ? all([statement.body])
          : { message: 'Bad function name', place: placeOf(frame, statement.span) };
      // Within another command it says what it expects besides.
      return depth === 0 && /^function\s+\w+\s*\{[^\n{}]*;\s*\}$/.test(text)
        ? { message: '"}" unexpected', place: placeOf(frame, statement.span) }
        : 'unknown';
    }
    case 'arithmetic-for':
    case 'arithmetic':
      return 'unknown';
    case 'pipeline': {
      // `time` is a program for dash.
      if (statement.timed) return 'unknown';
      const before = all(statement.statements);
      if (before !== undefined || !statement.operators.includes('|&')) return before;
      const place = placeOf(frame, statement.span);
      return frame.source.slice(statement.span).includes('\n')
        ? 'unknown'
        : { message: '"&" unexpected', place };
    }
    case 'group':
      return all(statement.statements);
    case 'and-or':
      return all([statement.left, statement.right]);
    case 'if':
      return all(
        ...statement.branches.flatMap((branch) => [branch.condition, branch.body]),
        statement.otherwise,
      );
    case 'loop':
      return all(statement.condition, statement.body);
    case 'for':
      return statement.select ? 'unknown' : all(statement.body);
    case 'case':
      return statement.items.some((item) => item.terminator !== ';;')
        ? 'unknown'
        : all(...statement.items.map((item) => item.body));
    default:
      return undefined;
  }
}

function inRedirection(frame: Frame, redirection: Redirection): Refusal | 'unknown' | undefined {
  if (redirection.operator === '<<<')
    return { message: 'redirection unexpected', place: placeOf(frame, redirection.span) };
  if (redirection.target.parts.some((part) => part.kind === 'process'))
    return { message: 'redirection unexpected', place: placeOf(frame, redirection.target.span) };
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
