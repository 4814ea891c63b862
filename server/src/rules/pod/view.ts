import { type PodTemplate, podTemplates, type Repository } from '../../binder/index.ts';
import { type PodField, podField } from '../../kubernetes/index.ts';
import type { YamlNode, YamlScalar } from '../../yaml/index.ts';
import type { Reported } from '../rule.ts';
import {
  childrenOf,
  descendantOf,
  keySpanOf,
  type Place,
  placeOf,
  relatedOf,
  spanOf,
} from '../yaml/place.ts';
import type { Placed } from '../yaml/placed.ts';

/** A pod template as its readers see it, aliases and merges followed. */
export interface PodView {
  readonly template: PodTemplate;
  readonly root: Place;
  /** The entries of `spec.containers` that are mappings. */
  readonly containers: readonly Place[];
  readonly initContainers: readonly Place[];
}

/** All templates that can be looked at: those that are mappings, in files that can be read. */
export function podViews(repository: Repository): readonly PodView[] {
  return repository.derive(podTemplates).flatMap((template): PodView[] => {
    const root = placeOf(template.node, template.pair);
    if (root?.node.kind !== 'mapping' || template.document.problem !== undefined) return [];
    const listed = (name: string) =>
      childrenOf(descendantOf(root, ['spec', name])).filter(({ node }) => node.kind === 'mapping');
    return [{ template, root, containers: listed('containers'), initContainers: listed('initContainers') }];
  });
}

/** Every place of a template that Kubernetes knows, the containing ones before what is in them. */
export function childrenIn(view: PodView): readonly Place[] {
  const found: Place[] = [];
  // What stands behind several aliases is walked through once.
  const seen = new Set<YamlNode>();
  const visit = (place: Place): void => {
    for (const child of childrenOf(place)) {
      if (podField(child.path) === undefined) continue;
      found.push(child);
      if (child.node.kind === 'scalar' || seen.has(child.node)) continue;
      seen.add(child.node);
      visit(child);
    }
  };
  visit(view.root);
  return found;
}

/** A single value of a template with what belongs there. */
export interface PodScalar {
  readonly view: PodView;
  readonly place: Place;
  readonly node: YamlScalar;
  readonly field: PodField;
}

/** Every single value of every template, in places that Kubernetes knows. */
export function podScalars(repository: Repository): readonly PodScalar[] {
  return repository.derive(podViews).flatMap((view) =>
    childrenIn(view).flatMap((place): PodScalar[] => {
      const field = podField(place.path);
      return place.node.kind === 'scalar' && field !== undefined
        ? [{ view, place, node: place.node, field }]
        : [];
    }),
  );
}

/** The name under which a fix brings a field into a template. */
export function claimAt({ template }: PodView, path: readonly string[]): string {
  return [`pod ${template.node.span.start}`, ...path].join('.');
}

/** A file that holds a template or a part of one. */
export interface Holder {
  readonly template: Pick<PodTemplate, 'file' | 'document'>;
}

/** What all findings at a value or key of a template have in common. */
export function placedAt(
  view: Holder,
  place: Place,
  part: 'key' | 'value' = 'value',
): Pick<Placed, 'at' | 'copy' | 'path' | 'span'> & Required<Pick<Reported, 'related' | 'subject'>> {
  const { path } = view.template.file;
  const span = part === 'key' ? keySpanOf(place) : spanOf(place);
  const at = part === 'key' ? (place.pair ?? place.node) : place.node;
  // A key whose value is an alias stands here itself.
  const copy = place.alias !== undefined && (part === 'value' || place.alias !== place.pair?.value);
  return {
    path,
    span,
    at,
    copy,
    related: copy ? relatedOf(place, path) : [],
    subject: `${part}:${span.start}`,
  };
}
