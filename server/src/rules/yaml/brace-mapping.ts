import { daskSettings, type Repository } from '../../binder/index.ts';
import { podField } from '../../kubernetes/index.ts';
import { isEmptyScalar, replaceNode, type YamlDocument, type YamlNode } from '../../yaml/index.ts';
import { childrenIn, type PodView, podViews } from '../pod/view.ts';
import { editFix, type Rule } from '../rule.ts';
import { relatedOf, spanOf } from './place.ts';
import { type Placed, reportPlaced } from './placed.ts';

export const braceMapping: Rule = {
  meta: {
    code: 'yaml/brace-mapping',
    summary: 'A name in braces without quotes is a mapping, not a text',
    severity: 'error',
    core: false,
    fix: 'both',
    docs: {
      launch: 'The value is no text: what reads it raises, or drops it and works without it.',
      detail:
        'YAML reads `{NAME}` as a mapping with one key. Reported where a text belongs; where Dask or Kubernetes take a mapping it is one.',
      sources: ['YAML 1.1, flow mappings', 'observed with PyYAML 6 and dask-kubernetes make_pod_from_dict'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: {JUPYTER_IMAGE_SPEC}\n      args: [dask-worker]\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: "${JUPYTER_IMAGE_SPEC}"\n      args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, [
      ...inConfigurations(repository),
      ...repository.derive(podViews).flatMap((view) => inTemplate(view)),
    ]);
  },
};

function inConfigurations(repository: Repository): Placed[] {
  return repository.derive(daskSettings).flatMap(({ file, document, pair, status }): Placed[] => {
    const key = 'key' in status ? status.key : status.kind === 'legacy' ? status.successor.key : undefined;
    const name = nameInBraces(pair.value);
    if (key === undefined || name === undefined || key.section || key.open || !key.types.includes('string'))
      return [];
    return [
      {
        ...said(file.path, document, pair.value, name),
        at: pair.value,
        copy: false,
        fixes: () => [
          editFix('Put it in quotes', 'safe', file.path, replaceNode(document, pair.value, `"{${name}}"`)),
        ],
      },
    ];
  });
}

function inTemplate(view: PodView): Placed[] {
  const { file, document } = view.template;
  return childrenIn(view).flatMap((place): Placed[] => {
    const name = nameInBraces(place.node);
    const type = name === undefined ? undefined : podField(place.path)?.type.kind;
    if (name === undefined || type === undefined || !TEXTS.has(type)) return [];
    return [
      {
        ...said(file.path, document, place.node, name),
        span: spanOf(place),
        related: relatedOf(place, file.path),
        at: place.node,
        copy: place.alias !== undefined,
        fixes: () => [
          editFix(
            `Write \`"\${${name}}"\``,
            'unsafe',
            file.path,
            replaceNode(document, place.node, `"\${${name}}"`),
          ),
        ],
      },
    ];
  });
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'quantity', 'integer', 'boolean', 'integer-or-text']);

function said(path: string, document: YamlDocument, node: YamlNode, name: string) {
  return {
    path,
    span: node.span,
    message: `YAML reads \`${document.source.slice(node.span)}\` without quotes as a mapping with the key \`${name}\`; a text belongs here. What reads the value raises, or goes on without it.`,
    subject: `value:${node.span.start}`,
  };
}

/** The name in `{NAME}`: a mapping in braces with one key that has no value. */
function nameInBraces(node: YamlNode): string | undefined {
  if (node.kind !== 'mapping' || !node.flow || node.pairs.length !== 1) return undefined;
  const [pair] = node.pairs;
  if (pair?.key.kind !== 'scalar' || pair.key.style !== 'plain' || !isEmptyScalar(pair.value))
    return undefined;
  return /^[A-Za-z_]\w*$/.test(pair.key.text) && pair.span.end === pair.key.span.end
    ? pair.key.text
    : undefined;
}
