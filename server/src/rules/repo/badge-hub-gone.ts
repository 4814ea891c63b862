import { GONE_HUBS, USUAL_HUB } from '../../binder/index.ts';
import type { Span } from '../../text/index.ts';
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
      const gone = addressesOf(source.text).filter(({ host }) => GONE_HUBS.has(host.toLowerCase()));
      for (const one of gone) {
        // A badge is one mistake, though its picture and its link name the hub.
        if (one.isPicture && gone.some((other) => isBadge(source.text, one, other))) continue;
        const { span, host } = one;
        const picture = gone.find((other) => isBadge(source.text, other, one));
        const spans = picture === undefined ? [span] : [picture.span, span];
        report({
          path,
          span,
          message: `\`${host}\` was switched off. ${one.isPicture ? 'This picture is not shown' : 'Whoever follows this link gets no answer'}.`,
          fixes: () => [
            one.isPicture || one.launches
              ? editFix(
                  `Launch on \`${USUAL_HUB}\``,
                  'unsafe',
                  path,
                  spans.map((each) => ({ span: each, text: USUAL_HUB })),
                )
              : undefined,
          ],
        });
      }
    }
  },
};

interface Address {
  readonly host: string;
  /** Of the host. */
  readonly span: Span;
  readonly isPicture: boolean;
  readonly launches: boolean;
  readonly start: number;
  readonly end: number;
}

const ADDRESS = /(https?:\/\/)([\w.-]+)([^\s"'<>()]*)/gi;

function addressesOf(text: string): readonly Address[] {
  return [...text.matchAll(ADDRESS)].map(
    ({ 0: whole, 1: scheme = '', 2: host = '', 3: rest = '', index }) => ({
      host,
      span: { start: index + scheme.length, end: index + scheme.length + host.length },
      isPicture: /^\/(?:badge|assets\/images\/badge)/.test(rest),
      launches: /^\/(?:v2|repo)/.test(rest),
      start: index,
      end: index + whole.length,
    }),
  );
}

/** Whether two addresses are the picture and the link of one badge, in Markdown, reStructuredText or HTML. */
function isBadge(text: string, picture: Address, link: Address): boolean {
  if (!picture.isPicture || !link.launches) return false;
  if (link.start < picture.start)
    return /^["']\s*[^<>]*>\s*<img\s[^<>]*$/i.test(text.slice(link.end, picture.start).slice(0, MAX_BETWEEN));
  const between = text.slice(picture.end, link.start).slice(0, MAX_BETWEEN);
  return (
    /^(?:\s"[^"]*")?\)\]\($/.test(between) || /^\s*\n(?:[ \t]+:\w+:.*\n)*[ \t]+:target:\s*$/.test(between)
  );
}

/** Picture and link of a badge stand close together. */
const MAX_BETWEEN = 400;
