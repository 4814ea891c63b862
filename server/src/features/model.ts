import type { Span, TextEdit } from '../text/index.ts';

/** What is said about a place of a text. */
export interface Hover {
  /** Markdown in plain words. */
  readonly markdown: string;
  /** The key, value or word it speaks of. */
  readonly span: Span;
}

export type CompletionKind =
  | 'section'
  | 'key'
  | 'value'
  | 'choice'
  | 'option'
  | 'variable'
  | 'file'
  | 'folder'
  | 'line';

/** Something that can be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label: type or unit. */
  readonly detail: string | undefined;
  /** Markdown. */
  readonly documentation: string | undefined;
  /** What is replaced and by what; line breaks in it are followed by the whole indentation. */
  readonly edit: TextEdit;
  /** Order among the others; smaller ones first. */
  readonly sort: string;
  /** What the typed text is compared with: it begins as the replaced text does. */
  readonly filter: string;
}
