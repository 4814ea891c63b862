/** A place in a text: line and UTF-16 column, both counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Converts between UTF-16 offsets and lines with columns.
 * A line ends after `\n`, `\r\n` or a lone `\r`, as in the Language Server Protocol.
 */
export class LineIndex {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];

  constructor(readonly text: string) {
    this.starts = text.includes('\r') ? startsOfAll(text) : startsBehind('\n', text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The line of an offset; offsets outside the text belong to its first or last line. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.lineStart(line) };
  }

  /** The offset of a position; a column behind the end of its line means that end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.lineStart(position.line);
    return Math.max(start, Math.min(start + position.character, this.lineEnd(position.line)));
  }

  /** Offset of the first character of a line; the end of the text for lines behind the last one. */
  lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Offset behind the last character of a line, its line break left out. */
  lineEnd(line: number): number {
    let end = this.starts[line + 1] ?? this.text.length;
    if (line + 1 < this.starts.length) {
      if (this.text.charCodeAt(end - 1) === 10) end--;
      if (end > this.lineStart(line) && this.text.charCodeAt(end - 1) === 13) end--;
    }
    return end;
  }
}

/** Engines look for one character much faster than we could. */
function startsBehind(lineBreak: string, text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf(lineBreak); i >= 0; i = text.indexOf(lineBreak, i + 1)) starts.push(i + 1);
  return starts;
}

function startsOfAll(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) starts.push(i + 1);
    else if (c === 13) {
      if (text.charCodeAt(i + 1) === 10) i++;
      starts.push(i + 1);
    }
  }
  return starts;
}
