export const TAB = 9;
export const NEWLINE = 10;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const OPEN_PARENTHESIS = 40;
export const CLOSE_PARENTHESIS = 41;
export const COMMA = 44;
export const MINUS = 45;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const QUESTION = 63;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const BACKQUOTE = 96;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;
export const TILDE = 126;

const ENDS_WORD = 1;
const HAS_MEANING = 2;

/** What an unquoted character is to a word: 0 plain text, 1 its end, 2 something to look at. */
const CLASSES = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of ' \t\n|&;()<>') table[character.charCodeAt(0)] = ENDS_WORD;
  for (const character of '\\\'"`$*?[{},~+@!') table[character.charCodeAt(0)] = HAS_MEANING;
  return table;
}

/** Whether an unquoted character ends a word; so does the end of the text (NaN). */
export function endsWord(code: number): boolean {
  return Number.isNaN(code) || (code < 128 && CLASSES[code] === ENDS_WORD);
}

/** Whether a character stands for itself wherever it is in an unquoted word. */
export function isPlain(code: number): boolean {
  return code >= 128 || CLASSES[code] === 0;
}

/** A backslash before the end of a line or of the text, which bash removes wherever it is not quoted. */
const CONTINUATION = '(?:\\\\(?:\\n|$))*';

/** What follows a complete word, for a lookahead. */
export const WORD_END = `(?=${CONTINUATION}(?:[ \\t\\n|&;()]|[<>](?!\\()|$))`;

/** A pattern for one of some words or signs, which a continued line may interrupt anywhere. Longer ones go first. */
export function oneOf(tokens: readonly string[]): string {
  return tokens
    .map((token) =>
      [...token].map((character) => character.replace(/[^\w&<>;!-]/, '\\$&')).join(CONTINUATION),
    )
    .join('|');
}

/** Whether a continued line begins at an offset. */
export function continuesLine(text: string, offset: number): boolean {
  if (text.charCodeAt(offset) !== BACKSLASH) return false;
  return text.charCodeAt(offset + 1) === NEWLINE || offset + 1 === text.length;
}

/** A token as it would be without continued lines. */
export function withoutContinuations(text: string): string {
  return text.includes('\\\n') ? text.replaceAll('\\\n', '') : text;
}
