import { appendItems } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { lastUse } from './memory-limit.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

export const noDeathTimeout: Rule = {
  meta: {
    code: 'worker/no-death-timeout',
    summary: 'The worker never gives up when its scheduler is gone',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Workers that lost their scheduler keep running, and costing.',
      detail:
        'With `--death-timeout 60` a worker ends a minute after it lost its scheduler. Quiet when an entry of the arguments is filled in by something.',
      sources: ['dask-kubernetes documentation, worker-spec.yml', 'distributed cli/dask_worker.py'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('') },
          good: { 'worker-template.yaml': template(', --death-timeout, "60"') },
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
  const { command } = view.worker;
  const [first] = command.program;
  const placed = first === undefined ? undefined : placedWord(view, first);
  // A misspelt or glued option may be the one; it is told about as such.
  const isUnsure =
    command.positional.some(({ text }) => isFilled(text) && !/^\$\(\w+\)$/.test(text)) ||
    command.problems.some(({ kind }) => kind === 'unknown' || kind === 'glued');
  if (placed === undefined || isUnsure || lastUse(view, '--death-timeout') !== undefined) return undefined;
  const { document, file } = view.view.template;
  const args = childOf(view.place, 'args');
  return {
    ...placed,
    subject: `worker:${placed.span.start}`,
    message: 'The worker has no `--death-timeout`. When its scheduler is gone it keeps running, and costing.',
    fixes: () => [
      args?.node.kind === 'sequence' && !args.shared
        ? editFix(
            'Add `--death-timeout 60`',
            'unsafe',
            file.path,
            appendItems(document, args.node, ['--death-timeout', '60']),
          )
        : undefined,
    ],
  };
}

function template(flags: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker${flags}]\n`;
}
