import {
  exportedVariables,
  folderOf,
  nameOf,
  type Repository,
  type RepositoryFile,
} from '../../binder/index.ts';
import { keyText, nestRoot, resolved } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type Placed, reportPlaced } from '../yaml/placed.ts';
import { podManifestKeys } from './pod-manifest.ts';
import { placedSetting, settingsOf } from './read-settings.ts';

export const podManifestAsConfig: Rule = {
  meta: {
    code: 'dask/pod-manifest-as-config',
    summary: 'A bare Pod lies in a folder of Dask configurations',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Dask merges it into its configuration, where nothing reads it.',
      detail:
        'Every YAML file in `.dask/` and `.config/dask/` is a configuration. A worker template belongs below `kubernetes.worker-template`, or into a file elsewhere that `worker-template-path` names. Quiet when that key or its variable names this file.',
      sources: ['dask config.py, collect_yaml', 'dask-kubernetes core.py, KubeCluster'],
      examples: [
        {
          bad: {
            '.config/dask/worker.yaml':
              'kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
          },
          good: {
            '.config/dask/worker.yaml':
              'kubernetes:\n  worker-template:\n    kind: Pod\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: dask-worker\n          image: example\n          args: [dask-worker]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      [...repository.derive(podManifestKeys)].flatMap(([file, keys]): Placed[] => {
        const [first] = keys;
        if (first === undefined || !isDaskFolder(file) || isNamed(repository, file)) return [];
        const { root } = first.document;
        const isPure =
          root !== undefined &&
          resolved(root)?.kind === 'mapping' &&
          root.kind === 'mapping' &&
          root.pairs.every((pair) => keys.some(({ path }) => path[0] === keyText(pair)));
        return [
          {
            ...placedSetting(first, 'key'),
            message: `This is a bare Pod; a file in \`${folderOf(file.path)}/\` is a configuration, in which a Pod stands below \`kubernetes.worker-template\`. Dask merges \`${first.path[0] ?? ''}\` and the rest as settings that nothing reads.`,
            tag: 'unnecessary',
            fixes: () => [
              isPure
                ? editFix(
                    'Put it below `kubernetes.worker-template`',
                    'unsafe',
                    file.path,
                    nestRoot(first.document, ['kubernetes', 'worker-template']),
                  )
                : undefined,
            ],
          },
        ];
      }),
    );
  },
};

function isDaskFolder(file: RepositoryFile): boolean {
  return ['.dask', '.config/dask'].includes(folderOf(file.path));
}

/** Whether a template path leads to the file, so that it is read as the Pod that it is. */
function isNamed(repository: Repository, file: RepositoryFile): boolean {
  const name = nameOf(file.path);
  const paths = ['kubernetes.worker-template-path', 'kubernetes.scheduler-template-path'].flatMap((key) =>
    settingsOf(repository, key).map(({ value }) => value.text),
  );
  const variables = repository
    .derive(exportedVariables)
    .filter((variable) => variable.name.endsWith('_TEMPLATE_PATH') && variable.value !== undefined)
    .map((variable) => (variable.value === undefined ? '' : variable.file.source.slice(variable.value.span)));
  return [...paths, ...variables].some((path) => path.includes(name));
}
