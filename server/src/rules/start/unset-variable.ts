import type { Repository, RepositoryFile } from '../../binder/index.ts';
import {
  type Argument,
  type CommandStep,
  hubLaunch,
  type Step,
  type VanishedWord,
} from '../../launch/index.ts';
import {
  commandName,
  literalText,
  type Parameter,
  parametersIn,
  type Statement,
  type Word,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { maySomebodySet, nearName } from './known-names.ts';
import { subjectOf } from './subject.ts';

export const unsetVariable: Rule = {
  meta: {
    code: 'start/unset-variable',
    summary: 'A command needs the value of a variable that nothing sets',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'sed, `cp` or `source` have no file to work on, or the script stops there.',
      detail:
        'Neither the launch environment nor the script sets the variable, and its emptiness breaks the command: it stands alone as the name of a file, or without quotes in `[ -n $X ]`, or `set -u` is on. What `postBuild` exports is gone when the image is launched. Quiet with a default (`${X:-...}`), in tests, and for names that an operator, another kind of hub or a Dockerfile may set, unless they are nearly a known one.',
      severity: 'Error under `set -u` and `set -e`, where the script ends there.',
      sources: [
        'observed: sed-no-file, set-u-unset, set-u-unguarded-test',
        'the variables of a launch, schemas/data/binder-env.json',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" ${WORKER_FILE}\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nWORKER_FILE=worker.yaml\nsed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" ${WORKER_FILE}\nexec "$@"\n',
            'worker.yaml': 'image: WORKER_IMAGE\n',
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
    for (const [i, step] of launch.steps.entries()) {
      if (step.place.path !== file.path) continue;
      if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start < step.place.span.start)
        break;
      const found = missingIn(repository, file, step);
      if (found === undefined || seen.has(found.part.span.start)) continue;
      const { name, nameSpan, span } = found.part;
      const near = nearName(repository, file, name, step.place.span.start);
      if (near === undefined && maySomebodySet(repository, name)) continue;
      seen.add(span.start);
      const ends = step.kind === 'end' || launch.steps.slice(i).some((other) => endsAt(other, step));
      report({
        path: file.path,
        span,
        severity: ends ? 'error' : 'warning',
        message: `Nothing sets \`${name}\`, neither the hub nor this script${near === undefined ? '.' : `; did you mean \`${near}\`?`} ${found.inTest === true ? `Without quotes nothing stands behind the operator, and ${brief(file.source.slice(found.statement.span))} counts as met.` : effect(step, found.statement, ends)}`,
        subject: found.statement.kind === 'command' ? subjectOf(found.statement) : `variable:${span.start}`,
        fixes: () => [
          near === undefined
            ? undefined
            : editFix(`Write \`${near}\``, 'safe', file.path, [{ span: nameSpan, text: near }]),
          found.inTest === true
            ? editFix('Write quotes', 'unsafe', file.path, [{ span, text: `"${file.source.slice(span)}"` }])
            : undefined,
        ],
      });
    }
  },
};

interface Missing {
  readonly part: Parameter;
  readonly statement: Statement;
  /** In `[ -n $X ]`, which is met when X is unset. */
  readonly inTest?: true;
}

/** Commands that need their operands to be files. */
const NEED_FILES = /^(?:cp|mv|source|\.|cat|ln|tar|unzip|python3?|bash|sh|chmod)$/;

function missingIn(repository: Repository, file: RepositoryFile, step: Step): Missing | undefined {
  if (step.kind === 'end') {
    if (step.why !== 'unset-variable' || step.variable === undefined || !step.certain) return undefined;
    const around = statementAround(repository, file, step);
    const part = (around === undefined ? [] : wordsOf(around))
      .flatMap((word) => parametersIn(word))
      .find(({ name }) => name === step.variable);
    return part && around && { part, statement: around };
  }
  if (step.kind !== 'sed' && step.kind !== 'command') return undefined;
  if (step.kind === 'command' && /^(?:\[|test)$/.test(step.name ?? '')) return vanishedInTest(step);
  if (step.kind === 'command' && !NEED_FILES.test(commandName(step.command) ?? '')) return undefined;
  const files: readonly (Argument | VanishedWord)[] =
    step.kind === 'sed'
      ? [
          ...step.vanished,
          ...step.operands.flatMap(({ state, argument }) =>
            state === 'empty-operand' ? (argument ?? []) : [],
          ),
        ]
      : [
          ...step.vanished,
          ...step.files.flatMap(({ state, argument }) => (state === 'empty-operand' ? [argument] : [])),
        ];
  for (const { word, sources } of files) {
    const part = aloneIn(word);
    if (part !== undefined && sources.some((source) => source.unset && source.part === part))
      return { part, statement: step.command };
  }
  return undefined;
}

/** `[ -n $X ]` and `[ -f $X ]`: only the operator remains, and a text that is not empty counts as met. */
function vanishedInTest(step: CommandStep): Missing | undefined {
  const words = step.command.words.slice(1, step.name === '[' ? -1 : undefined);
  const [operator, operand] = words;
  if (words.length !== 2 || operator === undefined || operand === undefined || !step.certain)
    return undefined;
  if (!/^-[nfderswx]$/.test(literalText(operator) ?? '')) return undefined;
  const vanished = step.vanished.find(({ word }) => word === operand);
  const part = aloneIn(operand);
  return part !== undefined && vanished?.sources.some((source) => source.unset && source.part === part)
    ? { part, statement: step.command, inTest: true }
    : undefined;
}

/** The variable of a word that is nothing else, and has no default. */
function aloneIn(word: Word): Parameter | undefined {
  const parts = word.parts.flatMap((part) => (part.kind === 'double' ? part.parts : [part]));
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter' || !/^[A-Za-z_]\w*$/.test(only.name)) return undefined;
  return only.operator === undefined && !only.length && !only.indirect ? only : undefined;
}

/** The innermost statement at which the script ended. */
function statementAround(
  repository: Repository,
  file: RepositoryFile,
  { place }: Step,
): Statement | undefined {
  let found: Statement | undefined;
  walkStatements(
    repository.script(file),
    (statement) => {
      const { start, end } = statement.span;
      if (start <= place.span.start && place.span.start <= end && wordsOf(statement).length > 0)
        found = statement;
    },
    { substitutions: true },
  );
  return found;
}

function endsAt(other: Step, step: Step): boolean {
  return (
    other.kind === 'end' &&
    other.why === 'errexit' &&
    other.certain &&
    other.place.span.start === step.place.span.start
  );
}

function effect(step: Step, statement: Statement, ends: boolean): string {
  if (step.kind === 'end') return 'With `set -u` the script ends here, and no server starts.';
  const name = (statement.kind === 'command' ? commandName(statement) : undefined) ?? 'The command';
  return `\`${name}\` has no file to work on${ends ? ', and with `set -e` the script ends here: no server starts' : ', and the script goes on'}.`;
}
