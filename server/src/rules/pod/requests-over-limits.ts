import { compareQuantities, parseQuantity } from '../../kubernetes/index.ts';
import { replaceNode } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childOf, childrenOf, type Place, spanOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { operatorResources } from './operator-resources.ts';
import { type Holder, placedAt, podViews } from './view.ts';

export const requestsOverLimits: Rule = {
  meta: {
    code: 'pod/requests-over-limits',
    summary: 'A container asks for more of a resource than its limit',
    severity: 'error',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The API server refuses each worker, and the cluster stays empty.',
      detail:
        'Looked at are pod templates and `kubernetes.resources` of the operator. The values are compared, not their spelling: 7000M is not above 7G.',
      sources: ['Kubernetes pkg/apis/core/validation, ValidateContainerResourceRequirements'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('memory: 4G', 'memory: 8G') },
          good: { 'worker-template.yaml': template('memory: 8G', 'memory: 8G') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, [
      ...repository
        .derive(podViews)
        .flatMap((view) =>
          [...view.containers, ...view.initContainers].flatMap((container) =>
            problemsIn(view, childOf(container, 'resources')),
          ),
        ),
      ...operatorResources(repository).flatMap(({ holder, place }) => problemsIn(holder, place)),
    ]);
  },
};

function problemsIn(view: Holder, resources: Place | undefined): Placed[] {
  const limits = childOf(resources, 'limits');
  const { document, file } = view.template;
  return childrenOf(childOf(resources, 'requests')).flatMap((request): Placed[] => {
    const name = request.path.at(-1) ?? '';
    const limit = childOf(limits, name);
    const [asked, most] = [textOf(request), textOf(limit)];
    if (limit === undefined || asked === undefined || most === undefined) return [];
    if (isFilled(asked) || isFilled(most)) return [];
    const [a, b] = [parseQuantity(asked), parseQuantity(most)];
    if (!a.ok || !b.ok || compareQuantities(a, b) <= 0) return [];
    const placed = placedAt(view, request);
    return [
      {
        ...placed,
        message: `The request for \`${name}\`, ${asked}, is above the limit, ${most}; it may be as high at most. The API server refuses each worker, and the cluster stays empty.`,
        related: [...placed.related, { path: file.path, span: spanOf(limit), message: 'The limit' }],
        fixes: () => [
          editFix(
            `Lower it to \`${most}\``,
            'unsafe',
            file.path,
            limit.alias === undefined
              ? replaceNode(document, request.node, document.source.slice(limit.node.span))
              : undefined,
          ),
        ],
      },
    ];
  });
}

function template(limit: string, request: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n      resources:\n        limits:\n          ${limit}\n        requests:\n          ${request}\n`;
}
