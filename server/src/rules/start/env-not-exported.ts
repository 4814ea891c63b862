import { statusOfVariable } from '../../dask/index.ts';
import { hubLaunch } from '../../launch/index.ts';
import {
  inUnits,
  isAssignmentOnly,
  parametersIn,
  type Statement,
  type Unit,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import { type SourceText, touches } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type StartScript, startScripts } from './scripts.ts';

export const envNotExported: Rule = {
  meta: {
    code: 'start/env-not-exported',
    summary: 'A `DASK_` variable is set but not exported',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The variable stays in the shell: the server, and Dask in it, never see it.',
      detail:
        'Quiet when the script exports the name elsewhere or uses it later, when the launch environment has it already (then it stays exported), and under `set -a`.',
      sources: ['observed with bash 5.2: assign-plain, assign-inherited-stays-exported'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nDASK_DISTRIBUTED__DASHBOARD__LINK=/proxy/8787/status\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nexport DASK_DISTRIBUTED__DASHBOARD__LINK=/proxy/8787/status\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const launch = repository.derive(hubLaunch);
    for (const start of startScripts(repository)) {
      const { file } = start;
      if (launch.script !== file.path) continue;
      let used: ReadonlySet<string> | undefined;
      for (const step of launch.steps) {
        if (
          step.kind !== 'assign' ||
          step.exported !== false ||
          step.place.path !== file.path ||
          step.reached === 'perhaps'
        )
          continue;
        const { name } = step;
        if (statusOfVariable(name, repository.era).kind === 'foreign') continue;
        // What the server gets in the end counts, wherever the export stands.
        const handed = launch.exported.get(name);
        if (handed?.value !== undefined || handed?.certain === false || launch.unknownFrom !== undefined)
          continue;
        used ??= new Set(inUnits(start.units, file.source, namesUsed));
        if (used.has(name)) continue;
        const assignment = assignmentAt(start, name, step.place.span.start);
        if (assignment === undefined) continue;
        report({
          path: file.path,
          span: assignment.nameSpan,
          message: `\`${name}\` is set but not exported; write \`export ${name}=...\`. Programs that the script starts, and Dask in the server, never see it.`,
          subject: `variable:${assignment.nameSpan.start}`,
          fixes: () => [
            editFix('Export it', 'safe', file.path, [
              { span: { start: assignment.span.start, end: assignment.span.start }, text: 'export ' },
            ]),
          ],
        });
      }
    }
  },
};

/** Names that a unit reads, in words or by naming them in a command. */
function namesUsed({ statements }: Unit, source: SourceText): readonly string[] {
  const names = new Set<string>();
  walkStatements(
    statements,
    (statement: Statement) => {
      for (const word of wordsOf(statement)) for (const { name } of parametersIn(word)) names.add(name);
      if (statement.kind !== 'command') return;
      for (const word of statement.words) {
        const text = source.slice(word.span);
        if (/^[A-Z_][A-Z0-9_]*$/.test(text)) names.add(text);
      }
    },
    { substitutions: true },
  );
  return [...names];
}

/** The plain assignment of a name that stands at a place, alone in its command. */
function assignmentAt({ units }: StartScript, name: string, start: number) {
  let found:
    | {
        readonly span: { readonly start: number };
        readonly nameSpan: { readonly start: number; readonly end: number };
      }
    | undefined;
  const statements = units.flatMap((unit) => (touches(unit.span, start) ? unit.statements : []));
  walkStatements(statements, (statement) => {
    if (statement.kind !== 'command' || !isAssignmentOnly(statement)) return;
    const assignment = statement.assignments.find(
      (one) => one.name === name && statement.span.start <= start && start <= one.span.end,
    );
    if (
      assignment !== undefined &&
      assignment.index === undefined &&
      assignment.value.kind === 'word' &&
      statement.assignments.length === 1
    )
      found ??= assignment;
  });
  return found;
}
