/**
 * The character classes of PyYAML's scanner. Codes are UTF-16 units; 0 stands for the end of the text, which
 * holds no NUL because the reader refuses it.
 */

/** A line break as PyYAML sees it; it also counts NEL and the separators U+2028 and U+2029. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

/** Blank, tab, line break or the end: what must follow `-`, `?`, `:`, `---` and `...`. */
export function isGap(code: number): boolean {
  return code === 0x20 || code === 0x09 || isBreakOrEnd(code);
}

/** ASCII letters, digits, `-` and `_`: the names of anchors, tag handles and directives. */
export function isName(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2d ||
    code === 0x5f
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** `,`, `[`, `]`, `{` or `}`: what ends plain text in flow collections. */
export function isFlowMark(code: number): boolean {
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}
