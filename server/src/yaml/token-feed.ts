import { Cursor } from './cursor.ts';
import { lineFeedAfter } from './lines.ts';
import { MAX_KEY_LENGTH, type PossibleKey, PossibleKeys } from './possible-keys.ts';
import type { ProblemLog, YamlProblemKind } from './problem.ts';
import { type Token, type TokenKind, token } from './token.ts';
import { TokenQueue } from './token-queue.ts';

/** The columns of the block collections around a place, innermost first. */
export interface Indent {
  readonly column: number;
  readonly outer: Indent | undefined;
}

export const OUTSIDE: Indent = { column: -1, outer: undefined };

/**
 * The state of PyYAML's scanner: tokens read ahead, possible keys, indentation. It reads no farther ahead than PyYAML
 * does, so that the first problem met is the one at which PyYAML stops.
 */
export abstract class TokenFeed {
  readonly cursor: Cursor;
  protected readonly queue = new TokenQueue();
  protected readonly keys = new PossibleKeys();
  protected done = false;
  protected indent = OUTSIDE;
  /** Whether a key may begin here; in block collections, whether a collection may. */
  protected allowKey = true;
  /** The opening brackets around the position. */
  protected open: number[] = [];

  constructor(
    text: string,
    readonly problems: ProblemLog,
  ) {
    this.cursor = new Cursor(text);
  }

  /** The next token, which stays. */
  peek(): Token {
    while (this.#needsMore()) this.fetch();
    return this.queue.first ?? this.endToken();
  }

  /** The next token, which is taken out; the end is there for ever. */
  next(): Token {
    const found = this.peek();
    if (found.kind === 'stream-end') return found;
    this.queue.drop();
    return found;
  }

  /** Reads the next token or tokens into the queue. */
  protected abstract fetch(): void;

  #needsMore(): boolean {
    if (this.done) return false;
    if (this.queue.isEmpty) return true;
    this.dropStaleKeys();
    return this.keys.first?.number === this.queue.firstNumber;
  }

  protected dropStaleKeys(): void {
    const key = this.keys.dropStale(this.cursor);
    if (key !== undefined) this.#missColon(key);
  }

  protected saveKey(): void {
    if (!this.allowKey) return;
    const { cursor } = this;
    const level = this.open.length;
    this.forgetKey();
    this.keys.set(level, {
      number: this.queue.nextNumber,
      required: level === 0 && this.indent.column === cursor.column,
      pos: cursor.pos,
      lineStart: cursor.lineStart,
      column: cursor.column,
    });
  }

  protected forgetKey(): void {
    const key = this.keys.take(this.open.length);
    if (key?.required) this.#missColon(key);
  }

  /** Reports a key without its colon, and makes it a key all the same when it is one word or text. */
  #missColon(key: PossibleKey): void {
    const { cursor, problems } = this;
    const { last } = this.queue;
    const lineEnd = lineFeedAfter(cursor.text, key.pos);
    const end = last === undefined || last.end <= key.pos ? lineEnd : Math.min(last.end, lineEnd);
    const isLong = key.lineStart === cursor.lineStart && cursor.isFartherThan(MAX_KEY_LENGTH, key.pos);
    if (isLong) problems.syntax('long-key', key.pos, end);
    else problems.syntax(missing(cursor.text.slice(key.pos, end)), key.pos, end);
    if (this.open.length > 0 || last === undefined) return;
    const isWhole = this.queue.allButLast(key.number).every(isProperty);
    if (isWhole && (last.kind === 'scalar' || last.kind === 'alias')) {
      this.queue.insert(key.number, token('key', key.pos, key.pos));
      this.push(':', last.end, last.end);
    }
  }

  // Indentation

  protected unwind(column: number): void {
    while (this.indent.column > column && this.indent.outer !== undefined) {
      this.indent = this.indent.outer;
      this.push('block-end', this.cursor.pos, this.cursor.pos);
    }
  }

  protected indentTo(column: number): boolean {
    if (this.indent.column >= column) return false;
    this.indent = { column, outer: this.indent };
    return true;
  }

  protected endToken(): Token {
    return token('stream-end', this.cursor.text.length, this.cursor.text.length);
  }

  /** Reports the character at the position and passes it. */
  protected skip(kind: YamlProblemKind): void {
    const { cursor } = this;
    this.problems.syntax(kind, cursor.pos, cursor.pos + 1);
    cursor.pos++;
  }

  protected mark(kind: TokenKind, length: number): void {
    const start = this.cursor.pos;
    this.cursor.pos += length;
    this.push(kind, start, this.cursor.pos);
  }

  protected push(kind: TokenKind, start: number, end: number): void {
    this.queue.push(token(kind, start, end));
  }
}

const MISSING_SPACE = /^[\w.-]+:[^\s/:]/;

/** What a key without a colon lacks: `image:name` has one, but no blank behind it. */
export function missing(key: string): YamlProblemKind {
  return MISSING_SPACE.test(key) ? 'missing-space' : 'missing-colon';
}

function isProperty(found: Token): boolean {
  return found.kind === 'anchor' || found.kind === 'tag';
}
