import {
  dnsLabelProblem,
  labelKeyProblem,
  labelValueProblem,
  type NameProblem,
  portNameProblem,
  suggestDnsLabel,
} from '../../kubernetes/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { isChangedAtLaunch } from '../template/changed-at-launch.ts';
import { isFilled, isForeignTemplate } from '../yaml/filled.ts';
import { childOf, childrenOf, descendantOf, type Place, spanOf, textOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { childrenIn, type PodView, placedAt, podViews } from './view.ts';

const REFUSED = 'The API server refuses each worker, and the cluster stays empty.';

export const badName: Rule = {
  meta: {
    code: 'pod/bad-name',
    summary: 'Kubernetes refuses a name in the pod template',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: REFUSED,
      detail:
        'Names of containers and volumes are small letters, digits and `-`, at most 63; those of ports at most 15. Keys and values of labels and node selectors have capitals, `_` and `.` too. Two containers, or two volumes, may not have one name. Names with `${...}`, tokens, and names that a launch changes are not looked at.',
      sources: ['Kubernetes apimachinery pkg/util/validation/validation.go'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask_worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
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
        .flatMap((view) => [...namesIn(view), ...labelsIn(view)])
        .filter(({ path, span }) => !isChangedAtLaunch(repository, path, span)),
    );
  },
};

function namesIn(view: PodView): Placed[] {
  const containers = [...view.containers, ...view.initContainers];
  const volumes = childrenOf(descendantOf(view.root, ['spec', 'volumes']));
  const ports = containers.flatMap((container) => childrenOf(childOf(container, 'ports')));
  const texts = childrenIn(view).map(textOf);
  const isAlone = (name: string) => texts.filter((text) => text === name).length === 1;
  return [
    ...listed(view, containers, 'container', dnsLabelProblem, isAlone),
    ...listed(view, volumes, 'volume', dnsLabelProblem, isAlone),
    ...listed(view, ports, 'port', portNameProblem, isAlone),
  ];
}

/** @param isAlone whether nothing else uses a name, so that it may be changed */
function listed(
  view: PodView,
  things: readonly Place[],
  what: string,
  problemOf: (name: string) => NameProblem | undefined,
  isAlone: (name: string) => boolean,
): Placed[] {
  const seen = new Map<string, Place>();
  return things.flatMap((thing): Placed[] => {
    const place = childOf(thing, 'name');
    const name = textOf(place);
    if (place?.node.kind !== 'scalar' || place.node.type === 'null' || name === undefined || isFilled(name))
      return [];
    const first = seen.get(name);
    seen.set(name, first ?? place);
    const problem = problemOf(name);
    if (problem !== undefined && problem.reason !== 'empty') {
      const label = first === undefined && isAlone(name) ? suggestDnsLabel(name) : undefined;
      const suggestion = label === undefined || problemOf(label) !== undefined ? undefined : label;
      return [refused(view, place, `The ${what} name`, name, problem, suggestion)];
    }
    if (first === undefined || what === 'port') return [];
    const placed = placedAt(view, place);
    return [
      {
        ...placed,
        message: `Another ${what} is called \`${name}\` too. ${REFUSED}`,
        related: [
          ...placed.related,
          { path: view.template.file.path, span: spanOf(first), message: `The first ${what} of that name` },
        ],
      },
    ];
  });
}

function labelsIn(view: PodView): Placed[] {
  return [
    { path: ['metadata', 'labels'], values: true, what: 'label' },
    { path: ['spec', 'nodeSelector'], values: true, what: 'node label' },
    { path: ['metadata', 'annotations'], values: false, what: 'annotation' },
  ].flatMap(({ path, values, what }) =>
    childrenOf(descendantOf(view.root, path)).flatMap((label): Placed[] => {
      const key = label.path.at(-1) ?? '';
      if (isForeignTemplate(key) || key.includes('$')) return [];
      const problem = labelKeyProblem(what === 'annotation' ? key.toLowerCase() : key);
      if (problem !== undefined)
        return [
          {
            ...placedAt(view, label, 'key'),
            message: `The key \`${key}\` of ${what === 'annotation' ? 'an' : 'a'} ${what} ${words(problem)}. ${REFUSED}`,
          },
        ];
      const value = textOf(label);
      if (!values || label.node.kind !== 'scalar' || label.node.type !== 'str') return [];
      const refusal = value === undefined || isFilled(value) ? undefined : labelValueProblem(value);
      return refusal === undefined || value === undefined
        ? []
        : [refused(view, label, `The ${what} value`, value, refusal, undefined)];
    }),
  );
}

function refused(
  view: PodView,
  place: Place,
  what: string,
  name: string,
  problem: NameProblem,
  suggestion: string | undefined,
): Placed {
  const { document, file } = view.template;
  const fix = (): Fix | undefined =>
    suggestion === undefined
      ? undefined
      : editFix(
          `Write \`${suggestion}\``,
          place.shared ? 'unsafe' : 'safe',
          file.path,
          rewritten(document, place.node, name, suggestion),
        );
  return {
    ...placedAt(view, place),
    message: `${what} \`${name}\` ${words(problem)}${suggestion === undefined ? '' : `; write \`${suggestion}\``}. ${REFUSED}`,
    fixes: () => [fix()],
  };
}

function words(problem: NameProblem): string {
  switch (problem.reason) {
    case 'too-long':
      return `has ${problem.length} characters, and ${problem.maximum} are allowed`;
    case 'character':
      return /[A-Z]/.test(problem.character)
        ? 'has capitals, which are not allowed'
        : /\s/.test(problem.character)
          ? 'has a space, which is not allowed'
          : `has \`${problem.character}\`, which is not allowed`;
    case 'start':
    case 'end':
      return `${problem.reason === 'start' ? 'begins' : 'ends'} with \`${problem.character}\`, which is allowed inside only`;
    case 'repeated':
      return `has \`${problem.character}\` twice in a row, which is not allowed`;
    case 'no-letter':
      return 'has no letter, and needs one';
    case 'slashes':
      return 'has more than one `/`';
    case 'empty':
      return 'is empty';
  }
}
