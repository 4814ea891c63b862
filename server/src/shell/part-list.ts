import { exact } from './exact.ts';
import type { WordPart } from './model.ts';
import type { Reader } from './reader.ts';

/** An unquoted `{`, `,` or `}` of a word, which is a part of its own until its meaning is known. */
export interface Mark {
  readonly code: number;
  /** Index of its part. */
  readonly part: number;
  readonly offset: number;
}

/** Collects the parts of a word; pieces of plain text that touch become one part. */
export class PartList {
  readonly parts: WordPart[] = [];
  /** Undefined until the first one. */
  marks: Mark[] | undefined;
  #start = -1;
  #end = -1;
  #text = '';
  #escaped = false;

  constructor(readonly reader: Reader) {}

  /** Adds plain text as written. */
  plain(start: number, end: number): void {
    this.#add(start, end, this.reader.text.slice(start, end));
  }

  /** Adds one character that a backslash before it makes plain. */
  escaped(backslash: number): void {
    this.#add(backslash, backslash + 2, this.reader.text[backslash + 1] ?? '');
    this.#escaped = true;
  }

  /** Adds what has a place in the script but stands for nothing, such as a continued line. */
  nothing(start: number, end: number): void {
    this.#add(start, end, '');
  }

  /** Adds an unquoted `{`, `,` or `}`. */
  mark(code: number, offset: number): void {
    this.flush();
    this.plain(offset, offset + 1);
    this.flush();
    this.marks ??= [];
    this.marks.push({ code, part: this.parts.length - 1, offset });
  }

  push(part: WordPart): void {
    this.flush();
    this.parts.push(part);
  }

  /** Ends the current piece of plain text. */
  flush(): void {
    if (this.#start < 0) return;
    const span = this.reader.span(this.#start, this.#end);
    this.parts.push({ kind: 'literal', span, text: this.#text, escaped: this.#escaped });
    this.#start = -1;
    this.#text = '';
    this.#escaped = false;
  }

  /** All parts. */
  done(): readonly WordPart[] {
    this.flush();
    return exact(this.parts);
  }

  #add(start: number, end: number, text: string): void {
    if (this.#start < 0) this.#start = start;
    this.#end = end;
    this.#text += text;
  }
}
