import { folderOf, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { pairOf } from '../../yaml/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type TemplatePath, templatePaths } from './paths.ts';

export const pathWrongKind: Rule = {
  meta: {
    code: 'template/path-wrong-kind',
    summary: 'A worker template path names a whole Dask configuration instead of a Pod',
    severity: 'error',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        '`KubeCluster()` reads the file as a Pod, finds no `spec` in it, and fails with "\'NoneType\' object has no attribute ...".',
      detail:
        'The file behind `worker-template-path` has to be a bare Pod: `metadata` and `spec` at its top. The guide of 2018 set it to `.dask/config.yaml`, which only worked because Dask loaded that file as configuration and the template in it won. A plain variable serves the `sed` as well.',
      severity:
        'Information while the file is loaded as configuration too (dask below 2022.01.1), so that the path is never opened, and from dask-kubernetes 2024.5.0, where nothing reads the path; error in between.',
      era: 'dask 2022.01.1, dask-kubernetes 2024.5.0',
      sources: [
        'dask-kubernetes core.py, KubeCluster._start; classic/kubecluster.py, _get_pod_template',
        'dask-kubernetes objects.py, make_pod_from_dict',
      ],
      examples: [
        {
          bad: {
            '.dask/config.yaml': 'kubernetes:\n  worker-template:\n    spec:\n      containers: []\n',
            'binder/start':
              '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=${PWD}/.dask/config.yaml\nexec "$@"\n',
          },
          good: {
            'worker-template.yaml':
              'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: example\n      args: [dask-worker]\n',
            'binder/start':
              '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=${PWD}/worker-template.yaml\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const place of templatePaths(repository)) {
      const file = place.target === undefined ? undefined : repository.file(place.target);
      if (file === undefined || !isDaskConfiguration(repository, file)) continue;
      const harmless = isHarmless(repository, file);
      report({
        path: place.path,
        span: place.span,
        severity: harmless === undefined ? 'error' : 'info',
        message: `${place.name} names \`${place.target}\`, a whole Dask configuration; the file has to be a bare Pod. ${harmless ?? '`KubeCluster()` finds no `spec` in it and fails with "\'NoneType\' object has no attribute ...".'}`,
        related: [{ path: file.path, span: file.source.lineSpan(0), message: 'The file that is named' }],
        subject: place.subject,
        fixes: () => [fixOf(place)],
      });
    }
  },
};

/** Whether a file is a whole Dask configuration rather than a bare Pod. */
export function isDaskConfiguration(repository: Repository, file: RepositoryFile): boolean {
  const root = repository.yaml(file).root;
  return (
    file.roles.includes('dask-config') &&
    pairOf(root, 'spec') === undefined &&
    (pairOf(root, 'kubernetes') !== undefined || pairOf(root, 'distributed') !== undefined)
  );
}

/** Why nothing fails today; undefined when it does. */
function isHarmless(repository: Repository, file: RepositoryFile): string | undefined {
  if (repository.era.inForce('dask-kubernetes', '2024.5.0').inForce)
    return 'No release of dask-kubernetes from 2024.5.0 on reads the path, so nothing happens; a plain variable would serve the `sed` as well.';
  const hasTemplate =
    pairOf(pairOf(repository.yaml(file).root, 'kubernetes')?.value, 'worker-template') !== undefined ||
    pairOf(pairOf(repository.yaml(file).root, 'kubernetes')?.value, 'worker_template') !== undefined;
  const loaded =
    folderOf(file.path) === '.config/dask' ||
    (folderOf(file.path) === '.dask' && !repository.era.inForce('dask', '2022.01.1').inForce);
  return loaded && hasTemplate
    ? 'Dask loads that file as configuration too, and the `worker-template` in it wins, so the path is never opened.'
    : undefined;
}

function fixOf({ variable }: TemplatePath): Fix | undefined {
  return variable === undefined ? undefined : plainVariableFix(variable.file, variable.name);
}

/** Another name for the variable, everywhere in the script: then only the `sed` sees it. */
function plainVariableFix(file: RepositoryFile, name: string): Fix | undefined {
  const edits = [...file.source.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map((match) => ({
    span: { start: match.index, end: match.index + name.length },
    text: 'WORKER_TEMPLATE_FILE',
  }));
  return editFix('Use a plain variable, `WORKER_TEMPLATE_FILE`, for the `sed`', 'unsafe', file.path, edits);
}
