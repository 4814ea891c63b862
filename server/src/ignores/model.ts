import type { Span } from '../text/index.ts';

/** A comment that suppresses findings: `# pangeo-binder: ignore[start/heavy-work] reason`. */
export interface Ignore {
  /** From its `#` to the end of the comment. */
  readonly span: Span;
  /** `ignore` speaks of lines, `ignore-file` of the whole file. */
  readonly scope: 'line' | 'file';
  /** What stands between the brackets: codes, `family/*`, or anything else that a person wrote there. */
  readonly codes: readonly IgnoredCode[];
  /** Behind the last code, where another one can be added. */
  readonly end: number;
  /** The lines of which it speaks, counted from 0; none for `ignore-file`. */
  readonly lines: readonly number[];
  /** Why it suppresses nothing at all. */
  readonly problem: IgnoreProblem | undefined;
}

export interface IgnoredCode {
  readonly code: string;
  readonly span: Span;
}

export type IgnoreProblem =
  /** No brackets, or nothing in them. */
  | { readonly kind: 'no-codes' }
  /** Nearly `ignore` or `ignore-file`; `meant` is which. */
  | { readonly kind: 'word'; readonly span: Span; readonly word: string; readonly meant: string }
  /** No colon behind `pangeo-binder`; it belongs at `at`. */
  | { readonly kind: 'no-colon'; readonly at: number }
  /** On the line that the kernel reads. */
  | { readonly kind: 'shebang' }
  /** `ignore-file` that is not among the first lines. */
  | { readonly kind: 'too-late' };

/** The suppressions of one file. */
export interface FileIgnores {
  readonly path: string;
  readonly ignores: readonly Ignore[];
  /** Whether the file could be read to its end; else what seems to suppress nothing may do so again soon. */
  readonly complete: boolean;
  /** The line on which a comment about a line can stand: for a continued command, its first one. */
  readonly anchor: (line: number) => number;
}

export const MARK = 'pangeo-binder';

/** Rules about suppressions themselves: a comment does not silence them, the settings do. */
export const ABOUT_IGNORES: ReadonlySet<string> = new Set(['repo/unused-ignore', 'repo/bad-ignore']);
