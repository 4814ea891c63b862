import type { Repository } from '../../binder/index.ts';
import { podViolations, type SchemaViolation } from '../../kubernetes/index.ts';
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

/** Whether a field is missing because it is misspelt: that is told once, at the misspelling. */
export function isMisspelt(
  repository: Repository,
  view: PodView,
  pointer: readonly string[],
  field: string,
): boolean {
  return repository
    .derive(unknownFields)
    .some((other) => other.view === view && samePath(other.pointer, pointer) && isNear(other.field, field));
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
