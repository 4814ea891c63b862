import type { Rule } from '../rule.ts';
import { spanOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { daskSize, workerMemories } from './memory-limit.ts';

/** Below this part of the pod's limit memory is left lying. */
const PART = 0.75;

export const memoryLimitUnderPod: Rule = {
  meta: {
    code: 'worker/memory-limit-under-pod',
    summary: 'The pod holds memory that the worker never uses',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The pod holds memory that Dask never uses.',
      detail:
        'Reported when what all workers of the pod may take together is below three quarters of `resources.limits.memory`.',
      sources: ['dask-kubernetes documentation: the limits should match'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('2GB', '7G') },
          good: { 'worker-template.yaml': template('7GB', '7G') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(workerMemories)
        .flatMap(({ limit, text, workers, pod, placed, view, write }): Placed[] => {
          if (limit.kind !== 'bytes' || limit.bare || pod === undefined || workers === undefined) return [];
          const most = Number(pod.quantity.nano) / 1e9;
          if (limit.bytes * workers >= most * PART) return [];
          return [
            {
              ...placed,
              message: `\`--memory-limit ${text}\`${workers > 1 ? ` for each of ${workers} workers` : ''} is far below the limit of the pod, ${pod.text}. The pod holds memory that Dask never uses.`,
              related: [
                ...(placed.related ?? []),
                {
                  path: view.view.template.file.path,
                  span: spanOf(pod.place),
                  message: 'The limit of the pod',
                },
              ],
              fixes: () => [workers === 1 ? write(daskSize(pod)) : undefined],
            },
          ];
        }),
    );
  },
};

function template(limit: string, pod: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --memory-limit, ${limit}, --death-timeout, "60"]\n      resources:\n        limits:\n          memory: ${pod}\n`;
}
