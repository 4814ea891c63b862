import { type Span, touches } from '../text/index.ts';
import type { Script, Statement, Word } from './model.ts';
import { allNestedStatements, hereDocumentsOf, nestedStatements, wordsOf } from './walk.ts';

/** The innermost statement at a caret, those of substitutions included; a here-document belongs to its statement. */
export function statementAt(script: Script, offset: number): Statement | undefined {
  return statementsAt(script, offset).at(-1);
}

/** The statements around a caret, outermost first. */
export function statementsAt(script: Script, offset: number): readonly Statement[] {
  const path: Statement[] = [];
  let inside: readonly Statement[] = script.statements;
  for (;;) {
    const next: Statement | undefined = oneAt(inside, offset);
    if (next === undefined) return path;
    path.push(next);
    inside = allNestedStatements(next);
  }
}

/** The word at a caret, the outermost one of the innermost statement there. */
export function wordAt(script: Script, offset: number): Word | undefined {
  const statement = statementAt(script, offset);
  return statement && wordsOf(statement).find((word) => touches(word.span, offset));
}

/**
 * The end of a statement with the bodies of its here-documents, the lines that end them included: what comes after
 * the statement has to be written behind it.
 */
export function endOf(statement: Statement): number {
  let end = statement.span.end;
  for (const { span, endSpan } of hereDocumentsOf(statement)) end = Math.max(end, (endSpan ?? span).end);
  for (const inner of nestedStatements(statement)) end = Math.max(end, endOf(inner));
  return end;
}

function oneAt(statements: readonly Statement[], offset: number): Statement | undefined {
  return (
    statements.find(({ span }) => touches(span, offset)) ??
    statements.find((statement) => statement.span.end < offset && holdsHereDocument(statement, offset))
  );
}

function holdsHereDocument(statement: Statement, offset: number): boolean {
  const inBody = ({ span }: { readonly span: Span }) => touches(span, offset);
  return (
    hereDocumentsOf(statement).some(inBody) ||
    nestedStatements(statement).some((inner) => holdsHereDocument(inner, offset))
  );
}
