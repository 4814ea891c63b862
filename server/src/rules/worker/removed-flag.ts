import type { Repository } from '../../binder/index.ts';
import type { WorkerProblem } from '../../dask/index.ts';
import { newestRelease } from '../dask/assumption.ts';
import { editFix, type Rule, type Severity } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

export const removedFlag: Rule = {
  meta: {
    code: 'worker/removed-flag',
    summary: 'A `dask-worker` option is gone, or going',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The worker does not start, and the cluster stays empty.',
      detail:
        '`--no-bokeh`, `--bokeh`, `--bokeh-port`, `--nprocs`, `--reconnect`, `--port` and others, each with the release that took it away.',
      severity:
        'Error where the environment pins a release without it, warning where nothing is pinned, information where it is only deprecated, hint where it is still the right one.',
      era: 'the release of distributed that removed the option, 2022.10.0 for most',
      sources: [
        'distributed cli/dask_worker.py, 1.11.0 to 2026.7.1',
        'distributed preloading.py, validate_preload_argv',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --no-bokeh, --death-timeout, "60"]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, --no-dashboard, --death-timeout, "60"]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(workerViews)
        .flatMap((view) =>
          view.worker.command.problems.flatMap((problem) => problemOf(repository, view, problem) ?? []),
        ),
    );
  },
};

function problemOf(repository: Repository, view: WorkerView, problem: WorkerProblem): Placed | undefined {
  if (problem.kind !== 'leaving') return undefined;
  const { use, successor, replaceable } = problem;
  const placed = placedWord(view, use.item);
  const place = view.words[use.item.index];
  if (placed === undefined || place === undefined) return undefined;
  const { document, file } = view.view.template;
  return {
    ...placed,
    severity: severityOf(problem),
    message: messageOf(problem, repository),
    tag: 'deprecated',
    fixes: () => [
      !replaceable || successor === undefined || problem.stage === 'right-here'
        ? undefined
        : editFix(
            `Write \`${successor.name}\``,
            place.shared ? 'unsafe' : 'safe',
            file.path,
            rewritten(document, place.node, use.option.name, successor.name),
          ),
    ],
  };
}

type Leaving = Extract<WorkerProblem, { kind: 'leaving' }>;

function severityOf({ stage, verdict }: Leaving): Severity {
  if (stage === 'right-here') return 'hint';
  if (stage === 'deprecated') return 'info';
  return verdict.pinned ? 'error' : 'warning';
}

function messageOf({ use, stage, verdict, successor, replaceable }: Leaving, repository: Repository): string {
  const era = repository.era.describe('distributed');
  const flag = `\`${use.option.name}\``;
  const removed = use.option.failsSince ?? use.option.removed;
  const instead =
    successor !== undefined && replaceable
      ? `; use \`${successor.name}\``
      : successor === undefined
        ? ''
        : `; \`${successor.name}\` takes its place`;
  switch (stage) {
    case 'right-here':
      return `${flag} is the right option here, since ${era}. It goes in distributed ${removed ?? use.option.deprecatedIn ?? ''}.`;
    case 'deprecated':
      return `${flag} is deprecated since distributed ${use.option.deprecatedIn ?? ''}${instead}. It still works here, with a warning in the log of each worker.`;
    case 'removed':
      return `${flag} was removed in distributed ${removed ?? ''}${instead}. ${verdict.pinned ? `Here ${era}, and no worker starts with it` : `Each worker of the ${newestRelease(repository.era, 'distributed')} (${era}) fails to start with it`}.`;
  }
}
