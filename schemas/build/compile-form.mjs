// The form of a schema that is compiled: the same meaning as the published one, without words, and with every part
// moved to a definition whose name says what is expected (`is.integer-or-null.2`). Errors then carry that name, so that
// no parent schema is needed at run time, and equal parts are compiled once.
import { QUANTITY } from './patterns.mjs';

const WORDS = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'markdownDescription',
  'deprecated',
  'deprecationMessage',
  'default',
  'examples',
]);

const NAMES = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'mapping',
  array: 'list',
  null: 'null',
};

/**
 * @param {object} schema as published
 * @param {{withoutDefinitions?: boolean}} [options] withoutDefinitions: references to definitions become "any mapping"
 */
export function compileForm(schema, { withoutDefinitions = false } = {}) {
  const named = new Map();
  const counts = new Map();
  const { definitions = {}, ...root } = schema;
  const form = convert(root);
  const kept = withoutDefinitions
    ? []
    : Object.entries(definitions).map(([name, part]) => [name, convert(part)]);
  const found = [...named.values()].map(({ name, part }) => [name, part]);
  return { ...form, definitions: Object.fromEntries([...kept, ...found]) };

  function convert(part) {
    const rest = Object.fromEntries(Object.entries(part).filter(([keyword]) => !WORDS.has(keyword)));
    if (rest.allOf?.length === 1 && Object.keys(rest).length === 1) return convert(rest.allOf[0]);
    if (rest.$ref?.startsWith('#/definitions/') && withoutDefinitions) return { type: ['object', 'null'] };
    if (rest.$ref?.startsWith('#/properties/')) return convert(follow(schema, rest.$ref));
    if (rest.allOf !== undefined) rest.allOf = rest.allOf.map(convert);
    if (rest.items !== undefined) rest.items = member(rest.items);
    if (typeof rest.additionalProperties === 'object') {
      const values = member(rest.additionalProperties);
      if (values === undefined) delete rest.additionalProperties;
      else rest.additionalProperties = values;
    }
    if (rest.properties !== undefined) rest.properties = members(rest);
    delete rest.patternProperties;
    return rest;
  }

  // Patterns for the other spelling of a key become plain properties.
  function members({ properties, patternProperties = {} }) {
    const all = { ...properties };
    for (const [pattern, part] of Object.entries(patternProperties)) all[pattern.slice(1, -1)] = part;
    const converted = Object.entries(all).map(([name, part]) => [name, member(part)]);
    return Object.fromEntries(converted.filter(([, part]) => part !== undefined));
  }

  // What says nothing is left out; the rest becomes a definition, the same one for the same content.
  function member(part) {
    const converted = convert(part);
    if (Object.keys(converted).length === 0) return undefined;
    if (converted.$ref !== undefined) return converted;
    const text = JSON.stringify(converted);
    let entry = named.get(text);
    if (entry === undefined) {
      const kind = kindOf(converted);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      entry = { name: count === 0 ? `is.${kind}` : `is.${kind}.${count}`, part: converted };
      named.set(text, entry);
    }
    return { $ref: `#/definitions/${entry.name}` };
  }
}

function follow(schema, pointer) {
  return pointer
    .slice(2)
    .split('/')
    .reduce((part, step) => part[step], schema);
}

// `integer-or-null` and the like.
function kindOf(part) {
  if (part.anyOf !== undefined) return kindNames(part.anyOf[0].enum.map(typeOf));
  const types = [part.type].flat();
  // Where there is a pattern, text is only accepted for what fills it in.
  const own = part.pattern === undefined ? types : types.filter((type) => type !== 'string');
  return part.pattern === QUANTITY
    ? kindNames(['quantity', ...own.filter((type) => type === 'null')])
    : kindNames(own);
}

function kindNames(types) {
  const distinct = [...new Set(types.map((type) => NAMES[type] ?? type))];
  return [...distinct.filter((name) => name !== 'null'), ...distinct.filter((name) => name === 'null')].join(
    '-or-',
  );
}

function typeOf(value) {
  return value === null ? 'null' : typeof value;
}
