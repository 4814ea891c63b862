import type { Rule } from '../rule.ts';

export const bothBinderDirs: Rule = {
  meta: {
    code: 'repo/both-binder-dirs',
    summary: '`binder/` and `.binder/` both exist',
    severity: 'error',
    core: false,
    fix: 'none',
    docs: {
      launch: 'The image is not built: repo2docker refuses a repository with both.',
      detail:
        'One finding, at the start script or the first configuration in `.binder/`. Keep one of the two.',
      era: 'repo2docker of 2019-04 and later',
      sources: ['repo2docker buildpacks/base.py, BuildPack.binder_dir, commit 7ac4cb49'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nexec "$@"\n',
            '.binder/start': '#!/bin/bash\nexec "$@"\n',
          },
          good: { '.binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    if (!repository.hasBothConfigDirectories) return;
    const inFolder = (folder: string) => {
      const files = repository.files.filter(({ path }) => path.startsWith(`${folder}/`));
      return files.find(({ path }) => path === `${folder}/start`) ?? files[0];
    };
    const hidden = inFolder('.binder');
    const plain = inFolder('binder');
    const file = hidden ?? plain;
    if (file === undefined) return;
    const other = hidden === undefined ? undefined : plain;
    report({
      path: file.path,
      span: file.source.lineSpan(0),
      message:
        '`binder/` and `.binder/` both exist; keep one of them. repo2docker refuses such a repository, and no image is built.',
      related:
        other === undefined
          ? []
          : [{ path: other.path, span: other.source.lineSpan(0), message: 'The other folder has this' }],
    });
  },
};
