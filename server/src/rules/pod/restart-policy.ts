import { insertPair, replaceNode } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { childOf, isBlank, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { type PodView, placedAt, podViews } from './view.ts';
import { holderSpan, isMisspelt } from './violations.ts';

export const restartPolicy: Rule = {
  meta: {
    code: 'pod/restart-policy',
    summary: 'Workers that died are started again beside those that the scheduler counts',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        'Kubernetes starts the container again in the same pod, while the cluster replaces the worker that it lost.',
      detail:
        'A worker pod has `restartPolicy: Never`. Looked at are worker templates, not those of the scheduler.',
      severity: 'Warning for `Always` and `OnFailure`; information where it is missing, which is `Always`.',
      sources: ['dask-kubernetes documentation, worker-spec.yml', 'Kubernetes API v1, PodSpec.restartPolicy'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  restartPolicy: Always\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
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
      repository.derive(podViews).flatMap((view): Placed[] => {
        const problem =
          view.template.purpose === 'worker' && !isMisspelt(repository, view, ['spec'], 'restartPolicy')
            ? problemOf(view)
            : undefined;
        return problem === undefined ? [] : [problem];
      }),
    );
  },
};

const AGAIN = "Dead workers come back outside the scheduler's count.";

function problemOf(view: PodView): Placed | undefined {
  const spec = childOf(view.root, 'spec');
  const policy = childOf(spec, 'restartPolicy');
  const { document, file } = view.template;
  if (spec?.node.kind !== 'mapping') return undefined;
  const { node } = spec;
  if (isBlank(policy)) {
    return {
      ...placedAt(view, spec, 'key'),
      subject: 'pod:spec.restartPolicy',
      span: holderSpan(spec),
      severity: 'info',
      message: `\`spec\` has no \`restartPolicy\`, which is \`Always\` then; worker pods have \`Never\`. ${AGAIN}`,
      fixes: () => [
        policy === undefined
          ? editFix(
              'Add `restartPolicy: Never`',
              'unsafe',
              file.path,
              insertPair(document, node, 'restartPolicy', 'Never'),
            )
          : editFix('Write `Never`', 'unsafe', file.path, replaceNode(document, policy.node, 'Never')),
      ],
    };
  }
  const value = textOf(policy);
  if (policy === undefined || (value !== 'Always' && value !== 'OnFailure')) return undefined;
  return {
    ...placedAt(view, policy),
    severity: 'warning',
    message: `\`restartPolicy\` is \`${value}\`; worker pods have \`Never\`. ${AGAIN}`,
    fixes: () => [
      editFix('Write `Never`', 'unsafe', file.path, rewritten(document, policy.node, value, 'Never')),
    ],
  };
}
