import type { Repository, RepositoryFile, Role } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';

export const tooLarge: Rule = {
  meta: {
    code: 'repo/too-large',
    summary: 'A file is too long to be checked while one types',
    severity: 'info',
    core: false,
    fix: 'none',
    docs: {
      launch: 'Nothing is known of this file: it was not read.',
      detail:
        'Configurations above 500,000 characters and scripts above 2,000,000 are not read, so that an editor never hangs. Real ones have a few hundred.',
      sources: ['the limits of the readers, server/src/yaml and server/src/shell'],
      examples: [
        {
          bad: { '.config/dask/dask.yaml': `annotations:\n  text: ${'long '.repeat(100_001)}\n` },
          good: { '.config/dask/dask.yaml': 'annotations:\n  text: short\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of repository.files) {
      if (file.binary || !isTooLarge(repository, file)) continue;
      report({
        path: file.path,
        span: { start: 0, end: Math.min(1, file.source.text.length) },
        message:
          'This file is too long to be checked while you type, and was not read. Nothing is known of what it does at launch.',
      });
    }
  },
};

function isTooLarge(repository: Repository, file: RepositoryFile): boolean {
  const is = (...roles: readonly Role[]) => roles.some((role) => file.roles.includes(role));
  if (is('dask-config', 'pod-template')) return repository.yaml(file).tooLong;
  return is('start', 'ignored-start') && repository.script(file).tooLarge;
}
