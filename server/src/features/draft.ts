import type { SourceText, Span } from '../text/index.ts';

/** Stands at the caret while the text is read. No key, value or option contains it. */
export const PLACEHOLDER = 'zzCaretzz';

/** The line of the caret with the placeholder in it. */
export interface Draft {
  /** The line in the source, without its break. */
  readonly line: Span;
  readonly text: string;
  readonly span: Span;
  readonly lead: string;
  readonly hasColon: boolean;
  readonly quote: '' | '"' | "'";
  readonly indentation: string;
}

const TAB = '  ';
/** Indentation and dashes, then the beginning of a word: a key, or an item of a list. */
const ENTRY = /^([ \t]*(?:-[ \t]+)*)([^\s:#{}[\],"'&*!|>%@`]*)$/;
/** A key with its colon, and what follows. */
const PAIR =
  /^([ \t]*(?:-[ \t]+)*(?:"[^"]*"|'[^']*'|[^\s:#"'{[\]},-][^:#]*?|-[^\s:#][^:#]*?)[ \t]*:)(?:([ \t]+)(.*))?$/;
/** The value of an item of a list, quoted or of several words. */
const ITEM = /^([ \t]*(?:-[ \t]+)+)(.*)$/;

/** The line of an offset with the placeholder in it; undefined where nothing is offered. */
export function draftAt(source: SourceText, offset: number): Draft | undefined {
  const line = source.lineSpan(source.lines.lineAt(offset));
  const mark = line.start === 0 && source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const start = line.start + mark;
  if (offset < start || offset > line.end) return undefined;
  const before = source.text.slice(start, offset);
  const after = source.text.slice(offset, line.end);
  const draft = inLine(before, after);
  if (draft === undefined) return undefined;
  return {
    ...draft,
    line: { start, end: line.end },
    span: { start: start + draft.span.start, end: start + draft.span.end },
  };
}

type InLine = Omit<Draft, 'line'>;

function inLine(before: string, after: string): InLine | undefined {
  if (/(?:^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ''))) return undefined;
  const entry = ENTRY.exec(before);
  if (entry !== null) return entryDraft(entry[1] ?? '', entry[2] ?? '', after);
  const pair = PAIR.exec(before);
  if (pair !== null && !/^[{[]/.test(pair[3] ?? '')) {
    return scalarDraft(pair[1] ?? '', pair[2] ?? '', pair[3] ?? '', after);
  }
  const item = pair === null ? ITEM.exec(before) : null;
  if (item !== null && !/^[{[]/.test(item[2] ?? ''))
    return scalarDraft(item[1] ?? '', '', item[2] ?? '', after);
  return flowDraft(before, after);
}

function entryDraft(lead: string, word: string, after: string): InLine {
  // `  -` at the start of a line is a dash that still lacks its blank; behind another dash it begins an option.
  const isDash = word === '-' && !lead.includes('-');
  const [tail = ''] = /^[^\s:#{}[\],"']*/.exec(after) ?? [];
  const rest = after.slice(tail.length);
  const hasColon = /^[ \t]*:(?:\s|$)/.test(rest);
  const isClosed = /^[ \t]*(?:$|#|[}\],])/.test(rest);
  const follows = hasColon ? rest : `: ${isClosed ? rest : ''}`;
  const start = isDash ? lead.length + 1 : lead.length;
  const shown = lead.replaceAll('\t', TAB);
  return {
    text: `${shown}${isDash ? '- ' : ''}${PLACEHOLDER}${follows}`,
    span: { start, end: lead.length + word.length + tail.length },
    lead: isDash ? ' ' : '',
    hasColon,
    quote: '',
    indentation: blanks(isDash ? `${lead}- ` : lead),
  };
}

/** A value in a block: what was typed of it, and all that follows up to a comment, is replaced. */
function scalarDraft(head: string, gap: string, typed: string, after: string): InLine | undefined {
  const quote = typed.startsWith('"') ? '"' : typed.startsWith("'") ? "'" : '';
  if (/^[&!|>*]/.test(typed)) return undefined;
  if (quote !== '' && typed.indexOf(quote, 1) > 0) return undefined;
  const end = quote === '' ? endOfPlain(after) : after.indexOf(quote);
  const tail = after.slice(0, end < 0 ? after.trimEnd().length : end);
  const start = head.length + gap.length + quote.length;
  const isDashed = /-[ \t]+$/.test(head);
  const isGlued = gap === '' && !isDashed;
  return {
    text: `${head.replaceAll('\t', TAB)} ${quote}${PLACEHOLDER}${quote}`,
    span: { start, end: head.length + gap.length + typed.length + tail.length },
    lead: isGlued ? ' ' : '',
    hasColon: false,
    quote,
    indentation: blanks(/^[ \t]*(?:-[ \t]+)*/.exec(head)?.[0] ?? ''),
  };
}

function endOfPlain(after: string): number {
  const comment = after.search(/\s#/);
  return (comment < 0 ? after : after.slice(0, comment)).trimEnd().length;
}

/** Between brackets: what stands between the last mark before the caret and the next one behind it. */
function flowDraft(before: string, after: string): InLine | undefined {
  let mark = 0;
  let quote: InLine['quote'] = '';
  for (let i = 0; i < before.length; i++) {
    const character = before[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && /^[\s{[,:]?$/.test(before[i - 1] ?? ''))
      quote = character;
    else if ('{[,'.includes(character) || (character === ':' && /^\s?$/.test(before[i + 1] ?? '')))
      mark = i + 1;
  }
  const [, gap = '', typed = ''] = /^(\s*)(.*)$/s.exec(before.slice(mark)) ?? [];
  if (quote === '' ? /^["'&*!]/.test(typed) : !typed.startsWith(quote)) return undefined;
  const end = quote === '' ? after.search(/[,}\]#]|:(?:\s|$)/) : after.indexOf(quote);
  const tail = after.slice(0, end < 0 ? after.length : end);
  const rest = after.slice(tail.length + (quote !== '' && end >= 0 ? 1 : 0));
  const hasColon = /^\s*:(?:\s|$)/.test(rest);
  const isGlued = gap === '' && before[mark - 1] === ':';
  // A key in quotes begins its line.
  const head = mark === 0 ? gap : `${before.slice(0, mark)} `;
  const colon = mark === 0 && !hasColon && rest.trim() === '' ? ':' : '';
  return {
    text: `${head.replaceAll('\t', TAB)}${quote}${PLACEHOLDER}${quote}${colon}${rest}`,
    span: { start: mark + gap.length + quote.length, end: before.length + tail.trimEnd().length },
    lead: isGlued ? ' ' : '',
    hasColon,
    quote,
    indentation: blanks(/^[ \t]*/.exec(before)?.[0] ?? ''),
  };
}

/** Dashes as blanks, so that what follows stands below what stood behind them. */
function blanks(lead: string): string {
  return lead.replace(/[^\t]/g, ' ');
}
