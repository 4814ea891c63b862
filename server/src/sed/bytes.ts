/**
 * The text as GNU sed sees it in the C locale: each character of the result is one byte of the UTF-8 form.
 * Lone surrogates become the replacement character.
 */
export function toBytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const scalar = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (scalar < 0x80) bytes += char;
    else if (scalar < 0x800) bytes += String.fromCharCode(0xc0 | (scalar >> 6), tail(scalar));
    else if (scalar < 0x10000) {
      bytes += String.fromCharCode(0xe0 | (scalar >> 12), tail(scalar >> 6), tail(scalar));
    } else {
      bytes += String.fromCharCode(
        0xf0 | (scalar >> 18),
        tail(scalar >> 12),
        tail(scalar >> 6),
        tail(scalar),
      );
    }
  }
  return bytes;
}

/** How many bytes the UTF-8 form has. */
export function byteLength(text: string): number {
  return toBytes(text).length;
}

export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with control characters
  return /^[\x00-\x7f]*$/.test(text);
}

/** Whether the text has a surrogate without its partner: such a text is no decoded file. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}
