import { removePair } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { childrenOf, descendantOf, isBlank, type Place } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { type PodView, placedAt, podViews } from './view.ts';

export const reservedMetadata: Rule = {
  meta: {
    code: 'pod/reserved-metadata',
    summary: 'The cluster sets this label or name itself',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The label is replaced; a fixed name collides from the second worker on.',
      detail:
        'The classic KubeCluster sets the labels `app`, `user`, `dask.org/cluster-name` and `dask.org/component` of each pod. A `metadata.name` in a template is the name of every worker.',
      severity: 'Warning for `metadata.name`; information for labels.',
      sources: ['dask-kubernetes objects.py, clean_pod_template; core.py, Pod.start'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nmetadata:\n  name: worker\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nmetadata:\n  labels:\n    team: ocean\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, repository.derive(podViews).flatMap(problemsIn));
  },
};

const LABELS = /^(?:app|user|dask\.org\/.*|dask\.pydata\.org\/.*)$/;

function problemsIn(view: PodView): Placed[] {
  const labels = childrenOf(descendantOf(view.root, ['metadata', 'labels'])).flatMap((label): Placed[] => {
    const name = label.path.at(-1) ?? '';
    return LABELS.test(name)
      ? [
          {
            ...said(view, label),
            severity: 'info',
            message: `The cluster sets the label \`${name}\` of its pods itself. The value given here is lost.`,
          },
        ]
      : [];
  });
  const name = descendantOf(view.root, ['metadata', 'name']);
  if (name === undefined || isBlank(name)) return labels;
  return [
    ...labels,
    {
      ...said(view, name),
      severity: 'warning',
      message:
        'A name in the template is the name of every pod made from it; leave it out, and each gets its own. From the second worker on it is taken, and the API server refuses the pod.',
    },
  ];
}

function said(view: PodView, place: Place): Omit<Placed, 'message'> {
  const { document, file } = view.template;
  const { pair } = place;
  return {
    ...placedAt(view, place, 'key'),
    fixes: () => [
      pair === undefined ? undefined : editFix('Remove it', 'unsafe', file.path, removePair(document, pair)),
    ],
  };
}
