import { daskSettings, type Repository } from '../../binder/index.ts';
import { mayBeBuilt } from '../../launch/index.ts';
import { editFix, type Reported, type Rule } from '../rule.ts';
import { elsewhere } from '../start/made-elsewhere.ts';
import { replacePath } from '../start/replace-path.ts';
import { isDaskConfiguration } from './path-wrong-kind.ts';
import { type TemplatePath, templatePaths } from './paths.ts';

export const pathMissing: Rule = {
  meta: {
    code: 'template/path-missing',
    summary: 'A worker template path leads to no file, or is not looked at',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        '`KubeCluster()` raises FileNotFoundError when the user asks for workers, or takes another template.',
      detail:
        'Only where a version of dask-kubernetes is pinned that reads the path. A relative path is looked for from the folder of the notebook; a `worker-template` in the configuration wins over the path.',
      severity:
        'Information for relative paths, and for paths that are not opened because the template itself is set too.',
      era: 'dask-kubernetes below 2024.5.0; later releases have no classic KubeCluster',
      sources: ['dask-kubernetes core.py, KubeCluster._start; classic/kubecluster.py, _get_pod_template'],
      examples: [
        {
          bad: {
            'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.10.0\n',
            'binder/start':
              '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=${PWD}/worker.yaml\nexec "$@"\n',
          },
          good: {
            'binder/environment.yml': 'dependencies:\n  - dask-kubernetes=0.10.0\n',
            'binder/start':
              '#!/bin/bash\nexport DASK_KUBERNETES__WORKER_TEMPLATE_PATH=${PWD}/worker.yaml\nexec "$@"\n',
            'worker.yaml':
              "kind: Pod\nspec:\n  restartPolicy: Never\n  containers:\n    - name: dask-worker\n      image: ${JUPYTER_IMAGE_SPEC}\n      args: [dask-worker, --death-timeout, '60']\n",
          },
        },
      ],
    },
  },
  check(repository, report) {
    if (repository.era.inForce('dask-kubernetes', '2024.5.0').inForce) return;
    for (const place of templatePaths(repository)) {
      const found = problemOf(repository, place);
      if (found !== undefined) report({ path: place.path, span: place.valueSpan, ...found });
    }
  },
};

function problemOf(repository: Repository, place: TemplatePath): Omit<Reported, 'path' | 'span'> | undefined {
  const { target, name, sibling } = place;
  if (target === undefined) return undefined;
  const file = repository.file(target);
  if (file !== undefined && isDaskConfiguration(repository, file)) return undefined;
  const entry = repository.entry(target);
  if (entry === 'missing' && !mayBeBuilt(repository, target)) {
    const other = elsewhere(repository, target);
    return {
      message: `\`${target}\`, the path of ${name}, is not in the repository${other === undefined ? '' : `; \`${other}\` is`}. \`KubeCluster()\` raises FileNotFoundError.`,
      fixes: () => {
        const value = place.variable?.value;
        const edit =
          other === undefined || value === undefined ? undefined : replacePath(value, other, target);
        return [edit && editFix(`Write \`${other}\``, 'unsafe', place.path, [edit])];
      },
    };
  }
  if (entry !== 'file') return undefined;
  const inline = repository
    .derive(daskSettings)
    .find(({ status }) => 'key' in status && status.key?.key === sibling);
  if (inline !== undefined) {
    return {
      severity: 'info',
      message: `${name} names \`${target}\`, but \`${sibling}\` is set as well; leave one of them out. The template in the configuration wins, and the file is never opened.`,
      related: [{ path: inline.file.path, span: inline.pair.key.span, message: 'This wins' }],
    };
  }
  if (!place.relative) return undefined;
  return {
    severity: 'info',
    message: `The path of ${name} is relative; begin it with ${place.variable === undefined ? '`/home/jovyan/`' : '`${HOME}/`'}. It is looked for from the folder of the notebook, and found only there.`,
    fixes: () => [
      place.variable === undefined || place.variable.value === undefined
        ? undefined
        : editFix('Begin it with `${HOME}/`', 'unsafe', place.path, [
            { span: { start: place.valueSpan.start, end: place.valueSpan.start }, text: '${HOME}/' },
          ]),
    ],
  };
}
