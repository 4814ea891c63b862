import { isGap } from './characters.ts';
import { flowBound, lineStartBefore } from './lines.ts';
import { MAX_KEY_LENGTH } from './possible-keys.ts';
import type { YamlProblemKind } from './problem.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-properties.ts';
import { scanBlock, scanPlain, scanQuoted } from './scan-scalars.ts';
import { scalarToken, type Token, token } from './token.ts';
import { missing, OUTSIDE, TokenFeed } from './token-feed.ts';

/**
 * Cuts a text into the tokens that PyYAML's scanner gives (yaml/scanner.py). Behind a problem it goes on with what
 * was probably meant; tokens in flow collections are then balanced.
 */
export class Scanner extends TokenFeed {
  #lastScalar = token('scalar', 0, 0);
  #isBounded = false;

  /**
   * Starts anew behind the bracket of an outermost flow collection that turned out to be broken, and ends it where
   * the indentation says that it must have ended.
   */
  restartFlow(opening: Token): void {
    const { cursor } = this;
    this.queue.clear();
    this.keys.clear();
    this.done = false;
    this.indent = opening.indent ?? OUTSIDE;
    this.open = [opening.start];
    this.allowKey = true;
    this.#isBounded = true;
    cursor.end = cursor.text.length;
    cursor.restart(opening.start, lineStartBefore(cursor.text, opening.start));
    cursor.end = flowBound(cursor.text, opening.start, this.indent);
    cursor.pos++;
    while ((cursor.comments.at(-1)?.start ?? -1) > opening.start) cursor.comments.pop();
  }

  protected override fetch(): void {
    this.#toNextToken();
    this.dropStaleKeys();
    const { cursor } = this;
    if (this.open.length === 0) this.unwind(cursor.column);
    const code = cursor.code();
    const isBorder = cursor.column === 0 && !this.#isBounded;
    if (code === 0 && this.#isBounded) this.#closeAll();
    else if (code === 0) this.#fetchEnd();
    else if (code === 0x25 && isBorder) this.#fetchDirective();
    else if (isBorder && cursor.atDocumentMark()) this.#fetchDocumentMark();
    else this.#fetchByFirst(code);
  }

  #fetchByFirst(code: number): void {
    const { cursor } = this;
    const inFlow = this.open.length > 0;
    const isMark = isGap(cursor.code(1));
    switch (code) {
      case 0x5b:
        this.#openFlow('[');
        break;
      case 0x7b:
        this.#openFlow('{');
        break;
      case 0x5d:
      case 0x7d:
        this.#closeFlow(code);
        break;
      case 0x2c:
        this.#fetchComma();
        break;
      case 0x2d:
        if (isMark) this.#fetchEntry();
        else this.#fetchPlain(0);
        break;
      case 0x3f:
        if (isMark || inFlow) this.#fetchKey();
        else this.#fetchPlain(0);
        break;
      case 0x3a:
        if (isMark || inFlow) this.#fetchValue();
        else this.#fetchPlain(0);
        break;
      case 0x2a:
      case 0x26:
        this.#fetchProperty(scanAnchor(cursor), 'reserved-character');
        break;
      case 0x21:
        this.#fetchProperty(scanTag(cursor), 'bad-tag');
        break;
      case 0x7c:
      case 0x3e:
        if (inFlow) this.#fetchReserved();
        else this.#fetchBlock();
        break;
      case 0x22:
        this.#fetchQuoted('double');
        break;
      case 0x27:
        this.#fetchQuoted('single');
        break;
      case 0x40:
      case 0x60:
      case 0x25:
        this.#fetchReserved();
        break;
      case 0x09:
        this.skip('tab');
        break;
      default:
        this.#fetchPlain(0);
    }
  }

  #toNextToken(): void {
    const { cursor } = this;
    for (;;) {
      cursor.skipBlanks();
      cursor.takeComment();
      if (cursor.takeBreak() === '') return;
      if (this.open.length === 0) this.allowKey = true;
    }
  }

  // Marks

  #fetchEnd(): void {
    this.forgetKey();
    if (this.open.length === 0) this.unwind(-1);
    this.keys.clear();
    this.queue.push(this.endToken());
    this.done = true;
  }

  #fetchDirective(): void {
    if (this.open.length === 0) this.unwind(-1);
    this.forgetKey();
    this.allowKey = false;
    this.queue.push(scanDirective(this.cursor, this.problems));
  }

  #fetchDocumentMark(): void {
    const { cursor } = this;
    if (this.open.length === 0) this.unwind(-1);
    this.forgetKey();
    this.allowKey = false;
    this.mark(cursor.code() === 0x2d ? 'document-start' : 'document-end', 3);
  }

  #openFlow(kind: '[' | '{'): void {
    this.saveKey();
    const start = this.cursor.pos++;
    const indent = this.open.length === 0 ? this.indent : undefined;
    this.open.push(start);
    this.allowKey = true;
    this.queue.push({ ...token(kind, start, start + 1), indent });
  }

  #closeFlow(code: number): void {
    const { cursor } = this;
    if (this.open.length === 0) {
      this.skip('extra-bracket');
      return;
    }
    if (this.#isBounded) {
      const matching = this.open.findLastIndex((at) => closerOf(cursor.text.charCodeAt(at)) === code);
      if (matching < 0) {
        this.skip('extra-bracket');
        return;
      }
      while (this.open.length > matching + 1) this.#closeOpen();
    }
    this.forgetKey();
    this.open.pop();
    this.keys.cut(this.open.length + 1);
    this.allowKey = false;
    this.mark(code === 0x5d ? ']' : '}', 1);
    if (this.open.length === 0) this.#unbound();
  }

  /** Closes the innermost bracket, which has no partner in the text. */
  #closeOpen(): void {
    const at = this.open.at(-1) ?? 0;
    this.problems.openBracket(at);
    this.forgetKey();
    this.open.pop();
    this.push(this.cursor.text.charCodeAt(at) === 0x5b ? ']' : '}', this.cursor.pos, this.cursor.pos);
  }

  #closeAll(): void {
    while (this.open.length > 0) this.#closeOpen();
    this.allowKey = true;
    this.#unbound();
  }

  #unbound(): void {
    if (!this.#isBounded) return;
    this.#isBounded = false;
    this.cursor.end = this.cursor.text.length;
    this.problems.settle();
  }

  #fetchComma(): void {
    if (this.open.length === 0) {
      this.forgetKey();
      this.skip('reserved-character');
      return;
    }
    this.allowKey = true;
    this.forgetKey();
    this.mark(',', 1);
  }

  #fetchEntry(): void {
    const { cursor } = this;
    if (this.open.length === 0) {
      if (!this.allowKey) {
        this.skip('inline-list');
        return;
      }
      if (this.indentTo(cursor.column)) this.push('sequence-start', cursor.pos, cursor.pos);
    }
    this.allowKey = true;
    this.forgetKey();
    this.mark('-', 1);
  }

  #fetchKey(): void {
    const { cursor } = this;
    if (this.open.length === 0) {
      if (!this.allowKey) {
        this.skip('unexpected');
        return;
      }
      if (this.indentTo(cursor.column)) this.push('mapping-start', cursor.pos, cursor.pos);
    }
    this.allowKey = this.open.length === 0;
    this.forgetKey();
    this.mark('key', 1);
  }

  #fetchValue(): void {
    const { cursor } = this;
    const level = this.open.length;
    const key = this.keys.take(level);
    if (key !== undefined) {
      this.queue.insert(key.number, token('key', key.pos, key.pos));
      if (level === 0 && this.indentTo(key.column))
        this.queue.insert(key.number, token('mapping-start', key.pos, key.pos));
      this.allowKey = false;
    } else {
      if (level === 0) {
        if (!this.allowKey) {
          this.#nestedValue();
          return;
        }
        if (this.indentTo(cursor.column)) this.push('mapping-start', cursor.pos, cursor.pos);
      }
      this.allowKey = level === 0;
      this.forgetKey();
    }
    this.mark(':', 1);
  }

  /** A colon where no value may begin: `a: b: c`. */
  #nestedValue(): void {
    const { cursor } = this;
    const { start, end } = this.#lastScalar;
    const isBehindScalar = cursor.text.slice(end, cursor.pos).trim() === '' && start >= cursor.lineStart;
    const kind = isBehindScalar && end - start > MAX_KEY_LENGTH ? 'long-key' : 'nested-mapping';
    this.problems.syntax(kind, isBehindScalar ? start : cursor.pos, cursor.pos + 1);
    cursor.pos++;
  }

  // Nodes

  #fetchProperty(found: Token | undefined, otherwise: YamlProblemKind): void {
    if (found === undefined) {
      this.#fetchReserved(otherwise);
      return;
    }
    const after = this.cursor.pos;
    this.cursor.pos = found.start;
    this.saveKey();
    this.cursor.pos = after;
    this.allowKey = false;
    this.queue.push(found);
  }

  #fetchQuoted(style: 'single' | 'double'): void {
    this.saveKey();
    this.allowKey = false;
    const start = this.cursor.pos;
    const text = scanQuoted(this.cursor, this.problems);
    this.#pushScalar(scalarToken(start, this.cursor.pos, text, style));
  }

  #fetchBlock(): void {
    this.allowKey = true;
    this.forgetKey();
    const start = this.cursor.pos;
    const style = this.cursor.code() === 0x7c ? 'literal' : 'folded';
    const { text, end } = scanBlock(this.cursor, this.indent.column, this.problems);
    this.#pushScalar(scalarToken(start, end, text, style));
  }

  #fetchPlain(forced: number): void {
    this.saveKey();
    const { cursor } = this;
    const start = cursor.pos;
    const inFlow = this.open.length > 0;
    const plain = scanPlain(cursor, this.indent.column + 1, inFlow, forced);
    const isLong = cursor.lineStart > start;
    if (isLong && !plain.atLineStart && !inFlow && cursor.code() === 0x3a && isGap(cursor.code(1))) {
      this.#splitPlain(start);
      return;
    }
    this.allowKey = plain.atLineStart;
    this.#pushScalar(scalarToken(start, plain.end, plain.text, 'plain'));
  }

  /**
   * Plain text over several lines before a colon is no key, so this is an error in any case. The last line was meant
   * as a key and is read again as one; the text above it is a key still without its colon when it stands where a
   * key may.
   */
  #splitPlain(start: number): void {
    const { cursor, problems } = this;
    const colon = cursor.pos;
    const lineStart = cursor.lineStart;
    const key = this.keys.take(0);
    let keyStart = lineStart;
    while (cursor.text.charCodeAt(keyStart) === 0x20) keyStart++;
    cursor.restart(start, lineStartBefore(cursor.text, start));
    const column = cursor.column;
    cursor.end = lineStart;
    const above = scanPlain(cursor, 0, false, 1);
    cursor.end = cursor.text.length;
    cursor.restart(keyStart, lineStart);
    // A section without its colon stands above its first key.
    const isAbove = cursor.column === column || (cursor.column > column && ONE_WORD.test(above.text));
    const isKey = key?.required || (key !== undefined && isAbove && this.indentTo(column));
    if (isKey) problems.syntax(missing(above.text), start, above.end);
    else problems.syntax('nested-mapping', keyStart, colon + 1);
    this.#pushScalar(scalarToken(start, above.end, above.text, 'plain'));
    if (key !== undefined && isKey) {
      this.queue.insert(key.number, token('key', key.pos, key.pos));
      if (!key.required) this.queue.insert(key.number, token('mapping-start', key.pos, key.pos));
      this.push(':', above.end, above.end);
    }
    this.allowKey = true;
  }

  /** A character that begins nothing; the text behind it is read as if it were plain. */
  #fetchReserved(kind: YamlProblemKind = 'reserved-character'): void {
    const { cursor } = this;
    let end = cursor.pos + 1;
    while (end < cursor.end && !isGap(cursor.text.charCodeAt(end))) end++;
    this.problems.syntax(kind, cursor.pos, end);
    this.#fetchPlain(1);
  }

  #pushScalar(scalar: Token): void {
    this.#lastScalar = scalar;
    this.queue.push(scalar);
  }
}

const ONE_WORD = /^[\w.-]+$/;

function closerOf(opener: number): number {
  return opener === 0x5b ? 0x5d : 0x7d;
}
