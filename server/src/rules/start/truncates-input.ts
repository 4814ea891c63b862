import type { ReachedCommand } from '../../launch/index.ts';
import { commandName, type Redirection, type Word } from '../../shell/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { Rule } from '../rule.ts';
import { startScripts } from './scripts.ts';

export const truncatesInput: Rule = {
  meta: {
    code: 'start/truncates-input',
    summary: 'A command writes into the file that it reads',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch: 'The shell empties the file before the command reads it: afterwards it is empty.',
      detail:
        'A temporary file and `mv` keep the text: `envsubst < a > a.new && mv a.new a`. For sed, `-i` does it.',
      sources: ['observed with bash 5.2: redir-truncate-itself, file-envsubst-same-file'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nenvsubst < worker.yaml > worker.yaml\nexec "$@"\n',
            'worker.yaml': 'image: ${JUPYTER_IMAGE_SPEC}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nenvsubst < worker.yaml > filled.yaml && mv filled.yaml worker.yaml\nexec "$@"\n',
            'worker.yaml': 'image: ${JUPYTER_IMAGE_SPEC}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, handOvers } of startScripts(repository)) {
      const seen = new Set<number>();
      for (const { command } of handOvers.pick(readsAndWrites)) {
        const { source } = file;
        const outputs = outputsOf(command.redirections);
        const inputs = [...command.words.slice(1), ...inputsOf(command.redirections)].map((word) =>
          plain(source, word),
        );
        for (const { target, span } of outputs) {
          const name = plain(source, target);
          if (name.length < 2 || name.startsWith('/dev/') || !inputs.includes(name) || seen.has(span.start))
            continue;
          seen.add(span.start);
          report({
            path: file.path,
            span,
            message: `The shell empties \`${name}\` before \`${commandName(command) ?? 'the command'}\` reads it; write to another file and \`mv\` it. The file is empty afterwards.`,
          });
        }
      }
    }
  },
};

function readsAndWrites({ command }: ReachedCommand): boolean {
  return (
    outputsOf(command.redirections).length > 0 &&
    !/^(?:echo|printf|touch|tee|mkdir|rm|\[|test|cd|export|:|true|)$/.test(commandName(command) ?? '')
  );
}

function outputsOf(redirections: readonly Redirection[]): readonly Redirection[] {
  return redirections.filter(({ operator }) => /^(?:&?>\|?)$/.test(operator));
}

function inputsOf(redirections: readonly Redirection[]): readonly Word[] {
  return redirections.flatMap(({ operator, target }) => (operator === '<' ? [target] : []));
}

/** A word as it is written, without quotes. */
function plain(source: SourceText, word: Word): string {
  return source.slice(word.span).replace(/["']/g, '').replace(/^\.\//, '');
}
