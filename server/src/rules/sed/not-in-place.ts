import { editFix, type Rule } from '../rule.ts';
import { sedRuns, substitutionsOf } from './runs.ts';

export const notInPlace: Rule = {
  meta: {
    code: 'sed/not-in-place',
    summary: 'sed without `-i` prints the template instead of changing it',
    severity: 'warning',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'The file stays as it is, and its text goes to the log.',
      detail:
        'Quiet when the output is redirected, piped or captured, and for `sed -n`, which is there to print.',
      sources: ['observed with GNU sed 4.9: sed-without-i'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nsed "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      const { step, file } = run;
      const program = step.command.words.find((word) => /(?:^|\/)sed$/.test(file.source.slice(word.span)));
      const files = step.operands.filter(({ state, path }) => state === 'file' && path !== undefined);
      const { inPlace, quiet } = step.plan.arguments;
      if (
        program === undefined ||
        inPlace !== undefined ||
        quiet ||
        files.length === 0 ||
        files.length < step.operands.length
      )
        continue;
      if (run.steps.some(({ output }) => output !== 'log') || substitutionsOf(run).length === 0) continue;
      report({
        path: file.path,
        span: program.span,
        message: `Without \`-i\`, sed does not change ${files.map(({ path }) => `\`${path}\``).join(', ')}. The file stays as it is, and its text goes to the log.`,
        fixes: () => [
          editFix('Add `-i`', 'safe', file.path, [
            { span: { start: program.span.end, end: program.span.end }, text: ' -i' },
          ]),
        ],
      });
    }
  },
};
