import type { Span } from '../text/index.ts';

/** A pattern as sed compiles it. */
export interface SedRegex {
  /** Between the delimiters, as written. */
  readonly raw: string;
  readonly span: Span;
  /** After sed has removed the delimiter's backslashes and resolved `\n`, `\t` and the like. */
  readonly text: string;
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly tree: RegexNode;
  /** Number of groups. */
  readonly groups: number;
  /** Why the meaning is not certain, where it is not. */
  readonly doubt: string | undefined;
}

export type RegexNode =
  | { readonly kind: 'empty' }
  /** One character (code point). */
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | CharacterSet
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly number: number; readonly node: RegexNode }
  | { readonly kind: 'reference'; readonly number: number }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly RegexNode[] }
  /** `max` is Infinity for no limit. */
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number };

/** `[...]`, `\w` and the like. */
export interface CharacterSet {
  readonly kind: 'set';
  readonly negated: boolean;
  /** First and last code point. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly classes: readonly ClassName[];
  /** `\w \W \s \S`: with the flag M, `\W` and `\S` match a line break, `[^...]` does not. */
  readonly shorthand: boolean;
}

export type Assertion =
  | 'line-start'
  | 'line-end'
  | 'buffer-start'
  | 'buffer-end'
  | 'word-boundary'
  | 'no-word-boundary'
  | 'word-start'
  | 'word-end';

export type ClassName =
  | 'alpha'
  | 'digit'
  | 'alnum'
  | 'upper'
  | 'lower'
  | 'space'
  | 'blank'
  | 'punct'
  | 'print'
  | 'graph'
  | 'cntrl'
  | 'xdigit'
  /** `\w`: alnum and the underscore */
  | 'word';
