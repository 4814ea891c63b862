import type { Span } from '../../text/index.ts';

/** One entry of the outline of a file. */
export interface OutlineEntry {
  readonly name: string;
  /** A few words beside the name: a short value. */
  readonly detail: string;
  readonly kind:
    | 'section'
    | 'list'
    | 'text'
    | 'number'
    | 'boolean'
    | 'null'
    | 'function'
    | 'variable'
    | 'constant';
  /** Everything that belongs to it. */
  readonly span: Span;
  /** The name. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

/** A stretch of whole lines that can be folded, by the lines of its first and last character. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'comment' | 'region' | undefined;
}
