import type { Repository } from '../../binder/index.ts';
import { insertPair, isEmptyScalar, replaceNode, type YamlNode } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { childOf, isBlank, type Place } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { type PodView, placedAt, podViews } from './view.ts';
import { holderSpan, isMisspelt, placeIn, templateViolations } from './violations.ts';

export const requiredMissing: Rule = {
  meta: {
    code: 'pod/required-missing',
    summary: 'A pod template lacks something that no worker can do without',
    severity: 'error',
    core: true,
    fix: 'both',
    docs: {
      launch: '`KubeCluster()` raises, or the API server refuses each pod, when the user asks for workers.',
      detail:
        'Looked for: `spec`, `spec.containers` with at least one container, an `image` in each, and a `name` where dask-kubernetes does not fill one in. Null and empty count as missing.',
      era: 'dask-kubernetes 2021.10.0 fills in the name of a container',
      sources: [
        'dask-kubernetes objects.py, make_pod_from_dict, clean_pod_template',
        'Kubernetes API v1, Container, PodSpec',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image:\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: ${JUPYTER_IMAGE_SPEC}\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, [
      ...fromSchema(repository),
      ...withoutContainers(repository),
      ...withoutImage(repository),
    ]);
  },
};

function fromSchema(repository: Repository): Placed[] {
  const named = repository.era.inForce('dask-kubernetes', '2021.10.0').inForce;
  return repository.derive(templateViolations).flatMap(({ view, violation }): Placed[] => {
    if (violation.kind !== 'missing') return [];
    const { pointer, field } = violation;
    const inContainer = pointer.length === 3 && /^(?:initC|c)ontainers$/.test(pointer[1] ?? '');
    if (inContainer && (field === 'image' || (field === 'name' && named))) return [];
    const above = placeIn(view, pointer);
    if (above === undefined || isMisspelt(repository, view, pointer, field)) return [];
    // `worker-template: {}` is the packages' own default, and means that there is none.
    if (view.template.pair !== undefined && isEmptyMapping(view.root.node)) return [];
    const era = inContainer && field === 'name' ? repository.era.describe('dask-kubernetes') : undefined;
    return [missing(view, above, field, era)];
  });
}

function isEmptyMapping(node: YamlNode): boolean {
  return node.kind === 'mapping' && node.pairs.length === 0;
}

/** A list of no containers is a list for the schema, and raises an IndexError in `clean_pod_template`. */
function withoutContainers(repository: Repository): Placed[] {
  return repository.derive(podViews).flatMap((view): Placed[] => {
    const spec = childOf(view.root, 'spec');
    const list = childOf(spec, 'containers')?.node;
    return spec !== undefined && list?.kind === 'sequence' && list.items.length === 0
      ? [missing(view, spec, 'containers', undefined)]
      : [];
  });
}

/** Kubernetes itself lets an image be filled in later; here nothing does. */
function withoutImage(repository: Repository): Placed[] {
  return repository
    .derive(podViews)
    .flatMap((view) =>
      view.containers.flatMap((container): Placed[] =>
        isBlank(childOf(container, 'image')) && !isMisspelt(repository, view, container.path, 'image')
          ? [missing(view, container, 'image', undefined)]
          : [],
      ),
    );
}

function missing(view: PodView, above: Place, field: string, era: string | undefined): Placed {
  const place = childOf(above, field);
  const last = above.path.at(-1);
  const where =
    last === undefined
      ? 'the template'
      : /^\d+$/.test(last)
        ? `this ${SINGULAR[above.path.at(-2) ?? ''] ?? 'entry'}`
        : `\`${last}\``;
  const state =
    place === undefined
      ? 'is missing from'
      : place.node.kind === 'scalar'
        ? 'has no value in'
        : 'is empty in';
  const raises = field === 'spec' || field === 'containers' || era !== undefined;
  return {
    ...placedAt(view, place ?? above),
    span:
      place === undefined
        ? holderSpan(above)
        : place.alias === undefined
          ? (place.pair?.span ?? place.node.span)
          : place.alias.span,
    message: `\`${field}\` ${state} ${where}${era === undefined ? '' : `; dask-kubernetes fills one in from 2021.10.0 on, and ${era}`}. ${raises ? '`KubeCluster()` raises as soon as it is made' : 'The API server refuses each worker, and the cluster stays empty'}.`,
    subject: `pod:${above.path.join('.')}.${field}`,
    fixes: () => [fixOf(view, above, place, field)],
  };
}

function fixOf(view: PodView, above: Place, place: Place | undefined, field: string): Fix | undefined {
  const value = field === 'name' ? 'dask-worker' : field === 'image' ? '${JUPYTER_IMAGE_SPEC}' : undefined;
  if (value === undefined || above.node.kind !== 'mapping') return undefined;
  const { document, file } = view.template;
  const written: YamlNode | undefined = place?.pair?.value;
  const edits =
    written === undefined
      ? insertPair(document, above.node, field, value)
      : replaceNode(document, written, isEmptyScalar(written) ? ` ${value}` : value);
  return editFix(`Add \`${field}: ${value}\``, field === 'name' ? 'safe' : 'unsafe', file.path, edits);
}

const SINGULAR: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init container',
  volumes: 'volume',
  volumeMounts: 'volume mount',
  env: 'variable',
  ports: 'port',
  tolerations: 'toleration',
};
