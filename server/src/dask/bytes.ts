import { isDigit, pythonFloat, splitUnit } from './python-number.ts';

/** A number of bytes, or why there is none. `text` is the part that is refused. */
export type ParsedBytes =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly reason: 'unit' | 'number' | 'infinite'; readonly text: string };

/**
 * dask.utils.parse_bytes: blanks are dropped, then a number as `float` reads it and a unit in any case. A text
 * without digits gets a `1` before it (`MB` is 1000000, and the empty text is 1). Numbers pass through `int`.
 */
export function parseBytes(value: string | number): ParsedBytes {
  if (typeof value === 'number') return whole(value, String(value));
  const blankless = value.replaceAll(' ', '');
  const text = [...blankless].some(isDigit) ? blankless : `1${blankless}`;
  const { number, unit } = splitUnit(text);
  const n = pythonFloat(number);
  if (n === undefined) return { ok: false, reason: 'number', text: number };
  const multiplier = BYTE_UNITS.get(unit.toLowerCase());
  if (multiplier === undefined) return { ok: false, reason: 'unit', text: unit };
  return whole(n * multiplier, number);
}

/** What `--memory-limit` and `memory_limit` mean (distributed/worker_memory.py, parse_memory_limit). */
export type MemoryLimit =
  | { readonly kind: 'auto' }
  /** No limit: zero. */
  | { readonly kind: 'none' }
  /** A part of the machine's memory: a number without unit up to 1. */
  | { readonly kind: 'fraction'; readonly fraction: number }
  /** `bare`: written as a number without unit. */
  | { readonly kind: 'bytes'; readonly bytes: number; readonly bare: boolean }
  | { readonly kind: 'refused'; readonly reason: 'unit' | 'number' | 'infinite'; readonly text: string };

export function parseMemoryLimit(value: string | number): MemoryLimit {
  if (value === 'auto') return { kind: 'auto' };
  const bare = typeof value === 'number' ? value : pythonFloat(value);
  if (bare !== undefined && bare <= 1 && Number.isFinite(bare)) {
    return bare === 0 ? { kind: 'none' } : { kind: 'fraction', fraction: bare };
  }
  const parsed = bare === undefined ? parseBytes(value) : whole(bare, String(value));
  if (!parsed.ok) return { kind: 'refused', reason: parsed.reason, text: parsed.text };
  if (parsed.bytes === 0) return { kind: 'none' };
  return { kind: 'bytes', bytes: parsed.bytes, bare: bare !== undefined };
}

/** "7,000,000,000 bytes, 6.52 GiB"; the second part as dask.utils.format_bytes writes it. */
export function describeBytes(bytes: number): string {
  const exact = `${bytes.toLocaleString('en-US', { maximumFractionDigits: 0 })} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const unit = BINARY_UNITS.find(([, size]) => bytes >= size * 0.9);
  return unit === undefined ? exact : `${exact}, ${(bytes / unit[1]).toFixed(2)} ${unit[0]}`;
}

const BYTE_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ...['k', 'm', 'g', 't', 'p'].flatMap((letter, i): [string, number][] => [
    [letter, 1000 ** (i + 1)],
    [`${letter}b`, 1000 ** (i + 1)],
    [`${letter}i`, 1024 ** (i + 1)],
    [`${letter}ib`, 1024 ** (i + 1)],
  ]),
]);

const BINARY_UNITS = [
  ['PiB', 2 ** 50],
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['kiB', 2 ** 10],
] as const;

function whole(n: number, text: string): ParsedBytes {
  // int(inf) raises OverflowError, int(nan) ValueError.
  return Number.isFinite(n)
    ? { ok: true, bytes: Math.trunc(n) + 0 }
    : { ok: false, reason: 'infinite', text };
}
