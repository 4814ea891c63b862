import { DASK_FOLDERS, folderOf, matchesGlob, nameOf, type Repository } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';
import { inPostBuild } from '../start/move-to-post-build.ts';
import { dockerfileOf, takesRepositoryFiles } from './dockerfile.ts';

export const configNotCopied: Rule = {
  meta: {
    code: 'repo/config-not-copied',
    summary: 'A Dask configuration lies where Dask does not look, and nothing copies it',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Dask never opens the file, and every setting in it is without effect.',
      detail:
        'Files such as `binder/dask_config.yaml` have to be copied to `${NB_PYTHON_PREFIX}/etc/dask/` by `postBuild`, or be named by `DASK_CONFIG`. Quiet when postBuild, the start script or the Dockerfile names the file, or the image is built on one of Pangeo that copies it.',
      sources: ['dask config.py, _get_paths', 'pangeo-docker-images base-image/Dockerfile'],
      examples: [
        {
          bad: {
            'binder/dask_config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n',
            'binder/start': '#!/bin/bash\nexec "$@"\n',
          },
          good: {
            'binder/dask_config.yaml': 'distributed:\n  admin:\n    tick:\n      limit: 5s\n',
            'binder/postBuild':
              '#!/bin/bash\nset -e\n\nmkdir -p ${NB_PYTHON_PREFIX}/etc/dask\ncp binder/dask_config.yaml ${NB_PYTHON_PREFIX}/etc/dask/dask.yaml\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const dockerfile = dockerfileOf(repository);
    if (dockerfile !== undefined && takesRepositoryFiles(dockerfile.text)) return;
    for (const file of repository.filesOf('dask-config')) {
      const folder = folderOf(file.path);
      // Files further down may belong to a binder root of their own.
      if (
        DASK_FOLDERS.some((dask) => dask === folder) ||
        (folder !== '' && folder !== repository.configDirectory)
      )
        continue;
      // Who names a file in the settings knows how Dask comes by it.
      if (repository.settings.paths['dask-config'].some((glob) => matchesGlob(glob, file.path))) continue;
      if (isBrought(repository, nameOf(file.path))) continue;
      report({
        path: file.path,
        span: file.source.lineSpan(0),
        message:
          `Dask does not look into \`${folder === '' ? 'the root of the repository' : `${folder}/`}\`, and nothing copies this file; let \`postBuild\` copy it to \`\${NB_PYTHON_PREFIX}/etc/dask/\`. It has no effect as it is.`.replace(
            '`the root of the repository`',
            'the root of the repository',
          ),
        fixes: () => {
          const change =
            dockerfile === undefined
              ? inPostBuild(
                  repository,
                  `mkdir -p \${NB_PYTHON_PREFIX}/etc/dask\ncp ${file.path} \${NB_PYTHON_PREFIX}/etc/dask/dask.yaml`,
                )
              : undefined;
          return change === undefined
            ? []
            : [{ title: `Copy it in \`${change.path}\``, safety: 'unsafe', changes: [change] }];
        },
      });
    }
  },
};

function isBrought(repository: Repository, name: string): boolean {
  return [
    ...repository.filesOf('start'),
    ...repository.filesOf('post-build'),
    ...repository.filesOf('dockerfile'),
  ].some(({ source }) =>
    source.text
      .split('\n')
      .some(
        (line) =>
          !/^\s*#/.test(line) &&
          (line.includes(name) ||
            /\bDASK_(?:ROOT_)?CONFIG\b/.test(line) ||
            /dask[\w-]*\*?\.ya?ml|\*\.ya?ml/.test(line)),
      ),
  );
}
