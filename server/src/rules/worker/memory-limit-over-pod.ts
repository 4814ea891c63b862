import { CHANGES } from '../../dask/index.ts';
import type { Rule } from '../rule.ts';
import { spanOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { daskSize, workerMemories } from './memory-limit.ts';

export const memoryLimitOverPod: Rule = {
  meta: {
    code: 'worker/memory-limit-over-pod',
    summary: 'The worker may take more memory than its pod',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Kubernetes kills the worker before Dask spills or pauses.',
      detail:
        '`--memory-limit` is compared with `resources.limits.memory`, in bytes: 7GB and 7G are the same. With several workers in the pod, what they may take together counts.',
      severity:
        'Information where distributed is pinned at 2022.10.1 or later, which lowers the limit to that of the pod by itself; else warning.',
      era: 'distributed 2022.10.1',
      sources: [
        'dask-kubernetes documentation: the limits should match',
        'distributed worker_memory.py, parse_memory_limit, 2022.10.1',
      ],
      examples: [
        {
          bad: { 'worker-template.yaml': template('7GB', '2G') },
          good: { 'worker-template.yaml': template('7GB', '7G') },
        },
      ],
    },
  },
  check(repository, report) {
    const verdict = repository.era.of(CHANGES.memoryLimitClamped);
    const isClamped = verdict.inForce && verdict.pinned;
    reportPlaced(
      report,
      repository
        .derive(workerMemories)
        .flatMap(({ limit, text, workers, pod, placed, view, write }): Placed[] => {
          if (limit.kind !== 'bytes' || limit.bare || pod === undefined) return [];
          const total = limit.bytes * (workers ?? 1);
          if (total <= Number(pod.quantity.nano) / 1e9) return [];
          const together = (workers ?? 1) > 1 ? ` for each of ${workers ?? 1} workers` : '';
          return [
            {
              ...placed,
              severity: isClamped ? 'info' : 'warning',
              message: `\`--memory-limit ${text}\`${together} is above the limit of the pod, ${pod.text}. ${isClamped ? `distributed lowers it to that from 2022.10.1 on, and ${repository.era.describe('distributed')}.` : 'Kubernetes kills the worker before Dask spills or pauses.'}`,
              related: [
                ...(placed.related ?? []),
                {
                  path: view.view.template.file.path,
                  span: spanOf(pod.place),
                  message: 'The limit of the pod',
                },
              ],
              fixes: () => [together === '' ? write(daskSize(pod)) : undefined],
            },
          ];
        }),
    );
  },
};

function template(limit: string, pod: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --memory-limit, ${limit}, --death-timeout, "60"]\n      resources:\n        limits:\n          memory: ${pod}\n`;
}
