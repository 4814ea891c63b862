import type { SourceText } from '../../text/index.ts';

/** The simple command at a caret, as far as it is typed. */
export interface Typed {
  /** The words before the one at the caret, as they are written. */
  readonly words: readonly string[];
  /** What is written of the word at the caret, up to it. */
  readonly word: string;
  /** Where that word begins. */
  readonly start: number;
  /** The quote in which the caret stands. */
  readonly quote: '' | '"' | "'";
  /** The redirection that the word is for, such as `<`. */
  readonly redirection: string | undefined;
}

/** Words behind which a command begins. */
const BEFORE_COMMAND: ReadonlySet<string> = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  '{',
  'time',
]);

/**
 * Reads the logical line of a caret up to it, as bash would begin to. A line that is being typed is rarely a whole
 * command, so nothing behind the caret is asked for. Undefined in comments.
 */
export function typedAt(source: SourceText, offset: number): Typed | undefined {
  const { text } = source;
  const reader = new LineReader(text.slice(logicalStart(source, offset), offset));
  const read = reader.read();
  return read === undefined ? undefined : { ...read, start: offset - read.word.length };
}

/** The start of the first of the lines that backslashes join. */
function logicalStart({ text, lines }: SourceText, offset: number): number {
  let line = lines.lineAt(offset);
  while (line > 0 && /\\\r?$/.test(text.slice(lines.lineStart(line - 1), lines.lineEnd(line - 1)))) line--;
  return lines.lineStart(line);
}

interface Command {
  words: string[];
  word: string;
  redirection: string | undefined;
}

class LineReader {
  #at = 0;
  #quote: '' | '"' | "'" = '';
  #command: Command = emptyCommand();
  /** Commands around the one that is read, with the quote in which it stands and what ends it. */
  readonly #outer: { readonly command: Command; readonly quote: '' | '"' | "'"; readonly end: string }[] = [];

  constructor(readonly text: string) {}

  read(): Omit<Typed, 'start'> | undefined {
    while (this.#at < this.text.length) if (!this.#step()) return undefined;
    return { ...this.#command, quote: this.#quote };
  }

  /** One character, or two that belong together; false in a comment. */
  #step(): boolean {
    const char = this.text[this.#at] ?? '';
    if (this.#quote === "'") {
      if (char === "'") this.#quote = '';
      this.#take(1);
    } else if (char === '\\') this.#escape();
    else if (this.text.startsWith('$(', this.#at) || char === '`') this.#substitution(char);
    else if (this.#quote === '"') {
      if (char === '"') this.#quote = '';
      this.#take(1);
    } else return this.#bare(char);
    return true;
  }

  #bare(char: string): boolean {
    if (char === '"' || char === "'") {
      this.#quote = char;
      this.#take(1);
    } else if (char === '#' && this.#command.word === '') return false;
    else if (/\s/.test(char)) this.#endWord();
    else if (char === ')' && this.#outer.at(-1)?.end === ')') this.#leave();
    else if (/[;&|()]/.test(char)) this.#next();
    else if (/[<>]/.test(char)) this.#redirect();
    else this.#take(1);
    return true;
  }

  #take(count: number): void {
    this.#command.word += this.text.slice(this.#at, this.#at + count);
    this.#at += count;
  }

  #escape(): void {
    const next = /^\\\r?\n/.exec(this.text.slice(this.#at, this.#at + 3));
    if (next === null) {
      this.#take(2);
      return;
    }
    // A joined line: the word goes on, or a blank at the start of the next line ends it.
    this.#at += next[0].length;
  }

  #substitution(char: string): void {
    if (char === '`' && this.#outer.at(-1)?.end === '`') {
      this.#leave();
      return;
    }
    this.#take(char === '`' ? 1 : 2);
    this.#outer.push({ command: this.#command, quote: this.#quote, end: char === '`' ? '`' : ')' });
    this.#command = emptyCommand();
    this.#quote = '';
  }

  #leave(): void {
    const outer = this.#outer.pop();
    if (outer === undefined) return;
    this.#command = outer.command;
    this.#quote = outer.quote;
    this.#take(1);
  }

  #endWord(): void {
    const { word, words, redirection } = this.#command;
    this.#at++;
    if (word === '') return;
    if (redirection !== undefined) this.#command.redirection = undefined;
    else if (words.length > 0 || !BEFORE_COMMAND.has(word)) words.push(word);
    this.#command.word = '';
  }

  #next(): void {
    this.#at++;
    this.#command = emptyCommand();
  }

  #redirect(): void {
    const [operator = ''] = /^(?:<<<|<<-?|>>|[<>][&|]?)/.exec(this.text.slice(this.#at, this.#at + 3)) ?? [];
    // A number right before it belongs to the redirection.
    if (!/^\d*$/.test(this.#command.word)) this.#command.words.push(this.#command.word);
    this.#at += Math.max(1, operator.length);
    this.#command.word = '';
    this.#command.redirection = operator;
  }
}

function emptyCommand(): Command {
  return { words: [], word: '', redirection: undefined };
}
