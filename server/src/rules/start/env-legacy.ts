import { daskVariables } from '../../binder/index.ts';
import { eraPackage, statusOfVariable } from '../../dask/index.ts';
import { editFix, type Rule } from '../rule.ts';

export const envLegacy: Rule = {
  meta: {
    code: 'start/env-legacy',
    summary: 'An exported `DASK_` variable has an old name that still works through an alias',
    severity: 'info',
    core: false,
    fix: 'both',
    docs: {
      launch: 'The setting works until the alias goes, and beats the new key wherever that is set.',
      detail:
        'Names of the time before sections, such as `DASK_TICK_MAXIMUM_DELAY`, are found in the table of aliases of dask and distributed.',
      severity: 'Hint where the environment pins a version in which the old name is the right one.',
      era: 'the release in which the key was renamed',
      sources: ['distributed config.py, deprecations', 'dask config.py, rename, collect_env'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexport DASK_TICK_MAXIMUM_DELAY=5s\nexec "$@"\n' },
          good: {
            'binder/start': '#!/bin/bash\nexport DASK_DISTRIBUTED__ADMIN__TICK__LIMIT=5s\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const variables = repository.derive(daskVariables);
    for (const { file, name, nameSpan } of variables) {
      const found = statusOfVariable(name, repository.era);
      if (found.kind !== 'key') continue;
      const { status } = found;
      const subject = `variable:${nameSpan.start}`;
      if (status.kind === 'right-here' && status.alias && status.successor !== undefined) {
        const own = eraPackage(status.package) ?? 'dask';
        report({
          path: file.path,
          span: nameSpan,
          severity: 'hint',
          message: `\`${name}\` is the right name here, since ${repository.era.describe(own)}. From ${status.package} ${status.leaves} on it is \`${status.successor.variable}\`.`,
          subject,
          tag: 'deprecated',
        });
      }
      if (status.kind !== 'legacy') continue;
      const { variable } = status.successor;
      const taken = variables.some((other) => other.name === variable);
      report({
        path: file.path,
        span: nameSpan,
        message: `\`${name}\` is an old name; the variable is \`${variable}\`. It works through an alias, which overrides the new key wherever that is set${status.warns ? ' and prints a FutureWarning' : ''}.`,
        subject,
        tag: 'deprecated',
        fixes: () => [
          editFix(`Write \`${variable}\``, taken ? 'unsafe' : 'safe', file.path, [
            { span: nameSpan, text: variable },
          ]),
        ],
      });
    }
  },
};
