import { applyEdits } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { startScripts } from './scripts.ts';

export const execArgs: Rule = {
  meta: {
    code: 'start/exec-args',
    summary: 'The arguments of the script are spelt so that the server gets others',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch:
        'The server gets other arguments than the hub passed, or bash looks for a command that does not exist and ends with status 127.',
      detail:
        'Only `"$@"` in double quotes passes every argument unchanged. Without quotes bash splits them at spaces and expands `*`; `"$*"` makes one word of them; single quotes pass the two characters `$@`; `eval` and `bash -c` read them again as shell text.',
      severity:
        'Error for the spellings that cannot work (`"$*"`, `\'$@\'`, `"@"`, `"$1"`), warning for those that work only while no argument holds a space or a pattern.',
      sources: [
        'observed with bash 5.2: exec-unquoted-at, exec-unquoted-at-python-c, exec-quoted-star, exec-single-quotes, exec-eval, exec-bash-c',
        'binderhub helm-chart/binderhub/values.yaml, singleuser.cmd',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexec $@\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
        {
          title: 'One word is no command line',
          bad: { 'binder/start': '#!/bin/bash\nexec "$*"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, handOvers } of startScripts(repository)) {
      for (const { form, span, reached, misspelt } of handOvers.all) {
        if ((form !== 'changed-arguments' && form !== 'lost-arguments') || reached === 'never') continue;
        const { source } = file;
        const found = source.slice(span);
        const edits =
          misspelt.length > 0
            ? misspelt.map((word) => ({ span: word.span, text: rightSpelling(source.slice(word.span)) }))
            : [{ span, text: wholeStatement(found) }];
        const expected = applyEdits(
          found,
          edits.map((edit) => ({
            span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
            text: edit.text,
          })),
        );
        report({
          path: file.path,
          span,
          severity: form === 'lost-arguments' ? 'error' : 'warning',
          message:
            form === 'lost-arguments'
              ? `${brief(found)} does not pass the arguments on; write ${brief(expected)}. Bash looks for a command of another name or leaves the server without its port and token, and the launch fails.`
              : `${brief(found)} ${/\beval\b|\s-\w*c\b/.test(found) && misspelt.length === 0 ? 'reads the arguments once more as shell text' : 'splits the arguments at spaces and expands patterns in them'}; write ${brief(expected)}. The command of today's BinderHub (\`python3 -c ...\`) breaks.`,
          subject: 'hand-over',
          fixes: () => [editFix(`Write ${brief(expected)}`, 'safe', file.path, edits)],
        });
      }
    }
  },
};

/** The arguments as they have to be written; what stood in the quotes behind them comes behind the quotes. */
function rightSpelling(written: string): string {
  const behind = /^"\$(?:@|\{@\})(\s[\w=.:/ -]*)"$/.exec(written)?.[1] ?? '';
  return `"$@"${behind.trimEnd()}`;
}

/** The statement anew; a login shell stays one, since it sets up the environment of the server. */
function wholeStatement(found: string): string {
  const shell = /^exec\s+(\S*\b(?:bash|sh|zsh))\s+(-[a-z]*[li][a-z]*)\s/.exec(found);
  if (shell === null) return 'exec "$@"';
  const [, program = 'bash', options = '-lc'] = shell;
  return `exec ${program} ${options.includes('c') ? options : `${options}c`} 'exec "$@"' ${program} "$@"`;
}
