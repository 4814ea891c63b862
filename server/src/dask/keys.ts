import data from '../../../schemas/data/dask-config-keys.json' with { type: 'json' };
import descriptions from '../../../schemas/data/dask-key-descriptions.json' with { type: 'json' };
import { nearestName } from '../text/index.ts';
import { type KeyEntry, type KeyInfo, keyInfo } from './key-info.ts';

/** What stands at a path of a configuration. `depth` is the number of segments that were recognised. */
export type KeyLookup =
  | { readonly kind: 'section'; readonly key: KeyInfo; readonly depth: number }
  | { readonly kind: 'key'; readonly key: KeyInfo; readonly depth: number }
  /** Below a key under which every name is free; `rest` is what follows it. */
  | {
      readonly kind: 'inside';
      readonly key: KeyInfo;
      readonly depth: number;
      readonly rest: readonly string[];
    }
  /** Below a key that holds a plain value or a list. */
  | {
      readonly kind: 'below-value';
      readonly key: KeyInfo;
      readonly depth: number;
      readonly rest: readonly string[];
    }
  /** No release has had this name there; `parent` is the section above it, absent at the top level. */
  | {
      readonly kind: 'unknown';
      readonly parent: KeyInfo | undefined;
      readonly depth: number;
      readonly name: string;
    };

/** A section at the top level of a configuration and the package that owns it. */
export interface TopSection {
  readonly name: string;
  readonly package: string;
  readonly key: KeyInfo;
}

/** All configuration keys that releases have had. */
export interface KeyTable {
  readonly keys: readonly KeyInfo[];
  readonly sections: readonly TopSection[];
  find(path: readonly string[]): KeyLookup;
  /** A key by its dotted name, in any spelling that Dask takes for the same. */
  get(name: string): KeyInfo | undefined;
  /** The keys directly below a path, for completion; the top level for the empty path. */
  children(path: readonly string[]): readonly KeyInfo[];
  /**
   * The key beside which an unknown one was clearly meant: another case, `_` and `-` mixed, or one or two
   * characters away. `accept` leaves out keys that are no help, such as removed ones.
   */
  near(path: readonly string[], accept?: (key: KeyInfo) => boolean): KeyInfo | undefined;
  /** The one key of the same top-level section that has this name at another place. */
  elsewhere(path: readonly string[], accept?: (key: KeyInfo) => boolean): KeyInfo | undefined;
}

/**
 * The other spelling that Dask tries for one segment of a key: all `_` as `-`, or else all `-` as `_`
 * (dask/config.py, canonical_name). A name that mixes them is the other spelling of none.
 */
export function otherSpelling(segment: string): string {
  return segment.includes('_') ? segment.replaceAll('_', '-') : segment.replaceAll('-', '_');
}

/** Whether a segment of a file or variable is read as a segment that the package asks for. */
export function isSameSegment(written: string, asked: string): boolean {
  return written === asked || written === otherSpelling(asked);
}

/** Segments that are read as one have one normal form; a mixture stays as it is. */
export function normalSegment(segment: string): string {
  return segment.includes('-') ? segment : segment.replaceAll('_', '-');
}

/** Builds the table; of two entries that are spellings of one key the later one holds, with the first `since`. */
export function createKeyTable(
  entries: readonly KeyEntry[],
  texts: Readonly<Record<string, string | undefined>> = {},
): KeyTable {
  const root = newNode(undefined);
  for (const entry of entries) insert(root, keyInfo(entry, texts[entry.key]));
  const keys = collect(root);
  const find = (path: readonly string[]): KeyLookup => findFrom(root, path);
  return {
    keys,
    sections: [...root.children.values()].flatMap(({ key }) =>
      key !== undefined && (key.section || key.open) ? [{ name: key.key, package: key.package, key }] : [],
    ),
    find,
    get: (name) => {
      const found = find(name.split('.'));
      return found.kind === 'key' || found.kind === 'section' ? found.key : undefined;
    },
    children: (path) => keysOf(nodeOf(root, path)),
    near: (path, accept = always) => near(nodeOf(root, path.slice(0, -1)), path.at(-1) ?? '', accept),
    elsewhere: (path, accept = always) => {
      const [section = '', ...below] = path;
      const name = below.at(-1);
      const top = root.children.get(normalSegment(section));
      if (name === undefined || top === undefined) return undefined;
      const named = collect(top).filter(
        (key) => key.path.length > 1 && isSameSegment(name, key.path.at(-1) ?? '') && accept(key),
      );
      return named.length === 1 ? named[0] : undefined;
    },
  };
}

/** The keys of Dask and the packages around it. */
export const KEYS: KeyTable = createKeyTable(data, descriptions);

/** Whether a name at the top level of a file is a section of Dask or of a package around it. */
export function isKnownSection(name: string): boolean {
  return KEYS.sections.some((section) => isSameSegment(name, section.name));
}

interface Node {
  key: KeyInfo | undefined;
  readonly children: Map<string, Node>;
}

function newNode(key: KeyInfo | undefined): Node {
  return { key, children: new Map() };
}

function always(): boolean {
  return true;
}

function insert(root: Node, key: KeyInfo): void {
  let node = root;
  for (const segment of key.path) {
    const name = normalSegment(segment);
    let next = node.children.get(name);
    if (next === undefined) {
      next = newNode(undefined);
      node.children.set(name, next);
    }
    node = next;
  }
  node.key = node.key === undefined ? key : merged(node.key, key);
}

/** Two spellings of one key: `dataframe.convert_string` up to 2023.4.0, `dataframe.convert-string` since. */
function merged(a: KeyInfo, b: KeyInfo): KeyInfo {
  const [earlier, later] = b.successor === a.key ? [b, a] : [a, b];
  return earlier.since === undefined ? later : { ...later, since: earlier.since };
}

function findFrom(root: Node, path: readonly string[]): KeyLookup {
  let node = root;
  for (const [depth, segment] of path.entries()) {
    const next = node.children.get(normalSegment(segment));
    if (next?.key === undefined) {
      const key = node.key;
      if (key?.open === true) return { kind: 'inside', key, depth, rest: path.slice(depth) };
      if (key !== undefined && !key.section)
        return { kind: 'below-value', key, depth, rest: path.slice(depth) };
      return { kind: 'unknown', parent: key, depth, name: segment };
    }
    node = next;
  }
  const { key } = node;
  if (key === undefined) return { kind: 'unknown', parent: undefined, depth: 0, name: '' };
  return { kind: key.section ? 'section' : 'key', key, depth: path.length };
}

function nodeOf(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of path) node = node?.children.get(normalSegment(segment));
  return node;
}

function keysOf(node: Node | undefined): KeyInfo[] {
  return [...(node?.children.values() ?? [])].flatMap((child) => child.key ?? []);
}

function collect(node: Node): KeyInfo[] {
  return [...(node.key === undefined ? [] : [node.key]), ...[...node.children.values()].flatMap(collect)];
}

function near(node: Node | undefined, name: string, accept: (key: KeyInfo) => boolean): KeyInfo | undefined {
  const byName = new Map(
    keysOf(node)
      .filter(accept)
      .map((key) => [hyphenated(key.path.at(-1) ?? ''), key]),
  );
  const wanted = hyphenated(name);
  const nearest = byName.has(wanted) ? wanted : nearestName(wanted, byName.keys());
  return nearest === undefined ? undefined : byName.get(nearest);
}

function hyphenated(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
