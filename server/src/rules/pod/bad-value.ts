import type { SchemaViolation } from '../../kubernetes/index.ts';
import { isEmptyScalar, replaceNode } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { keySpanOf, spanOf } from '../yaml/place.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { placedAt } from './view.ts';
import { type PodViolation, placeIn, templateViolations } from './violations.ts';

export const podBadValue: Rule = {
  meta: {
    code: 'pod/bad-value',
    summary: 'A field of a pod template has a value of the wrong kind',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: '`KubeCluster()` raises, or the API server refuses each worker and the cluster stays empty.',
      detail:
        'A mapping where a list belongs or the other way round (`env`, `containers`), null in a list of texts, a value outside an enumeration (`restartPolicy: never`). Tokens that the start script fills and `${NAME}` are right anywhere a text may stand.',
      sources: [
        'Kubernetes API v1',
        'kubernetes python client api_client.py, deserialize',
        'observed with dask-kubernetes make_pod_from_dict',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  restartPolicy: never\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(templateViolations).flatMap((found) => problemOf(found) ?? []),
    );
  },
};

function problemOf({ view, violation }: PodViolation): Placed | undefined {
  if (
    violation.kind !== 'wrong-type' &&
    violation.kind !== 'not-in-enumeration' &&
    violation.kind !== 'out-of-range'
  )
    return undefined;
  const { pointer } = violation;
  const place = placeIn(view, pointer);
  if (place === undefined) return undefined;
  // One string as `args` is another rule's.
  if (place.node.kind === 'scalar' && pointer[1] === 'containers' && pointer.slice(3).join() === 'args')
    return undefined;
  const { file, document } = view.template;
  const sameButCase =
    violation.kind === 'not-in-enumeration'
      ? violation.allowed.find(
          (value) => String(value).toLowerCase() === String(violation.found).toLowerCase(),
        )
      : undefined;
  const placed = placedAt(view, place);
  return {
    ...placed,
    span: isEmptyScalar(place.node) ? keySpanOf(place) : spanOf(place),
    message: `${expectation(fieldName(pointer), violation)} ${effectOf(violation)}`,
    fixes: () => [
      sameButCase === undefined
        ? undefined
        : editFix(
            `Write \`${String(sameButCase)}\``,
            'safe',
            file.path,
            replaceNode(document, place.node, String(sameButCase)),
          ),
    ],
  };
}

/** The Python client checks kinds, the API server values. */
function effectOf({ kind }: SchemaViolation): string {
  return kind === 'wrong-type'
    ? '`KubeCluster()` raises, or the API server refuses each worker.'
    : 'The API server refuses each worker, and the cluster stays empty.';
}

function fieldName(pointer: readonly string[]): string {
  const named = pointer.findLast((step) => !/^\d+$/.test(step)) ?? '';
  return /^\d+$/.test(pointer.at(-1) ?? '') ? `an entry of \`${named}\`` : `\`${named}\``;
}

function expectation(
  field: string,
  violation: Extract<SchemaViolation, { kind: 'wrong-type' | 'not-in-enumeration' | 'out-of-range' }>,
): string {
  const subject = field.charAt(0).toUpperCase() + field.slice(1);
  switch (violation.kind) {
    case 'wrong-type':
      return `${subject} has to be ${article(violation.expected)}; this is ${violation.found === 'null' ? 'null' : article(violation.found)}.`;
    case 'not-in-enumeration':
      return `${subject} is \`${String(violation.found)}\`; it has to be ${choice(violation.allowed.filter((value) => value !== null))}.`;
    case 'out-of-range':
      return `${subject} is ${violation.found}, which is outside the allowed range (${violation.bound.startsWith('max') || violation.bound === 'exclusiveMaximum' ? 'at most' : 'at least'} ${violation.limit}).`;
  }
}

function article(kind: string): string {
  return kind === 'text' ? 'text' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function choice(values: readonly unknown[]): string {
  const names = values.map((value) => `\`${String(value)}\``);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
