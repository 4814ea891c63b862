/** A name that something else has to fill in: capitals with an underscore, or a name in special brackets. */
const PLACEHOLDER =
  /^(?:[A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]|\{\{\s*[\w.-]+\s*\}\}|<[A-Za-z][\w-]*>|@[A-Za-z]\w*@|%[A-Za-z]\w*%|__\w+__)$/;

/** Words of a text that look like names to be filled in. */
export function capitalWords(text: string): readonly string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? [])];
}

/** Whether a pattern is such a name rather than ordinary text. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Places of a word in a text where it stands by itself, not as part of a longer one. */
export function placesOf(text: string, word: string): readonly number[] {
  const places: number[] = [];
  const wordy = (char: string | undefined) => char !== undefined && /\w/.test(char);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = wordy(word[0]) && wordy(text[at - 1]);
    const behind = wordy(word.at(-1)) && wordy(text[at + word.length]);
    if (!before && !behind) places.push(at);
  }
  return places;
}
