import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type CommandStep, hubLaunch, type Launch } from '../../launch/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { maySomebodySet } from '../start/known-names.ts';
import { pathInRepository } from '../start/repository-path.ts';
import { subjectOf } from '../start/subject.ts';

export const envsubstNames: Rule = {
  meta: {
    code: 'template/envsubst',
    summary: 'envsubst puts nothing in for variables that it does not see',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        'Names that are not exported become empty text, also those that dask-kubernetes was to fill later.',
      detail:
        "Without an argument envsubst replaces every `$NAME` and `${NAME}` of its input. With a list (`envsubst '${JUPYTER_IMAGE_SPEC}'`) it leaves all others alone.",
      sources: [
        'observed with envsubst 0.21: file-envsubst, file-envsubst-restricted',
        'repo2docker buildpacks/base.py: gettext-base is installed',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nIMAGE="${JUPYTER_IMAGE_SPEC}"\nenvsubst < worker.in > worker.yaml\nexec "$@"\n',
            'worker.in': 'image: ${IMAGE}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nexport IMAGE="${JUPYTER_IMAGE_SPEC}"\nenvsubst < worker.in > worker.yaml\nexec "$@"\n',
            'worker.in': 'image: ${IMAGE}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const launch = repository.derive(hubLaunch);
    const file = launch.script === undefined ? undefined : repository.file(launch.script);
    if (file === undefined) return;
    const seen = new Set<number>();
    for (const step of launch.steps) {
      if (
        step.kind !== 'command' ||
        step.name !== 'envsubst' ||
        step.arguments.length > 0 ||
        step.place.path !== file.path
      )
        continue;
      if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start < step.place.span.start)
        break;
      const input = inputOf(repository, step);
      const word = step.command.words.find(({ span }) => /envsubst$/.test(file.source.slice(span)));
      if (input === undefined || word === undefined || seen.has(word.span.start)) continue;
      const names = [
        ...new Set(
          [...input.matchAll(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)].map(
            (match) => match[1] ?? match[2] ?? '',
          ),
        ),
      ];
      const lost = names.filter((name) => isLost(repository, launch, file, name, step.place.span.start));
      const [first] = lost;
      if (first === undefined) continue;
      seen.add(word.span.start);
      const kept = names.filter((name) => !lost.includes(name));
      report({
        path: file.path,
        span: word.span,
        message: `envsubst does not see ${lost.map((name) => `\`${name}\``).join(', ')}; export it before, or name the variables to replace. It puts nothing in for ${lost.length === 1 ? 'it' : 'them'}.`,
        subject: subjectOf(step.command),
        fixes: () => [
          kept.length === 0
            ? undefined
            : editFix('Name the variables to replace', 'unsafe', file.path, [
                {
                  span: { start: word.span.end, end: word.span.end },
                  text: ` '${kept.map((name) => `\${${name}}`).join(' ')}'`,
                },
              ]),
        ],
      });
    }
  },
};

/** The text of the file that envsubst reads, as the repository has it. */
function inputOf(repository: Repository, { command }: CommandStep): string | undefined {
  const source = command.redirections.find(({ operator }) => operator === '<');
  const path = source && pathInRepository(source.target);
  const text = path === undefined ? undefined : repository.text(path);
  return text === undefined || typeof text === 'string' ? undefined : text.text;
}

/** Whether a program that starts at a place certainly does not have the variable. */
function isLost(
  repository: Repository,
  launch: Launch,
  file: RepositoryFile,
  name: string,
  before: number,
): boolean {
  const assigned = launch.steps.filter(
    (step) =>
      step.kind === 'assign' &&
      step.name === name &&
      (step.place.path !== file.path || step.place.span.start < before),
  );
  const last = assigned.at(-1);
  if (last?.kind === 'assign')
    return last.exported === false && launch.exported.get(name)?.value === undefined;
  const outside = launch.exported.get(name);
  return outside?.value === undefined && !maySomebodySet(repository, name);
}
