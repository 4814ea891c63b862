import type { Repository } from '../../binder/index.ts';
import { hubLaunch } from '../../launch/index.ts';
import type { Rule } from '../rule.ts';
import { placeIn, type SedRun, sedRuns, substitutionsOf, writtenScript } from './runs.ts';

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
      if (plan.kind === 'ready' && hasNoPattern(repository, run)) {
        const [script] = substitutionsOf(run);
        if (script === undefined) continue;
        report({
          path: run.file.path,
          span: placeIn(script.script, {
            start: script.command.patternSpan.start - 1,
            end: script.command.patternSpan.end + 1,
          }),
          message:
            'The pattern is empty, which stands for the last one that was used, and there is none before. sed stops with "no previous regular expression", and the file stays as it was.',
          subject: run.subject,
        });
        continue;
      }
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

/** Whether sed finds only while it runs that an empty pattern has none before it. */
function hasNoPattern(repository: Repository, { file, step }: SedRun): boolean {
  return repository
    .derive(hubLaunch)
    .steps.some(
      (other) =>
        other.kind === 'complaint' &&
        other.certain &&
        other.program === 'sed' &&
        other.place.path === file.path &&
        other.place.span.start === step.place.span.start &&
        other.message.endsWith('no previous regular expression'),
    );
}
