import { nearestName } from '../text/index.ts';
import { CHANGES } from './changes.ts';
import { isDigit, pythonFloat, splitUnit } from './python-number.ts';

export type DurationRefusal =
  /** Unknown unit; `suggestion` is the whole text with the unit that was meant. */
  | {
      readonly ok: false;
      readonly reason: 'unit';
      readonly unit: string;
      readonly suggestion: string | undefined;
    }
  /** A unit that came later than the version in question; `since` is its first release of dask. */
  | { readonly ok: false; readonly reason: 'newer-unit'; readonly unit: string; readonly since: string }
  /** Several numbers with units, `1h30m`. */
  | { readonly ok: false; readonly reason: 'compound' }
  /** What stands before the unit is no number. */
  | { readonly ok: false; readonly reason: 'number'; readonly text: string }
  /** No unit where the reader asks for one. */
  | { readonly ok: false; readonly reason: 'missing-unit' }
  | { readonly ok: false; readonly reason: 'empty' }
  | { readonly ok: false; readonly reason: 'infinite' };

export type ParsedDuration =
  /** `bare`: without unit, so that the unit of the key was taken. */
  { readonly ok: true; readonly seconds: number; readonly bare: boolean } | DurationRefusal;

export interface DurationOptions {
  /** The unit of a number without one; `required` refuses it. Seconds unless a key says otherwise. */
  readonly bareUnit?: 's' | 'ms' | 'required' | undefined;
  /** Whether `w` and `weeks` are known: dask 2022.6.0 and later. */
  readonly weeks?: boolean;
}

/**
 * dask.utils.parse_timedelta: blanks are dropped, then one number as `float` reads it and one unit in any case.
 * A text that does not begin with a digit gets a `1` before it: `.5s` is 1.5 s, `s` is 1 s, `-5s` is refused.
 */
export function parseDuration(value: string | number, options: DurationOptions = {}): ParsedDuration {
  const { bareUnit = 's', weeks = true } = options;
  const blankless = (typeof value === 'number' ? pythonText(value) : value).replaceAll(' ', '');
  if (blankless === '') return { ok: false, reason: 'empty' };
  const [first = ''] = blankless;
  const { number, unit } = splitUnit(isDigit(first) ? blankless : `1${blankless}`);
  if (unit === '' && bareUnit === 'required') return { ok: false, reason: 'missing-unit' };
  const n = pythonFloat(number);
  if (n === undefined) {
    return COMPOUND.test(blankless)
      ? { ok: false, reason: 'compound' }
      : { ok: false, reason: 'number', text: number };
  }
  const word = unit === '' ? bareUnit : unit.toLowerCase();
  if (!weeks && WEEKS.has(word))
    return { ok: false, reason: 'newer-unit', unit, since: CHANGES.weeks.version };
  const size = DURATION_UNITS.get(word);
  if (size === undefined)
    return { ok: false, reason: 'unit', unit, suggestion: suggested(String(value), unit) };
  const seconds = n * size;
  return Number.isFinite(seconds)
    ? { ok: true, seconds, bare: unit === '' }
    : { ok: false, reason: 'infinite' };
}

/** "5 ms", "1.5 s", "20 min": in the largest unit that leaves a number of 1 or more, with three decimals at most. */
export function describeDuration(seconds: number): string {
  const [unit, size] =
    SHOWN_UNITS.find(([, size]) => seconds >= size * (1 - 1e-9)) ?? (['ns', 1e-9] as const);
  return `${Number((seconds / size).toFixed(3))} ${unit}`;
}

const DURATION_UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['ns', 1e-9],
  ['m', 60],
  ['h', 3600],
  ['d', 3600 * 24],
  ['w', 7 * 3600 * 24],
  ...['second', 'minute', 'hour', 'day', 'week', 'millisecond', 'microsecond', 'nanosecond'].flatMap(
    (name, i): [string, number][] => {
      const size = [1, 60, 3600, 3600 * 24, 7 * 3600 * 24, 1e-3, 1e-6, 1e-9][i] ?? 1;
      return [
        [name, size],
        [`${name}s`, size],
      ];
    },
  ),
]);

const WEEKS = new Set(['w', 'week', 'weeks']);

/** Abbreviations that people write and Dask does not know. */
const MEANT: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  min: 'm',
  mins: 'm',
  hr: 'h',
  hrs: 'h',
  msec: 'ms',
  msecs: 'ms',
  millis: 'ms',
  usec: 'us',
  usecs: 'us',
  µs: 'us',
  μs: 'us',
};

const SHOWN_UNITS = [
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
] as const;

const COMPOUND = /^(?:\d+(?:\.\d+)?\p{L}+){2,}$/u;

/** The text with a known unit in place of the unknown one. */
function suggested(text: string, unit: string): string | undefined {
  const word = unit.toLowerCase();
  const known = Object.hasOwn(MEANT, word) ? MEANT[word] : nearestName(word, LONG_UNITS);
  const at = text.lastIndexOf(unit);
  return known === undefined || at < 0 ? undefined : text.slice(0, at) + known + text.slice(at + unit.length);
}

const LONG_UNITS = [...DURATION_UNITS.keys()].filter((name) => name.length > 2);

/** `str(number)` of Python as far as it matters: the sign, and the words for what is no number. */
function pythonText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}
