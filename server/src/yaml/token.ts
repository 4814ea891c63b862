import type { YamlScalar } from './nodes.ts';
import type { Indent } from './token-feed.ts';

export type TokenKind =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'sequence-start'
  | 'mapping-start'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A token of PyYAML's scanner with its place. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The value of a scalar, the name of an alias, anchor or directive, the suffix of a tag. */
  readonly text: string;
  readonly style: YamlScalar['style'];
  /** The handle of a tag, or of a `%TAG` directive; undefined for verbatim tags. */
  readonly handle: string | undefined;
  /** The indentation in force where a flow collection begins. */
  readonly indent: Indent | undefined;
}

export function token(kind: TokenKind, start: number, end: number, text = ''): Token {
  return { kind, start, end, text, style: 'plain', handle: undefined, indent: undefined };
}

export function scalarToken(start: number, end: number, text: string, style: YamlScalar['style']): Token {
  return { kind: 'scalar', start, end, text, style, handle: undefined, indent: undefined };
}
