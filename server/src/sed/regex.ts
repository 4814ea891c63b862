import { RE2JS } from 're2js';
import type { Span } from '../text/index.ts';
import { isAscii } from './bytes.ts';
import { anchorDoubt, hasInnerAnchor } from './regex-anchors.ts';
import { groupsAreCertain } from './regex-groups.ts';
import type { RegexNode, SedRegex } from './regex-model.ts';
import { asksForWords, type CharacterView, translateRegex } from './regex-translate.ts';

/** A match; `groups[0]` is the whole, a group that took no part is undefined. */
export interface RegexMatch {
  readonly span: Span;
  readonly groups: readonly (Span | undefined)[];
}

/** What a search found: a match, none, or that it cannot be told. */
export type SearchResult =
  | { readonly kind: 'match'; readonly match: RegexMatch }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A pattern ready for searching. The time of a search is linear in the text. */
export interface Searcher {
  /**
   * Makes ready for a text. The function returned gives the leftmost-longest match that begins at `from` or
   * later; anchors see the whole text.
   */
  on(text: string): (from: number) => SearchResult;
  /** An upper bound of how far behind a match a search may have looked; Infinity without a bound. */
  readonly reach: number;
}

/** Letters whose case folding leaves or enters ASCII. */
const FOLDING_INTO_ASCII = /[\u0130\u0131\u017f\u212a]/;

/**
 * Prepares a pattern.
 * @param highestGroup the highest group whose place is asked for; 0 for the whole match only
 */
export function createSearcher(regex: SedRegex, view: CharacterView, highestGroup: number): Searcher {
  const reason =
    regex.doubt ??
    anchorDoubt(regex.tree) ??
    (highestGroup > 0 ? groupsAreCertain(regex.tree, highestGroup) : undefined);
  if (reason !== undefined) return unknownSearcher(reason);
  const literal = regex.ignoreCase ? undefined : literalText(regex.tree);
  if (literal !== undefined && highestGroup === 0) return literalSearcher(literal);
  const pattern = translateRegex(regex.tree, { ...regex, view, groups: highestGroup > 0 });
  if (pattern === undefined) return unknownSearcher('a pattern too big to model');
  if (regex.ignoreCase && view !== 'bytes' && !isAscii(regex.text)) {
    return unknownSearcher('the flag I with characters beyond ASCII');
  }
  return compiledSearcher(pattern, regex, view, highestGroup);
}

/** The text a pattern stands for when it has no special characters; undefined otherwise. */
export function literalText(node: RegexNode): string | undefined {
  if (node.kind === 'char') return node.char;
  if (node.kind !== 'sequence') return undefined;
  let text = '';
  for (const part of node.nodes) {
    if (part.kind !== 'char') return undefined;
    text += part.char;
  }
  return text;
}

function unknownSearcher(reason: string): Searcher {
  return { on: () => unknownResult(reason), reach: 0 };
}

function literalSearcher(literal: string): Searcher {
  return {
    reach: literal.length,
    on: (text) => (from) => {
      const start = text.indexOf(literal, from);
      if (start < 0) return { kind: 'none' };
      const span = { start, end: start + literal.length };
      return { kind: 'match', match: { span, groups: [span] } };
    },
  };
}

function compiledSearcher(
  pattern: string,
  regex: SedRegex,
  view: CharacterView,
  highestGroup: number,
): Searcher {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, RE2JS.LONGEST_MATCH | RE2JS.LOOKBEHINDS);
  } catch {
    return unknownSearcher('a pattern too big to model');
  }
  const words = view !== 'bytes' && asksForWords(regex.tree);
  const inner = !regex.multiline && hasInnerAnchor(regex.tree, true, true);
  const folds = view !== 'bytes' && regex.ignoreCase;
  return {
    reach: longestMatch(regex.tree),
    on: (text) => {
      if (words && !isAscii(text)) return unknownResult('word boundaries beyond ASCII');
      if (inner && text.includes('\n')) return unknownResult('an anchor inside a pattern');
      if (folds && FOLDING_INTO_ASCII.test(text)) {
        return unknownResult('the flag I with characters beyond ASCII');
      }
      const matcher = compiled.matcher(text);
      return (from) => {
        if (!matcher.find(from)) return { kind: 'none' };
        const groups: (Span | undefined)[] = [];
        for (let group = 0; group <= highestGroup; group++) {
          const start = matcher.start(group);
          groups.push(start < 0 ? undefined : { start, end: matcher.end(group) });
        }
        return { kind: 'match', match: { span: { start: matcher.start(), end: matcher.end() }, groups } };
      };
    },
  };
}

function unknownResult(reason: string): () => SearchResult {
  return () => ({ kind: 'unknown', reason });
}

function longestMatch(node: RegexNode): number {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return 0;
    case 'group':
      return longestMatch(node.node);
    case 'sequence':
      return node.nodes.reduce((sum, part) => sum + longestMatch(part), 0);
    case 'alternatives':
      return Math.max(...node.nodes.map(longestMatch));
    case 'repeat': {
      const once = longestMatch(node.node);
      return once === 0 ? 0 : once * node.max;
    }
    case 'reference':
      return Number.POSITIVE_INFINITY;
    default:
      // A character beyond the basic plane has two units.
      return 2;
  }
}
