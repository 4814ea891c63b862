import { parseBracket } from './regex-bracket.ts';
import type { RegexNode } from './regex-model.ts';
import { type RegexToken, tokenAt } from './regex-tokens.ts';

/** What came of reading a pattern. */
export type RegexSyntax =
  | {
      readonly kind: 'regex';
      readonly tree: RegexNode;
      readonly groups: number;
      /** Why the effect is not certain, where it is not. */
      readonly doubt: string | undefined;
      /** Set when sed gives up on `[:space:]` without its outer brackets. */
      readonly misspeltClass: boolean;
    }
  /** Whether sed accepts it depends on the locale or is not modelled. */
  | { readonly kind: 'doubt'; readonly reason: string }
  /** `message` is the C library's. */
  | { readonly kind: 'error'; readonly message: string };

const INVALID_PRECEDING = 'Invalid preceding regular expression';
const INVALID_CONTENT = 'Invalid content of \\{\\}';
/** RE_DUP_MAX of the C library. */
const MAX_REPEAT = 0x7fff;
/** Deeper nesting is nothing that people write. */
const MAX_DEPTH = 100;

/**
 * Reads a POSIX basic or extended regular expression with GNU's additions, by the rules that
 * the C library's regcomp has under the syntax bits of GNU sed (RE_SYNTAX_POSIX_BASIC and
 * RE_SYNTAX_POSIX_EXTENDED without RE_UNMATCHED_RIGHT_PAREN_ORD; sed/regexp.c).
 * @param text the pattern after sed has resolved its own escapes
 */
export function parseRegex(text: string, extended: boolean, ignoreCase: boolean): RegexSyntax {
  return new RegexReader(text, extended, ignoreCase).read();
}

class RegexFailure extends Error {}
class RegexDoubt extends Error {}

class RegexReader {
  readonly #chars: readonly string[];
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  readonly #closedGroups = new Set<number>();
  #position = 0;
  #token: RegexToken;
  #groups = 0;
  #depth = 0;
  #doubt: string | undefined;
  #misspeltClass = false;

  constructor(text: string, extended: boolean, ignoreCase: boolean) {
    this.#chars = Array.from(text);
    this.#extended = extended;
    this.#ignoreCase = ignoreCase;
    this.#token = tokenAt(this.#chars, 0, extended, true);
    this.#position = this.#token.length;
  }

  read(): RegexSyntax {
    try {
      const tree = this.#alternatives();
      return {
        kind: 'regex',
        tree,
        groups: this.#groups,
        doubt: this.#doubt,
        misspeltClass: this.#misspeltClass,
      };
    } catch (failure) {
      if (failure instanceof RegexFailure) return { kind: 'error', message: failure.message };
      if (failure instanceof RegexDoubt) return { kind: 'doubt', reason: failure.message };
      throw failure;
    }
  }

  #next(caretAnchors = false): void {
    this.#token = tokenAt(this.#chars, this.#position, this.#extended, caretAnchors);
    this.#position += this.#token.length;
  }

  #alternatives(): RegexNode {
    const branches = [this.#branch()];
    while (this.#token.kind === 'or') {
      this.#next(true);
      branches.push(this.#branch());
    }
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'alternatives', nodes: branches };
  }

  #branch(): RegexNode {
    const nodes: RegexNode[] = [];
    while (!this.#endsBranch()) nodes.push(this.#expression());
    const [only] = nodes;
    if (only === undefined) return { kind: 'empty' };
    return nodes.length === 1 ? only : { kind: 'sequence', nodes };
  }

  #endsBranch(): boolean {
    const { kind } = this.#token;
    return kind === 'or' || kind === 'end' || (kind === 'close' && this.#depth > 0);
  }

  #expression(): RegexNode {
    const token = this.#token;
    if (token.kind === 'assertion' && token.assertion !== undefined) {
      // An anchor takes no repetition; what follows begins anew, so that `*` is a star in `^*`.
      this.#next(true);
      if (this.#token.char === '^' && this.#token.kind === 'assertion' && !this.#extended) {
        this.#doubt ??= 'a caret after another anchor';
      }
      return { kind: 'assertion', what: token.assertion };
    }
    let node = this.#atom(token);
    this.#next();
    for (;;) {
      const repeated = this.#repetition(node);
      if (repeated === undefined) return node;
      node = repeated;
      const { kind } = this.#token;
      if (!this.#extended && (kind === 'star' || kind === 'open-interval')) {
        throw new RegexFailure(INVALID_PRECEDING);
      }
    }
  }

  #atom(token: RegexToken): RegexNode {
    switch (token.kind) {
      case 'open':
        return this.#group();
      case 'any':
        return { kind: 'any' };
      case 'set':
        return token.set ?? { kind: 'empty' };
      case 'bracket':
        return this.#bracket();
      case 'reference': {
        const number = Number(token.char);
        if (!this.#closedGroups.has(number)) throw new RegexFailure('Invalid back reference');
        this.#doubt ??= 'back-references in a pattern';
        return { kind: 'reference', number };
      }
      case 'trailing-backslash':
        throw new RegexFailure('Trailing backslash');
      case 'close':
        throw new RegexFailure('Unmatched ) or \\)');
      case 'open-interval':
        throw new RegexFailure(INVALID_PRECEDING);
      case 'star':
      case 'plus':
      case 'question':
        if (this.#extended) throw new RegexFailure(INVALID_PRECEDING);
        return { kind: 'char', char: token.char };
      default:
        return { kind: 'char', char: token.char };
    }
  }

  /** Leaves the closing parenthesis as the current token. */
  #group(): RegexNode {
    const number = ++this.#groups;
    if (this.#depth >= MAX_DEPTH) throw new RegexDoubt('groups nested too deeply');
    this.#depth++;
    this.#next(true);
    const node: RegexNode = this.#token.kind === 'close' ? { kind: 'empty' } : this.#alternatives();
    this.#depth--;
    if (this.#token.kind !== 'close') throw new RegexFailure('Unmatched ( or \\(');
    this.#closedGroups.add(number);
    return { kind: 'group', number, node };
  }

  #bracket(): RegexNode {
    const result = parseBracket(this.#chars, this.#position, this.#ignoreCase);
    if (result.kind === 'error') throw new RegexFailure(result.message);
    if (result.kind === 'doubt') throw new RegexDoubt(result.reason);
    this.#position = result.end;
    if (result.misspeltClass) this.#misspeltClass = true;
    return result.set;
  }

  /** The node with the repetition at the current token, or undefined when there is none. */
  #repetition(node: RegexNode): RegexNode | undefined {
    switch (this.#token.kind) {
      case 'star':
        this.#next();
        return { kind: 'repeat', node, min: 0, max: Number.POSITIVE_INFINITY };
      case 'plus':
        this.#next();
        return { kind: 'repeat', node, min: 1, max: Number.POSITIVE_INFINITY };
      case 'question':
        this.#next();
        return { kind: 'repeat', node, min: 0, max: 1 };
      case 'open-interval':
        return this.#interval(node);
      default:
        return undefined;
    }
  }

  #interval(node: RegexNode): RegexNode {
    let min = this.#number();
    if (min === 'none') {
      if (this.#token.kind !== 'char' || this.#token.char !== ',') throw new RegexFailure(INVALID_CONTENT);
      min = 0;
    }
    let max: number | 'bad' = min;
    if (min !== 'bad' && this.#token.kind !== 'close-interval') {
      const end = this.#token.kind === 'char' && this.#token.char === ',' ? this.#number() : 'bad';
      max = end === 'none' ? Number.POSITIVE_INFINITY : end;
    }
    if (min === 'bad' || max === 'bad') {
      throw new RegexFailure(this.#token.kind === 'end' ? 'Unmatched \\{' : INVALID_CONTENT);
    }
    if (min > max || this.#token.kind !== 'close-interval') throw new RegexFailure(INVALID_CONTENT);
    if ((Number.isFinite(max) ? max : min) > MAX_REPEAT) throw new RegexFailure('Regular expression too big');
    this.#next();
    if (max === 0) return { kind: 'empty' };
    return { kind: 'repeat', node, min, max };
  }

  /** Reads up to a comma or the end of the interval. */
  #number(): number | 'none' | 'bad' {
    let value: number | 'none' | 'bad' = 'none';
    for (;;) {
      this.#next();
      const { kind, char } = this.#token;
      if (kind === 'end') return 'bad';
      if (kind === 'close-interval' || char === ',') return value;
      if (kind !== 'char' || !/^[0-9]$/.test(char) || value === 'bad') value = 'bad';
      else value = value === 'none' ? Number(char) : Math.min(MAX_REPEAT + 1, value * 10 + Number(char));
    }
  }
}
