// The flat list of configuration keys as a tree, one node a segment, with what is to be said about each key.
import { compareVersions } from './data.mjs';

/**
 * `name` is the segment as the package spells it; `entry` the key's facts (none for a misnomer); `message` says what
 * became of a key that should not be written any more.
 * @typedef {{name: string, key: string, entry?: object, description?: string, message?: string, children: Map<string, Node>}} Node
 */

/** @returns {Node} the root, with an empty name */
export function daskTree(keys, aliases, descriptions) {
  const root = { name: '', key: '', children: new Map() };
  const entryOf = new Map(keys.map((entry) => [entry.key, entry]));
  const aliasOf = new Map(aliases.map((alias) => [canonical(alias.old), alias]));
  for (const entry of [...keys].sort(byPreference)) {
    const node = place(root, entry.key);
    // A second spelling of the same key (`convert_string`, `convert-string`) is the same node.
    if (node.entry !== undefined) continue;
    node.entry = entry;
    node.description = descriptions[entry.key] ?? entry.summary;
    node.message = messageOf(entry, aliasOf.get(canonical(entry.key)), entryOf);
  }
  for (const alias of aliases) {
    const node = place(root, alias.old);
    if (node.entry === undefined) node.message ??= aliasMessage(alias, entryOf);
  }
  return root;
}

/** Hyphen and underscore are the same in a segment (dask/config.py, canonical_name). */
export function canonical(key) {
  return key.replaceAll('_', '-');
}

/** The other spelling of a segment, all of one kind; undefined when it has neither sign. */
export function twin(segment) {
  if (segment.includes('-')) return segment.replaceAll('-', '_');
  return segment.includes('_') ? segment.replaceAll('_', '-') : undefined;
}

function place(root, key) {
  let node = root;
  for (const segment of key.split('.')) {
    const id = canonical(segment);
    let child = node.children.get(id);
    if (child === undefined) {
      child = {
        name: segment,
        key: node.key === '' ? segment : `${node.key}.${segment}`,
        children: new Map(),
      };
      node.children.set(id, child);
    }
    node = child;
  }
  return node;
}

// Keys that are alive come first, so that they give the spelling.
function byPreference(a, b) {
  const gone = (entry) => (entry.removed === null ? 0 : 1);
  return gone(a) - gone(b) || (a.key < b.key ? -1 : 1);
}

function messageOf(entry, alias, entryOf) {
  if (alias !== undefined && entry.removed !== null) {
    return entry.removed === alias.oldReadUntil ? aliasMessage(alias, entryOf) : goneMessage(entry);
  }
  if (entry.removed !== null) return goneMessage(entry);
  if (entry.unreadSince !== undefined) {
    return `Not read since ${entry.package} ${entry.unreadSince}.${successor(entry.deprecated?.by)}`;
  }
  if (entry.deprecated === null) return undefined;
  return `Deprecated since ${entry.package} ${entry.deprecated.in}.${successor(entry.deprecated.by)}`;
}

function goneMessage(entry) {
  return `Removed in ${entry.package} ${entry.removed}.${successor(entry.deprecated?.by)}`;
}

function successor(key) {
  return key === undefined || key === null ? '' : ` Use \`${key}\`.`;
}

function aliasMessage({ kind, new: target, package: name, oldReadUntil, aliasSince }, entryOf) {
  switch (kind) {
    case 'alias': {
      const renamed = `Renamed to \`${target}\` in ${name} ${oldReadUntil}`;
      const entry = entryOf.get(target);
      if (entry.removed !== null) return `${renamed}, which ${entry.package} ${entry.removed} removed.`;
      return compareVersions(aliasSince, oldReadUntil) > 0
        ? `${renamed}; the old name works again since ${aliasSince}.`
        : `${renamed}; the old name is still understood.`;
    }
    case 'renamed':
      return `Renamed to \`${target}\` in ${name} ${oldReadUntil}; the old name has no effect since.`;
    case 'removed':
      return `Removed in ${name} ${oldReadUntil}.`;
    case 'misnomer':
      return `No release has read this key; it is \`${target}\`.`;
    default:
      throw new Error(`unknown kind of alias: ${kind}`);
  }
}
