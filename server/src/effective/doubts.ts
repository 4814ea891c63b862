/**
 * Says a doubt in full where it comes up first, and afterwards by its mark alone: most hold for a whole file, and would
 * stand behind each of its values.
 */
export class Doubts {
  readonly #marks = new Map<string, string>();

  text(doubt: string): string {
    const known = this.#marks.get(doubt);
    if (known !== undefined) return known;
    const mark = this.#marks.size === 0 ? '(?)' : `(?${this.#marks.size + 1})`;
    this.#marks.set(doubt, mark);
    return `${mark} ${doubt} is not certain`;
  }
}
