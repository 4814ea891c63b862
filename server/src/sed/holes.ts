/**
 * Values that are not known yet: whoever builds a script from shell words puts one private-use character
 * (U+E000 to U+F8FF) in the place of each. The parser reads such a hole as an ordinary character.
 */
export const HOLE_START = 0xe000;
export const HOLE_END = 0xf8ff;

/** The number of the hole at an offset, counted from 0 for U+E000; `undefined` where the text is known. */
export function holeAt(text: string, offset: number): number | undefined {
  const unit = text.charCodeAt(offset);
  return unit >= HOLE_START && unit <= HOLE_END ? unit - HOLE_START : undefined;
}

/** The character that stands for hole `number` (0 to 6399). */
export function holeCharacter(number: number): string {
  return String.fromCharCode(HOLE_START + number);
}

/** Where the next hole stands, from an offset on; the end of the text when there is none. */
export function nextHole(text: string, from: number): number {
  const at = text.slice(from).search(/[\ue000-\uf8ff]/);
  return at < 0 ? text.length : from + at;
}

export function hasHole(text: string): boolean {
  return /[\ue000-\uf8ff]/.test(text);
}
