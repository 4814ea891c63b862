import {
  type HereDocument,
  hereDocumentsOf,
  type Script,
  type Word,
  type WordPart,
  walkStatements,
  wordsOf,
} from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import type { CommentSheet } from './sheet.ts';

/**
 * In a script no comment can stand inside quotes and here-documents, nor behind a backslash that continues a line,
 * where bash would take it for arguments. What stands behind a place that bash cannot read is not looked at.
 */
export function shellSheet(script: Script): CommentSheet {
  const broken = script.units.find(({ problem }) => problem !== undefined);
  const limit = broken === undefined ? Number.POSITIVE_INFINITY : (broken.problem?.span.start ?? 0);
  // Behind a byte order mark the first line is a command for bash, whatever it looks like.
  const from = script.source.text.startsWith('\uFEFF') ? script.source.lines.lineEnd(0) : 0;
  const comments = script.comments
    .map(({ span }) => span)
    .filter(({ start }) => from <= start && start < limit);
  const continued = new Set<number>();
  walkStatements(
    script,
    (statement) => {
      for (const word of wordsOf(statement)) addWord(script, word, continued);
      for (const document of hereDocumentsOf(statement)) addBody(script, document, continued);
    },
    { substitutions: true },
  );
  addContinuations(script, continued);
  const complete =
    !script.tooLarge &&
    broken === undefined &&
    script.unreadable.length === 0 &&
    script.units.every(({ openHereDocuments }) => openHereDocuments.length === 0);
  return { comments, continued, complete };
}

/** The lines that begin in a word, outside the commands that are substituted in it. */
function addWord(script: Script, { span, parts }: Word, continued: Set<number>): void {
  const holes: Span[] = [];
  addSubstitutions(parts, holes);
  holes.sort((a, b) => a.start - b.start);
  const { lines } = script.source;
  let hole = 0;
  for (let line = lines.lineAt(span.start) + 1; line <= lines.lineAt(span.end); line++) {
    const start = lines.lineStart(line);
    while ((holes[hole]?.end ?? Number.POSITIVE_INFINITY) < start) hole++;
    const inHole = (holes[hole]?.start ?? Number.POSITIVE_INFINITY) < start;
    if (!inHole) continued.add(line);
  }
}

function addSubstitutions(parts: readonly WordPart[], holes: Span[]): void {
  for (const part of parts) {
    if (part.kind === 'substitution' || part.kind === 'process') holes.push(part.span);
    else if (part.kind === 'double' || part.kind === 'arithmetic' || part.kind === 'brace')
      addSubstitutions(part.parts, holes);
    else if (part.kind === 'parameter') {
      addSubstitutions(part.operand?.parts ?? [], holes);
      addSubstitutions(part.secondOperand?.parts ?? [], holes);
    }
  }
}

/** The body of a here-document, and the line that ends it. */
function addBody(script: Script, { span, endSpan }: HereDocument, continued: Set<number>): void {
  const { lines } = script.source;
  const last =
    endSpan === undefined ? lines.lineAt(Math.max(span.start, span.end - 1)) : lines.lineAt(endSpan.start);
  for (let line = lines.lineAt(span.start); line <= last; line++) continued.add(line);
}

function addContinuations({ source, comments }: Script, continued: Set<number>): void {
  const commented = new Set(comments.map(({ span }) => source.lines.lineAt(span.start)));
  for (let line = 1; line < source.lines.lineCount; line++) {
    if (commented.has(line - 1) || (line === 1 && source.text.startsWith('#!'))) continue;
    let at = source.lines.lineEnd(line - 1) - 1;
    let backslashes = 0;
    for (; source.text[at] === '\\'; at--) backslashes++;
    if (backslashes % 2 === 1) continued.add(line);
  }
}
