import { commandName, type Statement, type Word, walkStatements } from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import type { Barrier, HandOver } from './hand-over.ts';

/** How a statement is left: the one behind it follows, or why not. */
export interface Flow {
  readonly falls: boolean;
  readonly barrier?: Barrier;
  /** The hand-over that every path through the statement comes to. */
  readonly exec?: HandOver;
  /** Only on a hub: elsewhere the statements behind may run. */
  readonly onHub?: boolean;
}

export const FALLS: Flow = { falls: true };

export function ends(span: Span, kind: Barrier['kind']): Flow {
  return { falls: false, barrier: { span, kind } };
}

/** The flow of a statement of which one of several branches runs. */
export function together(flows: readonly Flow[], span: Span): Flow {
  const [first] = flows;
  if (first === undefined || flows.some((flow) => flow.falls)) return FALLS;
  const kind = flows.every((flow) => flow.barrier?.kind === 'return')
    ? 'return'
    : (first.barrier?.kind ?? 'exit');
  const exec = flows.every((flow) => flow.exec !== undefined) ? first.exec : undefined;
  return { ...ends(span, kind), ...(exec === undefined ? {} : { exec }) };
}

/** Of `a && b`, the statement whose status counts last. */
export function lastOf(statement: Statement): Statement {
  return statement.kind === 'and-or' ? lastOf(statement.right) : statement;
}

/** Whether a pattern of `case` is `*`. */
export function matchesAll(pattern: Word): boolean {
  const [part] = pattern.parts;
  return pattern.parts.length === 1 && part?.kind === 'glob' && part.text === '*';
}

/** Whether the body of an endless loop can be left. */
export function leaves(body: readonly Statement[]): boolean {
  return holds(body, ['break', 'return', 'exit', 'exec']);
}

/** Whether a round of a loop may end before the end of its body, and the script go on. */
export function skips(body: readonly Statement[]): boolean {
  return holds(body, ['break', 'continue']);
}

function holds(body: readonly Statement[], names: readonly string[]): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    if (statement.kind === 'command' && names.includes(commandName(statement) ?? '')) found = true;
  });
  return found;
}
