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

/** A value that is no mapping. */
export type ConfigLeaf = Exclude<ConfigValue, ConfigMap>;

/** A value with where it came from, for configurations of which every value is to be explained. */
export interface Sourced<S> {
  readonly kind: 'sourced';
  readonly value: ConfigLeaf;
  readonly source: S;
}

/** Nested names with plain values, or with values that know their source. */
export type ConfigTree<L> = ReadonlyMap<string, L | ConfigTree<L>>;

/** What may stand in a tree. */
export type Leaf = ConfigLeaf | Sourced<unknown>;

/** A value that only a variable can set and no file: a set, bytes, a mapping with keys that are no text. */
export interface PythonOnly {
  readonly kind: 'python';
  readonly value: PythonValue;
}

export function isConfigMap(value: ConfigValue | undefined): value is ConfigMap {
  return value instanceof Map;
}

export function isTree<L extends Leaf>(value: L | ConfigTree<L> | undefined): value is ConfigTree<L> {
  return value instanceof Map;
}

/** The value itself. */
export function plainLeaf(leaf: Leaf): ConfigLeaf {
  return isSourced(leaf) ? leaf.value : leaf;
}

function isSourced(leaf: Leaf): leaf is Sourced<unknown> {
  return typeof leaf === 'object' && leaf !== null && 'kind' in leaf && leaf.kind === 'sourced';
}

/** A value with the same source for everything in it. */
export function withSource<S>(value: ConfigValue, source: S): Sourced<S> | ConfigTree<Sourced<S>> {
  if (!isConfigMap(value)) return { kind: 'sourced', value, source };
  return new Map([...value].map(([name, item]) => [name, withSource(item, source)]));
}

/** A tree without the sources. */
export function withoutSources<L extends Leaf>(tree: ConfigTree<L>): ConfigMap {
  return new Map(
    [...tree].map(([name, item]) => [name, isTree(item) ? withoutSources(item) : plainLeaf(item)]),
  );
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

/** A value as JSON can say it; what JSON has no form for stands as a text. */
export function jsonFromConfig(value: ConfigValue): unknown {
  if (isConfigMap(value))
    return Object.fromEntries([...value].map(([key, item]) => [key, jsonFromConfig(item)]));
  if (Array.isArray(value)) return value.map(jsonFromConfig);
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { value: python } = value;
    return python.kind === 'float' ? jsonFromConfig(python.value) : `<Python ${python.kind}>`;
  }
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))
    ? String(value)
    : value;
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
