import { nearestName, type Span } from '../text/index.ts';
import { type Ignore, type IgnoredCode, type IgnoreProblem, MARK } from './model.ts';

/** What a comment says, before it is known where it stands. */
export type CommentWords = Omit<Ignore, 'lines'>;

const WORDS = ['ignore', 'ignore-file'] as const;

/**
 * The suppression in a comment: at its beginning, or behind a `#` of its own. Undefined for comments that are none,
 * those that merely speak of Pangeo Binder among them.
 */
export function readComment(text: string, comment: Span): CommentWords | undefined {
  const end = comment.end - (text[comment.end - 1] === '\r' ? 1 : 0);
  for (let at = text.indexOf(MARK, comment.start); at >= 0 && at < end; at = text.indexOf(MARK, at + 1)) {
    const hash = hashBefore(text, comment.start, at);
    const found = hash === undefined ? undefined : readMark(text, { start: hash, end }, at + MARK.length);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The `#` before a word, with nothing but blanks between them. */
function hashBefore(text: string, from: number, at: number): number | undefined {
  let before = at - 1;
  while (before >= from && (text[before] === ' ' || text[before] === '\t')) before--;
  return before >= from && text[before] === '#' ? before : undefined;
}

function readMark(text: string, span: Span, behind: number): CommentWords | undefined {
  const rest = text.slice(behind, span.end);
  const head = /^[ \t]*(:?)[ \t]*([A-Za-z][A-Za-z_-]*)?[ \t]*(\[?)/.exec(rest);
  const colon = head?.[1] === ':';
  const word = head?.[2];
  const hasBracket = head?.[3] === '[';
  if (head === null || word === undefined) return undefined;
  const isWord = WORDS.some((known) => known === word);
  if (!colon && !(isWord && hasBracket)) return undefined;
  const meant = isWord ? word : nearestName(word, WORDS);
  if (meant === undefined) return undefined;
  const from = behind + head[0].length;
  const closing = hasBracket ? rest.indexOf(']', head[0].length) : -1;
  const codes = closing < 0 ? [] : codesIn(text, { start: from, end: behind + closing });
  return {
    span,
    scope: meant === 'ignore-file' ? 'file' : 'line',
    codes,
    end: codes.at(-1)?.span.end ?? from,
    problem: problemOf(),
  };

  function problemOf(): IgnoreProblem | undefined {
    if (!colon) return { kind: 'no-colon', at: behind };
    if (!isWord && meant !== undefined && word !== undefined) {
      const start = behind + rest.indexOf(word);
      return { kind: 'word', span: { start, end: start + word.length }, word, meant };
    }
    return codes.length === 0 ? { kind: 'no-codes' } : undefined;
  }
}

/** The words between commas, blanks around them left out. */
function codesIn(text: string, within: Span): IgnoredCode[] {
  const codes: IgnoredCode[] = [];
  let start = within.start;
  for (const part of text.slice(within.start, within.end).split(',')) {
    const code = part.trim();
    const from = start + part.length - part.trimStart().length;
    if (code !== '') codes.push({ code, span: { start: from, end: from + code.length } });
    start += part.length + 1;
  }
  return codes;
}
