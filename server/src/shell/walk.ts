import type {
  ArrayValue,
  HereDocument,
  Parameter,
  Redirection,
  Script,
  Statement,
  TestExpression,
  Word,
  WordPart,
} from './model.ts';

export interface WalkOptions {
  /** Whether the statements in `$( )`, backquotes, `<( )` and `>( )` are visited too; they run in a copy of the shell. */
  readonly substitutions?: boolean;
}

/**
 * What is called for a statement, with the statements around it, outermost first. When it returns `'skip'`, what is
 * in the statement is left out.
 */
export type StatementVisitor = (statement: Statement, parents: readonly Statement[]) => unknown;

/** Visits statements in the order of the text, each before what is in it, bodies of functions included. */
export function walkStatements(
  root: Script | readonly Statement[],
  visit: StatementVisitor,
  options: WalkOptions = {},
): void {
  const parents: Statement[] = [];
  const walk = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (visit(statement, parents) === 'skip') continue;
      parents.push(statement);
      walk(options.substitutions === true ? allNestedStatements(statement) : nestedStatements(statement));
      parents.pop();
    }
  };
  walk('statements' in root ? root.statements : root);
}

/** The statements directly in a statement, those in words left out. */
export function nestedStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'pipeline':
    case 'group':
      return statement.statements;
    case 'and-or':
      return [statement.left, statement.right];
    case 'if':
      return [
        ...statement.branches.flatMap(({ condition, body }) => [...condition, ...body]),
        ...(statement.otherwise ?? []),
      ];
    case 'loop':
      return [...statement.condition, ...statement.body];
    case 'for':
    case 'arithmetic-for':
      return statement.body;
    case 'case':
      return statement.items.flatMap(({ body }) => body);
    case 'function':
      return [statement.body];
    default:
      return [];
  }
}

/** The statements directly in a statement, those in its words and here-documents included, in the order of the text. */
export function allNestedStatements(statement: Statement): readonly Statement[] {
  const found: Statement[] = [];
  for (const word of wordsOf(statement)) statementsIn(word.parts, found);
  for (const { parts } of hereDocumentsOf(statement)) statementsIn(parts, found);
  if (statement.kind === 'arithmetic' || statement.kind === 'arithmetic-for')
    statementsIn(statement.parts, found);
  const nested = nestedStatements(statement);
  if (found.length === 0) return nested;
  return [...nested, ...found].sort((a, b) => a.span.start - b.span.start);
}

/** The words directly in a statement: of assignments, commands, redirections, lists, patterns and tests. */
export function wordsOf(statement: Statement): readonly Word[] {
  const words: Word[] = [];
  if (statement.kind === 'command') {
    for (const { value } of statement.assignments) addValue(value, words);
    for (const word of statement.words) {
      const value = word.assignment?.value;
      if (value?.kind === 'array') addValue(value, words);
      else words.push(word);
    }
  } else if (statement.kind === 'for') words.push(...(statement.words ?? []));
  else if (statement.kind === 'case')
    words.push(statement.word, ...statement.items.flatMap(({ patterns }) => patterns));
  else if (statement.kind === 'test' && statement.expression !== undefined)
    addOperands(statement.expression, words);
  for (const { target } of statement.redirections) words.push(target);
  return words;
}

/** The here-documents of a statement's own redirections. */
export function hereDocumentsOf(statement: Statement): readonly HereDocument[] {
  return statement.redirections.flatMap(({ hereDocument }: Redirection) => hereDocument ?? []);
}

/** All parameters that expanding the parts reads, nested ones included; not those of commands that are substituted. */
export function parametersIn(root: Word | readonly WordPart[]): readonly Parameter[] {
  const found: Parameter[] = [];
  const walk = (parts: readonly WordPart[]) => {
    for (const part of parts) {
      if (part.kind === 'parameter') {
        found.push(part);
        if (part.operand !== undefined) walk(part.operand.parts);
        if (part.secondOperand !== undefined) walk(part.secondOperand.parts);
      } else if (part.kind === 'double' || part.kind === 'arithmetic' || part.kind === 'brace')
        walk(part.parts);
    }
  };
  walk('kind' in root ? root.parts : root);
  return found;
}

function addValue(value: Word | ArrayValue, words: Word[]): void {
  if (value.kind === 'array') words.push(...value.elements);
  else words.push(value);
}

function addOperands(expression: TestExpression, words: Word[]): void {
  switch (expression.kind) {
    case 'word':
      words.push(expression.word);
      break;
    case 'unary':
      words.push(expression.operand);
      break;
    case 'binary':
      words.push(expression.left, expression.right);
      break;
    case 'not':
      addOperands(expression.operand, words);
      break;
    default:
      addOperands(expression.left, words);
      addOperands(expression.right, words);
  }
}

function statementsIn(parts: readonly WordPart[], found: Statement[]): void {
  for (const part of parts) {
    if (part.kind === 'substitution' || part.kind === 'process') found.push(...part.statements);
    else if (part.kind === 'double' || part.kind === 'arithmetic' || part.kind === 'brace')
      statementsIn(part.parts, found);
    else if (part.kind === 'parameter') {
      statementsIn(part.operand?.parts ?? [], found);
      statementsIn(part.secondOperand?.parts ?? [], found);
    }
  }
}
