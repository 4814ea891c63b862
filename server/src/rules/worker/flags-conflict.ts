import type { Repository } from '../../binder/index.ts';
import type { WorkerProblem } from '../../dask/index.ts';
import type { Rule } from '../rule.ts';
import { spanOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

export const flagsConflict: Rule = {
  meta: {
    code: 'worker/flags-conflict',
    summary: 'Options of `dask-worker` exclude each other, or one is given twice',
    severity: 'error',
    core: false,
    fix: 'none',
    docs: {
      launch: 'The worker stops with a usage error, or the earlier value is lost.',
      detail:
        '`--nprocs` with `--nworkers`, `--listen-address` with `--host` or `--worker-port`, several workers with `--no-nanny` or `--listen-address`. An option that is given twice counts once, and dask-kubernetes appends `--name` itself.',
      severity:
        'Error for options that exclude each other, and for `--contact-address` without `--listen-address`. Warning for one given twice, and for `--name`.',
      era: 'dask-kubernetes 0.10.1 for `--name`',
      sources: ['distributed cli/dask_worker.py, main', 'dask-kubernetes core.py, Worker.start, 0.10.1'],
      examples: [
        {
          bad: { 'worker-template.yaml': template('--nworkers, "4", --no-nanny') },
          good: { 'worker-template.yaml': template('--nworkers, "4"') },
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
  if (
    problem.kind !== 'conflict' &&
    problem.kind !== 'needs' &&
    problem.kind !== 'twice' &&
    problem.kind !== 'name-appended'
  )
    return undefined;
  const { use } = problem;
  const placed = placedWord(view, use.item);
  if (placed === undefined) return undefined;
  const { name } = use.option;
  const path = view.view.template.file.path;
  const earlier =
    problem.kind === 'twice' ? problem.first : problem.kind === 'conflict' ? problem.other : undefined;
  const place = earlier === undefined ? undefined : view.words[earlier.item.index];
  const related =
    place === undefined ? (placed.related ?? []) : [{ path, span: spanOf(place), message: 'The other one' }];
  switch (problem.kind) {
    case 'conflict':
      return {
        ...placed,
        related,
        severity: 'error',
        message: `\`${name}\` and \`${problem.other.option.name}\`${several(problem.other) ?? several(use) ?? ''} exclude each other. Each worker stops with an error, and the cluster stays empty.`,
      };
    case 'needs':
      return {
        ...placed,
        severity: 'error',
        message: `\`${name}\` needs \`${problem.other.name}\` beside it. Each worker stops with an error, and the cluster stays empty.`,
      };
    case 'twice':
      return {
        ...placed,
        related,
        severity: 'warning',
        message: `\`${name}\` is given a second time${problem.first.option.name === name ? '' : `, as \`${problem.first.option.name}\``}. The earlier one is lost.`,
      };
    case 'name-appended':
      return {
        ...placed,
        severity: 'warning',
        message: `dask-kubernetes 0.10.1 and later appends \`--name\` to the arguments itself (${repository.era.describe('dask-kubernetes')}). The name given here is lost.`,
      };
  }
}

/** How many workers an option starts, when that is what excludes the other. */
function several({ option, value }: Extract<WorkerProblem, { kind: 'conflict' }>['use']): string | undefined {
  return option.name === '--nworkers' || option.name === '--nprocs'
    ? ` with ${value ?? ''} workers`
    : undefined;
}

function template(flags: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, ${flags}, --death-timeout, "60"]\n`;
}
