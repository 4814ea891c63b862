import { commandName, type Statement } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { appendExec } from './append-exec.ts';
import { blockingOf } from './blocking-command.ts';
import { startScripts } from './scripts.ts';

export const execMissing: Rule = {
  meta: {
    code: 'start/exec-missing',
    summary: 'The start script never runs the command that it is given',
    severity: 'error',
    core: true,
    fix: 'both',
    docs: {
      launch:
        'The script ends, and the container with it. The launch page says four times that the attempt failed, and never why.',
      detail:
        'The hub passes the command of the server as the arguments of the start script. A line `exec "$@"` has to run it. The rule is quiet when a sourced file, `eval` or a program that gets `"$@"` may do so.',
      sources: [
        'repo2docker docs/source/configuration/actions.md',
        'repo2docker buildpacks/repo2docker-entrypoint, main',
        'binderhub builder.py, BuildHandler.launch; launcher.py, Launcher.retries',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV="pangeo-notebook"\n' },
          good: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV="pangeo-notebook"\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, script, handOvers } of startScripts(repository)) {
      const { all, perhapsElsewhere, cutShort, swallowed } = handOvers;
      if (perhapsElsewhere || cutShort || swallowed !== undefined) continue;
      if (all.some(({ form, reached }) => reached !== 'never' || form !== 'fixed-command')) continue;
      const last = script.statements.at(-1);
      report({
        path: file.path,
        span: last === undefined ? file.source.lineSpan(0) : last.span,
        message:
          'No line runs the command that the hub passes to this script; its last line has to be `exec "$@"`. The script ends, the container with it, and the launch fails without saying why.',
        subject: 'hand-over',
        fixes: () => [
          last?.kind === 'command' && !last.background && blockingOf(file.source, last.words) !== undefined
            ? editFix('Write `exec "$@"` instead', 'unsafe', file.path, [
                { span: last.span, text: 'exec "$@"' },
              ])
            : editFix(
                'Add `exec "$@"` at the end',
                !handOvers.endIsReached || endsByItself(last) ? 'unsafe' : 'safe',
                file.path,
                appendExec(file.source),
              ),
        ],
      });
    }
  },
};

/** Whether the last command is `exit`, `return` or a job: then the author meant the script to end there. */
function endsByItself(last: Statement | undefined): boolean {
  if (last === undefined) return false;
  if (last.background) return true;
  return last.kind === 'command' && ['exit', 'return', 'logout'].includes(commandName(last) ?? '');
}
