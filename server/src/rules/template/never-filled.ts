import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { handOvers, hubLaunch, type SedStep } from '../../launch/index.ts';
import { literalPattern } from '../../sed/index.ts';
import { commandName, literalText, parametersIn, walkStatements } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Fix, type Related, type Rule } from '../rule.ts';
import { isPlaceholder, placesOf } from '../sed/placeholders.ts';
import { placeIn, type Substitution, sedRuns, substitutionsOf } from '../sed/runs.ts';
import { elsewhere } from '../start/made-elsewhere.ts';
import { isLaunchKnown, mayProgramFill, textAfterLaunch } from './filling.ts';
import { IMAGE_VARIABLES, isImageToken, type TemplateImage, templateImages } from './images.ts';

export const neverFilled: Rule = {
  meta: {
    code: 'template/never-filled',
    summary: 'A token in a template is never replaced',
    severity: 'error',
    core: true,
    fix: 'unsafe',
    docs: {
      launch:
        'Workers ask for an image called `WORKER_IMAGE`, which does not exist, and hang in ImagePullBackOff.',
      detail:
        'Looked for are images that are one word in capitals, and names that a `sed` of the start script was to replace and that are still in their file after a launch on a hub. `postBuild` cannot fill the image: it runs while the image is built and has no name yet. Quiet when something that is not simulated may fill the token.',
      severity: 'Error for the image of a worker, warning for other tokens.',
      era: 'dask-kubernetes 0.6.0 expands `${JUPYTER_IMAGE_SPEC}` in the template by itself',
      sources: [
        'pangeo-binder docs/index.rst of 2018-09 and 2018-11',
        'dask-kubernetes core.py, _expand_env, 0.6.0',
        'kubespawner spawner.py, get_env: JUPYTER_IMAGE_SPEC',
      ],
      examples: [
        {
          bad: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: WORKER_IMAGE\n      args: [dask-worker]\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
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
    if (!isLaunchKnown(repository)) return;
    const told = new Set<string>();
    for (const image of templateImages(repository)) {
      const token = image.node.text;
      if (!isImageToken(token) || !stays(repository, image.file.path, token)) continue;
      if (filledInCopy(repository, image.file.path, token)) continue;
      const built = filledInPostBuild(repository, token);
      if (
        built === 'perhaps' ||
        (repository.startScript === undefined && repository.filesOf('dockerfile').length > 0)
      )
        continue;
      told.add(`${image.file.path}\n${token}`);
      report({
        path: image.file.path,
        span: image.node.span,
        message: `${built === undefined ? `Nothing replaces \`${token}\` when the image is launched` : `Only \`postBuild\` replaces \`${token}\`, and the image has no name yet while it is built`}. Workers ask for an image of that name and hang in ImagePullBackOff.`,
        related: [
          ...(built === undefined ? [] : [built]),
          ...missingSeds(repository, image.file.path, token),
        ],
        fixes: () => [expandedByDask(repository, image), sedInStart(repository, image)],
      });
    }
    for (const { path, token, related } of leftTokens(repository)) {
      const file = repository.file(path);
      if (file === undefined || told.has(`${path}\n${token}`)) continue;
      told.add(`${path}\n${token}`);
      const [at] = placesOf(file.source.text, token).filter((place) => !inComment(file, place));
      if (at === undefined) continue;
      report({
        path,
        span: { start: at, end: at + token.length },
        severity: 'warning',
        message: `\`${token}\` is still here after the launch; the \`sed\` that was to replace it does not. Whoever reads the file finds the bare name.`,
        related: [related],
      });
    }
  },
};

/** Whether a token is certainly in a file after the launch. */
function stays(repository: Repository, path: string, token: string): boolean {
  const after = textAfterLaunch(repository, path);
  if (after === undefined || mayProgramFill(repository, token)) return false;
  return new RegExp(`\\bimage["']?\\s*:\\s*["']?${token}\\b`).test(after);
}

/** Whether the script fills the token in another file, such as a copy of this one where Dask looks. */
function filledInCopy(repository: Repository, path: string, token: string): boolean {
  return sedRuns(repository).some(({ step }) => {
    if (step.plan.kind !== 'ready') return false;
    const { commands } = step.plan.program;
    const fills = commands.some(
      (command) =>
        command.kind === 'substitute' &&
        command.regex !== undefined &&
        literalPattern(command.regex) === token,
    );
    return (
      fills &&
      step.operands.some(
        (operand) =>
          operand.state === 'outside' ||
          operand.state === 'unknown' ||
          (operand.path !== path && operand.outcome === 'changed') ||
          (operand.path === path && writesElsewhere(step)),
      )
    );
  });
}

/** The line of postBuild that fills a token with the image's name; `perhaps` where it may put in something else. */
function filledInPostBuild(repository: Repository, token: string): Related | 'perhaps' | undefined {
  for (const file of [...repository.filesOf('post-build'), ...repository.filesOf('dockerfile')]) {
    if (placesOf(file.source.text, token).length === 0) continue;
    if (file.binary || !file.roles.includes('post-build')) return 'perhaps';
    let place: Span | undefined;
    walkStatements(repository.script(file), (statement) => {
      if (statement.kind !== 'command' || commandName(statement) !== 'sed') return;
      const names = statement.words.flatMap((word) => parametersIn(word).map(({ name }) => name));
      const text = file.source.slice(statement.span);
      if (placesOf(text, token).length > 0 && names.some((name) => IMAGE_VARIABLES.includes(name)))
        place = statement.span;
    });
    return place === undefined
      ? 'perhaps'
      : { path: file.path, span: place, message: 'The variable has no value while the image is built' };
  }
  return undefined;
}

/** Whether a sed leaves its files as they are and puts the filled text into another one. */
function writesElsewhere({ plan, output }: SedStep): boolean {
  return plan.arguments.inPlace === undefined && output !== 'log';
}

interface LeftToken {
  readonly path: string;
  readonly token: string;
  readonly related: Related;
}

/** Names that a sed of the start script was to replace and that stay in their file. */
function leftTokens(repository: Repository): LeftToken[] {
  return sedRuns(repository).flatMap((run): LeftToken[] =>
    run.step.scripts.length === 0 || writesElsewhere(run.step)
      ? []
      : patternsOf(repository, run).flatMap(({ token, span }) => {
          const paths = run.steps.flatMap(({ operands }) =>
            operands.flatMap(({ state, path }) => {
              if (path === undefined) return [];
              return state === 'file'
                ? [path]
                : state === 'missing'
                  ? (elsewhere(repository, path) ?? [])
                  : [];
            }),
          );
          return [...new Set(paths)].flatMap((path): LeftToken[] => {
            const file = repository.file(path);
            const after = textAfterLaunch(repository, path);
            if (file === undefined || after === undefined || mayProgramFill(repository, token)) return [];
            if (placesOf(file.source.text, token).length === 0 || placesOf(after, token).length === 0)
              return [];
            return [
              { path, token, related: { path: run.file.path, span, message: 'This was to replace it' } },
            ];
          });
        }),
  );
}

/** The names that a sed looks for, also when sed refuses its script for the sake of a value. */
function patternsOf(
  repository: Repository,
  run: Substitution['run'],
): readonly { readonly token: string; readonly span: Span }[] {
  const read = substitutionsOf(run).flatMap(({ command, script }) => {
    const token = command.regex === undefined ? undefined : literalPattern(command.regex);
    return token === undefined || !isPlaceholder(token)
      ? []
      : [{ token, span: placeIn(script, command.patternSpan) }];
  });
  if (run.step.plan.kind !== 'error') return read;
  return run.step.command.words.flatMap((word) => {
    const text = repository.file(run.file.path)?.source.slice(word.span) ?? '';
    const found = /s([^\w\s\\])([A-Z][A-Z0-9_]*_[A-Z0-9_]+)\1/.exec(text);
    return found === null ? [] : [{ token: found[2] ?? '', span: word.span }];
  });
}

/** The seds that do not touch a file although they look for its token, or for nearly the same. */
function missingSeds(repository: Repository, path: string, token: string): Related[] {
  return sedRuns(repository).flatMap((run): Related[] => {
    const named = run.steps.some(({ operands }) => operands.some((operand) => operand.path === path));
    const sameToken = run.step.command.words.some(
      (word) => placesOf(literalText(word) ?? run.file.source.slice(word.span), token).length > 0,
    );
    if (!named && !sameToken) return [];
    return [
      {
        path: run.file.path,
        span: run.step.command.span,
        message: sameToken ? 'This was to replace it' : 'This edits the file, but not this name',
      },
    ];
  });
}

function inComment(file: RepositoryFile, offset: number): boolean {
  if (!/\.ya?ml$/.test(file.path)) return false;
  const { text, lines } = file.source;
  return /(?:^|\s)#/.test(text.slice(lines.lineStart(lines.lineAt(offset)), offset));
}

function expandedByDask(repository: Repository, { file, node, flow }: TemplateImage): Fix | undefined {
  if (!repository.era.inForce('dask-kubernetes', '0.6.0').inForce) return undefined;
  const bare = '${JUPYTER_IMAGE_SPEC}';
  const text = node.style === 'single' ? `'${bare}'` : node.style === 'plain' && !flow ? bare : `"${bare}"`;
  return editFix(`Write \`${bare}\`, which dask-kubernetes expands`, 'unsafe', file.path, [
    { span: node.span, text },
  ]);
}

/** The guarded sed of the guide, before the hand-over. */
function sedInStart(repository: Repository, { file, node }: TemplateImage): Fix | undefined {
  const start = repository.startScript;
  if (start === undefined || start.binary || /[^\w./-]/.test(file.path)) return undefined;
  const launch = repository.derive(hubLaunch);
  const exec = handOvers(repository.script(start)).all.find(
    ({ form, reached }) => form === 'right' && reached === 'always',
  );
  if (exec === undefined || launch.start.runs !== 'bash') return undefined;
  const { lines, eol } = start.source;
  const at = lines.lineStart(lines.lineAt(exec.span.start));
  const sed = [
    'if [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then',
    `  sed -i -e "s|${node.text}|\${JUPYTER_IMAGE_SPEC}|g" ${file.path}`,
    'fi',
    // Where an empty line parts the hand-over from what is before it, one still does.
    ...(start.source.text.slice(0, at).endsWith(eol + eol) ? [''] : []),
    '',
  ].join(eol);
  return editFix(`Add the \`sed\` to ${start.path}`, 'unsafe', start.path, [
    { span: { start: at, end: at }, text: sed },
  ]);
}
