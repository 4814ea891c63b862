import { daskSettings } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';
import { assumption } from './assumption.ts';

export const workerTemplateNotRead: Rule = {
  meta: {
    code: 'dask/worker-template-not-read',
    summary: 'Only the classic KubeCluster reads this key, and the repository gets a release without it',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch:
        "`KubeCluster` of the operator makes its pods from other settings. The template is never read, and workers get that cluster's own image and resources.",
      detail:
        'Reported once a file, at the first of `worker-template`, `worker-template-path`, `scheduler-template` and the other keys of the classic cluster. Pin dask-kubernetes below 2024.5.0 to keep it, name a `custom-cluster-spec` for the operator, or use Dask Gateway. Quiet when the environment lists packages and dask-kubernetes is not among them.',
      severity: 'Quiet where dask-kubernetes is pinned below 2024.5.0.',
      era: 'dask-kubernetes 2024.5.0',
      sources: [
        'dask-kubernetes 2024.5.0, removal of dask_kubernetes/classic',
        'dask-kubernetes operator/kubecluster/kubecluster.py',
      ],
      examples: [
        {
          bad: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  worker-template-path: worker.yaml\n' },
          good: {
            '.config/dask/kubernetes.yaml': 'kubernetes:\n  worker-template-path: worker.yaml\n',
            'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=2022.9.0\n',
            'worker.yaml': '',
          },
        },
      ],
    },
  },
  check(repository, report) {
    if (repository.era.presence('dask-kubernetes') === 'absent') return;
    const verdict = repository.era.inForce('dask-kubernetes', '2024.5.0');
    if (!verdict.inForce) return;
    const reported = new Map<string, string>();
    const keys = repository
      .derive(daskSettings)
      .filter(({ status }) => status.kind === 'not-read' && status.reason === 'classic-only');
    for (const { file, pair, path } of keys) {
      if (reported.has(file.path)) continue;
      reported.set(file.path, path.join('.'));
      const rest = keys.filter((other) => other.file === file && other.pair !== pair);
      const assumed = assumption(repository.era, 'dask-kubernetes', verdict);
      report({
        path: file.path,
        span: pair.key.span,
        message: `dask-kubernetes 2024.5.0 and later has no classic KubeCluster, the only reader of \`${path.at(-1) ?? ''}\`; ${assumed}. Workers are made without it: pin dask-kubernetes below 2024.5.0, name a \`custom-cluster-spec\`, or use Dask Gateway.`,
        related: rest.map((other) => ({
          path: file.path,
          span: other.pair.key.span,
          message: `\`${other.path.at(-1) ?? ''}\` is not read either`,
        })),
        tag: 'unnecessary',
      });
    }
  },
};
