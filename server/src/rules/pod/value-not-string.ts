import { quoteScalar } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { sentText } from './sent-text.ts';
import { type PodScalar, placedAt, podScalars } from './view.ts';

export const valueNotString: Rule = {
  meta: {
    code: 'pod/value-not-string',
    summary: 'A boolean or a number stands where Kubernetes wants text',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch:
        'It is sent as Python writes it: `True`, `7000000000.0`. A node selector for "true" never matches, and an option gets another value.',
      detail:
        'Looked at are all fields that hold text: labels, node selectors, arguments, environment values, names. Numbers for cpu and memory are right.',
      severity:
        'Warning for booleans, and for numbers whose text changes on the way; information for other numbers in arguments and environment values. Other numbers are quiet.',
      sources: [
        'kubernetes python client api_client.py, deserialize',
        'observed with dask-kubernetes make_pod_from_dict',
        'PyYAML 6 resolver.py',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  nodeSelector:\n    dask-worker: True\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  nodeSelector:\n    dask-worker: "True"\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(podScalars).flatMap((scalar) => problemOf(scalar) ?? []),
    );
  },
};

function problemOf(scalar: PodScalar): Placed | undefined {
  const { view, place, node, field } = scalar;
  const sent = sentText(node);
  if (field.type.kind !== 'text' || sent === undefined) return undefined;
  const isBoolean = node.type === 'bool';
  const isChanged = isBoolean || sent !== node.text;
  const name = nameOf(scalar);
  const isWord = /^(?:args|command)$/.test(place.path.at(-2) ?? '') || place.path.at(-3) === 'env';
  if (!isChanged && !isWord) return undefined;
  const { document, file } = view.template;
  const quoted = (text: string, safety: 'safe' | 'unsafe') =>
    editFix(
      `Write \`"${text}"\``,
      safety === 'safe' && !place.shared ? 'safe' : 'unsafe',
      file.path,
      quoteScalar(document, node, text),
    );
  const other = isBoolean ? sent.toLowerCase() : node.text;
  const effect = isBoolean
    ? `It is sent as "${sent}"${place.path.includes('nodeSelector') ? `, and a selector for "${other}" never matches` : `, not as "${other}"`}.`
    : isChanged
      ? `It is sent as "${sent}".`
      : `It is sent as the text "${sent}".`;
  return {
    ...placedAt(view, place),
    severity: isChanged ? 'warning' : 'info',
    message: `${name} is ${isBoolean ? `the boolean \`${node.text}\`` : `the number \`${node.text}\``} for YAML, and Kubernetes wants text; put it in quotes. ${effect}`,
    fixes: () => [quoted(sent, 'safe'), other === sent ? undefined : quoted(other, 'unsafe')],
  };
}

function nameOf({ place }: PodScalar): string {
  const last = place.path.at(-1) ?? '';
  return /^\d+$/.test(last) ? `An entry of \`${place.path.at(-2) ?? ''}\`` : `\`${last}\``;
}
