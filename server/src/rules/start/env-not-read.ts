import { daskVariables } from '../../binder/index.ts';
import { type KeyStatus, keyNameOfVariable, statusOfVariable } from '../../dask/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { worksAsName } from './variable-value.ts';

export const envNotRead: Rule = {
  meta: {
    code: 'start/env-not-read',
    summary: 'An exported `DASK_` variable sets a key that these versions of Dask do not read',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'The setting has no effect.',
      detail:
        'The name of the variable is turned into a key (`DASK_A__B_C` is `a.b-c`) and looked up: keys that never existed (`kubernetes.worker-name`), that were removed or renamed without an alias, that are newer than the pinned release, or that miss one underscore.',
      severity: 'Hint where the environment pins a version in which the name is right.',
      era: 'the release in which the key was renamed or removed',
      sources: [
        'dask config.py, collect_env',
        'distributed config.py, deprecations',
        'dask-kubernetes kubernetes.yaml, 0.4.0 and later',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nexport DASK_DISTRIBUTED__DIAGNOSTICS_LINK="/proxy/{port}/status"\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nexport DASK_DISTRIBUTED__DASHBOARD__LINK="/proxy/{port}/status"\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const variable of repository.derive(daskVariables)) {
      const found = statusOfVariable(variable.name, repository.era);
      if (found.kind !== 'key' || found.status.kind !== 'not-read' || found.status.reason === 'classic-only')
        continue;
      const { status } = found;
      const { successor } = status;
      const key = keyNameOfVariable(found.path);
      const usable = successor?.read === true;
      report({
        path: variable.file.path,
        span: variable.nameSpan,
        severity: status.verdict.pinned && !status.verdict.inForce ? 'hint' : 'warning',
        message: `${reasonOf(key, status)}${usable ? `; the variable is \`${successor.variable}\`` : ''}. The setting has no effect under this name.`,
        subject: `variable:${variable.nameSpan.start}`,
        fixes: () => {
          if (!usable) return [];
          const safe = worksAsName(successor, variable, repository.era);
          return [
            editFix(`Write \`${successor.variable}\``, safe ? 'safe' : 'unsafe', variable.file.path, [
              { span: variable.nameSpan, text: successor.variable },
            ]),
          ];
        },
      });
    }
  },
};

function reasonOf(key: string, status: Extract<KeyStatus, { kind: 'not-read' }>): string {
  switch (status.reason) {
    case 'never-existed':
      return `No release of ${packageTitle(status.package)} reads \`${key}\``;
    case 'newer':
      return `\`${key}\` came with ${status.package} ${status.version ?? ''}, and an older release is pinned`;
    default:
      return `${status.package} reads \`${key}\` no longer${status.version === undefined ? '' : ` since ${status.version}`}`;
  }
}

function packageTitle(name: string): string {
  return name === 'dask' || name === 'distributed' ? 'Dask' : name;
}
