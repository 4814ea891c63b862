import { knownVariable, type Repository } from '../../binder/index.ts';
import { knownText, type Value } from '../../launch/index.ts';
import { literalPattern } from '../../sed/index.ts';
import { nearestName } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { placeIn, type Substitution, sedRuns, substitutionsOf, writtenScript } from '../sed/runs.ts';
import { IMAGE_VARIABLES, isImageToken, templateImages } from './images.ts';

export const imageSource: Rule = {
  meta: {
    code: 'template/image-source',
    summary: 'The image of the workers is filled from something that is not the launched image',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'Workers run another environment than the notebook, or none at all.',
      detail:
        'The name of the launched image is in `JUPYTER_IMAGE_SPEC` and, with the same value, in `JUPYTER_IMAGE`. Looked at is the `sed` that replaces the image of a worker template, or the token `WORKER_IMAGE`.',
      severity: 'Warning for another variable, information for a fixed name.',
      sources: ['kubespawner spawner.py, get_env', 'pangeo-binder docs/index.rst'],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: WORKER_IMAGE\n      args: [dask-worker]\n',
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKER_IMAGE|${BINDER_REPO_URL}|g" worker-template.yaml\nexec "$@"\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: WORKER_IMAGE\n      args: [dask-worker]\n',
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" worker-template.yaml\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const substitution of substitutionsOf(run)) {
        if (!fillsImage(repository, substitution)) continue;
        const source = sourceOf(substitution);
        if (source === undefined) continue;
        const { command, script } = substitution;
        const span = placeIn(script, command.replacementSpan);
        report({
          path: run.file.path,
          span,
          severity: source.kind === 'variable' ? 'warning' : 'info',
          message:
            source.kind === 'variable'
              ? `The image of the workers comes from \`${source.name}\`; the launched image is in \`JUPYTER_IMAGE_SPEC\`. Workers run another environment than the notebook, or none.`
              : `The image of the workers is fixed to \`${source.text}\`; the launched image is in \`JUPYTER_IMAGE_SPEC\`. The workers keep that image when the environment of the notebook changes.`,
          subject: run.subject,
          fixes: () => {
            if (source.kind !== 'variable') return [];
            const near = nearestName(source.name, IMAGE_VARIABLES);
            const written = run.file.source.slice(span);
            const at = written.indexOf(source.name);
            return [
              near === undefined || at < 0
                ? undefined
                : editFix(`Write \`${near}\``, 'safe', run.file.path, [
                    {
                      span: { start: span.start + at, end: span.start + at + source.name.length },
                      text: near,
                    },
                  ]),
            ];
          },
        });
      }
    }
  },
};

/** Whether a sed replaces the image of a worker. */
function fillsImage(repository: Repository, { run, command }: Substitution): boolean {
  const token = command.regex === undefined ? undefined : literalPattern(command.regex);
  if (token === undefined || !isImageToken(token)) return false;
  if (token === 'WORKER_IMAGE') return true;
  const paths = run.steps.flatMap(({ operands }) => operands.map(({ path }) => path));
  return templateImages(repository).some(
    ({ file, node }) => node.text === token && paths.includes(file.path),
  );
}

type Wrong =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string };

/** Where the value comes from, when it certainly is not the launched image. */
function sourceOf({ script, command }: Substitution): Wrong | undefined {
  const { argument, script: word } = script;
  if (argument === undefined) return undefined;
  const { start, end } = command.replacementSpan;
  const inside = partOf(argument.value, start + word.offset, end + word.offset);
  if (inside === undefined) return undefined;
  const names = inside.flatMap(({ origin }) => (origin?.kind === 'environment' ? [origin.name] : []));
  if (names.some((name) => IMAGE_VARIABLES.includes(name))) return undefined;
  const [name] = names;
  if (name !== undefined) return knownVariable(name) === undefined ? undefined : { kind: 'variable', name };
  const text = inside.map((piece) => piece.text).join('');
  const values = (writtenScript(script)?.values ?? []).filter(
    ({ segment }) =>
      segment.text.start >= command.replacementSpan.start && segment.text.end <= command.replacementSpan.end,
  );
  // An image name has letters; a value of the script's own may lead anywhere, `$NAME` in single quotes is told elsewhere.
  if (
    values.some(({ text: value }) => value === undefined || value === '') ||
    !/^[a-z0-9][\w.\-/:@]*$/.test(text)
  )
    return undefined;
  return { kind: 'literal', text };
}

/** The known pieces of a stretch of a text; undefined when part of it is not known. */
function partOf(value: Value, from: number, to: number) {
  const found: {
    readonly text: string;
    readonly origin: Extract<Value['pieces'][number], { kind: 'text' }>['origin'];
  }[] = [];
  let at = 0;
  for (const piece of value.pieces) {
    const length = piece.kind === 'text' ? piece.text.length : 1;
    const start = Math.max(from, at);
    const end = Math.min(to, at + length);
    if (start < end) {
      if (piece.kind === 'unknown') return undefined;
      found.push({ text: piece.text.slice(start - at, end - at), origin: piece.origin });
    }
    at += length;
  }
  return knownText(value) === undefined && found.length === 0 ? undefined : found;
}
