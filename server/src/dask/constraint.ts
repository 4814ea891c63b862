import { floorOf, floorOfNext, parseVersion, type Version } from './version.ts';
import { ANY_VERSION, between, except, intersect, only, unite, type VersionSet } from './version-set.ts';

/** Whose notation a constraint is written in: `=2022.1` is any 2022.1.x to conda and nothing to pip. */
export type Dialect = 'conda' | 'pip';

/** What the text behind a package's name asks for. */
export type Constraint =
  | { readonly kind: 'versions'; readonly versions: VersionSet }
  /** An address instead of a version; `tag` is the release that a git address names behind `@`. */
  | { readonly kind: 'address'; readonly tag?: Version }
  | { readonly kind: 'unreadable' };

/**
 * Reads the constraint of one dependency, the text behind the package's name.
 *
 * conda: `=2022.1`, `2022.1.*`, `==2.30.0`, `>=2,<3`, `1.0|1.2`, `~=2.1`, `=0.19.1=py36_0` (a build makes the
 * version exact, conda/models/match_spec.py), `[version='>=2']`. pip: the specifiers of PEP 440, an environment
 * marker behind `;`, `@ address`. An empty text permits everything.
 */
export function parseConstraint(text: string, dialect: Dialect): Constraint {
  const trimmed = text.trim();
  if (/^@|:\/\/|^git\+/.test(trimmed)) return addressOf(trimmed);
  const versions = dialect === 'conda' ? condaVersions(trimmed) : pipVersions(trimmed);
  return versions === undefined ? { kind: 'unreadable' } : { kind: 'versions', versions };
}

function addressOf(text: string): Constraint {
  const tag = /@v?(\d[^@#/\s]*)(?:#.*)?$/.exec(text)?.[1];
  const named = tag === undefined ? undefined : parseVersion(tag);
  return named === undefined ? { kind: 'address' } : { kind: 'address', tag: named };
}

function condaVersions(text: string): VersionSet | undefined {
  const bracket = /^\[(.*)\]$/.exec(text)?.[1];
  if (bracket !== undefined) {
    const inner = /(?:^|,)\s*version\s*=\s*(?:'([^']*)'|"([^"]*)"|([^,\s]+))/.exec(bracket);
    return inner === null ? ANY_VERSION : condaVersions(inner[1] ?? inner[2] ?? inner[3] ?? '');
  }
  if (text === '') return ANY_VERSION;
  const built = /^(={0,2})\s*([^=<>!~,|\s]+)(?:\s*=\s*|\s+)([^=<>!~,|\s]+)$/.exec(text);
  if (built !== null) return condaTerm(`==${built[2] ?? ''}`);
  return anyOf(text.split('|'), (part) => allOf(part.split(','), condaTerm));
}

function condaTerm(term: string): VersionSet | undefined {
  const [, operator = '', operand = ''] = /^\s*(==|=|!=|<=|>=|<|>|~=)?\s*(\S+)\s*$/.exec(term) ?? [];
  if (operand === '*') return operator === '!=' ? undefined : ANY_VERSION;
  const prefix = /^(.*?)\.?\*$/.exec(operand)?.[1];
  const v = parseVersion(prefix ?? operand);
  if (v === undefined) return undefined;
  // conda reads `>=2.1.*` as `>=2.1`, and `=2.1` as `2.1.*`.
  if (operator === '=' || (prefix !== undefined && (operator === '' || operator === '==')))
    return startingWith(v);
  if (operator === '' || operator === '==') return only(v);
  if (operator === '!=') return prefix === undefined ? exceptAll(only(v)) : exceptAll(startingWith(v));
  return ordered(operator, v, v);
}

function pipVersions(text: string): VersionSet | undefined {
  const [specifiers = ''] = text.split(';');
  const inner = /^\s*\((.*)\)\s*$/.exec(specifiers)?.[1] ?? specifiers;
  const terms = inner.split(',').filter((term) => term.trim() !== '');
  return allOf(terms, pipTerm);
}

function pipTerm(term: string): VersionSet | undefined {
  const [, operator = '', operand = ''] = /^\s*(===|==|!=|<=|>=|<|>|~=)\s*(\S+)\s*$/.exec(term) ?? [];
  const prefix = /^(.*)\.\*$/.exec(operand)?.[1];
  const v = parseVersion(prefix ?? operand);
  if (v === undefined || (prefix !== undefined && operator !== '==' && operator !== '!=')) return undefined;
  if (operator === '===') return only(v);
  if (operator === '==') return prefix === undefined ? only(v) : startingWith(v);
  if (operator === '!=') return exceptAll(prefix === undefined ? only(v) : startingWith(v));
  // PEP 440: `<2.0` leaves out the pre-releases of 2.0 unless it names one itself.
  return ordered(operator, v, v.pre === undefined && v.dev === undefined ? floorOf(v) : v);
}

function ordered(operator: string, v: Version, below: Version): VersionSet | undefined {
  switch (operator) {
    case '>=':
      return between({ version: v, inclusive: true }, null);
    case '>':
      return between({ version: v, inclusive: false }, null);
    case '<=':
      return between(null, { version: v, inclusive: true });
    case '<':
      return between(null, { version: below, inclusive: false });
    case '~=':
      if (v.release.length < 2) return undefined;
      return intersect(
        between({ version: v, inclusive: true }, null),
        startingWith({ text: v.text, epoch: v.epoch, release: v.release.slice(0, -1) }),
      );
    default:
      return undefined;
  }
}

/** All versions that begin with these numbers, pre-releases included. */
function startingWith(v: Version): VersionSet {
  return between({ version: floorOf(v), inclusive: true }, { version: floorOfNext(v), inclusive: false });
}

function exceptAll(set: VersionSet): VersionSet {
  return set.map(except).reduce(intersect, ANY_VERSION);
}

function allOf(
  terms: readonly string[],
  read: (term: string) => VersionSet | undefined,
): VersionSet | undefined {
  let result: VersionSet | undefined = ANY_VERSION;
  for (const term of terms) {
    const set = read(term);
    if (set === undefined) return undefined;
    result = intersect(result, set);
  }
  return result;
}

function anyOf(
  parts: readonly string[],
  read: (part: string) => VersionSet | undefined,
): VersionSet | undefined {
  const sets: VersionSet[] = [];
  for (const part of parts) {
    const set = read(part);
    if (set === undefined) return undefined;
    sets.push(set);
  }
  return unite(...sets);
}
