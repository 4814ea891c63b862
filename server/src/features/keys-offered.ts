import type { Repository } from '../binder/index.ts';
import { type Era, KEYS, type KeyInfo, LOGGER_NAMES, normalSegment, statusOfKey } from '../dask/index.ts';
import { fieldsAt, type PodPath, podField } from '../kubernetes/index.ts';
import { COMMON_FIELDS, COMMON_KEYS, rank } from './common-keys.ts';
import { describeKey } from './key-text.ts';
import { describePodField, RESOURCE_NAMES } from './pod-text.ts';
import { podTypeWords, typeWords } from './words.ts';
import type { Zone } from './zone.ts';

/** A key that may be written somewhere, and what follows its colon. */
export interface OfferedKey {
  readonly name: string;
  readonly form: 'section' | 'list' | 'scalar';
  readonly detail: string | undefined;
  readonly documentation: string | undefined;
  readonly sort: string;
}

/** The keys that a mapping of a zone may have beside those it has. */
export function keysOffered(
  zone: Zone,
  present: readonly string[],
  repository: Repository,
): readonly OfferedKey[] {
  return zone.kind === 'dask' ? daskKeys(zone, present, repository.era) : podKeys(zone.path, present);
}

function daskKeys(
  zone: Zone & { kind: 'dask' },
  present: readonly string[],
  era: Era,
): readonly OfferedKey[] {
  if (zone.within.length > 0) return [];
  const taken = new Set(present.map(normalSegment));
  const found = zone.path.length === 0 ? undefined : KEYS.find(zone.path);
  if (found?.kind === 'unknown' || found?.kind === 'below-value') return [];
  const hasUnderscores =
    present.some((name) => name.includes('_')) && !present.some((name) => name.includes('-'));
  const section = found === undefined ? '' : found.key.key;
  const keys = found?.kind === 'inside' ? [] : KEYS.children(zone.path).filter((key) => isOffered(key, era));
  const listed = keys.map((key): OfferedKey => {
    const own = key.path.at(-1) ?? '';
    return {
      name: hasUnderscores ? own.replaceAll('-', '_') : own,
      form:
        key.section || key.types[0] === 'object' ? 'section' : key.types[0] === 'array' ? 'list' : 'scalar',
      detail: typeWords(key),
      documentation: describeKey(key.path, era),
      sort: `${isForeign(key) ? '9' : '1'}${rank(COMMON_KEYS[section], own)}`,
    };
  });
  const names = found?.kind === 'key' ? freeNames(found.key) : [];
  const free = names.map((name): OfferedKey => {
    const path = [...zone.path, name];
    const form = found?.kind === 'key' && found.key.namesBelow !== undefined ? 'section' : 'scalar';
    return {
      name,
      form,
      detail: undefined,
      documentation: describeKey(path, era),
      sort: `1${rank(names, name)}`,
    };
  });
  return [...listed, ...free].filter(({ name }) => !taken.has(normalSegment(name)));
}

/** Names worth offering below a key that takes any. */
function freeNames(key: KeyInfo): readonly string[] {
  return key.namesBelow ?? (key.allowedBelow === undefined ? [] : LOGGER_NAMES);
}

function isOffered(key: KeyInfo, era: Era): boolean {
  const { kind } = statusOfKey(key.path, era);
  return kind === 'known' || kind === 'section' || kind === 'open' || kind === 'right-here';
}

function isForeign(key: KeyInfo): boolean {
  return key.path.length === 1 && !OWN.includes(key.package);
}

const OWN: readonly string[] = [
  'dask',
  'distributed',
  'dask-kubernetes',
  'dask-gateway',
  'dask-labextension',
];

function podKeys(path: PodPath, present: readonly string[]): readonly OfferedKey[] {
  const type = podField(path)?.type;
  if (type?.kind === 'map' && type.values.kind === 'quantity') {
    return RESOURCE_NAMES.filter((name) => !present.includes(name)).map((name) => ({
      name,
      form: 'scalar',
      detail: 'quantity',
      documentation: describePodField([...path, name]),
      sort: `1${rank(RESOURCE_NAMES, name)}`,
    }));
  }
  return fieldsAt(path)
    .filter(({ name }) => !present.includes(name))
    .map(({ name, owner, type, required }) => ({
      name,
      form: FORMS[type.kind] ?? 'scalar',
      detail: `${podTypeWords(type)}${required ? ', required' : ''}`,
      documentation: describePodField([...path, name]),
      sort: `${required ? '0' : '1'}${rank(COMMON_FIELDS[owner ?? ''], name)}`,
    }));
}

const FORMS: Readonly<Record<string, OfferedKey['form']>> = {
  object: 'section',
  map: 'section',
  open: 'section',
  list: 'list',
};
