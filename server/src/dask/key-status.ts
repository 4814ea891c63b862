import { CHANGES } from './changes.ts';
import type { Era, EraVerdict } from './era.ts';
import type { KeyInfo } from './key-info.ts';
import { KEYS, type KeyLookup } from './keys.ts';
import {
  EARLIER_SUCCESSORS,
  LEGACY_VARIABLES,
  type LegacyName,
  legacyNameAt,
  oldTableSpelling,
  strays,
} from './legacy-names.ts';
import { keyPathOfVariable, SPECIAL_VARIABLES, variableOfKey } from './variables.ts';

/** Where a key was set: aliases of dask worked in variables long before they did in files. */
export type Origin = 'file' | 'variable';

/** The key that does today what an old or wrong name was meant to do. */
export interface Successor {
  readonly path: readonly string[];
  readonly name: string;
  readonly variable: string;
  readonly key: KeyInfo | undefined;
  /** Whether the versions of the era read it. */
  readonly read: boolean;
}

export type NotReadReason =
  | 'never-existed'
  | 'removed'
  | 'renamed'
  /** Its alias acts on variables only in these versions. */
  | 'alias-skips-files'
  | 'newer'
  /** Only the classic KubeCluster read it. */
  | 'classic-only';

/**
 * What the versions of an era make of a key. `depth` is how many segments of the path the answer is about; what
 * follows them needs no answer of its own.
 */
export type KeyStatus =
  | { readonly kind: 'known'; readonly key: KeyInfo; readonly depth: number }
  | { readonly kind: 'section'; readonly key: KeyInfo; readonly depth: number }
  /** Below a key with free names. */
  | { readonly kind: 'open'; readonly key: KeyInfo; readonly depth: number; readonly rest: readonly string[] }
  /** In the section of a package whose keys are not listed here. */
  | { readonly kind: 'other-package'; readonly package: string; readonly depth: number }
  /** An old name that works through an alias. */
  | {
      readonly kind: 'legacy';
      readonly package: string;
      readonly depth: number;
      readonly since: string;
      readonly verdict: EraVerdict;
      readonly successor: Successor;
      /** Whether reading it prints a FutureWarning. */
      readonly warns: boolean;
    }
  /** Read by these versions under this name, which a later release takes away. */
  | {
      readonly kind: 'right-here';
      readonly package: string;
      readonly depth: number;
      readonly leaves: string;
      /** Whether later releases take the name as an alias. */
      readonly alias: boolean;
      readonly successor: Successor | undefined;
      readonly key: KeyInfo | undefined;
    }
  | {
      readonly kind: 'not-read';
      readonly package: string;
      readonly depth: number;
      readonly reason: NotReadReason;
      /** The release that made it so; absent for names that never existed. */
      readonly version: string | undefined;
      readonly verdict: EraVerdict;
      readonly successor: Successor | undefined;
      readonly key: KeyInfo | undefined;
    }
  /** No release has had this name here. */
  | {
      readonly kind: 'unknown';
      readonly depth: number;
      readonly parent: KeyInfo | undefined;
      /** The parent holds a value, so nothing can be below it. */
      readonly belowValue: boolean;
      readonly near: KeyInfo | undefined;
      readonly elsewhere: KeyInfo | undefined;
    };

export type VariableStatus =
  | { readonly kind: 'special'; readonly meaning: string }
  /** No variable of Dask. */
  | { readonly kind: 'foreign' }
  /** Begins like one, but not in upper case, so nothing reads it; `variable` is what was meant. */
  | { readonly kind: 'wrong-case'; readonly variable: string }
  | { readonly kind: 'key'; readonly path: readonly string[]; readonly status: KeyStatus };

/** What the versions of an era make of a key of a file or a variable. */
export function statusOfKey(path: readonly string[], era: Era, origin: Origin = 'file'): KeyStatus {
  const found = legacyNameAt(path);
  if (found === undefined) return statusOfLookup(KEYS.find(path), path, era);
  const rest = path.slice(found.depth);
  const status = statusOfLegacyName(found.legacy, rest, era, origin);
  // Below an old section that is still read stand keys with a history of their own.
  const isInside = rest.length > 0 && status.kind === 'right-here' && status.key?.section === true;
  return isInside ? statusOfLookup(KEYS.find(path), path, era) : status;
}

/** What the versions of an era make of a variable. */
export function statusOfVariable(name: string, era: Era): VariableStatus {
  const special = SPECIAL_VARIABLES.get(name);
  if (special !== undefined) return { kind: 'special', meaning: special };
  const path = keyPathOfVariable(name);
  if (path !== undefined) return { kind: 'key', path, status: statusOfKey(path, era, 'variable') };
  const legacy = LEGACY_VARIABLES.find(({ variable }) => variable === name);
  if (legacy !== undefined) {
    const status = statusOfLegacyName(
      {
        ...legacy,
        name,
        path: [name],
        kind: 'renamed',
        aliasSince: undefined,
        mechanism: 'none',
        note: undefined,
      },
      [],
      era,
      'variable',
    );
    return { kind: 'key', path: legacy.successor.split('.'), status };
  }
  return /^dask_/i.test(name) ? { kind: 'wrong-case', variable: name.toUpperCase() } : { kind: 'foreign' };
}

/** Whether the versions of an era read a key. */
export function isRead(key: KeyInfo, era: Era): boolean {
  const gone = key.unreadSince ?? key.removed;
  if (gone !== undefined && era.inForce(key.package, gone).inForce) return false;
  return key.since === undefined || era.inForce(key.package, key.since).inForce;
}

function statusOfLookup(found: KeyLookup, path: readonly string[], era: Era): KeyStatus {
  if (found.kind === 'unknown' || found.kind === 'below-value') {
    const parent = found.kind === 'unknown' ? found.parent : found.key;
    if (parent !== undefined && isForeign(parent)) {
      return { kind: 'other-package', package: parent.package, depth: found.depth };
    }
    const here = path.slice(0, found.depth + 1);
    return {
      kind: 'unknown',
      depth: found.depth + 1,
      parent,
      belowValue: found.kind === 'below-value',
      near: KEYS.near(here, (key) => isRead(key, era)) ?? KEYS.near(here, isKept),
      elsewhere: KEYS.elsewhere(here, (key) => isRead(key, era)),
    };
  }
  const { key, depth } = found;
  const change = changeOf(key, era);
  if (change?.kind === 'not-read' && change.reason === 'newer' && wasSection(key, era))
    return { kind: 'section', key, depth };
  if (change !== undefined) return { ...change, depth };
  if (found.kind === 'inside') return { kind: 'open', key, depth, rest: found.rest };
  return { kind: found.kind === 'section' ? 'section' : 'known', key, depth };
}

/** What releases did to a key, when that matters for the era. */
function changeOf(key: KeyInfo, era: Era): KeyStatus | undefined {
  const base = { package: key.package, depth: key.path.length, key };
  const gone = key.unreadSince ?? key.removed;
  if (gone !== undefined) {
    const verdict = era.inForce(key.package, gone);
    const classic =
      key.unreadSince === CHANGES.classicClusterGone.version && key.package === 'dask-kubernetes';
    const successor = classic ? undefined : successorOf(key.successor, [], era);
    if (verdict.inForce) {
      const reason = classic ? 'classic-only' : successor === undefined ? 'removed' : 'renamed';
      return { ...base, kind: 'not-read', reason, version: gone, verdict, successor };
    }
    if (!classic) return { ...base, kind: 'right-here', leaves: gone, alias: false, successor };
  }
  if (key.since === undefined) return undefined;
  const verdict = era.inForce(key.package, key.since);
  if (verdict.inForce) return undefined;
  return { ...base, kind: 'not-read', reason: 'newer', version: key.since, verdict, successor: undefined };
}

function statusOfLegacyName(
  legacy: LegacyName,
  rest: readonly string[],
  era: Era,
  origin: Origin,
): KeyStatus {
  const lookup = KEYS.find(legacy.path);
  const key = lookup.kind === 'key' || lookup.kind === 'section' ? lookup.key : undefined;
  const base = { package: legacy.package, depth: legacy.path.length, key };
  const successor = successorOf(legacy.successor, rest, era);
  const notRead = (reason: NotReadReason, version: string | undefined, verdict: EraVerdict): KeyStatus => ({
    ...base,
    kind: 'not-read',
    reason,
    version,
    verdict,
    successor,
  });
  if (legacy.kind === 'misnomer' || legacy.oldReadUntil === undefined) {
    return notRead('never-existed', undefined, { inForce: true, pinned: true });
  }
  const left = era.inForce(legacy.package, legacy.oldReadUntil);
  if (!left.inForce) {
    const begun = key?.since === undefined ? undefined : era.inForce(legacy.package, key.since);
    if (begun?.inForce === false) return notRead('newer', key?.since, begun);
    const alias = legacy.kind === 'alias';
    return { ...base, kind: 'right-here', leaves: legacy.oldReadUntil, alias, successor };
  }
  if (legacy.kind === 'removed' || legacy.kind === 'renamed') {
    return notRead(legacy.kind, legacy.oldReadUntil, left);
  }
  const aliasSince = legacy.aliasSince ?? legacy.oldReadUntil;
  const alias = era.inForce(legacy.package, aliasSince);
  if (!alias.inForce) return notRead('renamed', legacy.oldReadUntil, left);
  const onFiles = era.of(CHANGES.aliasesActOnFiles);
  if (legacy.mechanism === 'dask' && !onFiles.inForce) {
    if (origin === 'file') return notRead('alias-skips-files', legacy.oldReadUntil, left);
    if (oldTableSpelling(legacy).includes('-')) return notRead('renamed', legacy.oldReadUntil, left);
  }
  if (strays(legacy) && (origin === 'variable' || onFiles.inForce)) {
    return notRead('renamed', legacy.oldReadUntil, left);
  }
  return throughAlias(legacy, rest, era, alias);
}

/** An alias leads to what its successor is: a key that is read, or one that is gone as well. */
function throughAlias(legacy: LegacyName, rest: readonly string[], era: Era, verdict: EraVerdict): KeyStatus {
  const earlier = EARLIER_SUCCESSORS[legacy.name];
  const useEarlier = earlier !== undefined && !era.inForce(legacy.package, earlier.until).inForce;
  const name = useEarlier ? earlier.successor : (legacy.successor ?? '');
  const target = statusOfKey([...name.split('.'), ...rest], era, 'variable');
  const depth = legacy.path.length;
  if (target.kind === 'not-read') return { ...target, depth };
  const since = legacy.aliasSince ?? '';
  const warns = legacy.mechanism !== 'distributed' && era.of(CHANGES.aliasesActOnFiles).inForce;
  const base = { kind: 'legacy', package: legacy.package, depth, since, verdict, warns } as const;
  if (target.kind === 'legacy') return { ...base, successor: target.successor };
  return { ...base, successor: asSuccessor([...name.split('.'), ...rest], true) };
}

function successorOf(name: string | undefined, rest: readonly string[], era: Era): Successor | undefined {
  if (name === undefined) return undefined;
  const path = [...name.split('.'), ...rest];
  const { kind } = statusOfKey(path, era, 'variable');
  return asSuccessor(
    path,
    kind === 'known' || kind === 'section' || kind === 'open' || kind === 'right-here',
  );
}

function asSuccessor(path: readonly string[], read: boolean): Successor {
  const found = KEYS.find(path);
  const key = found.kind === 'unknown' || found.kind === 'below-value' ? undefined : found.key;
  return { path, name: path.join('.'), variable: variableOfKey(path), key, read };
}

/** Whether the versions of an era have a section where later ones have a value: `admin.traceback.shorten`. */
function wasSection(key: KeyInfo, era: Era): boolean {
  return KEYS.children(key.path).some((below) => isRead(below, era));
}

/** Whether a key is still listed: a near one that another version reads is a better guess than none. */
function isKept(key: KeyInfo): boolean {
  return key.removed === undefined;
}

/** Whether a section belongs to a package of which only the section itself is listed. */
function isForeign(key: KeyInfo): boolean {
  return !DETAILED.includes(key.package);
}

const DETAILED = ['dask', 'distributed', 'dask-kubernetes', 'dask-gateway', 'dask-labextension'];
