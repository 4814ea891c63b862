import type { PythonValue } from './python-literal.ts';

/** A value of a configuration. Mappings keep the order of their keys. */
export type ConfigValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ConfigValue[]
  | ConfigMap
  | PythonOnly;

export type ConfigMap = ReadonlyMap<string, ConfigValue>;

/** A value that only a variable can set and no file: a set, bytes, a mapping with keys that are no text. */
export interface PythonOnly {
  readonly kind: 'python';
  readonly value: PythonValue;
}

export function isConfigMap(value: ConfigValue | undefined): value is ConfigMap {
  return value instanceof Map;
}

/** A configuration from nested objects and arrays, such as parsed JSON. Numbers, texts and the like stay. */
export function configFromPlain(plain: unknown): ConfigValue {
  if (plain === null || plain === undefined) return null;
  if (Array.isArray(plain)) return plain.map(configFromPlain);
  if (typeof plain === 'object') {
    return new Map(Object.entries(plain).map(([key, value]) => [key, configFromPlain(value)]));
  }
  if (typeof plain === 'boolean' || typeof plain === 'number' || typeof plain === 'bigint') return plain;
  return String(plain);
}

/** The reverse of `configFromPlain`. */
export function plainFromConfig(value: ConfigValue): unknown {
  if (isConfigMap(value)) {
    return Object.fromEntries([...value].map(([key, item]) => [key, plainFromConfig(item)]));
  }
  return Array.isArray(value) ? value.map(plainFromConfig) : value;
}

/** A value of Python as a configuration holds it; tuples count as lists. */
export function configFromPython(value: PythonValue): ConfigValue {
  switch (value.kind) {
    case 'none':
      return null;
    case 'bool':
    case 'float':
    case 'string':
      return value.value;
    case 'int': {
      const number = Number(value.value);
      return Number.isSafeInteger(number) ? number : value.value;
    }
    case 'list':
    case 'tuple':
      return value.items.map(configFromPython);
    case 'dict': {
      const map = new Map<string, ConfigValue>();
      for (const [key, item] of value.entries) {
        if (key.kind !== 'string') return { kind: 'python', value };
        map.set(key.value, configFromPython(item));
      }
      return map;
    }
    default:
      return { kind: 'python', value };
  }
}
