import type { Script, SyntaxProblem } from './model.ts';

/**
 * Where bash certainly cannot read the script: here-documents without end, and the one place where it stops reading.
 * bash reads no further, so nothing is reported behind that place. What lies behind a finished `exec` or `exit` is
 * never read at all; whether there is one is for the caller to know.
 */
export function syntaxProblems(script: Script): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (const unit of script.units) {
    problems.push(...unit.openHereDocuments);
    if (unit.problem !== undefined) problems.push(unit.problem);
    if (unit.unreadable.length > 0) break;
  }
  return problems;
}
