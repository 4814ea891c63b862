import { editFix, type Rule } from '../rule.ts';
import { placeIn, sedRuns, substitutionsOf } from './runs.ts';

export const losesText: Rule = {
  meta: {
    code: 'sed/loses-text',
    summary: 'sed drops or doubles lines of the file that it edits',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Lines vanish from the file, or stand in it twice.',
      detail:
        '`-n` writes only what the script prints: with `-i` all other lines are gone. The flag `p` prints a line once more, also into the file. Quiet for `-n` with a command `p`, which is there to choose lines.',
      sources: ['observed with GNU sed 4.9: sed-flag-p, sed-n-with-i'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -n -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
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
      const { plan } = run.step;
      if (plan.kind !== 'ready' || plan.arguments.inPlace === undefined) continue;
      const { file } = run;
      if (plan.arguments.quiet) {
        const option = plan.arguments.options.find(({ name }) => name === 'quiet');
        const word = option === undefined ? undefined : run.step.arguments[option.argument]?.word;
        const chooses = plan.program.commands.some(
          (command) => command.kind !== 'substitute' && command.kind !== 'block',
        );
        if (option === undefined || word === undefined || chooses) continue;
        const written = file.source.slice(word.span);
        const alone = /^-n$|^--(?:quiet|silent)$/.test(written);
        report({
          path: file.path,
          span: word.span,
          message: `\`${written}\` with \`-i\` keeps only what the script prints; leave \`-n\` out. All other lines of the file are gone.`,
          fixes: () => {
            const at = word.span.start + written.indexOf('n');
            const span = alone
              ? { start: word.span.start, end: spaceEnd(file.source.text, word.span.end) }
              : { start: at, end: at + 1 };
            return [
              /^-\w+$|^--\w+$/.test(written)
                ? editFix('Remove `-n`', 'unsafe', file.path, [{ span, text: '' }])
                : undefined,
            ];
          },
        });
        continue;
      }
      for (const { command, script } of substitutionsOf(run)) {
        if (!command.print) continue;
        const flags = placeIn(script, command.flagsSpan);
        const at = flags.start + file.source.slice(flags).indexOf('p');
        const span = file.source.slice(flags).includes('p') ? { start: at, end: at + 1 } : flags;
        report({
          path: file.path,
          span,
          message:
            'The flag `p` prints the changed line once more, with `-i` into the file; leave it out. Each such line stands in the file twice.',
          fixes: () => [editFix('Remove `p`', 'unsafe', file.path, [{ span, text: '' }])],
        });
      }
    }
  },
};

function spaceEnd(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end;
}
