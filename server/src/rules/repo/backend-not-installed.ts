import { daskSettings, environmentFile } from '../../binder/index.ts';
import type { Rule } from '../rule.ts';

/** Sections that only one package reads. */
const READERS = [
  { section: 'kubernetes', package: 'dask-kubernetes' },
  { section: 'gateway', package: 'dask-gateway' },
] as const;

export const backendNotInstalled: Rule = {
  meta: {
    code: 'repo/backend-not-installed',
    summary: 'A section is for a package that the environment does not install',
    severity: 'info',
    core: false,
    fix: 'none',
    docs: {
      launch: 'The section is never used.',
      detail:
        'Only where an environment file lists the packages, and none of them brings dask-kubernetes (dask-gateway for `gateway`).',
      sources: ['the requirements of dask-kubernetes, dask-gateway, pangeo-notebook'],
      examples: [
        {
          bad: {
            'binder/environment.yml': 'dependencies:\n  - dask=2.9\n',
            '.config/dask/kubernetes.yaml': 'kubernetes:\n  namespace: default\n',
          },
          good: {
            'binder/environment.yml': 'dependencies:\n  - dask=2.9\n  - dask-kubernetes\n',
            '.config/dask/kubernetes.yaml': 'kubernetes:\n  namespace: default\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const environment = environmentFile(repository);
    if (environment === undefined) return;
    for (const reader of READERS) {
      if (repository.era.presence(reader.package) !== 'absent') continue;
      const seen = new Set<string>();
      for (const { file, path, pair } of repository.derive(daskSettings)) {
        if (path.length !== 1 || path[0] !== reader.section || seen.has(file.path)) continue;
        seen.add(file.path);
        report({
          path: file.path,
          span: pair.key.span,
          message: `\`${environment.path}\` installs no ${reader.package}, the reader of \`${reader.section}\`. The section is never used.`,
          related: [
            { path: environment.path, span: environment.source.lineSpan(0), message: 'What is installed' },
          ],
        });
      }
    }
  },
};
