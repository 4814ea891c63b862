import { knownVariable, type Repository } from '../../binder/index.ts';
import { mayBeFilled, mayBeSet, nearVariable } from '../dask/launch-names.ts';
import { spanInside } from '../dask/text-span.ts';
import { editFix, type Rule } from '../rule.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { type PodScalar, placedAt, podScalars } from './view.ts';

export const variableNotExpanded: Rule = {
  meta: {
    code: 'pod/variable-not-expanded',
    summary: 'A variable in the pod template stays as it is written',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The literal text is used: an image of that name does not exist, a path is wrong.',
      detail:
        'dask-kubernetes replaces `${NAME}` and `$NAME` in templates, from 0.6.0 on, by variables of the server. Reported are names in braces only (`{NAME}`, the style of dashboard links), `${NAME}` before 0.6.0, and names near one that the hub sets while nothing sets the written one. Other unknown names are quiet, since the image may set them. Quiet when the start script, postBuild or the Dockerfile may replace the text.',
      severity: 'Error where it is the image; else warning.',
      era: 'dask-kubernetes 0.6.0',
      sources: ['dask-kubernetes 0.6.0, commit 09e894d', 'dask config.py, expand_environment_variables'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: "{JUPYTER_IMAGE_SPEC}"\n      args: [dask-worker]\n',
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
    reportPlaced(
      report,
      repository.derive(podScalars).flatMap((scalar) => problemsOf(repository, scalar)),
    );
  },
};

const VARIABLE = /(?<!\$)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))|(?<![${])\{([A-Z_][A-Z0-9_]{2,})\}(?!\})/g;

function problemsOf(repository: Repository, { view, place, node, field }: PodScalar): Placed[] {
  if (node.type !== 'str' || isForeignTemplate(node.text) || place.path.includes('annotations')) return [];
  const { document, file, purpose } = view.template;
  const verdict = repository.era.inForce('dask-kubernetes', purpose === 'worker' ? '0.6.0' : '0.10.1');
  const isImage = place.path.at(-1) === 'image' && field.owner === 'Container';
  return [...node.text.matchAll(VARIABLE)].flatMap((match): Placed[] => {
    const [written, braced, bare, brace] = match;
    const name = braced ?? bare ?? brace ?? '';
    const near = nearVariable(repository, name);
    // A variable is expanded, and an unknown one may be set by the image.
    if (brace === undefined && verdict.inForce && near === undefined) return [];
    // Kubernetes fills `$(NAME)` in; a shell in the pod reads other names than those of the server.
    if (brace === undefined && !verdict.inForce && !isServerName(repository, name)) return [];
    if (mayBeFilled(repository, file, written)) return [];
    const span = spanInside(document, node, match.index, match.index + written.length);
    const placed = placedAt(view, place);
    const right = `\${${near ?? name}}`;
    const era = repository.era.describe('dask-kubernetes');
    const found =
      brace !== undefined
        ? `\`${written}\` in braces only is plain text in a template${verdict.inForce ? `; write \`${right}\`` : ''}`
        : verdict.inForce
          ? `Neither the hub nor the start script sets \`${name}\`; did you mean \`${near ?? ''}\`?`
          : `\`${written}\` is replaced from dask-kubernetes 0.6.0 on, and ${era}`;
    return [
      {
        ...placed,
        span: placed.copy ? placed.span : (span ?? placed.span),
        severity: isImage ? 'error' : 'warning',
        message: `${found}${found.endsWith('?') ? '' : '.'} ${isImage ? 'Workers ask for an image of that literal name and never start.' : 'The literal text is used.'}`,
        subject: `variable:${placed.span.start + match.index}`,
        fixes: () => [
          span === undefined || !verdict.inForce
            ? undefined
            : editFix(`Write \`${right}\``, place.shared ? 'unsafe' : 'safe', file.path, [
                { span, text: right },
              ]),
        ],
      },
    ];
  });
}

/** Names of the server's environment that the template can only have meant for it. */
function isServerName(repository: Repository, name: string): boolean {
  return (
    /^(?:JUPYTER|BINDER_)/.test(name) && (knownVariable(name) !== undefined || mayBeSet(repository, name))
  );
}
