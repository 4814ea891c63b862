/** One error of a compiled validator. */
export interface SchemaError {
  /** JSON pointer of the value. */
  readonly instancePath: string;
  /** The definition that was violated; `is.integer-or-null.2` says what it accepts, others are mappings. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a value is. */
export type ValueKind = 'list' | 'mapping' | 'text' | 'number' | 'boolean' | 'null';

/** What a value is to be; a quantity is text or number in the form of Kubernetes. */
export type ExpectedKind = ValueKind | 'integer' | 'quantity';

export type Bound = 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum';

/** A place where a value and its schema disagree. `pointer` is the path of the value from the root, indices as text. */
export type SchemaViolation =
  /** `pointer` is the mapping, `field` the key that it cannot have. */
  | { readonly kind: 'unknown-field'; readonly pointer: readonly string[]; readonly field: string }
  /** `pointer` is the mapping, `field` the key that is absent, or null where null counts as absent. */
  | { readonly kind: 'missing'; readonly pointer: readonly string[]; readonly field: string }
  | {
      readonly kind: 'wrong-type';
      readonly pointer: readonly string[];
      /** The first of `accepts`: what the field is meant for. */
      readonly expected: ExpectedKind;
      readonly accepts: readonly ExpectedKind[];
      readonly found: ValueKind;
    }
  | {
      readonly kind: 'not-in-enumeration';
      readonly pointer: readonly string[];
      readonly allowed: readonly (string | number | boolean | null)[];
      readonly found: string | number | boolean;
    }
  | {
      readonly kind: 'out-of-range';
      readonly pointer: readonly string[];
      readonly bound: Bound;
      readonly limit: number;
      readonly found: number;
    }
  /** Text where a Kubernetes quantity belongs, and that is none. */
  | { readonly kind: 'bad-quantity'; readonly pointer: readonly string[]; readonly found: string };

export interface CollapseOptions {
  /** Whether null for a field that may not be null is `missing`, as in the Python client of Kubernetes. */
  readonly nullIsMissing: boolean;
}

/**
 * The errors of a validator in our terms, one a place, in the order in which the validator came across the places.
 * `value` is the value that was validated.
 */
export function collapse(
  errors: readonly SchemaError[],
  value: unknown,
  options: CollapseOptions,
): readonly SchemaViolation[] {
  const violations: SchemaViolation[] = [];
  const values = new Map<string, SchemaError[]>();
  const named = new Set<string>();
  for (const error of errors) {
    const field = fieldOf(error);
    if (field === undefined) {
      const same = values.get(error.instancePath);
      if (same === undefined) values.set(error.instancePath, [error]);
      else same.push(error);
      continue;
    }
    const place = JSON.stringify([error.instancePath, field]);
    if (named.has(place)) continue;
    named.add(place);
    const kind = error.keyword === 'additionalProperties' ? 'unknown-field' : 'missing';
    violations.push({ kind, pointer: pointerOf(error.instancePath), field });
  }
  for (const [path, group] of values) {
    const violation = valueViolation(pointerOf(path), group, value, options);
    if (violation !== undefined) violations.push(violation);
  }
  return violations;
}

function fieldOf({ keyword, params }: SchemaError): string | undefined {
  const field =
    keyword === 'additionalProperties'
      ? params['additionalProperty']
      : keyword === 'required' || keyword === 'dependencies'
        ? params['missingProperty']
        : undefined;
  return typeof field === 'string' ? field : undefined;
}

function valueViolation(
  pointer: readonly string[],
  errors: readonly SchemaError[],
  root: unknown,
  options: CollapseOptions,
): SchemaViolation | undefined {
  const { parent, value } = locate(root, pointer);
  const found = kindOf(value);
  const [first] = errors;
  const last = pointer.at(-1);
  if (first === undefined) return undefined;
  if (found === 'null' && options.nullIsMissing && last !== undefined && !Array.isArray(parent)) {
    return { kind: 'missing', pointer: pointer.slice(0, -1), field: last };
  }
  const enumeration = errors.find((error) => error.keyword === 'enum');
  if (enumeration !== undefined && isScalar(value)) {
    const allowed = enumeration.params['allowedValues'];
    return {
      kind: 'not-in-enumeration',
      pointer,
      allowed: Array.isArray(allowed) ? allowed : [],
      found: value,
    };
  }
  const range = errors.find((error) => BOUNDS.has(error.keyword));
  if (range !== undefined && typeof value === 'number') {
    const limit = range.params['limit'];
    const bound = range.keyword as Bound;
    return {
      kind: 'out-of-range',
      pointer,
      bound,
      limit: typeof limit === 'number' ? limit : Number.NaN,
      found: value,
    };
  }
  const accepts = acceptedKinds(first.schemaPath);
  const [expected] = accepts;
  if (expected === 'quantity' && typeof value === 'string')
    return { kind: 'bad-quantity', pointer, found: value };
  return { kind: 'wrong-type', pointer, expected: expected ?? 'mapping', accepts, found };
}

const BOUNDS: ReadonlySet<string> = new Set(['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum']);

function acceptedKinds(definition: string): readonly ExpectedKind[] {
  const names = /^is\.([a-z-]+)/.exec(definition)?.[1];
  return names === undefined ? ['mapping'] : (names.split('-or-') as ExpectedKind[]);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What a plain value is. */
export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'mapping';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

function locate(
  root: unknown,
  pointer: readonly string[],
): { readonly parent: unknown; readonly value: unknown } {
  let parent: unknown;
  let value = root;
  for (const step of pointer) {
    parent = value;
    value =
      typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[step] : undefined;
  }
  return { parent, value };
}

function pointerOf(path: string): readonly string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
