import { commandName, type Script, type Statement, statementsAt } from '../../shell/index.ts';

/** What runs when the command at an offset fails: the right side of each `||` on whose left it stands. */
export function waysOnFailure(script: Script, offset: number): readonly Statement[] {
  return statementsAt(script, offset).flatMap((statement) =>
    statement.kind === 'and-or' && statement.operator === '||' && offset < statement.right.span.start
      ? [statement.right]
      : [],
  );
}

/** Whether the author expects that the command at an offset may fail: `command || true`. */
export function isForgiven(script: Script, offset: number): boolean {
  return waysOnFailure(script, offset).some(doesNothing);
}

function doesNothing(statement: Statement): boolean {
  return statement.kind === 'command' && /^(?:true|:)$/.test(commandName(statement) ?? '');
}
