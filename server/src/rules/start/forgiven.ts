import { commandName, type Script, type Statement, statementsAt } from '../../shell/index.ts';

/** Whether the author expects that the command at an offset may fail: `command || true`. */
export function isForgiven(script: Script, offset: number): boolean {
  return statementsAt(script, offset).some(
    (statement) =>
      statement.kind === 'and-or' &&
      statement.operator === '||' &&
      offset < statement.right.span.start &&
      doesNothing(statement.right),
  );
}

function doesNothing(statement: Statement): boolean {
  return statement.kind === 'command' && /^(?:true|:)$/.test(commandName(statement) ?? '');
}
