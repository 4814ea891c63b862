import {
  type GitState,
  GONE_HUBS,
  gitState,
  type HostedRepository,
  hostedRepository,
  launchAddress,
  launchLinks,
  type Repository,
  USUAL_HUB,
} from '../binder/index.ts';

/** The addresses that launch a repository as it is checked out, or why there are none. */
export type LaunchAddresses =
  | {
      readonly kind: 'known';
      readonly repository: HostedRepository;
      /** The branch on the remote, or the commit. */
      readonly ref: string;
      /** By hub: the usual one first, then those that the README knows. */
      readonly addresses: readonly HubAddress[];
    }
  | { readonly kind: 'unknown'; readonly why: 'no-git' | 'no-remote' | 'not-hosted' };

export interface HubAddress {
  readonly host: string;
  readonly url: string;
  readonly markdown: string;
  readonly restructuredText: string;
}

/** Where people read first. */
const READMES = ['README.md', 'README.rst', 'readme.md', 'Readme.md', 'binder/README.md'];

export function launchAddresses(repository: Repository): LaunchAddresses {
  const git = gitState(repository);
  if (git === undefined) return { kind: 'unknown', why: 'no-git' };
  const remote = remoteOf(git);
  const url = remote === undefined ? undefined : git.remotes.get(remote);
  if (url === undefined) return { kind: 'unknown', why: 'no-remote' };
  const hosted = hostedRepository(url);
  if (hosted === undefined) return { kind: 'unknown', why: 'not-hosted' };
  // HEAD is the default branch of the remote (binderhub, repoproviders.py).
  const tracked = git.upstream?.remote === remote ? git.upstream?.branch : undefined;
  const ref = tracked ?? git.branch ?? 'HEAD';
  return {
    kind: 'known',
    repository: hosted,
    ref,
    addresses: hubsOf(repository).map((host) => addressOn(host, hosted, ref)),
  };
}

function remoteOf(git: GitState): string | undefined {
  const { upstream, remotes } = git;
  if (upstream !== undefined && remotes.has(upstream.remote)) return upstream.remote;
  if (remotes.has('origin')) return 'origin';
  return remotes.size === 1 ? [...remotes.keys()][0] : undefined;
}

function hubsOf(repository: Repository): readonly string[] {
  const hubs = new Set([USUAL_HUB]);
  for (const path of READMES) {
    const source = repository.text(path);
    if (typeof source === 'string') continue;
    for (const { host } of launchLinks(source.text)) if (!GONE_HUBS.has(host)) hubs.add(host);
  }
  return [...hubs];
}

function addressOn(host: string, hosted: HostedRepository, ref: string): HubAddress {
  const url = launchAddress(host, hosted, ref);
  const image = `https://${host}/badge_logo.svg`;
  return {
    host,
    url,
    markdown: `[![Binder](${image})](${url})`,
    restructuredText: `.. image:: ${image}\n   :target: ${url}\n   :alt: Binder`,
  };
}
