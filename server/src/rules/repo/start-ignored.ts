import { join, type Repository } from '../../binder/index.ts';
import type { Related, Rule } from '../rule.ts';

export const startIgnored: Rule = {
  meta: {
    code: 'repo/start-ignored',
    summary: 'A start script in the root stands beside a configuration directory',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'The script is never run.',
      detail:
        'With a `binder/` or `.binder/`, even an empty one, repo2docker reads all its files from there. Other findings in such a script are shown as information.',
      sources: ['repo2docker buildpacks/base.py, BuildPack.binder_path, BaseImage.get_start_script'],
      examples: [
        {
          bad: { start: '#!/bin/bash\nexec "$@"\n', 'binder/environment.yml': 'dependencies:\n  - dask\n' },
          good: {
            'binder/start': '#!/bin/bash\nexec "$@"\n',
            'binder/environment.yml': 'dependencies:\n  - dask\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const { configDirectory } = repository;
    if (configDirectory === '') return;
    for (const file of repository.filesOf('ignored-start')) {
      if (file.path !== 'start') continue;
      const to = join(configDirectory, 'start');
      const taken = repository.entry(to) !== 'missing';
      report({
        path: file.path,
        span: file.source.lineSpan(0),
        message: `This script is in the root, and \`${configDirectory}/\` exists; repo2docker looks for \`start\` there only${taken ? ', and finds another one' : ''}. This one is never run.`,
        related: otherStart(repository, to),
        fixes: () =>
          taken
            ? []
            : [
                {
                  title: `Move it to \`${to}\``,
                  safety: 'unsafe',
                  changes: [{ kind: 'rename', path: file.path, to }],
                },
              ],
      });
    }
  },
};

function otherStart(repository: Repository, path: string): readonly Related[] {
  const other = repository.file(path);
  return other === undefined ? [] : [{ path, span: other.source.lineSpan(0), message: 'This one is run' }];
}
