import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { isKnownSection } from '../../dask/index.ts';
import { fieldsAt, placesOfField, podField } from '../../kubernetes/index.ts';
import { nearestName } from '../../text/index.ts';
import { type Edits, movePair, renameKey } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { childOf, isBlank, type Place } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { unknownResources } from './resource-names.ts';
import { addsNoRefusal } from './trial.ts';
import { claimAt, type PodView, placedAt, podViews } from './view.ts';
import { homeBelow, isRequired, placeIn, unknownFields } from './violations.ts';

export const unknownField: Rule = {
  meta: {
    code: 'pod/unknown-field',
    summary: 'A pod template has a field that Kubernetes does not know at this place',
    severity: 'warning',
    core: true,
    fix: 'both',
    docs: {
      launch: 'The Kubernetes client drops the field without a word, and the pod runs without it.',
      detail:
        'Misspelt fields (`retartPolicy`), and fields that belong elsewhere, such as `affinity`, `tolerations` or `volumes` inside a container. Resources that Kubernetes does not have (`limits: {mem: 7G}`). Labels, annotations and other free names are not looked at.',
      severity:
        'Error when a required field is missing because of the misspelling, and for a resource that the API server refuses (`limits: {mem: 7G}`); else warning.',
      sources: [
        'Kubernetes API v1',
        'kubernetes python client api_client.py, deserialize',
        'dask-kubernetes objects.py, make_pod_from_dict',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  retartPolicy: Never\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(unknownFields)
        .flatMap(({ view, pointer, field }) => problemOf(repository, view, pointer, field) ?? [])
        .concat(repository.derive(podViews).flatMap(unknownResources)),
    );
  },
};

function problemOf(
  repository: Repository,
  view: PodView,
  pointer: readonly string[],
  field: string,
): Placed | undefined {
  const above = placeIn(view, pointer);
  const place = childOf(above, field);
  if (above === undefined || place?.pair === undefined || isForeignTemplate(field)) return undefined;
  const { file, document } = view.template;
  // A file that is a configuration as well: its sections are none of the Pod's business.
  if (pointer.length === 0 && isConfiguration(file) && isKnownSection(field)) return undefined;
  const { pair } = place;
  // A shelf: what stands here is used elsewhere, through aliases.
  if (place.node.anchor !== undefined) return undefined;
  const siblings = fieldsAt(pointer).map(({ name }) => name);
  const near =
    siblings.find((name) => name.toLowerCase() === field.toLowerCase()) ?? nearestName(field, siblings);
  const owner = podField(pointer)?.type;
  const taken = near !== undefined && childOf(above, near) !== undefined;
  const home = near === undefined ? (homeOf(field, pointer) ?? homeBelow(view, pointer, field)) : undefined;
  const target = near === undefined ? home : pointer;
  const needed =
    target !== undefined &&
    isRequired(target, near ?? field) &&
    isBlank(childOf(placeIn(view, target), near ?? field));
  const named = home?.filter((step) => !/^\d+$/.test(step)).join('.');
  const hint =
    near !== undefined
      ? `; did you mean \`${near}\`?`
      : named === undefined
        ? '.'
        : named === ''
          ? '; it belongs at the top of the template.'
          : `; it belongs in \`${named}\`.`;
  return {
    ...placedAt(view, place, 'key'),
    severity: needed ? 'error' : 'warning',
    message: `${whereOf(pointer, owner?.kind === 'object' ? owner.of : undefined)} has no field \`${field}\`${hint} The Kubernetes client drops it without a word${needed ? ', and without that field no worker starts' : ''}.`,
    subject: `pod:${pointer.join('.')}.${near ?? field}`,
    fixes: () => {
      if (near !== undefined && !taken) {
        const edits = renameKey(document, pair, near);
        const safe = edits !== undefined && addsNoRefusal(repository, file.path, edits);
        return [
          editFix(`Write \`${near}\``, safe ? 'safe' : 'unsafe', file.path, edits, [
            claimAt(view, [...pointer, near]),
          ]),
        ];
      }
      return home === undefined
        ? []
        : [
            editFix(
              `Move it to ${named === '' ? 'the top of the template' : `\`${named ?? ''}\``}`,
              'unsafe',
              file.path,
              moved(view, place, field, home),
              [claimAt(view, home), claimAt(view, [...home, field])],
            ),
          ];
    },
  };
}

function isConfiguration(file: RepositoryFile): boolean {
  return file.roles.includes('dask-config');
}

/** The nearest mapping above in which the field is known. */
function homeOf(field: string, pointer: readonly string[]): readonly string[] | undefined {
  const shape = pointer.map((step) => (/^\d+$/.test(step) ? '*' : step));
  const places = placesOfField(field).filter(
    ({ path }) => path.length < shape.length && path.every((step, i) => step === shape[i]),
  );
  const home = places.at(-1)?.path;
  return home === undefined ? undefined : pointer.slice(0, home.length);
}

function moved(view: PodView, place: Place, field: string, home: readonly string[]): Edits {
  const { document } = view.template;
  const { node } = view.root;
  const target = placeIn(view, home)?.node;
  if (place.pair === undefined) return undefined;
  if (target?.kind === 'mapping') return movePair(document, place.pair, [field], target);
  // A section that is not there yet is written where the field stands.
  return target === undefined && home.length === 1 && node.kind === 'mapping'
    ? movePair(document, place.pair, [...home, field], node)
    : undefined;
}

function whereOf(pointer: readonly string[], type: string | undefined): string {
  if (pointer.length === 0) return 'A Pod';
  if (type === 'Container') return 'A container';
  return `\`${pointer.filter((step) => !/^\d+$/.test(step)).join('.')}\``;
}
