// Reads the Pod types of kubernetes-types into a plain table: type name -> fields.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ENUMERATIONS, LATER_FIELDS, ROOT } from './pod-overlay.mjs';

const require = createRequire(import.meta.url);

/**
 * A value: `text`, `integer`, `boolean`, `quantity`, `integer-or-text`; `object` of a named type; `open` (any mapping);
 * `list` of items; `map` from names to values.
 * @typedef {{kind: string, enum?: string[], also?: string[], of?: string, items?: FieldType, values?: FieldType}} FieldType
 * `later` fields came after the Kubernetes release of the package.
 * @typedef {{type: FieldType, description: string, required: boolean, later?: true}} Field
 * @typedef {{description: string, fields: Record<string, Field>}} ObjectType
 */

/**
 * All object types that a worker pod can hold, sorted by name; the root is `WorkerPod`.
 * @returns {Promise<Record<string, ObjectType>>}
 */
export async function readPodTypes() {
  const { createGenerator } = await import('ts-json-schema-generator');
  const path = join(dirname(require.resolve('kubernetes-types/package.json')), 'core', 'v1.d.ts');
  const schema = createGenerator({
    path,
    type: 'PodTemplateSpec',
    skipTypeCheck: true,
    topRef: false,
  }).createSchema('PodTemplateSpec');
  const types = { WorkerPod: objectType('WorkerPod', ROOT.description, ROOT.fields) };
  for (const [name, definition] of Object.entries(schema.definitions)) {
    if (definition.type !== 'object' || definition.properties === undefined) continue;
    const required = new Set(definition.required);
    const fields = {};
    for (const [field, property] of Object.entries(definition.properties)) {
      fields[field] = {
        type: fieldType(property, schema.definitions),
        description: property.description ?? '',
        required: required.has(field),
      };
    }
    types[name] = objectType(name, definition.description ?? '', fields);
  }
  for (const [name, fields] of Object.entries(LATER_FIELDS)) {
    const complete = objectType(name, types[name]?.description ?? '', { ...types[name]?.fields, ...fields });
    for (const field of Object.keys(fields)) complete.fields[field].later = true;
    types[name] = complete;
  }
  checkOverlay(types);
  return sorted(types);
}

function objectType(name, description, fields) {
  const complete = {};
  for (const [field, { type, description: text, required }] of Object.entries(fields)) {
    complete[field] = {
      type: enumerated(type, ENUMERATIONS[`${name}.${field}`]),
      description: text,
      required: required === true,
    };
  }
  return { description, fields: sorted(complete) };
}

function enumerated(type, enumeration) {
  if (enumeration === undefined) return type;
  if (type.kind === 'list') return { kind: 'list', items: enumerated(type.items, enumeration) };
  const { values, also } = enumeration;
  return also === undefined ? { ...type, enum: values } : { ...type, enum: values, also };
}

function fieldType(property, definitions) {
  if (property.$ref !== undefined) {
    const name = property.$ref.replace('#/definitions/', '');
    const definition = definitions[name];
    if (name === 'Quantity') return { kind: 'quantity' };
    if (definition.type === 'string') return { kind: 'text' };
    // FieldsV1 and the like: free content.
    if (definition.properties === undefined) return { kind: 'open' };
    return { kind: 'object', of: name };
  }
  if (property.type === 'array') return { kind: 'list', items: fieldType(property.items, definitions) };
  if (property.type === 'object') {
    return { kind: 'map', values: fieldType(property.additionalProperties, definitions) };
  }
  if (property.type === 'string') return { kind: 'text' };
  if (property.type === 'boolean') return { kind: 'boolean' };
  // Every number of a Pod is an int32 or int64; the package has the one type of JavaScript for both.
  if (property.type === 'number') return { kind: 'integer' };
  if (Array.isArray(property.type) && property.type.join() === 'number,string')
    return { kind: 'integer-or-text' };
  throw new Error(`kubernetes-types has a form that is not handled: ${JSON.stringify(property)}`);
}

function checkOverlay(types) {
  for (const place of Object.keys(ENUMERATIONS)) {
    const [name, field] = place.split('.');
    if (types[name]?.fields[field] === undefined) throw new Error(`pod-overlay.mjs: no field ${place}`);
  }
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
