import { renameKey } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { childOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { claimAt, placedAt, podViews } from './view.ts';

export const deprecatedField: Rule = {
  meta: {
    code: 'pod/deprecated-field',
    summary: 'A field of the pod has an old name',
    severity: 'info',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'It works as long as Kubernetes keeps the old name.',
      detail: '`serviceAccount` is the old name of `serviceAccountName`. Where both are set there is no fix.',
      sources: ['Kubernetes API v1, PodSpec.serviceAccount (DeprecatedServiceAccount)'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  serviceAccount: pangeo\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  serviceAccountName: pangeo\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(podViews).flatMap((view): Placed[] => {
        const spec = childOf(view.root, 'spec');
        const old = childOf(spec, 'serviceAccount');
        const { document, file } = view.template;
        if (old === undefined) return [];
        const { pair } = old;
        const both = childOf(spec, 'serviceAccountName') !== undefined;
        return [
          {
            ...placedAt(view, old, 'key'),
            tag: 'deprecated',
            message: `\`serviceAccount\` is the old name of \`serviceAccountName\`${both ? ', which is set too' : ''}. It still works.`,
            fixes: () => [
              both || pair === undefined
                ? undefined
                : editFix(
                    'Write `serviceAccountName`',
                    'safe',
                    file.path,
                    renameKey(document, pair, 'serviceAccountName'),
                    [claimAt(view, ['spec', 'serviceAccountName'])],
                  ),
            ],
          },
        ];
      }),
    );
  },
};
