import { knownText } from '../../launch/index.ts';
import { literalPattern, occurrences } from '../../sed/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type SedRun, sedRuns, substitutionsOf } from '../sed/runs.ts';
import { IMAGE_VARIABLES, isImageToken, templateImages } from './images.ts';

export const mixedStyles: Rule = {
  meta: {
    code: 'template/mixed-styles',
    summary: 'The image of the workers is filled in two ways',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'It works; there are two mechanisms to keep right.',
      detail:
        'dask-kubernetes 0.6.0 and later expands `${JUPYTER_IMAGE_SPEC}` in the template by itself, so that the `sed` of the older guide is not needed any more. Reported when one template has both kinds of images, or when the `sed` stayed after its token was replaced.',
      era: 'dask-kubernetes 0.6.0',
      sources: ['dask-kubernetes core.py, _expand_env, 0.6.0', 'pangeo-example-notebooks, pull request 23'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: ${JUPYTER_IMAGE_SPEC}\n      args: [dask-worker]\n',
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml\nexec "$@"\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: ${JUPYTER_IMAGE_SPEC}\n      args: [dask-worker]\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    if (!repository.era.inForce('dask-kubernetes', '0.6.0').inForce) return;
    const images = templateImages(repository);
    for (const image of images) {
      const other = images.find((one) => one.file === image.file && isExpanded(one.node.text));
      if (!isImageToken(image.node.text) || other === undefined) continue;
      report({
        path: image.file.path,
        span: image.node.span,
        message: `This template has the token \`${image.node.text}\` for one image and \`${other.node.text}\` for another; dask-kubernetes expands the second by itself. Both work, each in its own way.`,
        related: [{ path: other.file.path, span: other.node.span, message: 'Expanded by dask-kubernetes' }],
        fixes: () => [
          editFix(`Write \`${other.node.text}\``, 'unsafe', image.file.path, [
            { span: image.node.span, text: image.file.source.slice(other.node.span) },
          ]),
        ],
      });
    }
    for (const run of sedRuns(repository)) {
      const path = leftOver(run);
      const image = images.find(({ file, node }) => file.path === path && isExpanded(node.text));
      if (path === undefined || image === undefined) continue;
      report({
        path: run.file.path,
        span: run.step.command.span,
        message: `The token of this sed is gone from \`${path}\`, which has \`${image.node.text}\`; dask-kubernetes expands that by itself. The sed does nothing and can go.`,
        related: [{ path, span: image.node.span, message: 'Expanded by dask-kubernetes' }],
        subject: run.subject,
        tag: 'unnecessary',
        fixes: () => {
          const line = wholeLine(run);
          return [line && editFix('Remove the sed', 'unsafe', run.file.path, [{ span: line, text: '' }])];
        },
      });
    }
  },
};

function isExpanded(text: string): boolean {
  return IMAGE_VARIABLES.some((name) => text === `\${${name}}` || text === `$${name}`);
}

/** The file in which a sed looks in vain for the token of an image. */
function leftOver(run: SedRun): string | undefined {
  const [operand, ...more] = run.step.operands;
  const before = operand?.before === undefined ? undefined : knownText(operand.before);
  if (operand?.path === undefined || before === undefined || more.length > 0) return undefined;
  const all = substitutionsOf(run);
  const gone = all.every(({ command: { regex }, script }) => {
    const token = regex === undefined ? undefined : literalPattern(regex);
    const image = script.argument?.value.pieces.some(
      (piece) =>
        piece.kind === 'text' &&
        piece.origin?.kind === 'environment' &&
        IMAGE_VARIABLES.includes(piece.origin.name),
    );
    return (
      token !== undefined &&
      isImageToken(token) &&
      image === true &&
      regex !== undefined &&
      occurrences(regex, before)?.length === 0
    );
  });
  return all.length > 0 && gone ? operand.path : undefined;
}

/** The line of a sed that stands alone on it, at the top of the script. */
function wholeLine({ file, step }: SedRun): Span | undefined {
  const { text, lines } = file.source;
  const { span } = step.command;
  const first = lines.lineAt(span.start);
  const last = lines.lineAt(span.end);
  const start = lines.lineStart(first);
  const alone =
    text.slice(start, span.start) === '' && /^[ \t]*$/.test(text.slice(span.end, lines.lineEnd(last)));
  return alone ? { start, end: lines.lineStart(last + 1) } : undefined;
}
