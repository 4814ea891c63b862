import { pythonFloatText } from '../dask/index.ts';
import { fieldsOfType, type PodPath, type PodValueType, podField } from '../kubernetes/index.ts';
import { isNothing, list, mapping, type Node, type Scalar, scalar } from './node.ts';

/** Something that the client does not send, or that it refuses. */
export interface Dropped {
  readonly path: PodPath;
  readonly node: Node;
  /** A sentence. */
  readonly why: string;
}

/** What the Python client of Kubernetes makes of a template. */
export interface ClientPod {
  readonly node: Node;
  readonly dropped: readonly Dropped[];
  /** What its deserialiser or its models raise, with the place. */
  readonly refused: readonly Dropped[];
}

/**
 * The pod that the client sends for a mapping: fields that it does not know are left out, nothing is sent for null,
 * and values become what the field is (kubernetes api_client.py, __deserialize; models, setters of required fields).
 */
export function clientPod(template: Node): ClientPod {
  const dropped: Dropped[] = [];
  const refused: Dropped[] = [];
  const refuse = (path: PodPath, node: Node, why: string): Node => {
    refused.push({ path, node, why });
    return node;
  };
  const convert = (node: Node, type: PodValueType, path: PodPath): Node => {
    if (isNothing(node)) return node;
    switch (type.kind) {
      case 'object':
        return model(node, type.of, path);
      case 'list': {
        if (node.kind === 'list')
          return list(
            node.items.map((item, i) => convert(item, type.items, [...path, i])),
            node.source,
          );
        // Python goes through the characters of a text, and through the names of a mapping.
        const names =
          node.kind === 'mapping'
            ? [...node.entries.keys()]
            : typeof node.value === 'string'
              ? Array.from(node.value)
              : undefined;
        if (names === undefined) return refuse(path, node, 'TypeError: a list belongs there.');
        return list(
          names.map((name, i) => convert(scalar(name, node.source), type.items, [...path, i])),
          node.source,
        );
      }
      case 'map':
        return node.kind === 'mapping'
          ? mapping(
              [...node.entries].map(
                ([name, item]) => [name, convert(item, type.values, [...path, name])] as const,
              ),
              node.source,
            )
          : refuse(path, node, 'AttributeError: a mapping belongs there.');
      case 'text':
      case 'quantity':
        return scalar(node.kind === 'scalar' ? textOf(node.value) : `<text of a ${node.kind}>`, node.source);
      case 'boolean':
        return scalar(isTrue(node), node.source);
      case 'integer': {
        const whole = node.kind === 'scalar' ? integerOf(node.value) : undefined;
        return whole === undefined
          ? refuse(path, node, 'ValueError: a whole number belongs there.')
          : scalar(whole, node.source);
      }
      default:
        return node;
    }
  };
  const model = (node: Node, owner: string, path: PodPath): Node => {
    const fields = fieldsOfType(owner);
    const entries: (readonly [string, Node])[] = [];
    if (node.kind === 'mapping') {
      for (const [name, item] of node.entries) {
        const field = fields.find((one) => one.name === name);
        if (field === undefined)
          dropped.push({ path: [...path, name], node: item, why: 'Kubernetes has no such field there.' });
        else if (!isNothing(item)) entries.push([name, convert(item, field.type, [...path, name])]);
      }
    }
    for (const { name } of fields.filter(({ required }) => required)) {
      // A Pod without `spec` is let through by its model.
      if (path.length > 0 && !entries.some(([given]) => given === name))
        refuse(path, node, `ValueError: "Invalid value for \`${pythonName(name)}\`, must not be \`None\`".`);
    }
    return mapping(entries, node.source);
  };
  const root = podField([])?.type;
  const node = root === undefined ? template : convert(template, root, []);
  return { node, dropped, refused };
}

/** The name of a field in Python: `restart_policy`. */
function pythonName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `str(value)`. */
function textOf(value: Scalar): string {
  if (typeof value === 'string') return value;
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : pythonFloatText(value);
  if (typeof value === 'object' && value !== null)
    return value.value.kind === 'float' ? pythonFloatText(value.value.value) : `<Python ${value.value.kind}>`;
  return String(value);
}

/** `bool(value)`: every text but the empty one is true, `"false"` too. */
function isTrue(node: Node): boolean {
  if (node.kind === 'mapping') return node.entries.size > 0;
  if (node.kind === 'list') return node.items.length > 0;
  const { value } = node;
  return typeof value === 'object' && value !== null ? true : Boolean(value);
}

/** `int(value)`. */
function integerOf(value: Scalar): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : undefined;
  return typeof value === 'object' && value !== null && value.value.kind === 'float'
    ? value.value.value
    : undefined;
}
