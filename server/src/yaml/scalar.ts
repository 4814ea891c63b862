/** How PyYAML's safe loader types a scalar. `value` is the lone `=`, for which it has no constructor. */
export type ScalarType =
  | 'null'
  | 'bool'
  | 'int'
  | 'float'
  | 'str'
  | 'timestamp'
  | 'binary'
  | 'merge'
  | 'value';
export type ScalarValue = null | boolean | number | string;

export interface ResolvedScalar {
  readonly type: ScalarType;
  /** Timestamps and binary data are given as their text. */
  readonly value: ScalarValue;
}

// The implicit resolvers of PyYAML 6 (yaml/resolver.py), in the order in which they are tried.
const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const TRUE = /^(?:yes|true|on)$/i;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const TIMESTAMP =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

/** Types a plain scalar without a tag as PyYAML's SafeLoader does. */
export function resolvePlain(text: string): ResolvedScalar {
  if (BOOL.test(text)) return { type: 'bool', value: TRUE.test(text) };
  if (FLOAT.test(text)) return { type: 'float', value: floatValue(text) };
  if (INT.test(text)) return { type: 'int', value: intValue(text) };
  if (text === '<<') return { type: 'merge', value: text };
  if (NULL.test(text)) return { type: 'null', value: null };
  if (TIMESTAMP.test(text)) return { type: 'timestamp', value: text };
  if (text === '=') return { type: 'value', value: text };
  return { type: 'str', value: text };
}

/** Tags for which PyYAML's SafeLoader has a constructor, in their short form. */
export const SAFE_TAGS: ReadonlySet<string> = new Set(
  ['null', 'bool', 'int', 'float', 'str', 'timestamp', 'binary', 'seq', 'map', 'omap', 'pairs', 'set'].map(
    (name) => `!!${name}`,
  ),
);

/** Types a scalar that has a tag or quotes. Undefined: the tag is unknown or does not fit; the loader raises. */
export function resolveTagged(text: string, tag: string | undefined): ResolvedScalar | undefined {
  switch (tag) {
    case undefined:
    case '!!str':
      return { type: 'str', value: text };
    case '!!null':
      return { type: 'null', value: null };
    case '!!bool':
      return /^(?:yes|no|true|false|on|off)$/i.test(text)
        ? { type: 'bool', value: TRUE.test(text) }
        : undefined;
    case '!!int': {
      const value = taggedInt(text);
      return Number.isFinite(value) ? { type: 'int', value } : undefined;
    }
    case '!!float': {
      const value = taggedFloat(text);
      return value === undefined ? undefined : { type: 'float', value };
    }
    case '!!timestamp':
      return TAGGED_TIMESTAMP.test(text.replace(/\n$/, '')) ? { type: 'timestamp', value: text } : undefined;
    case '!!binary':
      return isBase64(text) ? { type: 'binary', value: text } : undefined;
    default:
      return undefined;
  }
}

// yaml/constructor.py, construct_yaml_int: signs, underscores, 0b, 0x, a leading zero for octal, base 60.
function intValue(text: string): number {
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (digits === '0') return 0;
  if (digits.startsWith('0b')) return sign * Number.parseInt(digits.slice(2), 2);
  if (digits.startsWith('0x')) return sign * Number.parseInt(digits.slice(2), 16);
  if (digits.startsWith('0')) return sign * Number.parseInt(digits, 8);
  if (digits.includes(':')) return sign * sexagesimal(digits);
  return sign * Number(digits);
}

/** Like `intValue` for a text that no pattern was held against, as Python's `int` takes it. */
function taggedInt(text: string): number {
  const plain = text.replaceAll('_', '');
  const body = plain.replace(/^[-+]/, '');
  const number = body.trim().replace(/^[-+]/, '');
  const isRead =
    /^0b[01]+$/.test(number) ||
    /^0x[0-9a-fA-F]+$/.test(number) ||
    /^0o?[0-7]*$/i.test(number) ||
    /^[0-9]+(?:[ ]*:[ ]*[0-9]+)*$/.test(number);
  if (!isRead || number === '') return Number.NaN;
  const isNegative = plain.startsWith('-') !== body.trim().startsWith('-');
  return intValue((isNegative ? '-' : '') + number.replace(/^0o/i, '0').replaceAll(' ', ''));
}

// construct_yaml_float
function floatValue(text: string): number {
  const plain = text.replaceAll('_', '').toLowerCase();
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  if (digits.includes(':')) return sign * sexagesimal(digits);
  return sign * Number(digits);
}

/** Like `floatValue` for a text that no pattern was held against, as Python's `float` takes it. */
function taggedFloat(text: string): number | undefined {
  const plain = text.replaceAll('_', '').trim();
  const digits = plain.replace(/^[-+]/, '').toLowerCase();
  if (/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/.test(digits)) return floatValue(plain);
  if (/^[0-9.]+(?::[0-9.]+)+$/.test(digits))
    return Number.isNaN(sexagesimal(digits)) ? undefined : floatValue(plain);
  if (/^(?:\.inf|inf|infinity)$/.test(digits)) return plain.startsWith('-') ? -Infinity : Infinity;
  return /^\.?nan$/.test(digits) ? Number.NaN : undefined;
}

function sexagesimal(text: string): number {
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

// construct_yaml_timestamp: both parts of a date may have one digit here, with or without a time.
const TAGGED_TIMESTAMP =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9]{1,2})(?::([0-9]{2}))?))?)?$/;

/** Whether Python's `datetime` has such a day and time. */
export function isRealDate(text: string): boolean {
  const parts = TAGGED_TIMESTAMP.exec(text.replace(/\n$/, ''));
  if (parts === null) return false;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] =
    parts.map((part) => Number(part ?? 0));
  return (
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    zoneHour * 60 + zoneMinute < 24 * 60
  );
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** What `binascii.a2b_base64` takes: foreign characters are passed over, the last group must be complete. */
function isBase64(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is tested for
  if (!/^[\x00-\x7f]*$/.test(text)) return false;
  let filled = 0;
  let pads = 0;
  for (const character of text) {
    if (character === '=') {
      if (filled >= 2 && filled + ++pads >= 4) return true;
    } else if (/[A-Za-z0-9+/]/.test(character)) {
      pads = 0;
      filled = (filled + 1) % 4;
    }
  }
  return filled === 0;
}
