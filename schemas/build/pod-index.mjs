// The pod types as compact modules for our own use: look-ups in rules, completion and hover.

/** The types, without their descriptions, and where in a Pod each type is found. */
export function podIndex(types) {
  const compact = {};
  for (const [name, { fields }] of Object.entries(types)) {
    compact[name] = Object.fromEntries(
      Object.entries(fields).map(([field, { type, required }]) => [
        field,
        { type: offered(type), ...(required ? { required: true } : {}) },
      ]),
    );
  }
  return { types: compact, places: places(types) };
}

/** Type name -> its own description under the empty name, and the descriptions of its fields. */
export function podDescriptions(types) {
  const result = {};
  for (const [name, { description, fields }] of Object.entries(types)) {
    const texts = Object.entries(fields).map(([field, entry]) => [field, entry.description]);
    result[name] = Object.fromEntries([['', description], ...texts].filter(([, text]) => text !== ''));
  }
  return result;
}

function offered({ also: _, ...type }) {
  if (type.items !== undefined) return { ...type, items: offered(type.items) };
  if (type.values !== undefined) return { ...type, values: offered(type.values) };
  return type;
}

// The shortest paths from the root to each type, `*` for an index or a free key; over fields of all releases if possible.
function places(types) {
  const found = { WorkerPod: [[]] };
  spread(types, found, (field) => field.later !== true);
  spread(types, found, () => true);
  const unreachable = Object.keys(types).filter((name) => found[name] === undefined);
  if (unreachable.length > 0) throw new Error(`not part of a Pod: ${unreachable.join(', ')}`);
  return Object.fromEntries(Object.keys(types).map((name) => [name, found[name]]));
}

function spread(types, found, usable) {
  let level = Object.entries(found).flatMap(([name, paths]) => paths.map((path) => [name, path]));
  while (level.length > 0) {
    const next = new Map();
    for (const [name, path] of level) {
      for (const [field, entry] of Object.entries(types[name].fields)) {
        const [inner, steps] = innermost(entry.type, [field]);
        if (inner.kind !== 'object' || found[inner.of] !== undefined || !usable(entry)) continue;
        next.set(inner.of, [...(next.get(inner.of) ?? []), [...path, ...steps]]);
      }
    }
    for (const [name, paths] of next) found[name] = paths;
    level = [...next].flatMap(([name, paths]) => paths.map((path) => [name, path]));
  }
}

function innermost(type, steps) {
  if (type.kind === 'list') return innermost(type.items, [...steps, '*']);
  if (type.kind === 'map') return innermost(type.values, [...steps, '*']);
  return [type, steps];
}
