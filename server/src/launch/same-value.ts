import { SharedMap } from './shared-map.ts';

type Entries = ReadonlyMap<unknown, unknown> | SharedMap<unknown, unknown>;

/**
 * Whether two things of the simulation are the same: the same texts, from the same places of the script. A span is the
 * same only when it is the very same object, since nodes of a script that was read again move no more. So is something
 * unknown: two of a kind may still be two.
 */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (a instanceof Map) return b instanceof Map && sameMaps(a, b);
  if (a instanceof SharedMap) return b instanceof SharedMap && (a.shares(b) || sameMaps(a, b));
  if (a instanceof Set)
    return b instanceof Set && a.size === b.size && [...(a as Set<unknown>)].every((one) => b.has(one));
  if (Object.getPrototypeOf(a) !== Object.prototype || Object.getPrototypeOf(b) !== Object.prototype)
    return false;
  return sameRecords(a as Record<string, unknown>, b as Record<string, unknown>);
}

function sameMaps(a: Entries, b: Entries): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !same(value, b.get(key))) return false;
  return true;
}

function sameRecords(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  // The start of a text, which stands for the script as a whole, never moves.
  if (typeof a['start'] === 'number' && typeof a['end'] === 'number')
    return a['start'] === 0 && a['end'] === 0 && b['start'] === 0 && b['end'] === 0;
  if (a['kind'] === 'unknown') return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
