/** A repository as BinderHub names it: `gh`, `owner/name`. */
export interface HostedRepository {
  /** The provider in the address (binderhub, repoproviders.py). */
  readonly provider: 'gh' | 'gl' | 'gist' | 'git';
  /** As it stands in the address, escaped. */
  readonly spec: string;
  /** For people: `owner/name`, or the address. */
  readonly name: string;
}

/** An address that launches something. */
export interface LaunchLink {
  readonly host: string;
  readonly provider: string;
  /** What follows the provider, without the query. */
  readonly spec: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
  /** Offsets in the text: of the whole address, and of its host. */
  readonly start: number;
  readonly end: number;
  readonly hostStart: number;
}

export const USUAL_HUB = 'mybinder.org';

/** Hubs of Pangeo that are switched off (pangeo-binder issue 195, pangeo-docker-images issue 459). */
export const GONE_HUBS: ReadonlySet<string> = new Set([
  'binder.pangeo.io',
  'hub.binder.pangeo.io',
  'staging.binder.pangeo.io',
  'aws-uswest2-binder.pangeo.io',
]);

/** The repository behind the address of a remote; undefined for folders and forms that nobody can launch. */
export function hostedRepository(url: string): HostedRepository | undefined {
  const address =
    /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)\/?(.+)$/.exec(url) ??
    /^[a-z+]+:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(url);
  const host = address?.[1]?.toLowerCase();
  const path = address?.[2]?.replace(/\/+$/, '').replace(/\.git$/, '');
  // `c:\folder` and `file:///folder` have no host; names without a dot are of one machine only.
  if (host === undefined || path === undefined || !host.includes('.') || /^file:/i.test(url))
    return undefined;
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.join('/');
  if (host === 'github.com' && parts.length === 2) return { provider: 'gh', spec: escaped(name), name };
  if (host === 'gitlab.com' && parts.length >= 2)
    return { provider: 'gl', spec: encodeURIComponent(name), name };
  if (host === 'gist.github.com' && parts.length === 2)
    return { provider: 'gist', spec: escaped(name), name };
  if (parts.length === 0) return undefined;
  const clone = `https://${host}/${name}`;
  return { provider: 'git', spec: encodeURIComponent(clone), name: clone };
}

/** The address that launches a branch, a tag or a commit of a repository. */
export function launchAddress(host: string, { provider, spec }: HostedRepository, ref: string): string {
  return `https://${host}/v2/${provider}/${spec}/${escaped(ref)}`;
}

/** Every address in a text that launches something, in the order of the text. */
export function launchLinks(text: string): readonly LaunchLink[] {
  const links: LaunchLink[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const [all, host = '', form = '', rest = ''] = match;
    const [path = '', ...query] = rest.split('?');
    const provider = form.startsWith('v2/') ? form.slice(3, -1) : 'gh';
    const hostStart = match.index + all.indexOf(host);
    links.push({
      host: host.toLowerCase(),
      provider,
      spec: path.replace(/\/+$/, ''),
      query: query.length === 0 ? '' : `?${query.join('?')}`,
      start: match.index,
      end: match.index + all.length,
      hostStart,
    });
  }
  return links;
}

/** `https://HOST/v2/PROVIDER/SPEC`, and the old `/repo/OWNER/NAME`. Ends where Markdown, reStructuredText and HTML end it. */
const ADDRESS =
  /https?:\/\/([\w.-]+)\/(v2\/(?:gh|gl|gist|git|zenodo|figshare|hydroshare|dataverse|ckan)\/|repo\/)([^\s()<>"'`\]|]+)/gi;

/** Slashes stay: the provider takes a branch with slashes as it is. */
function escaped(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}
