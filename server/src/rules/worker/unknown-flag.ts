import type { Repository } from '../../binder/index.ts';
import { type CommandItem, isAccepted, WORKER_OPTIONS, type WorkerOption } from '../../dask/index.ts';
import { editDistance } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { effectOfStray } from './effect.ts';
import { placedWord, type WorkerView, workerViews } from './view.ts';

export const unknownFlag: Rule = {
  meta: {
    code: 'worker/unknown-flag',
    summary: '`dask-worker` has no such option',
    severity: 'error',
    core: false,
    fix: 'both',
    docs: {
      launch:
        'The worker does not start, or takes the word for the address of the scheduler and waits in vain.',
      detail:
        'Options that no release has had, and options that came after the release that is pinned. Quiet beside `--preload` and `--preload-nanny`, whose modules may have options of their own, and for programs other than the worker.',
      era: 'the release of distributed in which the option came',
      sources: [
        'distributed cli/dask_worker.py, 1.11.0 to 2026.7.1',
        'distributed preloading.py, validate_preload_argv',
        'observed with distributed 2022.12.1',
      ],
      examples: [
        {
          bad: { 'worker-template.yaml': template('--nthread, "2"') },
          good: { 'worker-template.yaml': template('--nthreads, "2"') },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(workerViews).flatMap((view) => problemsIn(repository, view)),
    );
  },
};

function problemsIn(repository: Repository, view: WorkerView): Placed[] {
  const { command } = view.worker;
  return command.problems.flatMap((problem): Placed[] => {
    const item =
      problem.kind === 'unknown' ? problem.item : problem.kind === 'not-yet' ? problem.use.item : undefined;
    const placed = item === undefined ? undefined : placedWord(view, item);
    if (item === undefined || placed === undefined || isFilled(item.text)) return [];
    const name = item.text.replace(/=.*/s, '').trim();
    if (problem.kind === 'not-yet') {
      const { option } = problem.use;
      const older = olderName(repository, option);
      return [
        {
          ...placed,
          message: `\`${option.name}\` came with distributed ${option.since}, and ${repository.era.describe('distributed')}${older === undefined ? '' : `; there it is \`${older.name}\``}. ${effectOfStray(command)}`,
          fixes: () => [
            older === undefined ? undefined : renamed(view, item, option.name, older.name, 'unsafe'),
          ],
        },
      ];
    }
    if (problem.kind !== 'unknown') return [];
    const { near } = problem;
    return [
      {
        ...placed,
        message: `\`dask-worker\` has no option \`${name}\`${near === undefined ? '.' : `; did you mean \`${near.name}\`?`} ${effectOfStray(command)}`,
        fixes: () => [
          near === undefined
            ? undefined
            : renamed(view, item, name, near.name, editDistance(name, near.name) <= 1 ? 'safe' : 'unsafe'),
        ],
      },
    ];
  });
}

/** The option that did the same before this one came. */
function olderName(repository: Repository, option: WorkerOption): WorkerOption | undefined {
  return WORKER_OPTIONS.find(
    (older) => older.replacedBy === option.name && older.sameMeaning && isAccepted(older, repository.era),
  );
}

function renamed(
  { view, words }: WorkerView,
  { index }: CommandItem,
  from: string,
  to: string,
  safety: Fix['safety'],
): Fix | undefined {
  const place = words[index];
  if (place === undefined || place.shared) return undefined;
  const { document, file } = view.template;
  return editFix(`Write \`${to}\``, safety, file.path, rewritten(document, place.node, from, to));
}

function template(flags: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, ${flags}, --death-timeout, "60"]\n`;
}
