import type { Repository, RepositoryFile } from '../../binder/index.ts';
import {
  type CommandStep,
  type ComplaintStep,
  hubLaunch,
  mayBeBuilt,
  type SedStep,
} from '../../launch/index.ts';
import {
  commandName,
  literalText,
  type Script,
  type Statement,
  statementsAt,
  type Word,
} from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Ending, endingOf } from './ending.ts';
import { waysOnFailure } from './forgiven.ts';
import { elsewhere, isOfPrograms, madeByScript } from './made-elsewhere.ts';
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
        'Files and folders given to `jupyter lab workspaces import`, `cp`, `mv`, `cat`, `grep`, `cd`, `source`, `python` and `bash`, files behind `<`, and programs of the repository such as `./setup.sh`. Quiet for files that the script or `postBuild` makes, or a program before them may have made, such as `git clone` or `python`, for paths outside the repository, for folders with a dot that programs make in the home folder, where part of the path is not known, and where the script has another way (`||`) or throws the message away.',
      severity:
        'Error under `set -e` and before `|| exit`, where the script ends there and no server starts.',
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
    const script = repository.script(file);
    const seen = new Set<number>();
    for (const step of launch.steps) {
      if (step.kind === 'sed' && step.place.path === file.path) {
        const missing = missingSedScript(step);
        if (missing === undefined || seen.has(missing.word.span.start)) continue;
        seen.add(missing.word.span.start);
        const ending = endingOf(repository, script, step);
        report({
          path: file.path,
          span: missing.word.span,
          severity: ending === undefined ? 'warning' : 'error',
          message: `\`${missing.path}\` is not in the repository. \`sed\` fails, and ${whatFollows(ending)}.`,
          subject: subjectOf(step.command),
        });
        continue;
      }
      if (step.place.path !== file.path || (step.kind !== 'command' && step.kind !== 'complaint')) continue;
      if (launch.unknownFrom !== undefined && launch.unknownFrom.place.span.start < step.place.span.start)
        break;
      if (step.kind === 'complaint') {
        const input = missingInput(repository, file, step);
        if (input === undefined || seen.has(input.word.span.start)) continue;
        seen.add(input.word.span.start);
        const ending = endingOf(repository, script, step);
        report({
          path: file.path,
          span: input.word.span,
          severity: ending === undefined ? 'warning' : 'error',
          message: `\`${input.path}\` is not in the repository. ${input.program ? 'Nothing is run' : 'What was to read it is not run'}, and ${whatFollows(ending)}.`,
          subject: `input:${input.word.span.start}`,
        });
        continue;
      }
      if (isProvidedFor(script, step)) continue;
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
          mayBeBuilt(repository, path) ||
          madeByScript(repository, file, path, step.place.span.start)
        )
          continue;
        seen.add(word.span.start);
        const other = elsewhere(repository, path);
        const ending = endingOf(repository, script, step);
        report({
          path: file.path,
          span: word.span,
          severity: ending === undefined ? 'warning' : 'error',
          message: `\`${path}\` is not in the repository${other === undefined ? '' : `; \`${other}\` is`}. \`${step.name ?? 'The command'}\` fails, and ${whatFollows(ending)}.`,
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

/** Whether somebody has thought of the failure: there is another way, or its message is thrown away. */
function isProvidedFor(script: Script, step: CommandStep): boolean {
  return (
    waysOnFailure(script, step.place.span.start).some((way) => !endsHere(way)) ||
    step.command.redirections.some(
      ({ operator, descriptor, target }) =>
        (operator === '&>' || (operator === '>' && descriptor === '2')) &&
        literalText(target) === '/dev/null',
    )
  );
}

/** `|| exit`: the way out is the end. */
function endsHere(statement: Statement): boolean {
  return statement.kind === 'command' && /^(?:exit|return)$/.test(commandName(statement) ?? '');
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

/** The file of a `< FILE` that bash cannot open, or of the repository's own program that it cannot find. */
function missingInput(
  repository: Repository,
  file: RepositoryFile,
  { place, certain, tested, message, program }: ComplaintStep,
): { readonly word: Word; readonly path: string; readonly program: boolean } | undefined {
  const path = /^(.+): No such file or directory$/.exec(message)?.[1];
  if (path === undefined || program !== undefined || !certain || tested) return undefined;
  const chain = statementsAt(repository.script(file), place.span.start);
  const input = chain
    .flatMap(({ redirections }) => redirections)
    .find(({ span, operator }) => operator === '<' && span.start === place.span.start)?.target;
  const innermost = chain.at(-1);
  const name = innermost?.kind === 'command' ? innermost.words[0] : undefined;
  const word = input ?? (name !== undefined && literalText(name)?.includes('/') ? name : undefined);
  const inside = path.replace(/^(?:\/home\/jovyan\/|\.\/)+/, '');
  if (word === undefined || inside.startsWith('/') || isOfPrograms(repository, inside)) return undefined;
  if (mayBeBuilt(repository, inside) || madeByScript(repository, file, inside, place.span.start))
    return undefined;
  return { word, path: inside, program: word !== input };
}

/** The script of `sed -f FILE`. */
function missingSedScript({
  plan,
  command,
  certain,
}: SedStep): { readonly word: Word; readonly path: string } | undefined {
  if (plan.kind !== 'error' || !certain) return undefined;
  const name = /^sed: couldn't open file (.+): No such file or directory$/.exec(plan.stderr)?.[1];
  const path = name?.replace(/^(?:\/home\/jovyan\/|\.\/)+/, '');
  const word = command.words.find((one) => literalText(one) === name);
  return path === undefined || word === undefined || path.startsWith('/') ? undefined : { word, path };
}

/** What a failure leads to, as the end of a sentence. */
function whatFollows(ending: Ending): string {
  if (ending === 'errexit') return 'with `set -e` the script ends here: no server starts';
  return ending === 'exit' ? 'the script ends here: no server starts' : 'the script goes on without it';
}
