import type { Output } from './output.ts';

/** What `a` and `r` put off until the end of the cycle. */
export class AppendQueue {
  readonly #entries: { readonly text: string; readonly isFile: boolean; readonly command: number }[] = [];

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  addText(text: string, command: number): void {
    this.#entries.push({ text, isFile: false, command });
  }

  addFile(name: string, command: number): void {
    this.#entries.push({ text: name, isFile: true, command });
  }

  /**
   * Writes all and empties the queue.
   * @param place where in the input the texts are added
   * @param readFile null for a file that does not exist, which is no error, undefined for one not known
   * @returns the command whose file is not known, if any
   */
  write(
    output: Output,
    place: number,
    readFile: (name: string) => string | null | undefined,
  ): number | undefined {
    output.completeLine();
    const span = { start: place, end: place };
    for (const { text, isFile, command } of this.#entries.splice(0)) {
      const content = isFile ? readFile(text) : text;
      if (content === undefined) return command;
      if (content !== null && content !== '') output.raw(content, span, command);
    }
    return undefined;
  }
}
