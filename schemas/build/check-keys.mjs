// Checks of dask-config-keys.json.
import { canonical } from './dask-tree.mjs';
import { compareVersions } from './data.mjs';

const FILE = 'dask-config-keys.json';
const TYPES = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);
const UNITS = new Set([null, 'duration', 'bytes']);
const BARE_UNITS = new Set(['s', 'ms', 'required']);

/** A version number as the packages write it; `2021.03.0` as well as `2021.3.0`. */
export const VERSION = /^\d+(\.\d+){1,3}$/;

export function keyProblems(keys) {
  const byName = new Map(keys.map((entry) => [entry.key, entry]));
  return [...repeated(keys), ...keys.flatMap((entry) => entryProblems(entry, byName))];
}

/** Whether the table has the key, or an open section above it that may hold it. */
export function isKnown(key, byName) {
  if (byName.has(key)) return true;
  const end = key.lastIndexOf('.');
  if (end < 0) return false;
  const parent = key.slice(0, end);
  return byName.get(parent)?.open === true || (!byName.has(parent) && isKnown(parent, byName));
}

function repeated(keys) {
  const seen = new Map();
  const problems = [];
  for (const entry of keys) {
    const name = entry.key;
    if (seen.has(name)) problems.push(`${FILE}: ${name} is there twice`);
    seen.set(name, entry);
  }
  // `a-b` and `a_b` are one key to Dask: only one of the two may be alive.
  const alive = new Map();
  for (const entry of keys.filter(({ removed }) => removed === null)) {
    const other = alive.get(canonical(entry.key));
    if (other !== undefined) problems.push(`${FILE}: ${entry.key} and ${other} are the same key`);
    alive.set(canonical(entry.key), entry.key);
  }
  return problems;
}

function entryProblems(entry, byName) {
  const problems = [];
  const report = (text) => problems.push(`${FILE}: ${entry.key} ${text}`);
  shapeProblems(entry, report);
  placeProblems(entry, byName, report);
  versionProblems(entry, byName, report);
  if (entry.type.every((type) => TYPES.has(type))) valueProblems(entry, report);
  return problems;
}

function shapeProblems(entry, report) {
  if (!/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*$/.test(entry.key)) report('is no well-formed key');
  if (typeof entry.package !== 'string' || entry.package === '') report('has no package');
  for (const type of entry.type) if (!TYPES.has(type)) report(`has the unknown type ${type}`);
  if (entry.type.length === 0 || new Set(entry.type).size !== entry.type.length)
    report('has no or repeated types');
  if (!UNITS.has(entry.unit)) report(`has the unknown unit ${entry.unit}`);
  if ((entry.unit === 'duration') !== (entry.bareUnit !== undefined))
    report('has a bareUnit without duration, or the reverse');
  if (entry.bareUnit !== undefined && !BARE_UNITS.has(entry.bareUnit))
    report(`has the unknown bareUnit ${entry.bareUnit}`);
  const container = entry.type.includes('object');
  if (entry.type.includes('null') && !entry.nullable) report('has the type null but is not nullable');
  if (entry.nullable && !entry.type.includes('null') && !container)
    report('is nullable without the type null');
  if (entry.open === true && !container) report('is open but no mapping');
}

function placeProblems(entry, byName, report) {
  const end = entry.key.lastIndexOf('.');
  const parent = end < 0 ? undefined : byName.get(entry.key.slice(0, end));
  if (end >= 0 && parent === undefined) report('has no section above it');
  // A key may have become a plain value after it had been a section (admin.traceback.shorten).
  const wasSection = parent?.section === true || parent?.open === true || entry.removed !== null;
  if (parent !== undefined && !wasSection) report(`is below ${parent.key}, which is no section`);
  if (entry.section !== true) return;
  if (entry.type.join() !== 'object') report('is a section but not of type object');
  if (entry.default !== null) report('is a section with a default');
  const prefix = `${entry.key}.`;
  const below = [...byName.values()].filter(({ key }) => key.startsWith(prefix));
  if (below.length === 0) report('is a section without keys');
  for (const { key, since, removed } of below.filter((one) => one.package === entry.package)) {
    if (since !== null && entry.since !== null && compareVersions(since, entry.since) < 0)
      report(`came after ${key}, which is in it`);
    if (entry.removed !== null && (removed === null || compareVersions(removed, entry.removed) > 0))
      report(`went before ${key}, which is in it`);
  }
}

function versionProblems(entry, byName, report) {
  for (const field of ['since', 'removed', 'unreadSince', 'expandsEnvSince']) {
    const version = entry[field];
    if (version !== undefined && version !== null && !VERSION.test(version))
      report(`has a bad version ${field}`);
  }
  const { since, removed, deprecated } = entry;
  if (since !== null && removed !== null && compareVersions(since, removed) >= 0)
    report('was removed before it came');
  if (deprecated === null) return;
  if (!VERSION.test(deprecated.in)) report('has a bad version deprecated.in');
  if (since !== null && compareVersions(deprecated.in, since) < 0) report('was deprecated before it came');
  if (removed !== null && compareVersions(deprecated.in, removed) > 0) report('was deprecated after it went');
  if (deprecated.by !== null && !isKnown(deprecated.by, byName))
    report(`names the unknown successor ${deprecated.by}`);
  if (deprecated.by === entry.key) report('names itself as successor');
}

function valueProblems(entry, report) {
  const { default: value, enum: members } = entry;
  if (value !== null) {
    if (!fits(value, entry.type)) report('has a default of another type');
    if (members !== undefined && !members.includes(value)) report('has a default outside its enumeration');
    if (typeof value === 'number' && !inRange(value, entry)) report('has a default outside its range');
  }
  if (members === undefined) return;
  if (new Set(members).size !== members.length) report('has a repeated member in its enumeration');
  for (const member of members)
    if (!fits(member, entry.type)) report(`has a member of another type: ${member}`);
  if (entry.nullable !== members.includes(null)) report('disagrees with its enumeration about null');
}

function fits(value, types) {
  if (value === null) return types.includes('null');
  // JSON has no infinity.
  if (value === '.inf' && types.includes('number')) return true;
  if (Array.isArray(value)) return types.includes('array');
  if (Number.isInteger(value) && types.includes('integer')) return true;
  return types.includes(typeof value);
}

function inRange(value, { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity }) {
  return value >= minimum && value > exclusiveMinimum && value <= maximum;
}
