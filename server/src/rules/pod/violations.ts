import type { Repository } from '../../binder/index.ts';
import { podField, podViolations, type SchemaViolation } from '../../kubernetes/index.ts';
import { nearestName, type Span } from '../../text/index.ts';
import { toValue } from '../../yaml/index.ts';
import { childrenOf, descendantOf, keySpanOf, type Place, spanOf } from '../yaml/place.ts';
import { type PodView, podViews } from './view.ts';

/** A place of a pod template where it is not what Kubernetes takes. */
export interface PodViolation {
  readonly view: PodView;
  readonly violation: SchemaViolation;
}

/** All disagreements of all pod templates with the schema of a Pod. */
export function templateViolations(repository: Repository): readonly PodViolation[] {
  return repository.derive(podViews).flatMap((view) => {
    const read = toValue(view.root.node);
    if (read === undefined || read.value === null) return [];
    return podViolations(read.value).map((violation) => ({ view, violation }));
  });
}

/** The violations that name a field that Kubernetes does not know. */
export function unknownFields(
  repository: Repository,
): readonly { readonly view: PodView; readonly pointer: readonly string[]; readonly field: string }[] {
  return repository
    .derive(templateViolations)
    .flatMap(({ view, violation }) =>
      violation.kind === 'unknown-field'
        ? [{ view, pointer: violation.pointer, field: violation.field }]
        : [],
    );
}

/**
 * Whether a field is missing because it is misspelt or stands a step too high: that is told once, at the field that
 * is there.
 */
export function isMisspelt(
  repository: Repository,
  view: PodView,
  pointer: readonly string[],
  field: string,
): boolean {
  return repository.derive(unknownFields).some((other) => {
    if (other.view !== view) return false;
    if (samePath(other.pointer, pointer) && isNear(other.field, field)) return true;
    const home = homeBelow(view, other.pointer, other.field);
    if (home === undefined) return false;
    const isField = samePath(home, pointer) && other.field === field;
    return isField || (samePath(home, [...pointer, field]) && isRequired(home, other.field));
  });
}

/**
 * The mapping one step further in where a field belongs: `spec` for what stands at the top of the template, the
 * container for what stands in `spec`, if there is only one.
 */
export function homeBelow(
  view: PodView,
  pointer: readonly string[],
  field: string,
): readonly string[] | undefined {
  const homes =
    pointer.length === 0
      ? [['spec'], ['metadata']]
      : samePath(pointer, ['spec']) && view.containers.length === 1
        ? view.containers.map(({ path }) => path)
        : [];
  return homes.find((home) => podField([...home, field]) !== undefined);
}

/** Whether no worker starts without a field: an image, which only the API server asks for, too. */
export function isRequired(pointer: readonly string[], field: string): boolean {
  const inContainer = pointer.length === 3 && pointer[1] === 'containers';
  return (inContainer && field === 'image') || podField([...pointer, field])?.required === true;
}

/** The key that holds the mapping at a place; the first key of a list item; the template's own key for its root. */
export function holderSpan(place: Place): Span {
  if (place.pair !== undefined) return keySpanOf(place);
  const first = place.alias === undefined ? childrenOf(place)[0] : undefined;
  return first === undefined ? spanOf(place) : keySpanOf(first);
}

export function placeIn(view: PodView, pointer: readonly string[]): Place | undefined {
  return descendantOf(view.root, pointer);
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function isNear(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase() || nearestName(a, [b]) === b;
}
