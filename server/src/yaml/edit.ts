// Changes to a document as edits of its source. All keep comments, order, quoting, indentation and line ends, make
// the document's repair along with them, and give undefined where they cannot be made with certainty: each is tried
// and read again first.
export { saysTheSame } from './edit-comments.ts';
export { insertPair, isSameKey } from './edit-insert.ts';
export { movePair, nestRoot, wrapInKey } from './edit-move.ts';
export { type Edits, removePair, renameKey, replaceNode } from './edit-pairs.ts';
export { appendItems, listFromString, quoteScalar, removeItem, splitItem } from './edit-values.ts';
export { plainOrQuoted, type QuoteStyle, quoted, type SpellingPlace } from './spelling.ts';
