import {
  endOf,
  hereDocumentsOf,
  literalText,
  type Script,
  type Statement,
  statementsAt,
  walkStatements,
  wordAt,
} from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import type { Fold, OutlineEntry } from './model.ts';
import { commentFolds } from './yaml.ts';

const MAX_ENTRIES = 5000;
const MAX_DETAIL = 60;

/** Functions with what is in them, and every variable where it is first set. */
export function shellOutline(script: Script): readonly OutlineEntry[] {
  let left = MAX_ENTRIES;
  const inside = (statements: readonly Statement[], seen: Set<string>): readonly OutlineEntry[] => {
    const entries: OutlineEntry[] = [];
    walkStatements(statements, (statement) => {
      if (left <= 0) return 'skip';
      if (statement.kind === 'function') {
        left--;
        entries.push({
          name: statement.name,
          detail: '',
          kind: 'function',
          span: { start: statement.span.start, end: Math.max(statement.span.end, statement.nameSpan.end) },
          nameSpan: statement.nameSpan,
          children: inside([statement.body], new Set()),
        });
        return 'skip';
      }
      if (statement.kind === 'command') entries.push(...variables(script, statement, seen));
      return undefined;
    });
    left -= entries.length;
    return entries;
  };
  return inside(script.statements, new Set());
}

function variables(
  { source }: Script,
  statement: Statement & { kind: 'command' },
  seen: Set<string>,
): readonly OutlineEntry[] {
  const isExport = literalText(statement.words[0] ?? NO_WORD) === 'export';
  const assignments =
    statement.words.length === 0
      ? statement.assignments
      : statement.words.flatMap(({ assignment }) => assignment ?? []);
  return assignments.flatMap((assignment): OutlineEntry[] => {
    if (seen.has(assignment.name)) return [];
    seen.add(assignment.name);
    const detail = source.slice(assignment.value.span).replace(/\s+/g, ' ');
    return [
      {
        name: assignment.name,
        detail: detail.length > MAX_DETAIL ? `${detail.slice(0, MAX_DETAIL - 1)}…` : detail,
        kind: isExport ? 'constant' : 'variable',
        span: assignment.span,
        nameSpan: assignment.nameSpan,
        children: [],
      },
    ];
  });
}

const NO_WORD = { kind: 'word', span: { start: 0, end: 0 }, parts: [], assignment: undefined } as const;

/** Compound statements, here-documents, commands over several lines, and comments of several lines. */
export function shellFolds(script: Script): readonly Fold[] {
  const { lines } = script.source;
  const folds: Fold[] = [];
  const add = (start: number, end: number): void => {
    const startLine = lines.lineAt(start);
    const endLine = lines.lineAt(end);
    if (endLine > startLine) folds.push({ startLine, endLine, kind: undefined });
  };
  walkStatements(
    script,
    (statement) => {
      if (statement.kind === 'if') {
        for (const { span } of statement.branches) add(span.start, lastContent(script, span));
      }
      if (FOLDED.has(statement.kind)) add(statement.span.start, statement.span.end);
      if (statement.kind === 'case') for (const { span } of statement.items) add(span.start, span.end);
      if (hereDocumentsOf(statement).length > 0) add(statement.span.start, endOf(statement));
    },
    { substitutions: true },
  );
  return [
    ...commentFolds(
      script.comments.map(({ span }) => span),
      lines,
    ),
    ...folds,
  ];
}

const FOLDED: ReadonlySet<Statement['kind']> = new Set([
  'if',
  'loop',
  'for',
  'arithmetic-for',
  'case',
  'function',
  'group',
  'command',
  'test',
]);

function lastContent({ source }: Script, { start, end }: Span): number {
  let last = end;
  while (last > start && /\s/.test(source.text[last - 1] ?? '')) last--;
  return last;
}

/** The stretches around an offset, the smallest first. */
export function shellSelections(script: Script, offset: number): readonly Span[] {
  const spans = statementsAt(script, offset)
    .map(({ span }) => span)
    .toReversed();
  const word = wordAt(script, offset);
  return word === undefined ? spans : [word.span, ...spans];
}
