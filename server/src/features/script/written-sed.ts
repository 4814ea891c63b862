import { explainSed, HOLE_START, LONGEST_SCRIPT, parseSedScript } from '../../sed/index.ts';
import {
  commandName,
  literalText,
  parseScript,
  type Word,
  type WordPart,
  walkStatements,
} from '../../shell/index.ts';
import { SourceText, type Span, touches } from '../../text/index.ts';
import { bullets } from '../words.ts';

/**
 * What a sed on the line of an offset is written to do, where no launch runs it or the script around it cannot be read
 * yet: the line is read by itself.
 */
export function writtenSed(
  source: SourceText,
  offset: number,
): { readonly markdown: string; readonly span: Span } | undefined {
  const span = source.lineSpan(source.lines.lineAt(offset));
  const line = source.slice(span);
  const from = line.search(/(?:^|[\s;&|(/])sed\s/);
  if (from < 0) return undefined;
  const start = span.start + from + line.slice(from).indexOf('sed');
  const [command = ''] = COMMAND.exec(source.text.slice(start, span.end)) ?? [];
  if (command.length > LONGEST_SCRIPT) return undefined;
  const script = parseScript(new SourceText('', command));
  let found: { readonly markdown: string; readonly span: Span } | undefined;
  walkStatements(script, (statement) => {
    if (statement.kind !== 'command' || commandName(statement) !== 'sed' || found !== undefined) return;
    const options = statement.words.map((word) => literalText(word) ?? '');
    const word = statement.words.find((one, i) => i > 0 && touches(one.span, offset - start));
    const extended = options.some((option) => /^-\w*[Er]/.test(option));
    const sentences = word === undefined ? [] : sentencesOf(word, extended, script.source);
    if (word !== undefined && sentences.length > 0)
      found = {
        markdown: bullets(sentences),
        span: { start: start + word.span.start, end: start + word.span.end },
      };
  });
  return found;
}

/** Up to what ends a simple command. */
const COMMAND = /^(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^;&|()'"\\])*/;

function sentencesOf(word: Word, extended: boolean, source: SourceText): string[] {
  const holes: string[] = [];
  const text = textOf(word.parts, (part) => {
    holes.push(source.slice(part.span));
    return String.fromCharCode(HOLE_START + holes.length);
  });
  const parsed = parseSedScript(text, { extended });
  // A word with letters only is no script that anybody would want explained.
  if (parsed.kind !== 'program' || /^-|^\w*$/.test(text)) return [];
  return explainSed(parsed, { hole: (number) => holes[number - 1] ?? '…' }).map(
    ({ sentence }) => `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`,
  );
}

function textOf(parts: readonly WordPart[], hole: (part: WordPart) => string): string {
  return parts
    .map((part) => {
      if (part.kind === 'double') return textOf(part.parts, hole);
      return part.kind === 'literal' || part.kind === 'single' || part.kind === 'ansi'
        ? part.text
        : hole(part);
    })
    .join('');
}
