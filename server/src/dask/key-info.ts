/** What a value of a key may be, in the words of JSON Schema. */
export type ValueType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

/** The unit of a number without unit in a duration key: seconds, milliseconds, or it is refused. */
export type BareUnit = 's' | 'ms' | 'required';

/** One configuration key. Versions are those of `package`. */
export interface KeyInfo {
  /** Dotted name in the spelling of the package's own defaults. */
  readonly key: string;
  readonly path: readonly string[];
  readonly package: string;
  readonly types: readonly ValueType[];
  /** The default as the package's YAML file has it, null where there is none. */
  readonly default: unknown;
  readonly unit: 'duration' | 'bytes' | undefined;
  readonly bareUnit: BareUnit | undefined;
  readonly nullable: boolean;
  /** Whether it holds named keys and nothing else. */
  readonly section: boolean;
  /** Whether every name below it is free: labels, environment names, pod fields, mappings of other packages. */
  readonly open: boolean;
  /** The only values that are accepted. */
  readonly allowed: readonly (string | number | boolean | null)[] | undefined;
  /** Values worth offering; others are accepted too. */
  readonly suggested: readonly (string | number | boolean | null)[] | undefined;
  /** The only values accepted below an open key: log levels. */
  readonly allowedBelow: readonly string[] | undefined;
  /** The only names directly below an open key. */
  readonly namesBelow: readonly string[] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** The value must be greater than this. */
  readonly above: number | undefined;
  /** First release that reads it; absent where that is not known. */
  readonly since: string | undefined;
  /** First release without it. */
  readonly removed: string | undefined;
  /** First release that still has it in its defaults but reads it nowhere. */
  readonly unreadSince: string | undefined;
  readonly successor: string | undefined;
  /** Names that the value may use in braces; `$ENV` stands for every environment variable. */
  readonly templateFields: readonly string[] | undefined;
  /** First release that replaces `$NAME` in the values below it. */
  readonly expandsVariablesSince: string | undefined;
  /** Whether it stands in the file of defaults that its package adds to the configuration. */
  readonly inDefaults: boolean;
  readonly description: string | undefined;
  readonly note: string | undefined;
}

/** One entry of the data file of keys. */
export interface KeyEntry {
  readonly key: string;
  readonly package: string;
  readonly type: readonly string[];
  readonly default?: unknown;
  readonly unit: string | null;
  readonly bareUnit?: string;
  readonly nullable: boolean;
  readonly since: string | null;
  readonly removed: string | null;
  readonly unreadSince?: string;
  readonly deprecated: { readonly by: string | null; readonly in: string } | null;
  readonly section?: boolean;
  readonly open?: boolean;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly suggest?: readonly (string | number | boolean | null)[];
  readonly valueEnum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly templateFields?: readonly string[];
  readonly expandsEnvSince?: string;
  readonly summary?: string;
  /** The file of the package that has it, or where its code reads it. */
  readonly source?: string;
  readonly note?: string;
}

/** The key of an entry; `description` is the text of the separate file of descriptions. */
export function keyInfo(entry: KeyEntry, description?: string): KeyInfo {
  const types = entry.type.filter(isValueType);
  const section = entry.section === true;
  return {
    key: entry.key,
    path: entry.key.split('.'),
    package: entry.package,
    types,
    default: entry.default ?? null,
    unit: entry.unit === 'duration' || entry.unit === 'bytes' ? entry.unit : undefined,
    bareUnit: isBareUnit(entry.bareUnit) ? entry.bareUnit : undefined,
    nullable: entry.nullable,
    section,
    open: entry.open === true || (!section && types.includes('object')),
    allowed: entry.enum,
    suggested: entry.suggest,
    allowedBelow: entry.valueEnum,
    namesBelow: NAMES_BELOW[entry.key],
    minimum: entry.minimum,
    maximum: entry.maximum,
    above: entry.exclusiveMinimum,
    since: entry.since ?? undefined,
    removed: entry.removed ?? undefined,
    unreadSince: entry.unreadSince,
    successor: entry.deprecated?.by ?? undefined,
    templateFields: entry.templateFields,
    expandsVariablesSince: entry.expandsEnvSince,
    inDefaults: !section && /\.yaml(?: |$)/.test(entry.source ?? ''),
    description: description ?? entry.summary,
    note: entry.note,
  };
}

/** The operator raises ValueError on anything else (dask_kubernetes/operator/kubecluster/kubecluster.py). */
const NAMES_BELOW: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.resources': ['limits', 'requests'],
};

function isValueType(word: string): word is ValueType {
  return ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'].includes(word);
}

function isBareUnit(word: string | undefined): word is BareUnit {
  return word === 's' || word === 'ms' || word === 'required';
}
