import { type Repository, runsWorker } from '../../binder/index.ts';
import { replaceNode } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { placedAt, podViews } from './view.ts';

export const fixedImage: Rule = {
  meta: {
    code: 'pod/fixed-image',
    summary: 'Workers have an image of their own instead of the one that is launched',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        'Workers keep that image when the environment of the repository changes, and versions drift apart.',
      detail:
        'Reported in repositories that have a start script or an environment for Binder. `${JUPYTER_IMAGE_SPEC}` is the image that the hub launched.',
      era: 'dask-kubernetes 0.6.0 replaces `${JUPYTER_IMAGE_SPEC}`; before, there is no fix',
      sources: ['jupyterhub/kubespawner spawner.py, get_env', 'dask-kubernetes 0.6.0, commit 09e894d'],
      examples: [
        {
          bad: {
            'binder/environment.yml': 'dependencies:\n  - dask-kubernetes\n',
            'worker-template.yaml': template('pangeo/pangeo-notebook:2020.05.10'),
          },
          good: {
            'binder/environment.yml': 'dependencies:\n  - dask-kubernetes\n',
            'worker-template.yaml': template('${JUPYTER_IMAGE_SPEC}'),
          },
        },
      ],
    },
  },
  check(repository, report) {
    if (!isForBinder(repository)) return;
    const { inForce } = repository.era.inForce('dask-kubernetes', '0.6.0');
    reportPlaced(
      report,
      repository.derive(podViews).flatMap((view) =>
        view.containers.flatMap((container): Placed[] => {
          const image = childOf(container, 'image');
          const name = textOf(image);
          if (image?.node.kind !== 'scalar' || image.node.type !== 'str' || name === undefined) return [];
          if (name.trim() === '' || isFilled(name) || /[{}]/.test(name) || !runsWorker(container.node))
            return [];
          const { document, file } = view.template;
          const { node } = image;
          return [
            {
              ...placedAt(view, image),
              message: `Workers run \`${name}\`, not the image that is launched; \`\${JUPYTER_IMAGE_SPEC}\` names that. When the environment of the repository changes, the versions of both drift apart.`,
              fixes: () => [
                inForce
                  ? editFix(
                      'Write `${JUPYTER_IMAGE_SPEC}`',
                      'unsafe',
                      file.path,
                      replaceNode(document, node, '${JUPYTER_IMAGE_SPEC}'),
                    )
                  : undefined,
              ],
            },
          ];
        }),
      ),
    );
  },
};

/** Whether the repository is made to be launched: something says how its image is built, or what runs at the start. */
function isForBinder(repository: Repository): boolean {
  return (['start', 'environment', 'post-build', 'dockerfile'] as const).some(
    (role) => repository.filesOf(role).length > 0,
  );
}

function template(image: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: ${image}\n      args: [dask-worker]\n`;
}
