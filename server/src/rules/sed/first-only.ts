import { knownText } from '../../launch/index.ts';
import { literalPattern, occurrences } from '../../sed/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { placeIn, type Substitution, sedRuns, substitutionsOf } from './runs.ts';

export const firstOnly: Rule = {
  meta: {
    code: 'sed/first-only',
    summary: 'sed replaces the first of several names on a line',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The second one on the line stays.',
      detail:
        'Without the flag `g` an `s` command replaces one match on each line. Reported when a line of the file holds the name twice.',
      sources: ['GNU sed manual, The "s" Command'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID", "name": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID", "name": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const substitution of substitutionsOf(run)) {
        const twice = twiceIn(substitution);
        if (twice === undefined) continue;
        const { command, script } = substitution;
        const end = command.delimiters[2];
        const span = placeIn(script, { start: end, end: Math.max(command.flagsSpan.end, end + 1) });
        const last = placeIn(script, { start: end, end: end + 1 });
        report({
          path: run.file.path,
          span,
          message: `\`${twice.pattern}\` stands twice on line ${twice.line} of \`${twice.path}\`, and without \`g\` sed replaces the first one only. The second one stays.`,
          fixes: () => [
            run.file.source.slice(last) !== command.delimiter
              ? undefined
              : editFix('Add the flag `g`', 'safe', run.file.path, [
                  { span: { start: last.end, end: last.end }, text: 'g' },
                ]),
          ],
        });
      }
    }
  },
};

function twiceIn({ run, command, index }: Substitution) {
  const { regex, global, number } = command;
  const pattern = regex === undefined ? undefined : literalPattern(regex);
  if (regex === undefined || pattern === undefined || global || number !== 1 || !/^\W?\w{3,}/.test(pattern))
    return undefined;
  for (const step of run.steps) {
    for (const { before, path, changedBy } of step.operands) {
      const text = before === undefined ? undefined : knownText(before);
      if (text === undefined || path === undefined || changedBy?.has(index) !== true) continue;
      const lines = (occurrences(regex, text) ?? []).map(
        ({ start }) => text.slice(0, start).split('\n').length,
      );
      const line = lines.find((one, i) => lines[i - 1] === one);
      if (line !== undefined) return { pattern, line, path };
    }
  }
  return undefined;
}
