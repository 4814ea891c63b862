import { editFix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { runsOnHub } from './on-hub.ts';
import { startScripts } from './scripts.ts';

export const execFixedCommand: Rule = {
  meta: {
    code: 'start/exec-fixed-command',
    summary: 'The script runs a command of its own instead of the one that it is given',
    severity: 'error',
    core: true,
    fix: 'unsafe',
    docs: {
      launch:
        'Port, base URL and token are lost. The hub waits in vain for an answer and stops the pod after 30 seconds.',
      detail:
        'The hub passes the whole command of the server as arguments. `exec jupyter lab` drops them. `exec env A=1 "$@"` and the like are right, and so is a fixed command on a path that no launch on a hub takes, such as behind `[ $# -eq 0 ]`.',
      sources: [
        'jupyterhub spawner.py, Spawner.http_timeout',
        'binderhub binderspawner_mixin.py, get_args',
        'observed with bash 5.2: exec-fixed-command',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexec jupyter lab --ip 0.0.0.0\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, handOvers } of startScripts(repository)) {
      for (const { form, span, reached, statement } of handOvers.all) {
        if (form !== 'fixed-command' || reached === 'never') continue;
        if (reached !== 'always' && runsOnHub(repository, file, statement) !== true) continue;
        report({
          path: file.path,
          span,
          message: `${brief(file.source.slice(span))} drops the command that the hub passes; write \`exec "$@"\`. Port, base URL and token are lost, and the hub stops the pod after 30 seconds.`,
          subject: 'hand-over',
          fixes: () => [editFix('Write `exec "$@"`', 'unsafe', file.path, [{ span, text: 'exec "$@"' }])],
        });
      }
    }
  },
};
