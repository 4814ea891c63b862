import { parseQuantity, suggestQuantity } from '../../kubernetes/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { childrenOf, type Place } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { operatorResources } from './operator-resources.ts';
import { type Holder, placedAt, podScalars } from './view.ts';

export const badQuantity: Rule = {
  meta: {
    code: 'pod/bad-quantity',
    summary: 'A resource has a value that Kubernetes does not take as a quantity',
    severity: 'error',
    core: true,
    fix: 'both',
    docs: {
      launch: 'The API server refuses each worker pod, and the cluster stays empty.',
      detail:
        'Looked at are pod templates and `kubernetes.resources` of the operator. Kubernetes writes `7G` or `7Gi`, without `B`, without spaces, with the exact case; Dask writes `7GB`. Memory with the suffix `m` is thousandths of a byte. Tokens and `${NAME}` are not looked at.',
      sources: ['Kubernetes apimachinery pkg/api/resource/quantity.go, suffix.go'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n      resources:\n        limits:\n          memory: 7GB\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n      resources:\n        limits:\n          memory: 7G\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, [
      ...repository
        .derive(podScalars)
        .flatMap(({ view, place, field }) =>
          field.type.kind === 'quantity' ? (problemAt(view, place) ?? []) : [],
        ),
      ...operatorResources(repository).flatMap(({ holder, place }) =>
        childrenOf(place)
          .flatMap((kind) => childrenOf(kind))
          .flatMap((resource) => problemAt(holder, resource) ?? []),
      ),
    ]);
  },
};

function problemAt(view: Holder, place: Place): Placed | undefined {
  const { node } = place;
  if (node.kind !== 'scalar' || node.type === 'null' || isFilled(node.text)) return undefined;
  const bad = problemOf(place.path.at(-1) ?? '', node.text);
  if (bad === undefined) return undefined;
  const { document, file } = view.template;
  const { suggestion, safe, message } = bad;
  return {
    ...placedAt(view, place),
    message,
    fixes: () => [
      suggestion === undefined
        ? undefined
        : editFix(
            `Write \`${suggestion}\``,
            safe && !place.shared ? 'safe' : 'unsafe',
            file.path,
            rewritten(document, node, node.text, suggestion),
          ),
    ],
  };
}

function problemOf(
  resource: string,
  text: string,
): { readonly message: string; readonly suggestion: string | undefined; readonly safe: boolean } | undefined {
  const refused = 'The API server refuses each worker pod, and the cluster stays empty.';
  if (parseQuantity(text).ok) {
    if (!/memory|storage|^hugepages/.test(resource) || !/\dm$/.test(text)) return undefined;
    return {
      message: `\`${text}\` of ${resource} is thousandths of a byte; for megabytes write \`${text.slice(0, -1)}M\`. The pod gets no memory to start in.`,
      suggestion: `${text.slice(0, -1)}M`,
      safe: false,
    };
  }
  const suggestion = suggestQuantity(text);
  return {
    message: `\`${text}\` is no quantity of Kubernetes${suggestion === undefined ? '' : `; write \`${suggestion}\``}. ${refused}`,
    suggestion,
    safe: true,
  };
}
