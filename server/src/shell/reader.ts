import type { Span } from '../text/index.ts';
import {
  BACKSLASH,
  CLOSE_PARENTHESIS,
  continuesLine,
  endsWord,
  HASH,
  NEWLINE,
  SEMICOLON,
  SPACE,
  TAB,
  withoutContinuations,
} from './characters.ts';
import type { Comment, Redirection, Statement, SyntaxProblem, WordPart } from './model.ts';
import { CLOSERS, operatorAt, reservedWordAt, type Token } from './tokens.ts';

/**
 * Levels of nesting that are read. Scripts have less than 20; the limit keeps the stack of every platform safe.
 */
const DEPTH = 150;

/**
 * `&&` and `||` in one unit that are read: each makes the tree deeper, so they bound it for those who walk it.
 */
const LINKS = 1000;

/** The parts of the grammar that need each other. */
export interface Grammar {
  /** Statements up to a word or sign that can only close something, or the end of the text. */
  statements(reader: Reader): readonly Statement[];
  /** What begins with the `$` at the reader's position; undefined, and nothing read, when it is a plain `$`. */
  dollar(reader: Reader, quoted: boolean): WordPart | undefined;
  backquotes(reader: Reader, quoted: boolean): WordPart;
  /** `<(...)` or `>(...)` at the reader's position; undefined, and nothing read, when it is none. */
  process(reader: Reader): WordPart | undefined;
  /** The body of a here-document, which begins at the reader's position. */
  hereDocument(reader: Reader, waiting: WaitingHereDocument): void;
}

/** A here-document whose body begins at the next line. */
export interface WaitingHereDocument {
  readonly redirection: { -readonly [key in keyof Redirection]: Redirection[key] };
  readonly marker: string;
  readonly quoted: boolean;
  /** `<<-` */
  readonly tabs: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * What was tried in vain, by offset. Without this memory nested constructs would be read again and again, twice as
 * often with each level.
 */
export interface Memory {
  /** A `((` that is no arithmetic, by the offset of its second parenthesis, and where it ends. */
  readonly notArithmetic: Map<number, number>;
  /** A `${` that is plain text where it stands. */
  readonly plainDollars: Set<number>;
}

/** Something that is open until its counterpart is read. */
export interface Opener {
  readonly token: string;
  readonly start: number;
  readonly end: number;
  expected: string | undefined;
}

/**
 * What is thrown to end the reading of a unit; without a problem when bash may well be able to read it.
 * It never leaves this room, and is no Error because a stack trace for each would cost more than the reading.
 */
export class Unreadable {
  constructor(readonly problem: SyntaxProblem | undefined) {}
}

/** A position in a text, with what the grammar keeps in mind between tokens. */
export class Reader {
  pos = 0;
  depth = 0;
  /** `&&` and `||` of the unit so far. */
  links = { count: 0 };
  /** Levels of `$( )` around the position. */
  substitutions = 0;
  waiting: WaitingHereDocument[] = [];
  readonly comments: Comment[] = [];
  readonly openHereDocuments: SyntaxProblem[] = [];
  readonly openers: Opener[] = [];
  /** Whether the word at the position is a value: in operands of its parameters `~` is expanded behind `:` too. */
  inValue = false;
  #memory: Memory | undefined;

  /** @param extendedPatterns whether `extglob` may be on */
  constructor(
    readonly text: string,
    readonly grammar: Grammar,
    readonly extendedPatterns: boolean,
    readonly toSource: ((offset: number) => number) | undefined,
  ) {}

  /** A reader of other text, in the same depth. What it meets does not end the reading here. */
  inner(text: string, position: number, toSource: ((offset: number) => number) | undefined): Reader {
    const reader = new Reader(text, this.grammar, this.extendedPatterns, toSource);
    reader.pos = position;
    reader.depth = this.depth;
    reader.links = this.links;
    if (toSource === this.toSource) reader.#memory = this.memory;
    return reader;
  }

  /** Reads something that is part of a value, or is not. */
  asValue<T>(inValue: boolean, read: () => T): T {
    const outer = this.inValue;
    this.inValue = inValue;
    try {
      return read();
    } finally {
      this.inValue = outer;
    }
  }

  get memory(): Memory {
    this.#memory ??= { notArithmetic: new Map(), plainDollars: new Set() };
    return this.#memory;
  }

  /** The character at the position; NaN at the end of the text. */
  peek(): number {
    return this.text.charCodeAt(this.pos);
  }

  get atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  span(start: number, end: number): Span {
    return this.toSource === undefined
      ? { start, end }
      : { start: this.toSource(start), end: this.toSource(end) };
  }

  /** The offset behind continued lines. */
  past(offset: number): number {
    let i = offset;
    while (continuesLine(this.text, i)) i += 2;
    return Math.min(i, this.text.length);
  }

  /** Matches a pattern with the flag `y` at the position, without moving. */
  match(pattern: RegExp, at = this.pos): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  /** The text that a pattern with the flag `y` matches at the position or another offset. */
  textOf(pattern: RegExp, at = this.pos): string | undefined {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? this.text.slice(at, pattern.lastIndex) : undefined;
  }

  /** Whether a pattern with the flag `y` matches at the position. */
  test(pattern: RegExp): boolean {
    pattern.lastIndex = this.pos;
    return pattern.test(this.text);
  }

  /** Skips blanks, continued lines and a comment. */
  skip(): void {
    for (;;) {
      const code = this.peek();
      if (code === SPACE || code === TAB) this.pos++;
      else if (code === BACKSLASH && continuesLine(this.text, this.pos)) this.pos = this.past(this.pos);
      else {
        if (code === HASH) this.#comment();
        return;
      }
    }
  }

  /** Skips blanks, comments and line breaks. */
  skipLines(): void {
    this.skip();
    while (this.peek() === NEWLINE) {
      this.newline();
      this.skip();
    }
  }

  /** Moves behind the line break, and behind the here-documents that begin there. */
  newline(): void {
    this.pos++;
    this.hereDocuments();
  }

  /** Reads the here-documents that begin here: at a line, or in vain at the end of the text. */
  hereDocuments(): void {
    if (this.waiting.length === 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const one of waiting) this.grammar.hereDocument(this, one);
  }

  #comment(): void {
    const start = this.pos;
    const end = this.text.indexOf('\n', start);
    this.pos = end < 0 ? this.text.length : end;
    this.comments.push({ span: this.span(start, this.pos), text: this.text.slice(start + 1, this.pos) });
  }

  /** The reserved word at the position. */
  reserved(): Token | undefined {
    return reservedWordAt(this.text, this.pos);
  }

  /** Moves behind the reserved word if it is at the position. */
  accept(word: string): boolean {
    const found = this.reserved();
    if (found?.text !== word) return false;
    this.pos = found.end;
    return true;
  }

  /** The operator at the position. */
  operator(): Token | undefined {
    return operatorAt(this.text, this.pos);
  }

  /** Whether a list of statements cannot go on here. */
  get atCloser(): boolean {
    const code = this.peek();
    if (Number.isNaN(code) || code === CLOSE_PARENTHESIS) return true;
    if (code === SEMICOLON) return (this.operator()?.text.length ?? 0) > 1;
    const word = this.reserved()?.text;
    return word !== undefined && CLOSERS.has(word);
  }

  /** Reads something within a construct, which is what problems in it are put down to. */
  within<T>(
    token: string,
    start: number,
    end: number,
    expected: string | undefined,
    read: (opener: Opener) => T,
  ): T {
    const opener: Opener = { token, start, end, expected };
    if (++this.depth > DEPTH) throw new Unreadable(undefined);
    this.openers.push(opener);
    const result = read(opener);
    this.openers.pop();
    this.depth--;
    return result;
  }

  /** Reads something that may turn out to be unreadable: then nothing is read. */
  attempt<T>(read: () => T): T | undefined {
    const { pos, depth, substitutions, waiting } = this;
    const lengths = [this.comments, this.openHereDocuments, this.openers].map((list) => list.length);
    try {
      return read();
    } catch (failure) {
      if (!(failure instanceof Unreadable) || failure.problem === undefined) throw failure;
      this.pos = pos;
      this.depth = depth;
      this.substitutions = substitutions;
      this.waiting = waiting;
      [this.comments, this.openHereDocuments, this.openers].forEach((list, i) => {
        list.length = lengths[i] ?? 0;
      });
      return undefined;
    }
  }

  /** Counts a `&&` or `||`. */
  link(): void {
    if (++this.links.count > LINKS) throw new Unreadable(undefined);
  }

  /** The text ends while something is open. */
  unclosed(token: string, start: number, end: number, expected: string | undefined): never {
    throw new Unreadable({
      kind: 'unclosed',
      span: this.span(start, end),
      token,
      expected,
      opener: undefined,
      nearlyEnded: undefined,
    });
  }

  /** What is at the position cannot stand there. */
  unexpected(): never {
    const innermost = this.openers.at(-1);
    if (this.atEnd && innermost !== undefined)
      this.unclosed(innermost.token, innermost.start, innermost.end, innermost.expected);
    const start = this.pos;
    const end = this.tokenEnd();
    const text = this.text.slice(start, end);
    throw new Unreadable({
      kind: 'unexpected',
      span: this.span(start, end),
      token: this.atEnd ? 'end of file' : text === '' ? 'newline' : withoutContinuations(text),
      expected: innermost?.expected,
      opener: innermost && { token: innermost.token, span: this.span(innermost.start, innermost.end) },
      nearlyEnded: undefined,
    });
  }

  /** The end of the word or sign at the position, as far as it can be told without reading it; of a line break its start. */
  tokenEnd(): number {
    const sign = this.operator();
    if (sign !== undefined) return sign.end;
    let end = this.pos;
    while (!endsWord(this.text.charCodeAt(end))) end++;
    return end;
  }
}
