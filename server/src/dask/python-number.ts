/**
 * The number that Python's `float(text)` gives, or undefined where it raises ValueError: white space around it,
 * single `_` between digits, digits of any script, `inf`, `infinity` and `nan` in any case are accepted.
 */
export function pythonFloat(text: string): number | undefined {
  const plain = asciiDigits(strip(text));
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(plain);
  if (special !== null) {
    if (special[2] === undefined) return Number.NaN;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return FLOAT.test(plain) ? Number(plain.replaceAll('_', '')) : undefined;
}

/** The number that Python's `int(text)` gives, or undefined where it raises ValueError. */
export function pythonInt(text: string): bigint | undefined {
  const plain = asciiDigits(strip(text));
  const match = /^([+-]?)(\d(?:_?\d)*)$/.exec(plain);
  if (match === null) return undefined;
  const value = BigInt((match[2] ?? '').replaceAll('_', ''));
  return match[1] === '-' ? -value : value;
}

/** The letters at the end of a text, as `str.isalpha` counts them, and what stands before them. */
export function splitUnit(text: string): { readonly number: string; readonly unit: string } {
  const unit = /\p{L}*$/u.exec(text)?.[0] ?? '';
  return { number: text.slice(0, text.length - unit.length), unit };
}

/** Whether a character is a digit to `str.isdigit`, superscripts and the like left out: `float` refuses those. */
export function isDigit(character: string): boolean {
  return /^\p{Nd}$/u.test(character);
}

const FLOAT = /^[+-]?(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?$/i;

/** The text without white space around it, as `str.strip` counts it. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** str.isspace: Unicode white space without the byte order mark, and the four separators of ASCII. */
function isSpace(code: number): boolean {
  if (code >= 0x1c && code <= 0x1f) return true;
  return code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}

/** Decimal digits of other scripts as ASCII; each script has its ten in a row. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (isDigit(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });
}

/** A float as Python's `repr` writes it: the shortest digits, an exponent of two digits from 1e16 and below 1e-4. */
export function pythonFloatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.replace(/^([+-])(?=\d$)/, (sign) => `${sign}0`)}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}
