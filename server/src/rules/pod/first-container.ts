import { runsWorker } from '../../binder/index.ts';
import type { YamlNode } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { childOf, type Place, spanOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { type PodView, placedAt, podViews } from './view.ts';
import { holderSpan } from './violations.ts';

export const firstContainer: Rule = {
  meta: {
    code: 'pod/first-container',
    summary: 'The container that runs `dask-worker` is not the first',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Only the first container gets the address of the scheduler, so the worker finds none.',
      detail:
        'dask-kubernetes puts `DASK_SCHEDULER_ADDRESS`, the variables of `kubernetes.env` and `--name` into the first container of the template. Containers of other purposes go behind it.',
      sources: ['dask-kubernetes objects.py, clean_pod_template; core.py, Pod.start, 0.10.1'],
      examples: [
        {
          bad: { 'worker-template.yaml': template(false) },
          good: { 'worker-template.yaml': template(true) },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(podViews).flatMap((view) => {
        const problem = view.template.purpose === 'worker' ? problemOf(view) : undefined;
        return problem === undefined ? [] : [problem];
      }),
    );
  },
};

function problemOf(view: PodView): Placed | undefined {
  const [first] = view.containers;
  const worker = view.containers.find(({ node }) => runsWorker(node));
  if (first === undefined || worker === undefined || first === worker) return undefined;
  const name = childOf(worker, 'name');
  const other = textOf(childOf(first, 'name'));
  return {
    ...placedAt(view, name ?? worker),
    span: name === undefined ? holderSpan(worker) : spanOf(name),
    message: `The container that runs \`dask-worker\` stands behind ${other === undefined ? 'another one' : `\`${other}\``}; only the first one gets the address of the scheduler. The worker finds no scheduler.`,
    related: [
      { path: view.template.file.path, span: holderSpan(first), message: 'This one gets the address' },
    ],
    subject: `container:${spanOf(worker).start}`,
    fixes: () => [swapped(view, first, worker)],
  };
}

/** The two containers change places, each with its own text. */
function swapped(view: PodView, first: Place, worker: Place): Fix | undefined {
  const { source, problem } = view.template.document;
  const column = ({ span }: YamlNode) => span.start - source.lines.lineStart(source.lines.lineAt(span.start));
  const isPlain = [first, worker].every((place) => place.alias === undefined && !place.shared);
  if (!isPlain || problem !== undefined || column(first.node) !== column(worker.node)) return undefined;
  return editFix('Make it the first one', 'unsafe', view.template.file.path, [
    { span: first.node.span, text: source.slice(worker.node.span) },
    { span: worker.node.span, text: source.slice(first.node.span) },
  ]);
}

function template(isFirst: boolean): string {
  const worker = '    - name: dask-worker\n      image: example\n      args: [dask-worker]\n';
  const other = '    - name: proxy\n      image: example\n      args: [proxy]\n';
  return `kind: Pod\nspec:\n  containers:\n${isFirst ? worker + other : other + worker}`;
}
