import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { placedWord, workerViews } from './view.ts';

const RIGHT = '$(DASK_SCHEDULER_ADDRESS)';
const WRONG = /\$(?:\{DASK_SCHEDULER_ADDRESS\}|DASK_SCHEDULER_ADDRESS\b)/;

export const schedulerAddress: Rule = {
  meta: {
    code: 'worker/scheduler-address',
    summary: "The scheduler's address is written as a variable of the notebook, not of the pod",
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        'dask-kubernetes expands `${NAME}` in the notebook, where the address is not set. Workers call a literal name.',
      detail:
        'Kubernetes fills in `$(DASK_SCHEDULER_ADDRESS)` in the pod. The argument may also be left out: `dask-worker` reads the variable itself.',
      sources: [
        'dask-kubernetes objects.py, clean_pod_template',
        'Kubernetes API v1, Container.args: $(NAME)',
        'distributed cli/dask_worker.py, 1.20.2: scheduler-address',
      ],
      examples: [
        {
          bad: { 'worker-template.yaml': template('${DASK_SCHEDULER_ADDRESS}') },
          good: { 'worker-template.yaml': template(RIGHT) },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(workerViews).flatMap((view) =>
        view.words.flatMap((place, index): Placed[] => {
          const { node } = place;
          const placed = placedWord(view, { text: '', index });
          if (node.kind !== 'scalar' || placed === undefined) return [];
          const written = WRONG.exec(node.text)?.[0];
          if (written === undefined) return [];
          const { document, file } = view.view.template;
          return [
            {
              ...placed,
              message: `\`${written}\` is expanded in the notebook, where it is not set; Kubernetes fills in \`${RIGHT}\` in the pod. Workers call a scheduler of that literal name and never get to work.`,
              fixes: () => [
                editFix(
                  `Write \`${RIGHT}\``,
                  place.shared ? 'unsafe' : 'safe',
                  file.path,
                  rewritten(document, node, written, RIGHT),
                ),
              ],
            },
          ];
        }),
      ),
    );
  },
};

function template(address: string): string {
  return `kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker, "${address}", --death-timeout, "60"]\n`;
}
