import { nearestName } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childOf, childrenOf, descendantOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { type PodView, placedAt, podViews } from './view.ts';

export const volumeMissing: Rule = {
  meta: {
    code: 'pod/volume-missing',
    summary: 'A container mounts a volume that the pod does not have',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The API server refuses each worker, and the cluster stays empty.',
      detail:
        'The names in `volumeMounts` are looked for in `spec.volumes`. Quiet when one of the names there is filled in by something, and when `volumes` stands inside a container, which is reported as such.',
      sources: ['Kubernetes pkg/apis/core/validation, ValidateVolumeMounts'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('data', 'scratch') },
          good: { 'worker-template.yaml': template('scratch', 'scratch') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, repository.derive(podViews).flatMap(problemsIn));
  },
};

function problemsIn(view: PodView): Placed[] {
  const volumes = descendantOf(view.root, ['spec', 'volumes']);
  const names = childrenOf(volumes).map((volume) => textOf(childOf(volume, 'name')));
  const containers = [...view.containers, ...view.initContainers];
  const isUnsure =
    names.some((name) => name === undefined || isFilled(name)) ||
    (volumes?.node.kind === 'scalar' && volumes.node.type !== 'null') ||
    containers.some((container) => childOf(container, 'volumes') !== undefined);
  if (isUnsure) return [];
  const known = names.flatMap((name) => name ?? []);
  const { document, file } = view.template;
  return containers
    .flatMap((container) => childrenOf(childOf(container, 'volumeMounts')))
    .flatMap((mount): Placed[] => {
      const place = childOf(mount, 'name');
      const name = textOf(place);
      if (place?.node.kind !== 'scalar' || place.node.type === 'null' || name === undefined) return [];
      if (isFilled(name) || known.includes(name)) return [];
      const near = nearestName(name, known);
      return [
        {
          ...placedAt(view, place),
          message: `\`spec.volumes\` has no volume \`${name}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`} The API server refuses each worker, and the cluster stays empty.`,
          fixes: () => [
            near === undefined
              ? undefined
              : editFix(
                  `Write \`${near}\``,
                  place.shared ? 'unsafe' : 'safe',
                  file.path,
                  rewritten(document, place.node, name, near),
                ),
          ],
        },
      ];
    });
}

function template(volume: string, mount: string): string {
  return `kind: Pod\nspec:\n  volumes:\n    - name: ${volume}\n      emptyDir: {}\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n      volumeMounts:\n        - name: ${mount}\n          mountPath: /scratch\n`;
}
