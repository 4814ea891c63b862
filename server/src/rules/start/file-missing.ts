import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type CommandStep, type ComplaintStep, hubLaunch } from '../../launch/index.ts';
import { commandName, literalText, statementsAt, type Word } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { elsewhere, madeAtBuild, madeByScript } from './made-elsewhere.ts';
import { replacePath } from './replace-path.ts';
import { subjectOf } from './subject.ts';

export const fileMissing: Rule = {
  meta: {
    code: 'start/file-missing',
    summary: 'A command needs a file that is not in the repository',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The command fails; the script goes on without it.',
      detail:
        'Files and folders given to `jupyter lab workspaces import`, `cp`, `mv`, `cat`, `grep`, `cd`, `source`, `python` and `bash`, and files behind `<`. Quiet for files that the script or `postBuild` makes, for paths outside the repository, for folders with a dot that programs make in the home folder, and where part of the path is not known.',
      severity: 'Error under `set -e`, where the script ends there and no server starts.',
      sources: [
        'observed with bash 5.2: file-cp-missing, source-missing',
        'corpus of start scripts: the workspace file is often missing',
      ],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\njupyter lab workspaces import workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\njupyter lab workspaces import binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{}\n',
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
      if (step.place.path !== file.path || (step.kind !== 'command' && step.kind !== 'complaint')) continue;
      if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start < step.place.span.start)
        break;
      if (step.kind === 'complaint') {
        const input = missingInput(repository, file, step);
        if (input === undefined || seen.has(input.word.span.start)) continue;
        seen.add(input.word.span.start);
        const ends = endsScript(repository, step);
        report({
          path: file.path,
          span: input.word.span,
          severity: ends ? 'error' : 'warning',
          message: `\`${input.path}\` is not in the repository. What was to read it is not run, and ${ends ? 'with `set -e` the script ends here: no server starts' : 'the script goes on without it'}.`,
          subject: `input:${input.word.span.start}`,
        });
        continue;
      }
      const needed = neededWords(step);
      for (const { argument, path, state, touched } of step.files) {
        const { word } = argument;
        if (
          state !== 'missing' ||
          touched ||
          path === undefined ||
          !needed.includes(word) ||
          seen.has(word.span.start)
        )
          continue;
        if (
          isOfPrograms(repository, path) ||
          madeAtBuild(repository, path) ||
          madeByScript(repository, file, path, step.place.span.start)
        )
          continue;
        seen.add(word.span.start);
        const other = elsewhere(repository, path);
        const ends = endsScript(repository, step);
        report({
          path: file.path,
          span: word.span,
          severity: ends ? 'error' : 'warning',
          message: `\`${path}\` is not in the repository${other === undefined ? '' : `; \`${other}\` is`}. \`${step.name ?? 'The command'}\` fails, and ${ends ? 'with `set -e` the script ends here: no server starts' : 'the script goes on without it'}.`,
          subject: subjectOf(step.command),
          fixes: () => {
            const edit = other === undefined ? undefined : replacePath(word, other, path);
            return [edit && editFix(`Write \`${other}\``, 'unsafe', file.path, [edit])];
          },
        });
      }
    }
  },
};

/** A folder or file with a dot that the repository does not have: images and programs make such ones in the home folder. */
function isOfPrograms(repository: Repository, path: string): boolean {
  const [top = ''] = path.split('/');
  return top.startsWith('.') && repository.entry(top) === 'missing';
}

/** The words of a command that name files which have to be there. */
function neededWords({ command, arguments: all }: CommandStep): readonly Word[] {
  const words = command.words.map((word) => ({ word, text: literalText(word) }));
  const first = words.findIndex(({ text }) => text === commandName(command));
  const rest = words.slice(first + 1);
  const operands = rest.filter(({ text }) => text === undefined || !text.startsWith('-'));
  const name = (commandName(command) ?? '').replace(/^.*\//, '');
  switch (name) {
    case 'jupyter':
    case 'jupyter-lab': {
      const at = operands.findIndex(({ text }) => text === 'import');
      const before = operands
        .slice(0, at)
        .map(({ text }) => text)
        .join(' ');
      return at >= 0 && /^(?:lab )?workspaces$/.test(before)
        ? operands.slice(at + 1).map(({ word }) => word)
        : [];
    }
    case 'cp':
    case 'mv': {
      const target = rest.some(
        ({ text }) => text !== undefined && /^(?:-\w*t|--target-directory)/.test(text),
      );
      return target ? [] : operands.slice(0, -1).map(({ word }) => word);
    }
    case 'source':
    case '.':
      // A bare name is looked for in PATH too: `source activate`.
      return operands
        .slice(0, 1)
        .flatMap(({ word, text }) => (text !== undefined && /^[\w-]+$/.test(text) ? [] : [word]));
    case 'cd':
    case 'pushd':
      return operands.slice(0, 1).map(({ word }) => word);
    case 'cat':
      return operands.map(({ word }) => word);
    case 'grep': {
      const [pattern] = operands;
      return rest.some(({ text }) => text === undefined || /^-[^-]*[efs]|^--/.test(text))
        ? []
        : operands.filter((operand) => operand !== pattern).map(({ word }) => word);
    }
    case 'python':
    case 'python3':
    case 'bash':
    case 'sh':
    case 'Rscript': {
      const [option] = rest;
      const plain =
        option?.text === undefined ||
        !option.text.startsWith('-') ||
        (name.startsWith('python') ? /^-[uBsEOiIqvx]+$/ : /^-[exuvl]+$/).test(option.text);
      return plain && all.length > 0 ? operands.slice(0, 1).map(({ word }) => word) : [];
    }
    default:
      return [];
  }
}

/** The file of a `< FILE` that bash cannot open. */
function missingInput(
  repository: Repository,
  file: RepositoryFile,
  { place, certain, tested, message, program }: ComplaintStep,
): { readonly word: Word; readonly path: string } | undefined {
  const path = /^(.+): No such file or directory$/.exec(message)?.[1];
  if (path === undefined || program !== undefined || !certain || tested) return undefined;
  const word = statementsAt(repository.script(file), place.span.start)
    .flatMap(({ redirections }) => redirections)
    .find(({ span, operator }) => operator === '<' && span.start === place.span.start)?.target;
  const inside = path.replace(/^(?:\/home\/jovyan\/|\.\/)+/, '');
  if (word === undefined || inside.startsWith('/') || isOfPrograms(repository, inside)) return undefined;
  if (madeAtBuild(repository, inside) || madeByScript(repository, file, inside, place.span.start))
    return undefined;
  return { word, path: inside };
}

function endsScript(repository: Repository, step: CommandStep | ComplaintStep): boolean {
  return repository
    .derive(hubLaunch)
    .steps.some(
      (other) =>
        other.kind === 'end' &&
        other.why === 'errexit' &&
        other.certain &&
        other.place.span.start === step.place.span.start,
    );
}
