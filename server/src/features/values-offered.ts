import { knownVariables, type Repository } from '../binder/index.ts';
import { type Era, KEYS, type KeyInfo, LOG_LEVELS, templateNames } from '../dask/index.ts';
import { podField } from '../kubernetes/index.ts';
import { fieldText, variableText } from './variable-text.ts';
import type { Zone } from './zone.ts';

/** A text that may be written as a value. */
export interface OfferedValue {
  readonly text: string;
  readonly kind: 'value' | 'choice' | 'variable';
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  /** Whether it is text that YAML must not read as something else. */
  readonly isText?: boolean;
}

/** The values worth offering at a place; `typed` is what stands before the caret. */
export function valuesOffered(zone: Zone, typed: string, repository: Repository): readonly OfferedValue[] {
  return zone.kind === 'dask' ? daskValues(zone, typed, repository) : podValues(zone, typed);
}

/** What may be named in braces or behind `$`, for a caret behind one of them; undefined elsewhere. */
export function namesOffered(
  zone: Zone,
  typed: string,
  repository: Repository,
): { readonly from: number; readonly values: readonly OfferedValue[] } | undefined {
  if (zone.kind === 'pod') {
    const from = typed.search(/\$(?:\{?\w*)$/);
    return from < 0 ? undefined : { from, values: templateVariables(repository) };
  }
  const from = typed.search(/\{\w*$/);
  const names = from < 0 ? undefined : templateNames(zone.path, repository.era);
  if (names === undefined) return undefined;
  const fields = names.names.map(
    (name): OfferedValue => ({
      text: `{${name}}`,
      kind: 'variable',
      documentation: fieldText(name),
    }),
  );
  return { from, values: [...fields, ...(names.environment ? environmentNames(repository) : [])] };
}

/** First what links and templates on a hub are made of. */
const USUAL = ['JUPYTERHUB_SERVICE_PREFIX', 'JUPYTERHUB_USER', 'JUPYTER_IMAGE_SPEC', 'JUPYTER_IMAGE'];

function usualVariables(): readonly string[] {
  const others = [...knownVariables()].filter(({ secret, name }) => !secret && !USUAL.includes(name));
  return [...USUAL, ...others.map(({ name }) => name).sort()];
}

function environmentNames(repository: Repository): readonly OfferedValue[] {
  return usualVariables().map((name) => ({
    text: `{${name}}`,
    kind: 'variable',
    detail: 'environment variable',
    documentation: variableText(name, repository),
  }));
}

function templateVariables(repository: Repository): readonly OfferedValue[] {
  const names = usualVariables();
  const image = names.filter((name) => name.startsWith('JUPYTER_IMAGE'));
  return [...image, ...names.filter((name) => !image.includes(name))].map((name) => ({
    text: `\${${name}}`,
    kind: 'variable',
    detail: 'environment variable',
    documentation: variableText(name, repository),
  }));
}

function daskValues(
  zone: Zone & { kind: 'dask' },
  typed: string,
  { era }: Repository,
): readonly OfferedValue[] {
  const found = KEYS.find(zone.path);
  if (found.kind === 'inside') return found.rest.length === 1 ? levelsBelow(found.key) : [];
  if (found.kind !== 'key' || zone.within.length > 1) return [];
  const { key } = found;
  const isList = key.types[0] === 'array';
  if (isList !== zone.within.length > 0) return [];
  return [...choices(key), ...amounts(key, typed), ...links(key, era)];
}

function levelsBelow(key: KeyInfo): readonly OfferedValue[] {
  if (key.allowedBelow === undefined) return [];
  return Object.entries(LOG_LEVELS)
    .filter(([name]) => key.allowedBelow?.includes(name))
    .map(([name, number]) => ({ text: name.toLowerCase(), kind: 'choice', detail: String(number) }));
}

function choices(key: KeyInfo): readonly OfferedValue[] {
  const listed = key.allowed ?? key.suggested ?? [];
  const bools = key.types.includes('boolean') && key.allowed === undefined ? [true, false] : [];
  const nothing = key.nullable && key.allowed === undefined ? [null] : [];
  const all = key.unit === undefined ? [...listed, ...bools, ...nothing] : [...listed, ...nothing];
  return [...new Set(all)].map((value) => ({
    text: String(value),
    kind: 'choice',
    detail: value === key.default ? 'default' : undefined,
    isText: typeof value === 'string',
  }));
}

const DURATIONS = ['100ms', '1s', '5s', '30s', '1m', '10m', '1h'];
const SIZES = ['64MiB', '128MiB', '1GiB', '2GB', '7GB'];
const DURATION_UNITS = { ms: 'milliseconds', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };
const SIZE_UNITS = {
  kB: '1000 bytes',
  MB: '10⁶ bytes',
  GB: '10⁹ bytes',
  KiB: '1024 bytes',
  MiB: '1024² bytes',
  GiB: '1024³ bytes',
};

function amounts(key: KeyInfo, typed: string): readonly OfferedValue[] {
  if (key.unit === 'duration') return withUnits(typed, DURATION_UNITS, DURATIONS);
  return key.unit === 'bytes' ? withUnits(typed, SIZE_UNITS, SIZES) : [];
}

/** A number that is typed gets units, anything else a few usual amounts. */
export function withUnits(
  typed: string,
  units: Readonly<Record<string, string>>,
  usual: readonly string[],
): readonly OfferedValue[] {
  const [number] = /^\d+(?:\.\d+)?/.exec(typed) ?? [];
  if (number === undefined) return usual.map((text) => ({ text, kind: 'value' }));
  return Object.entries(units).map(([unit, detail]) => ({ text: `${number}${unit}`, kind: 'value', detail }));
}

/** Links to the dashboard behind a hub's proxy. */
const LINKS = [
  '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status',
  '/user/{JUPYTERHUB_USER}/proxy/{port}/status',
];

function links(key: KeyInfo, era: Era): readonly OfferedValue[] {
  const names = templateNames(key.path, era);
  if (names?.names.includes('port') !== true) return [];
  return LINKS.map((text) => ({ text, kind: 'value', isText: true }));
}

const CPU = ['500m', '1', '2', '4'];
const MEMORY = ['1G', '2G', '4G', '7G', '2Gi', '4Gi'];
const CPU_UNITS = { m: 'thousandths of a core' };
const MEMORY_UNITS = { M: '10⁶ bytes', G: '10⁹ bytes', Mi: '1024² bytes', Gi: '1024³ bytes' };

function podValues(zone: Zone & { kind: 'pod' }, typed: string): readonly OfferedValue[] {
  const field = podField(zone.path);
  const name = String(zone.path.at(-1));
  const type = field?.type;
  if (type === undefined) return [];
  if (type.kind === 'boolean') return ['true', 'false'].map((text) => ({ text, kind: 'choice' }));
  if (type.kind === 'quantity') {
    if (name === 'cpu') return withUnits(typed, CPU_UNITS, CPU);
    return name.includes('/') ? [] : withUnits(typed, MEMORY_UNITS, MEMORY);
  }
  if (type.kind === 'text' && type.enum !== undefined)
    return type.enum.map((text) => ({ text, kind: 'choice', isText: true }));
  if (name === 'image') return [{ text: '${JUPYTER_IMAGE_SPEC}', kind: 'variable', isText: true }];
  return [];
}
