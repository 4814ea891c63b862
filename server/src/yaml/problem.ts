import type { Span } from '../text/index.ts';

/** Why PyYAML cannot read a text. */
export type YamlProblemKind =
  // The bare text
  | 'control-character'
  | 'conflict-markers'
  | 'web-page'
  | 'tab'
  // Scalars
  | 'open-quote'
  | 'bad-escape'
  | 'text-after-value'
  | 'text-after-bracket'
  | 'reserved-character'
  | 'block-header'
  // Mappings and lists by indentation
  | 'missing-colon'
  | 'missing-space'
  | 'nested-mapping'
  | 'inline-list'
  | 'indentation'
  | 'list-in-mapping'
  | 'mapping-in-list'
  | 'long-key'
  // Flow collections
  | 'open-bracket'
  | 'extra-bracket'
  | 'missing-comma'
  | 'extra-comma'
  // Anchors, tags, directives
  | 'unknown-alias'
  | 'duplicate-anchor'
  | 'bad-tag'
  | 'unknown-tag'
  | 'tag-mismatch'
  | 'directive'
  // Values that cannot be made
  | 'bad-date'
  | 'bad-number'
  | 'bad-merge'
  | 'bad-key'
  | 'reserved-word'
  | 'too-deep'
  | 'unexpected';

export interface YamlProblem {
  readonly kind: YamlProblemKind;
  readonly span: Span;
  /** The text at the place, shortened to one line of at most 40 characters. */
  readonly found: string;
}

/** Keeps the first syntax problem of a text, and all problems of values behind it. */
export class ProblemLog {
  #syntax: YamlProblem | undefined;
  #isProvisional = false;
  readonly #values: YamlProblem[] = [];

  constructor(readonly text: string) {}

  get hasSyntaxProblem(): boolean {
    return this.#syntax !== undefined;
  }

  /** What the loader stops at: PyYAML reads the whole text before it makes the first value. */
  get first(): YamlProblem | undefined {
    if (this.#syntax !== undefined) return this.#syntax;
    return this.#values.reduce<YamlProblem | undefined>(
      (best, problem) => (best === undefined || problem.span.start < best.span.start ? problem : best),
      undefined,
    );
  }

  syntax(kind: YamlProblemKind, start: number, end: number): void {
    this.#syntax ??= this.#problem(kind, start, end);
  }

  /** Like `syntax`, until it is known whether the bracket around the place is ever closed. */
  provisional(kind: YamlProblemKind, start: number, end: number): void {
    if (this.#syntax !== undefined) return;
    this.#syntax = this.#problem(kind, start, end);
    this.#isProvisional = true;
  }

  /** A bracket without its partner: the reason behind a provisional problem. */
  openBracket(at: number): void {
    if (this.#isProvisional) this.#syntax = this.#problem('open-bracket', at, at + 1);
    this.#isProvisional = false;
  }

  settle(): void {
    this.#isProvisional = false;
  }

  value(kind: YamlProblemKind, start: number, end: number): void {
    this.#values.push(this.#problem(kind, start, end));
  }

  #problem(kind: YamlProblemKind, start: number, end: number): YamlProblem {
    const span = { start, end: Math.min(Math.max(end, start), this.text.length) };
    return { kind, span, found: shown(this.text.slice(start, Math.max(span.end, start + 1))) };
  }
}

/** The first line of a text, at most 40 characters. */
export function shown(text: string): string {
  return (/^[^\r\n]*/.exec(text)?.[0] ?? '').slice(0, 40);
}

// PyYAML's reader refuses everything outside this set (yaml/reader.py, NON_PRINTABLE). A file never holds half a
// surrogate pair, so both halves pass here.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NON_PRINTABLE = /[^\x09\x0A\x0D\x20-\x7E\x85\xA0-\uFFFD]/;

/** A character that the reader refuses before anything is parsed. */
export function controlCharacter(text: string): YamlProblem | undefined {
  const found = NON_PRINTABLE.exec(text);
  if (found === null) return undefined;
  return {
    kind: 'control-character',
    span: { start: found.index, end: found.index + 1 },
    found: found[0],
  };
}

const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: .*)?$/m;
const WEB_PAGE = /^\uFEFF?\s*<(?:!doctype\s+html|html)\b[^>\r\n]*>?/i;

/** What went wrong with the text as a whole, when that explains better why it cannot be read. */
export function wholeTextProblem(text: string): YamlProblem | undefined {
  for (const [kind, pattern] of [
    ['conflict-markers', CONFLICT],
    ['web-page', WEB_PAGE],
  ] as const) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const start = found.index + found[0].length - found[0].replace(/^[\uFEFF\s]+/, '').length;
    const end = found.index + found[0].trimEnd().length;
    return { kind, span: { start, end }, found: shown(text.slice(start, end)) };
  }
  return undefined;
}
