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
        'An `if` without `else`, or `command && exec "$@"`, hands over only when its condition holds. The rule is quiet when every branch has the line, or the end of the script has it, and for `[ $# -gt 0 ]`: the hub always passes a command.',
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
