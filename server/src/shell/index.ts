export { inUnits, type UnitQuestion } from './facts.ts';
export { interpreterOf, isShell } from './interpreter.ts';
export { commandName, isAssignmentOnly, literalText } from './literal.ts';
export { endOf, statementAt, statementsAt, wordAt } from './locate.ts';
export type * from './model.ts';
export { parseScript } from './parse-script.ts';
export { syntaxProblems } from './problems.ts';
export { doesTheSame } from './same.ts';
export {
  allNestedStatements,
  hereDocumentsOf,
  nestedStatements,
  parametersIn,
  type StatementVisitor,
  type WalkOptions,
  walkStatements,
  wordsOf,
} from './walk.ts';
