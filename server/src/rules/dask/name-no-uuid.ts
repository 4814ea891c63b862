import { parseTemplate } from '../../dask/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isFilled } from '../yaml/filled.ts';
import { reportPlaced } from '../yaml/placed.ts';
import { templateTexts } from './template-texts.ts';

export const nameNoUuid: Rule = {
  meta: {
    code: 'dask/name-no-uuid',
    summary: 'The name of the cluster has no `{uuid}`',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Two clusters of one user share a name, and closing one deletes the pods of the other.',
      detail: 'Looked at are `kubernetes.name` and the variable `DASK_KUBERNETES__NAME`.',
      sources: ['dask-kubernetes core.py, KubeCluster; classic/kubecluster.py, _cleanup_resources'],
      examples: [
        {
          bad: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  name: "dask-{user}"\n' },
          good: { '.config/dask/kubernetes.yaml': 'kubernetes:\n  name: "dask-{user}-{uuid}"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    reportPlaced(
      report,
      repository.derive(templateTexts).flatMap((name) => {
        const { text, placed } = name;
        if (name.key.key !== 'kubernetes.name' || text.trim() === '') return [];
        if (text.includes('{uuid}') || isFilled(text) || parseTemplate(name.braces).error !== undefined)
          return [];
        return [
          {
            ...placed,
            message:
              'The name of the cluster has no `{uuid}`, so every cluster of a user gets the same one. Closing one of them deletes the pods of the others.',
            fixes: () => [
              editFix(
                'Append `-{uuid}`',
                'unsafe',
                placed.path,
                name.replace(text.length, text.length, '-{uuid}'),
              ),
            ],
          },
        ];
      }),
    );
  },
};
