export type SedOptionName =
  | 'quiet'
  | 'expression'
  | 'file'
  | 'extended'
  | 'in-place'
  | 'line-length'
  | 'null-data'
  | 'separate'
  | 'unbuffered'
  | 'binary'
  | 'posix'
  | 'debug'
  | 'sandbox'
  | 'follow-symlinks'
  | 'help'
  | 'version'
  /** Known to getopt, but not to sed. */
  | 'unknown';

type OptionValue = 'none' | 'required' | 'optional';

export interface LongOption {
  readonly long: string;
  readonly name: SedOptionName;
  readonly value: OptionValue;
}

/** `SHORTOPTS` in sed/sed.c of GNU sed 4.9. */
export const SHORT_OPTIONS: Readonly<
  Record<string, { readonly name: SedOptionName; readonly value: OptionValue }>
> = {
  b: { name: 'binary', value: 'none' },
  s: { name: 'separate', value: 'none' },
  n: { name: 'quiet', value: 'none' },
  r: { name: 'extended', value: 'none' },
  z: { name: 'null-data', value: 'none' },
  u: { name: 'unbuffered', value: 'none' },
  E: { name: 'extended', value: 'none' },
  e: { name: 'expression', value: 'required' },
  f: { name: 'file', value: 'required' },
  l: { name: 'line-length', value: 'required' },
  i: { name: 'in-place', value: 'optional' },
  V: { name: 'unknown', value: 'required' },
};

/** `longopts` in sed/sed.c of GNU sed 4.9, in its order: messages about shortened names follow it. */
export const LONG_OPTIONS: readonly LongOption[] = [
  { long: 'binary', name: 'binary', value: 'none' },
  { long: 'regexp-extended', name: 'extended', value: 'none' },
  { long: 'debug', name: 'debug', value: 'none' },
  { long: 'expression', name: 'expression', value: 'required' },
  { long: 'file', name: 'file', value: 'required' },
  { long: 'in-place', name: 'in-place', value: 'optional' },
  { long: 'line-length', name: 'line-length', value: 'required' },
  { long: 'null-data', name: 'null-data', value: 'none' },
  { long: 'zero-terminated', name: 'null-data', value: 'none' },
  { long: 'quiet', name: 'quiet', value: 'none' },
  { long: 'posix', name: 'posix', value: 'none' },
  { long: 'silent', name: 'quiet', value: 'none' },
  { long: 'sandbox', name: 'sandbox', value: 'none' },
  { long: 'separate', name: 'separate', value: 'none' },
  { long: 'unbuffered', name: 'unbuffered', value: 'none' },
  { long: 'version', name: 'version', value: 'none' },
  { long: 'help', name: 'help', value: 'none' },
  { long: 'follow-symlinks', name: 'follow-symlinks', value: 'none' },
];
