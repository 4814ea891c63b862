import type { Rule } from '../rule.ts';
import { sedRuns, writtenScript } from './runs.ts';

export const badScript: Rule = {
  meta: {
    code: 'sed/bad-script',
    summary: 'sed refuses its script',
    severity: 'error',
    core: false,
    fix: 'none',
    docs: {
      launch: 'sed stops before it reads any file. The file stays as it was, and the script goes on.',
      detail:
        'An `s` command that is not closed, an unknown flag, a group that is not closed, a reference to a group that does not exist. Whatever the values are that the shell puts in; what a value does is `sed/unsafe-value`.',
      sources: [
        'observed with GNU sed 4.9: sed-flag-errors, sed-bad-group-reference, sed-unmatched-paren, sed-empty-regex',
      ],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      const { plan, scripts } = run.step;
      if (plan.kind !== 'error' || plan.scriptError === undefined) continue;
      const script = scripts[plan.scriptError.piece];
      const word = script?.argument?.word;
      if (script === undefined || word === undefined || writtenScript(script)?.error === undefined) continue;
      report({
        path: run.file.path,
        span: word.span,
        message: `sed refuses this script: "${plan.scriptError.message}" at character ${plan.scriptError.char}. It reads no file, the file stays as it was, and nobody sees the message.`,
        subject: run.subject,
      });
    }
  },
};
