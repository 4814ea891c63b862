import type { Repository } from '../../binder/index.ts';
import { CHANGES } from '../../dask/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { rewritten } from '../yaml/rewrite.ts';
import { assumption } from './assumption.ts';
import { placedSetting, type ReadScalar, settingsOf } from './read-settings.ts';

/** What `module` has by default, and the classes of it that make clusters. */
const DEFAULT_MODULES = ['dask.distributed', 'distributed'];
const DEFAULT_CLASSES = ['LocalCluster', 'SSHCluster', 'SpecCluster'];

export const labextensionClass: Rule = {
  meta: {
    code: 'dask/labextension-class',
    summary: 'The "new cluster" button makes a class that the module does not have',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The button of the Dask extension in JupyterLab fails.',
      detail:
        '`labextension.factory` names a module and a class in it. `dask_kubernetes` has no `KubeCluster` of its own from 2024.5.0 on, only `dask_kubernetes.operator` has. The defaults are `dask.distributed` and `LocalCluster`: with only one of them replaced, the class is looked for in the wrong module.',
      severity: 'Quiet about `dask_kubernetes` where it is pinned below 2024.5.0.',
      era: 'dask-kubernetes 2024.5.0',
      sources: ['dask-labextension manager.py, make_cluster', 'dask-kubernetes __init__.py, 2024.5.0'],
      examples: [
        {
          bad: {
            '.config/dask/labextension.yaml':
              'labextension:\n  factory:\n    module: dask_kubernetes\n    class: KubeCluster\n',
          },
          good: {
            '.config/dask/labextension.yaml':
              'labextension:\n  factory:\n    module: dask_kubernetes.operator\n    class: KubeCluster\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(report, problems(repository));
  },
};

const FAILS = 'The "new cluster" button fails.';

function problems(repository: Repository): Placed[] {
  const modules = settingsOf(repository, 'labextension.factory.module').filter(isSet);
  const classes = settingsOf(repository, 'labextension.factory.class').filter(isSet);
  if (classes.length === 0) {
    return modules.flatMap((module) =>
      DEFAULT_MODULES.includes(module.value.text)
        ? []
        : [
            {
              ...placedSetting(module.setting, 'value'),
              message: `\`module\` is set without \`class\`, which is \`LocalCluster\` then; \`${module.value.text}\` has none. ${FAILS}`,
            },
          ],
    );
  }
  if (modules.length === 0) {
    return classes.flatMap((named) =>
      DEFAULT_CLASSES.includes(named.value.text)
        ? []
        : [
            {
              ...placedSetting(named.setting, 'value'),
              message: `\`class\` is set without \`module\`, which is \`dask.distributed\` then; it has no \`${named.value.text}\`. ${FAILS}`,
            },
          ],
    );
  }
  const verdict = repository.era.of(CHANGES.classicClusterGone);
  const isClassic = classes.every(({ value }) => value.text === 'KubeCluster');
  if (!verdict.inForce || !isClassic || repository.era.presence('dask-kubernetes') === 'absent') return [];
  return modules.flatMap((module): Placed[] =>
    module.value.text === 'dask_kubernetes'
      ? [
          {
            ...placedSetting(module.setting, 'value'),
            message: `dask-kubernetes 2024.5.0 and later has \`KubeCluster\` in \`dask_kubernetes.operator\` only; ${assumption(repository.era, 'dask-kubernetes', verdict)}. ${FAILS}`,
            fixes: () => [
              editFix(
                'Write `dask_kubernetes.operator`',
                'unsafe',
                module.setting.file.path,
                rewritten(
                  module.setting.document,
                  module.setting.pair.value,
                  'dask_kubernetes',
                  'dask_kubernetes.operator',
                ),
              ),
            ],
          },
        ]
      : [],
  );
}

function isSet({ value }: ReadScalar): boolean {
  return value.type === 'str' && value.text !== '' && !isFilled(value.text);
}
