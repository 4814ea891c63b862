/**
 * Kubernetes quantities: `1.75`, `7G`, `512Mi`, `1e3`. Grammar, rounding and limit from apimachinery
 * pkg/api/resource/quantity.go (ParseQuantity, UnmarshalJSON) and suffix.go.
 */
export interface Quantity {
  readonly ok: true;
  /** The exact value in billionths; finer parts are rounded away from zero, as the API server does. */
  readonly nano: bigint;
  /** As written: empty, `m`, `G`, `Gi`, `e3` and the like. */
  readonly suffix: string;
  /** Whether the value is above what a quantity can hold, and was cut to 2^63-1. */
  readonly capped: boolean;
}

export type QuantityRefusal =
  /** Nothing but blanks. */
  | 'empty'
  /** No number at the start. */
  | 'no-number'
  /** Blanks between number and suffix or within them. */
  | 'blank-inside'
  /** `GB`, `GiB`, `B`: a quantity has no B. */
  | 'with-byte'
  /** `g`, `gi`, `K`: the suffix exists in another case. */
  | 'wrong-case'
  | 'unknown-suffix';

export interface BadQuantity {
  readonly ok: false;
  readonly reason: QuantityRefusal;
}

const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

// Go's strings.TrimSpace is applied to the text before it is parsed.
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?/;
const EXPONENT = /^[eE][-+]?\d+$/;
const NANO = 1_000_000_000n;
const MAXIMUM = (2n ** 63n - 1n) * NANO;

/** The value of a quantity, or why the API server refuses it. Numbers are read as the text they are sent as. */
export function parseQuantity(value: string | number): Quantity | BadQuantity {
  const text = String(value).trim();
  if (text === '') return { ok: false, reason: 'empty' };
  const [matched, sign = '', whole = '', fraction = ''] = NUMBER.exec(text) ?? [''];
  if (whole === '' && fraction === '') return { ok: false, reason: 'no-number' };
  const suffix = text.slice(matched.length);
  const magnitude = nanoOf(whole, fraction, suffix);
  if (magnitude === undefined) return { ok: false, reason: refusal(suffix) };
  const capped = magnitude > MAXIMUM;
  const nano = capped ? MAXIMUM : magnitude;
  return { ok: true, nano: sign === '-' ? -nano : nano, suffix, capped };
}

/** Negative, zero or positive, as for sorting. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/**
 * What a text that is no quantity plainly says: `7GB`, `7g` are `7G`; `7GiB`, `7gi` are `7Gi`; `7K` is `7k`; blanks go.
 * Undefined for a quantity and for what says nothing plainly.
 */
export function suggestQuantity(text: string): string | undefined {
  if (parseQuantity(text).ok) return undefined;
  const [, number, word] = /^\s*([-+]?(?:\d+\.?\d*|\.\d+))\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  if (number === undefined || word === undefined) return undefined;
  // Only the blank was wrong: `500 m`.
  if (parseQuantity(`${number}${word}`).ok) return `${number}${word}`;
  const suffix = plainSuffix(word);
  return suffix === undefined ? undefined : `${number}${suffix}`;
}

function nanoOf(whole: string, fraction: string, suffix: string): bigint | undefined {
  const digits = BigInt(`${whole}${fraction}`);
  const binary = BINARY[suffix];
  if (binary !== undefined) return scaled(digits * 2n ** binary, -fraction.length);
  const decimal = DECIMAL[suffix];
  if (decimal !== undefined) return scaled(digits, decimal - fraction.length);
  return EXPONENT.test(suffix) ? scaled(digits, Number(suffix.slice(1)) - fraction.length) : undefined;
}

// digits * 10^exponent in billionths, rounded up; beyond any bound the exact number is of no interest.
function scaled(digits: bigint, exponent: number): bigint {
  if (digits === 0n) return 0n;
  const power = exponent + 9;
  if (power > 60) return MAXIMUM + 1n;
  if (power >= 0) return digits * 10n ** BigInt(power);
  if (-power > digits.toString().length) return 1n;
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

function refusal(suffix: string): QuantityRefusal {
  if (/\s/.test(suffix)) return 'blank-inside';
  if (!/^[A-Za-z]+$/.test(suffix)) return 'unknown-suffix';
  const plain = plainSuffix(suffix);
  if (plain === undefined) return 'unknown-suffix';
  return /b$/i.test(suffix) ? 'with-byte' : 'wrong-case';
}

// A size in any case, with or without B; `m` alone is never reached, being a suffix of its own. `1e` is a number cut
// off rather than an exabyte.
function plainSuffix(word: string): string | undefined {
  if (word === 'e') return undefined;
  const [, letter, binary] = /^([kmgtpe]?)(i?)b?$/i.exec(word) ?? [];
  if (letter === undefined) return undefined;
  if (letter === '') return binary === '' ? '' : undefined;
  const upper = letter.toUpperCase();
  if (binary !== '') return `${upper}i`;
  return upper === 'K' ? 'k' : upper;
}
