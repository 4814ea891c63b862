import {
  type ConfigMap,
  type ConfigValue,
  configFromPlain,
  isConfigMap,
  type PythonValue,
  parseTemplate,
} from '../../server/src/dask/index.ts';

/** A value on its way to or from Python: its type, and its text or items. */
export type Encoded = readonly [string, ...unknown[]];

/** What a call gave, or the name of the exception it raised. */
export type Outcome = { readonly ok: Encoded } | { readonly error: string };

export function map(value: unknown): ConfigMap {
  const config = configFromPlain(value);
  return isConfigMap(config) ? config : new Map();
}

export function plain([kind, value]: Encoded): string | number {
  if (kind !== 'number') return String(value);
  return Number(String(value).replace('inf', 'Infinity'));
}

export function pythonRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

export function asNumber(value: number): Encoded {
  return ['number', String(value + 0)];
}

export function encode(value: PythonValue): Encoded {
  switch (value.kind) {
    case 'none':
    case 'ellipsis':
      return [value.kind];
    case 'int':
      return ['int', String(value.value)];
    case 'float':
      return ['float', floatText(value.value)];
    case 'complex':
      return ['complex', floatText(value.real), floatText(value.imaginary)];
    case 'dict':
      return ['dict', value.entries.map(([key, item]) => [encode(key), encode(item)])];
    case 'set':
      return ['set', sorted(value.items.map(encode))];
    case 'list':
    case 'tuple':
      return [value.kind, value.items.map(encode)];
    default:
      return [value.kind, value.value];
  }
}

function sorted(items: Encoded[]): Encoded[] {
  const key = (item: Encoded): string => pythonJson(item);
  return items.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function pythonJson(item: unknown): string {
  return Array.isArray(item) ? `[${item.map(pythonJson).join(', ')}]` : JSON.stringify(item);
}

/** As `repr` writes a float. */
function floatText(value: number): string {
  const shown = pythonRepr(value);
  if (/^-?(?:inf|nan)$/.test(shown)) return shown;
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return /[.e]/.test(shown) ? shown : `${shown}.0`;
}

/** A configuration in the encoding of the oracle, numbers without their type and mappings in a fixed order. */
export function encodeConfig(value: ConfigValue): unknown {
  if (value === null) return ['none'];
  if (typeof value === 'boolean') return ['bool', value];
  if (typeof value === 'number' || typeof value === 'bigint') return ['number', String(value)];
  if (typeof value === 'string') return ['string', value];
  if (isConfigMap(value)) {
    const entries = [...value].map(([key, item]) => [['string', key], encodeConfig(item)]);
    return ['dict', entries.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
  }
  if ('kind' in value) return withoutTuples(encode(value.value));
  return ['list', value.map(encodeConfig)];
}

export function sameAsConfig(answer: Outcome): unknown {
  return 'ok' in answer ? { ok: withoutTuples(answer.ok) } : undefined;
}

export function withoutTuples(value: Encoded): unknown {
  const [kind, content] = value;
  if (kind === 'int' || kind === 'float') return ['number', String(Number(content))];
  if (kind === 'list' || kind === 'tuple') return ['list', (content as Encoded[]).map(withoutTuples)];
  if (kind !== 'dict') return value;
  const entries = (content as [Encoded, Encoded][]).map(([key, item]) => [
    withoutTuples(key),
    withoutTuples(item),
  ]);
  return ['dict', entries.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
}

/** Fields with the text before each, as string.Formatter.parse gives them. */
export function pythonParts(value: string): ConfigValue {
  const result: ConfigValue[] = [];
  let literal = '';
  for (const part of parseTemplate(value).parts) {
    if (part.kind === 'text') literal += part.text;
    else {
      result.push([literal, part.name, part.spec, part.conversion ?? null]);
      literal = '';
    }
  }
  if (literal !== '') result.push([literal]);
  return result;
}

export function table(
  renames: readonly { readonly from: string; readonly to: string }[],
): Record<string, string> {
  return normal(Object.fromEntries(renames.map(({ from, to }) => [from, to])));
}

/** Both spellings of the segments of a new key are one. */
export function normal(renames: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(renames)
      .map(([from, to]): [string, string] => [from, to.replaceAll('_', '-')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
