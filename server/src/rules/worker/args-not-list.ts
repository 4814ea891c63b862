import { type Repository, runsWorker } from '../../binder/index.ts';
import { CHANGES } from '../../dask/index.ts';
import { listFromString } from '../../yaml/index.ts';
import { type PodView, placedAt, podViews } from '../pod/view.ts';
import { holderSpan, isMisspelt } from '../pod/violations.ts';
import { editFix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { childOf, keySpanOf, type Place, spanOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';

export const argsNotList: Rule = {
  meta: {
    code: 'worker/args-not-list',
    summary: 'The arguments of the worker container are missing, or one string instead of a list',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'Adding a worker raises, or the worker gets one letter for each argument.',
      detail:
        'A string is split into its characters by the Kubernetes client. dask-kubernetes appends `--name` to the list from 0.10.1 on, so a container without `args` fails there.',
      severity: 'Missing arguments are a warning with dask-kubernetes below 0.10.1.',
      era: 'dask-kubernetes 0.10.1',
      sources: ['dask-kubernetes core.py, Pod.start, 0.10.1', 'observed with make_pod_from_dict'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: dask-worker --nthreads 2\n',
          },
          good: {
            'worker-template.yaml':
              "kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args:\n        - dask-worker\n        - --nthreads\n        - '2'\n",
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository
        .derive(podViews)
        .flatMap((view) =>
          view.containers.flatMap((container) => problemOf(repository, view, container) ?? []),
        ),
    );
  },
};

function problemOf(repository: Repository, view: PodView, container: Place): Placed | undefined {
  const args = childOf(container, 'args');
  const isMissing = args === undefined || (args.node.kind === 'scalar' && args.node.type === 'null');
  if (!isMissing) return args.node.kind === 'scalar' ? oneString(view, container, args) : undefined;
  // Only the arguments of the first container of a worker are appended to.
  if (container !== view.containers[0] || view.template.purpose !== 'worker') return undefined;
  if (isMisspelt(repository, view, container.path, 'args')) return undefined;
  const verdict = repository.era.of(CHANGES.workerNameAppended);
  const assumed = repository.era.describe('dask-kubernetes');
  return {
    ...placedAt(view, args ?? container),
    span: args === undefined ? holderSpan(container) : keySpanOf(args),
    severity: verdict.inForce ? 'error' : 'warning',
    message: `The first container has no \`args\`, to which dask-kubernetes 0.10.1 and later appends the name of each worker (${assumed}). ${verdict.inForce ? 'Adding a worker raises a TypeError.' : 'With a later release adding a worker raises a TypeError.'}`,
    subject: `arguments:${container.node.span.start}`,
  };
}

function oneString(view: PodView, container: Place, args: Place): Placed | undefined {
  const text = textOf(args) ?? '';
  if (isForeignTemplate(text)) return undefined;
  const { document, file } = view.template;
  const { pair } = args;
  return {
    ...placedAt(view, args),
    span: spanOf(args),
    message: `\`args\` has to be a list with one entry for each word; this is one string. The container gets one letter for each argument${runsWorker(container.node) ? ', and no worker starts' : ''}.`,
    subject: `arguments:${container.node.span.start}`,
    fixes: () => [
      pair !== undefined && !args.shared && /^[A-Za-z0-9 _./:=-]+$/.test(text)
        ? editFix('Make a list of its words', 'safe', file.path, listFromString(document, pair))
        : undefined,
    ],
  };
}
