import { GONE_HUBS, USUAL_HUB } from '../../binder/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { readmes } from './readmes.ts';

export const badgeHubGone: Rule = {
  meta: {
    code: 'repo/badge-hub-gone',
    summary: 'A link in the README leads to a hub that was switched off',
    severity: 'warning',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'Whoever clicks on it gets no answer.',
      detail:
        "Addresses of Pangeo's hubs `binder.pangeo.io`, `hub.binder.pangeo.io`, `staging.binder.pangeo.io` and `aws-uswest2-binder.pangeo.io` in a README of a repository with files for Binder. The fix writes `mybinder.org`, which takes the same path; it has no Dask Gateway and no Kubernetes for its users, so that a cluster there is a LocalCluster.",
      sources: [
        'pangeo-binder issue 195: binder.pangeo.io was shut down in December 2021',
        'pangeo-docker-images issue 459: the links are no longer operational',
      ],
      examples: [
        {
          bad: {
            'README.md':
              '[![Binder](https://mybinder.org/badge_logo.svg)](https://binder.pangeo.io/v2/gh/owner/name/main)\n',
            'binder/environment.yml': 'dependencies: [dask]\n',
          },
          good: {
            'README.md':
              '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/owner/name/main)\n',
            'binder/environment.yml': 'dependencies: [dask]\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { path, source } of readmes(repository)) {
      for (const match of source.text.matchAll(HOST)) {
        const [, scheme = '', host = ''] = match;
        if (!GONE_HUBS.has(host.toLowerCase())) continue;
        const start = match.index + scheme.length;
        const span = { start, end: start + host.length };
        const launches = /^\/(?:v2|repo|badge|assets\/images\/badge)/.test(
          source.text.slice(span.end, span.end + 24),
        );
        report({
          path,
          span,
          message: `\`${host}\` was switched off. Whoever follows this link gets no answer.`,
          fixes: () => [
            launches
              ? editFix(`Launch on \`${USUAL_HUB}\``, 'unsafe', path, [{ span, text: USUAL_HUB }])
              : undefined,
          ],
        });
      }
    }
  },
};

const HOST = /(https?:\/\/)([\w.-]+)/gi;
