const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/**
 * The pattern space as `l` prints it, with its line break: control characters as escapes or octal numbers,
 * lines broken with a backslash.
 * @param width characters on a line, the backslash included; 0 for no limit
 */
export function listLine(text: string, width: number): string {
  let result = '';
  let column = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const shown = ESCAPES[char] ?? (code < 0x20 || (code > 0x7e && code < 0x100) ? octal(code) : char);
    if (width > 0 && column + shown.length > width - 1) {
      result += '\\\n';
      column = 0;
    }
    result += shown;
    column += shown.length;
  }
  return `${result}$\n`;
}

function octal(code: number): string {
  return `\\${code.toString(8).padStart(3, '0')}`;
}
