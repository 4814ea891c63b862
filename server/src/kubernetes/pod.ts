import { collapse, type SchemaViolation } from '../../../schemas/collapse.ts';
import index from '../../../schemas/generated/pod-fields.js';
import validateWorkerPod from '../../../schemas/generated/validate-worker-pod.js';
import type { PodValueType } from '../../../schemas/pod-model.ts';

/** A place in a pod template from its root: field names and indices; `*` stands for any index or free key. */
export type PodPath = readonly (string | number)[];

export interface PodField {
  /** The last step of the path. */
  readonly name: string;
  /** The type whose field it is, such as `Container`; undefined for the root, list items and free keys. */
  readonly owner: string | undefined;
  readonly type: PodValueType;
  readonly required: boolean;
}

/** A type that has a field, and a place where the pod holds that type. */
export interface PodPlace {
  readonly owner: string;
  /** The mapping that may hold the field, such as `['spec', 'containers', '*']`. */
  readonly path: readonly string[];
}

const ROOT = 'WorkerPod';

/**
 * Where a pod template differs from what the classic KubeCluster and Kubernetes take, one violation a place:
 * `unknown-field`, `missing` (also null for a required field), `wrong-type` (numbers and booleans count as text where
 * text is wanted, since the Python client turns them into it), `not-in-enumeration`, `bad-quantity`.
 * Text that something fills in (`WORKER_IMAGE`, `${NAME}`, `$(NAME)`, `{{...}}`) is right anywhere but where a mapping or
 * list belongs.
 * @param value the template as a plain value, `metadata` and `spec` at its top
 */
export function podViolations(value: unknown): readonly SchemaViolation[] {
  if (validateWorkerPod(value)) return [];
  return collapse(validateWorkerPod.errors ?? [], value, { nullIsMissing: true });
}

/** What belongs at a place of a pod template; undefined where Kubernetes has no such field. */
export function podField(path: PodPath): PodField | undefined {
  let field: PodField = { name: '', owner: undefined, type: { kind: 'object', of: ROOT }, required: true };
  for (const step of path) {
    const next = stepInto(field.type, String(step));
    if (next === undefined) return undefined;
    field = next;
  }
  return field;
}

/** The fields that the mapping at a place may have, sorted by name; none where keys are free or no mapping belongs. */
export function fieldsAt(path: PodPath): readonly PodField[] {
  const type = podField(path)?.type;
  return type?.kind === 'object' ? fieldsOfType(type.of) : [];
}

/** The fields of a type by its name, such as `PodSpec`, sorted by name. */
export function fieldsOfType(owner: string): readonly PodField[] {
  return Object.entries(fieldTable(owner)).map(([name, field]) => ({
    name,
    owner,
    type: field.type,
    required: field.required === true,
  }));
}

/** Where in a pod a field of this name is known, places nearer to the root first. */
export function placesOfField(name: string): readonly PodPlace[] {
  const places: PodPlace[] = [];
  for (const owner of Object.keys(index.types)) {
    if (!Object.hasOwn(fieldTable(owner), name)) continue;
    for (const path of index.places[owner] ?? []) places.push({ owner, path });
  }
  return places.sort((a, b) => a.path.length - b.path.length);
}

function stepInto(type: PodValueType, step: string): PodField | undefined {
  switch (type.kind) {
    case 'object': {
      const table = fieldTable(type.of);
      const field = Object.hasOwn(table, step) ? table[step] : undefined;
      if (field === undefined) return undefined;
      return { name: step, owner: type.of, type: field.type, required: field.required === true };
    }
    case 'list':
      return /^(?:\d+|\*)$/.test(step)
        ? { name: step, owner: undefined, type: type.items, required: false }
        : undefined;
    case 'map':
      return { name: step, owner: undefined, type: type.values, required: false };
    default:
      return undefined;
  }
}

function fieldTable(owner: string): NonNullable<(typeof index.types)[string]> {
  return index.types[owner] ?? {};
}
