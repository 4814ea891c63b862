import {
  gitState,
  type HostedRepository,
  hostedRepository,
  type LaunchLink,
  launchLinks,
  type Repository,
} from '../../binder/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { readmes } from './readmes.ts';

export const badgeElsewhere: Rule = {
  meta: {
    code: 'repo/badge-elsewhere',
    summary: 'The only badge of the README launches another repository',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch:
        'Whoever clicks on the badge gets the other repository, and what is changed here is never seen.',
      detail:
        'Compares the one repository on GitHub that the README launches with the remotes in `.git/config`. Quiet where the README launches several, where the link pulls content with nbgitpuller, where a remote is that repository, where only the owner differs, as in a fork, and where no remote is on GitHub or `.git` cannot be read.',
      sources: [
        'binderhub repoproviders.py, GitHubRepoProvider: /v2/gh/owner/name/ref',
        'git-config, remote.<name>.url',
      ],
      examples: [
        {
          title: 'Copied from a template',
          bad: {
            'README.md':
              '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/pangeo-data/template/main)\n',
            'binder/environment.yml': 'dependencies: [dask]\n',
            '.git/HEAD': 'ref: refs/heads/main\n',
            '.git/config': '[remote "origin"]\n\turl = git@github.com:me/glaciers.git\n',
          },
          good: {
            'README.md':
              '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/me/glaciers/main)\n',
            'binder/environment.yml': 'dependencies: [dask]\n',
            '.git/HEAD': 'ref: refs/heads/main\n',
            '.git/config': '[remote "origin"]\n\turl = git@github.com:me/glaciers.git\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    const found = readmes(repository).map((readme) => ({ readme, links: launchLinks(readme.source.text) }));
    const links = found.flatMap(({ links: some }) => some);
    const launched = new Set(links.map(repositoryOf));
    const [only] = launched;
    if (launched.size !== 1 || only === undefined || links.some(pullsContent)) return;
    // Only now, since `.git` is not among the files that are read anyway.
    const own = ownRepositories(repository);
    const [first] = own;
    // The same name under another owner: a fork, or what a fork was made of.
    const nameOf = (full: string) => full.slice(full.indexOf('/') + 1);
    if (first === undefined || own.some(({ name }) => nameOf(name.toLowerCase()) === nameOf(only))) return;
    for (const { readme, links: some } of found) {
      const [link] = some;
      if (link === undefined) continue;
      const start = readme.source.text.indexOf(link.spec, link.hostStart);
      const [owner = '', name = ''] = link.spec.split('/');
      const shown = `${owner}/${name}`;
      const span = { start, end: start + shown.length };
      report({
        path: readme.path,
        span,
        message: `The badge launches \`${shown}\`, and this repository is \`${first.name}\`. What is changed here is not what people get.`,
        fixes: () => [
          editFix(`Launch \`${first.name}\``, 'unsafe', readme.path, [{ span, text: first.spec }]),
        ],
      });
    }
  },
};

/** The remotes on GitHub; none when there is a remote elsewhere, which may be where the badge leads. */
function ownRepositories(repository: Repository): readonly HostedRepository[] {
  const remotes = [...(gitState(repository)?.remotes ?? [])];
  // The usual remote first: it is the one that messages name.
  remotes.sort(([a], [b]) => Number(b === 'origin') - Number(a === 'origin'));
  const hosted = remotes.map(([, url]) => hostedRepository(url));
  return hosted.every((one) => one?.provider === 'gh') ? hosted.filter((one) => one !== undefined) : [];
}

/** `owner/name` in small letters; undefined for what is not on GitHub. */
function repositoryOf({ provider, spec }: LaunchLink): string | undefined {
  const [owner, name] = spec.split('/');
  if (provider.toLowerCase() !== 'gh' || owner === undefined || name === undefined) return undefined;
  return `${owner}/${name.replace(/\.git$/, '')}`.toLowerCase();
}

/** The environment of one repository, the notebooks of another. */
function pullsContent({ query }: LaunchLink): boolean {
  return /git-?pull/i.test(query);
}
