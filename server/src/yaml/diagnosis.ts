import type { Span } from '../text/index.ts';
import { isName } from './characters.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import type { ProblemLog, YamlProblemKind } from './problem.ts';
import type { Token } from './token.ts';

// Where PyYAML stops is seldom what a person would point at. Here the place and the kind of a problem are chosen.

/** Reports a token behind a complete node, or between the entries of a block mapping or list. */
export function reportStray(
  problems: ProblemLog,
  found: Token,
  before: YamlNode | undefined,
  within: 'mapping' | 'list' | 'document',
): void {
  const { text } = problems;
  const lineEnd = endOfLine(text, found.start);
  if (before !== undefined && isBehind(text, before, found) && BEGINS_TEXT.has(found.kind)) {
    if (reportOpenQuote(problems, before, found)) return;
    const isPlain = before.kind === 'scalar' || before.kind === 'alias';
    const comment = text.slice(found.start, lineEnd).search(/\s+#/);
    const end = comment < 0 ? lineEnd : found.start + comment;
    if (isPlain) problems.syntax('text-after-value', found.start, end);
    else problems.syntax('text-after-bracket', before.span.start, end);
  } else if (found.kind === '-' && within === 'mapping')
    problems.syntax('list-in-mapping', found.start, found.end);
  else if (found.kind === 'key' && within === 'list')
    problems.syntax('mapping-in-list', found.start, keyEnd(text, found));
  else if (found.kind === 'mapping-start' || found.kind === 'sequence-start')
    problems.syntax('indentation', found.start, keyEnd(text, found));
  else problems.syntax('unexpected', found.start, Math.min(Math.max(found.end, found.start + 1), lineEnd));
}

/**
 * Text behind the end of a quoted text of several lines: most often the quote that ends it was meant to begin
 * another text, and its own was forgotten.
 */
export function reportOpenQuote(problems: ProblemLog, before: YamlNode | undefined, found: Token): boolean {
  const { text } = problems;
  if (before?.kind !== 'scalar' || (before.style !== 'single' && before.style !== 'double')) return false;
  const { start, end } = before.span;
  if (!isBehind(text, before, found) || !/[\r\n]/.test(text.slice(start, end))) return false;
  problems.syntax('open-quote', start, endOfLine(text, start));
  return true;
}

/** The kind of a token that does not belong into a flow collection. */
export function flowProblem(text: string, { kind, start }: Token, isFilled: boolean): YamlProblemKind {
  if (kind === ',') return 'extra-comma';
  if (kind === ':') return isFilled ? 'nested-mapping' : 'unexpected';
  if (kind === '-') return 'inline-list';
  if (kind === ']' || kind === '}') return 'extra-bracket';
  return isFilled && text[start] !== '?' ? 'missing-comma' : 'unexpected';
}

/**
 * The key of the known slip: a key alone at the start of its line, met where the value of the key above should
 * have ended. That value stands on one line, without tag and anchor; the key is one word or quoted, because a
 * colon in prose makes no key.
 */
export function slipKey(text: string, above: YamlPair | undefined, found: Token): Span | undefined {
  if (above === undefined || !isOneLineValue(above, text) || !isFirstInLine(text, found.start))
    return undefined;
  return keyAt(text, found.start);
}

const BEGINS_TEXT: ReadonlySet<Token['kind']> = new Set([
  'scalar',
  'alias',
  'anchor',
  'tag',
  '[',
  '{',
  'mapping-start',
]);

/** Whether a token stands in the line in which a node ends, behind it. */
function isBehind(text: string, before: YamlNode, found: Token): boolean {
  const { start, end } = before.span;
  return end > start && end <= found.start && !/[\r\n]/.test(text.slice(end, found.start));
}

/** The end of the key that begins at a token, its colon left out. */
function keyEnd(text: string, { start }: Token): number {
  const line = text.slice(start, endOfLine(text, start));
  const colon = /:(?=\s|$)/.exec(line);
  return start + (colon?.index || line.length || 1);
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  while (end > from && /[ \t]/.test(text[end - 1] ?? '')) end--;
  return end;
}

function isFirstInLine(text: string, offset: number): boolean {
  let start = offset;
  while (text[start - 1] === ' ') start--;
  return text[start - 1] === '\n';
}

function isOneLineValue({ key, value }: YamlPair, text: string): boolean {
  if (key.kind !== 'scalar' || value.kind !== 'scalar' || value.span.start === value.span.end) return false;
  if (value.style === 'literal' || value.style === 'folded') return false;
  if (value.tag !== undefined || value.anchor !== undefined) return false;
  return !/[\r\n\x85\u2028\u2029]/.test(text.slice(key.span.start, value.span.end));
}

function keyAt(text: string, start: number): Span | undefined {
  const quote = text[start];
  let end = start;
  if (quote === '"' || quote === "'") {
    end = text.indexOf(quote, start + 1) + 1;
    if (end === 0 || /[\r\n\\]/.test(text.slice(start, end))) return undefined;
  } else while (isName(text.charCodeAt(end)) || text[end] === '.' || text[end] === '/') end++;
  return end > start && /^ *:(?:[ \r\n]|$)/.test(text.slice(end, end + 80)) ? { start, end } : undefined;
}
