import { parseQuantity } from '../../kubernetes/index.ts';
import type { Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { descendantOf, spanOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { lastUse } from './memory-limit.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

export const nthreadsOverCpu: Rule = {
  meta: {
    code: 'worker/nthreads-over-cpu',
    summary: 'The worker has more threads than its pod has processors',
    severity: 'info',
    core: false,
    fix: 'none',
    docs: {
      launch: 'Threads wait for each other, and tasks take longer than they need.',
      detail:
        '`--nthreads` is compared with `resources.limits.cpu`, rounded up: two threads are fine with 1.75.',
      sources: ['dask-kubernetes documentation: threads should match the cpu limit'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('16', '8') },
          good: { 'worker-template.yaml': template('2', '1.75') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(workerViews).flatMap((view) => problemOf(view) ?? []),
    );
  },
};

function problemOf(view: WorkerView): Placed | undefined {
  const use = lastUse(view, '--nthreads');
  const item = use?.valueItem;
  const placed = item === undefined ? undefined : placedWord(view, item);
  const limit = descendantOf(view.place, ['resources', 'limits', 'cpu']);
  const most = textOf(limit);
  if (use?.value === undefined || placed === undefined || limit === undefined || most === undefined)
    return undefined;
  const quantity = isFilled(most) ? undefined : parseQuantity(most);
  const threads = /^\d+$/.test(use.value) ? Number(use.value) : 0;
  if (quantity?.ok !== true || threads <= Math.max(1, Math.ceil(Number(quantity.nano) / 1e9)))
    return undefined;
  return {
    ...placed,
    message: `${threads} threads share ${most} processors, the limit of the pod. They wait for each other.`,
    related: [
      ...(placed.related ?? []),
      { path: view.view.template.file.path, span: spanOf(limit), message: 'The limit of the pod' },
    ],
  };
}

function template(threads: string, cpu: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --nthreads, "${threads}", --death-timeout, "60"]\n      resources:\n        limits:\n          cpu: "${cpu}"\n`;
}
