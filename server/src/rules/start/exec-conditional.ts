import type { Repository } from '../../binder/index.ts';
import { type HandOver, type HandOvers, hubLaunch } from '../../launch/index.ts';
import { commandName } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { appendExec } from './append-exec.ts';
import { startScripts } from './scripts.ts';

export const execConditional: Rule = {
  meta: {
    code: 'start/exec-conditional',
    summary: 'Only some paths through the start script reach `exec "$@"`',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'On the other paths no server starts, and the launch fails.',
      detail:
        'An `if` without `else`, or `command && exec "$@"`, hands over only when its condition holds. The rule is quiet when every branch has the line, or the end of the script has it, and for `[ $# -gt 0 ]`: the hub always passes a command, and behind commands that succeed at every launch.',
      sources: ['observed with bash 5.2: exec-in-if-unknown, exec-and-list-false'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nif [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n  exec "$@"\nfi\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nif [[ -n "${JUPYTER_IMAGE_SPEC}" ]]; then\n  export ON_HUB=1\nfi\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, handOvers } of startScripts(repository)) {
      if (!handOvers.endIsReached || handOvers.perhapsElsewhere || handOvers.cutShort) continue;
      const right = handOvers.all.filter(({ form }) => form === 'right');
      const first = right.find(({ reached }) => reached !== 'never');
      if (first === undefined || right.some(({ reached }) => reached === 'always')) continue;
      if (certainlySucceeds(repository, handOvers, first)) continue;
      report({
        path: file.path,
        span: first.span,
        message:
          'This `exec "$@"` is reached on some paths only. On the others the script ends without starting the server, and the launch fails.',
        subject: 'hand-over',
        fixes: () => [editFix('Add `exec "$@"` at the end', 'safe', file.path, appendExec(file.source))],
      });
    }
  },
};

/** Whether the hand-over only waits for commands that succeed at every launch: `cd notebooks && exec "$@"`. */
function certainlySucceeds(
  repository: Repository,
  { commands }: HandOvers,
  { statement }: HandOver,
): boolean {
  const reached = commands.find(({ command }) => command === statement);
  const { steps, unknownFrom } = repository.derive(hubLaunch);
  if (reached === undefined || reached.conditions.length === 0 || unknownFrom !== undefined) return false;
  return reached.conditions.every(({ test, outcome, from }) => {
    if (from !== 'list' || !outcome || test.kind !== 'command') return false;
    if (!/^(?:cd|pushd|echo|export|printf|set|true|umask|:)$/.test(commandName(test) ?? '')) return false;
    return steps.some(
      (step) =>
        step.kind === 'command' &&
        step.certain &&
        step.status === 0 &&
        step.place.span.start === test.span.start &&
        step.place.span.end === test.span.end,
    );
  });
}
