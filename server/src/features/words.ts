import { describeDuration, type KeyInfo, type OptionType, type ValueType } from '../dask/index.ts';
import type { PodValueType } from '../kubernetes/index.ts';

const TYPES: Readonly<Record<ValueType, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'boolean',
  array: 'list',
  object: 'mapping',
  null: 'null',
};

/** The types of a key in plain words: `duration`, `text or null`, `section`. */
export function typeWords(key: KeyInfo): string {
  if (key.section) return 'section';
  const kinds = key.types.filter((type) => type !== 'null');
  const types = key.unit === undefined ? kinds.map((type) => TYPES[type]) : [UNITS[key.unit]];
  if (key.unit !== undefined && key.types.includes('boolean')) types.push('false');
  if (key.nullable || key.types.includes('null')) types.push('null');
  const all = [...new Set(types)];
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}

const UNITS = { duration: 'duration', bytes: 'size in bytes' } as const;

export function podTypeWords(type: PodValueType): string {
  switch (type.kind) {
    case 'text':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'boolean';
    case 'quantity':
      return 'quantity';
    case 'integer-or-text':
      return 'whole number or text';
    case 'list':
      return `list (${podTypeWords(type.items)})`;
    case 'object':
    case 'map':
    case 'open':
      return 'mapping';
  }
}

export const OPTION_WORDS: Readonly<Record<OptionType, string>> = {
  string: 'text',
  integer: 'a whole number',
  'integer-or-auto': 'a whole number or `auto`',
  boolean: 'true or false',
  path: 'a path',
  'port-or-range': 'a port, or a range such as `9000:9010`',
  address: 'an address',
  'bytes-or-fraction-or-auto': 'a size such as `7GB`, a fraction of the memory, or `auto`',
  resources: 'pairs such as `GPU=2`',
  duration: 'a duration such as `60s`',
  'import-path': 'what Python can import, such as `package.Class`',
};

/** A duration in words: `5 ms`, `5 seconds`, `1 hour`. */
export function durationWords(seconds: number): string {
  const [number = '', unit = ''] = describeDuration(seconds).split(' ');
  const word = LONG[unit];
  return word === undefined ? `${number} ${unit}` : `${number} ${word}${number === '1' ? '' : 's'}`;
}

const LONG: Readonly<Record<string, string>> = { s: 'second', min: 'minute', h: 'hour', d: 'day' };

/** What a number without a unit means in a duration key. */
export function bareWords(key: KeyInfo): string | undefined {
  if (key.unit === 'bytes') return 'A number without unit counts as bytes.';
  if (key.unit !== 'duration') return undefined;
  if (key.bareUnit === 'required') return 'A number without unit is refused.';
  return `A number without unit counts as ${key.bareUnit === 'ms' ? 'milliseconds' : 'seconds'}.`;
}

/** A value as YAML writes it, as code; long ones are cut. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  const plain = typeof value === 'string' && /^[\w./][\w./ -]*$/.test(value) ? value : text;
  return code(plain.length > 80 ? `${plain.slice(0, 79)}…` : plain);
}

/** Text as Markdown's inline code, whatever it holds. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  if (!flat.includes('`')) return `\`${flat}\``;
  return `\`\` ${flat} \`\``;
}

export function codes(values: readonly unknown[]): string {
  return values.map(valueText).join(', ');
}

/** Parts of a hover, one below the other; those that are undefined or empty left out. */
export function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

export function bullets(lines: readonly (string | undefined)[]): string {
  return lines.flatMap((line) => (line === undefined ? [] : [`- ${line}`])).join('\n');
}
