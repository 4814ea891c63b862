import type { WorkerProblem } from '../../dask/index.ts';
import { splitItem } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

const STOPS = 'Each worker stops with a usage error, and the cluster stays empty.';

export const flagValue: Rule = {
  meta: {
    code: 'worker/flag-value',
    summary: 'An option of `dask-worker` has no value, or one that it does not take',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: STOPS,
      detail:
        'Each entry of `args` is one word of the command line: `- --nthreads 2` is one word and no option, while `--nthreads=2` is fine. Values with `$` or of a template engine are not looked at. Durations are told about by `dask/bad-duration`.',
      sources: [
        'distributed cli/dask_worker.py',
        'click types',
        'distributed worker_memory.py, parse_memory_limit',
      ],
      examples: [
        {
          title: 'Two words in one entry',
          bad: { 'worker-template.yaml': template('"--nthreads 2"') },
          good: { 'worker-template.yaml': template('--nthreads, "2"') },
        },
        {
          bad: { 'worker-template.yaml': template('--memory-limit, 7 gigs') },
          good: { 'worker-template.yaml': template('--memory-limit, 7GB') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(workerViews)
        .flatMap((view) => view.worker.command.problems.flatMap((problem) => problemOf(view, problem) ?? [])),
    );
  },
};

function problemOf(view: WorkerView, problem: WorkerProblem): Placed | undefined {
  switch (problem.kind) {
    case 'glued':
      return glued(view, problem);
    case 'missing-value': {
      const placed = placedWord(view, problem.use.item);
      return placed === undefined
        ? undefined
        : { ...placed, message: `\`${problem.use.option.name}\` needs a value as the next entry. ${STOPS}` };
    }
    case 'needless-value': {
      const placed = placedWord(view, problem.use.item);
      return placed === undefined
        ? undefined
        : { ...placed, message: `\`${problem.use.option.name}\` takes no value. ${STOPS}` };
    }
    case 'bad-value':
      return badValue(view, problem);
    case 'extra-argument': {
      const placed = placedWord(view, problem.item);
      return placed === undefined || isFilled(problem.item.text) || isNull(view, problem.item.index)
        ? undefined
        : {
            ...placed,
            message: `\`${problem.item.text}\` belongs to no option; the worker takes one argument, the address of the scheduler. ${STOPS}`,
          };
    }
    default:
      return undefined;
  }
}

function glued(view: WorkerView, problem: Extract<WorkerProblem, { kind: 'glued' }>): Placed | undefined {
  const { item, option, value } = problem;
  const placed = placedWord(view, item);
  const place = view.words[item.index];
  if (placed === undefined || place === undefined) return undefined;
  const { document, file } = view.view.template;
  const words = option.takesValue
    ? `\`${option.name}\` and its value`
    : `\`${option.name}\` and what follows it`;
  return {
    ...placed,
    message: `${words} stand in one entry, which is one word of the command line; make two entries of it. No worker starts with it.`,
    fixes: () => [
      // Made right, it would still be refused.
      !option.takesValue || value === '' || place.shared || place.node.kind !== 'scalar'
        ? undefined
        : editFix(
            'Make two entries of it',
            'safe',
            file.path,
            splitItem(document, place.node, [option.name, value]),
          ),
    ],
  };
}

function badValue(
  view: WorkerView,
  problem: Extract<WorkerProblem, { kind: 'bad-value' }>,
): Placed | undefined {
  const { use, refusal } = problem;
  const item = use.valueItem;
  if (refusal.kind === 'duration' || item === undefined || isNull(view, item.index)) return undefined;
  const placed = placedWord(view, item);
  const value = use.value ?? '';
  return placed === undefined || isFilled(value)
    ? undefined
    : {
        ...placed,
        message: `\`${use.option.name}\` takes ${refusal.expected}; this is \`${value}\`. No worker starts with it.`,
      };
}

/** Null in `args` is refused before any worker is made, which is told elsewhere. */
function isNull({ words }: WorkerView, index: number): boolean {
  const node = words[index]?.node;
  return node?.kind !== 'scalar' || node.type === 'null';
}

function template(flags: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, ${flags}, --death-timeout, "60"]\n`;
}
