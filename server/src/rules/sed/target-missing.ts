import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { knownText, mayBeBuilt, type SedOperand, type SedStep } from '../../launch/index.ts';
import type { Word } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Ending, endingOf } from '../start/ending.ts';
import { isForgiven } from '../start/forgiven.ts';
import { elsewhere, isOfPrograms, madeByScript } from '../start/made-elsewhere.ts';
import { replacePath } from '../start/replace-path.ts';
import { sedRuns } from './runs.ts';

export const targetMissing: Rule = {
  meta: {
    code: 'sed/target-missing',
    summary: 'sed is given a file that is not in the repository',
    severity: 'warning',
    core: true,
    fix: 'unsafe',
    docs: {
      launch: 'sed fails, the script goes on, and the placeholders stay.',
      detail:
        'Variables, `~`, `cd` and `${PWD}` are resolved as in a launch. Quiet for files that the script or `postBuild` makes, or a program before them may have made, such as `git clone` or `python`, for paths outside the repository, and where part of the path is not known.',
      severity: 'Error under `set -e`, where the script ends at this line and no server starts.',
      sources: ['observed with GNU sed 4.9: sed-missing-file, sed-directory, sed-no-file'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" jupyterlab-workspace.json\nexec "$@"\n',
            'binder/jupyterlab-workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/jupyterlab-workspace.json\nexec "$@"\n',
            'binder/jupyterlab-workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      const seen = new Set<number>();
      for (const step of run.steps) {
        for (const operand of step.operands) {
          const word = operand.argument?.word;
          if (word === undefined || seen.has(word.span.start)) continue;
          // Standard input, or the rest of a script that the shell has parted.
          if (
            knownText(operand.value) === '-' ||
            step.scripts.some(({ argument }) => argument?.word === word)
          )
            continue;
          const found = sentence(repository, operand);
          if (found === undefined) continue;
          if (isForgiven(repository.script(run.file), step.place.span.start)) continue;
          if (
            operand.path !== undefined &&
            madeByScript(repository, run.file, operand.path, step.place.span.start)
          )
            continue;
          seen.add(word.span.start);
          const ending = endingOf(repository, repository.script(run.file), step);
          const quoting = quotingSlip(repository, run.file, step, word);
          if (quoting !== undefined) {
            report({
              path: run.file.path,
              span: word.span,
              severity: ending === undefined ? 'warning' : 'error',
              message: `${quoting.found}. ${effect(ending)}`,
              subject: run.subject,
              fixes: () => [editFix(quoting.title, 'safe', run.file.path, [quoting.edit])],
            });
            continue;
          }
          const other =
            operand.state === 'missing' && operand.path !== undefined
              ? elsewhere(repository, operand.path)
              : undefined;
          report({
            path: run.file.path,
            span: word.span,
            severity: ending === undefined ? 'warning' : 'error',
            message: `${found}${other === undefined ? '' : `; \`${other}\` is`}. ${effect(ending)}`,
            subject: run.subject,
            related: other === undefined ? [] : relatedFile(repository, other),
            fixes: () => {
              const edit = other === undefined ? undefined : replacePath(word, other, operand.path ?? '');
              return [edit && editFix(`Write \`${other}\``, 'unsafe', run.file.path, [edit])];
            },
          });
        }
      }
    }
  },
};

/** What is wrong with the operand of a sed; undefined when nothing is, or nobody knows. */
function sentence(repository: Repository, { state, path, value }: SedOperand): string | undefined {
  const text = knownText(value);
  if (text === undefined) return undefined;
  switch (state) {
    case 'missing':
      return path === undefined || mayBeBuilt(repository, path) || isOfPrograms(repository, path)
        ? undefined
        : `\`${path}\` is not in the repository`;
    case 'directory':
      return path === undefined
        ? undefined
        : `\`${path === '' ? text : path}\` is a folder, and sed edits files only`;
    case 'empty-operand':
      return 'The name of the file is empty';
    default:
      return undefined;
  }
}

function effect(ending: Ending): string {
  if (ending === 'errexit') return 'sed fails, and with `set -e` the script ends here: no server starts.';
  return ending === 'exit'
    ? 'sed fails, and the script ends here: no server starts.'
    : 'sed fails without a word to anybody, and the placeholders stay.';
}

/** A name that would be right with other quotes: `"~/x"`, or a variable with a blank in its value and none around it. */
function quotingSlip(repository: Repository, file: RepositoryFile, step: SedStep, word: Word) {
  const written = file.source.slice(word.span);
  const tilde = /^(["'])~\/([\w./-]+)\1$/.exec(written);
  if (tilde !== null && repository.entry(tilde[2] ?? '') === 'file') {
    const right = `~/${tilde[2] ?? ''}`;
    return {
      found: `\`~\` in quotes is an ordinary character; write \`${right}\` without them`,
      title: `Write \`${right}\``,
      edit: { span: word.span, text: right },
    };
  }
  const [only] = word.parts;
  const pieces = step.operands.filter(({ argument }) => argument?.word === word);
  const whole = pieces.map(({ value }) => knownText(value)).join(' ');
  const path = whole.replace(/^(?:\/home\/jovyan\/|\.\/)/, '');
  if (word.parts.length !== 1 || only?.kind !== 'parameter' || pieces.length < 2) return undefined;
  if (repository.entry(path) !== 'file') return undefined;
  return {
    found: `\`${written}\` without quotes is parted at the space in \`${whole}\`; write \`"${written}"\``,
    title: 'Write quotes',
    edit: { span: word.span, text: `"${written}"` },
  };
}

function relatedFile(repository: Repository, path: string) {
  const source = repository.text(path);
  return typeof source === 'string'
    ? []
    : [{ path, span: source.lineSpan(0), message: 'A file of this name' }];
}
