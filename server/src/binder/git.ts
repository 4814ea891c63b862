import type { Repository } from './repository.ts';

/** What git notes about a repository, as far as its files say it. */
export interface GitState {
  /** Addresses by the name of the remote, in the order of the file; without credentials. */
  readonly remotes: ReadonlyMap<string, string>;
  /** The branch that is checked out; undefined for a commit without one. */
  readonly branch: string | undefined;
  /** Where `git pull` takes that branch from. */
  readonly upstream: { readonly remote: string; readonly branch: string } | undefined;
}

/** Undefined where `.git` cannot be read: no clone, or a work tree whose data lie elsewhere. */
export function gitState(repository: Repository): GitState | undefined {
  const config = repository.text('.git/config');
  const head = repository.text('.git/HEAD');
  if (typeof config === 'string' || typeof head === 'string') return undefined;
  const sections = parseGitConfig(config.text);
  const branch = /^ref: refs\/heads\/(\S+)\s*$/.exec(head.text)?.[1];
  const tracked = branch === undefined ? undefined : sections.get(`branch.${branch}`);
  const merge = /^refs\/heads\/(.+)$/.exec(tracked?.get('merge') ?? '')?.[1];
  const remote = tracked?.get('remote');
  const remotes = new Map<string, string>();
  for (const [name, values] of sections) {
    const url = values.get('url');
    if (name.startsWith('remote.') && url !== undefined && url !== '')
      remotes.set(name.slice('remote.'.length), withoutCredentials(url));
  }
  return {
    remotes,
    branch,
    upstream: merge === undefined || remote === undefined ? undefined : { remote, branch: merge },
  };
}

/**
 * The first value of each name by section, `branch.main` for `[branch "main"]`; names of sections and values in lower
 * case, as git compares them (git-config, "Syntax").
 */
export function parseGitConfig(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let values: Map<string, string> | undefined;
  for (const line of text.replaceAll(/\\\r?\n/g, '').split(/\r?\n/)) {
    const header = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    const rest = header === null ? line : line.slice(header[0].length);
    if (header !== null) {
      const section = (header[1] ?? '').toLowerCase();
      const name = header[2] === undefined ? section : `${section}.${header[2].replaceAll(/\\(.)/g, '$1')}`;
      values = sections.get(name) ?? new Map();
      sections.set(name, values);
    }
    const entry = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=(.*)$/.exec(rest);
    const key = entry?.[1]?.toLowerCase();
    if (key !== undefined && values !== undefined && !values.has(key))
      values.set(key, unquoted(entry?.[2] ?? ''));
  }
  return sections;
}

/** Quotes go, and comments outside of them. */
function unquoted(written: string): string {
  let value = '';
  let quoted = false;
  for (let i = 0; i < written.length; i++) {
    const character = written[i] ?? '';
    if (character === '\\') value += written[++i] ?? '';
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '#' || character === ';')) break;
    else value += character;
  }
  return value.trim();
}

/** A user name alone stays, since `git@host` needs it; a password or a token never leaves the file. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)([^/@]*)@/i, (_, scheme: string, user: string) =>
    /^ssh/i.test(scheme) && !user.includes(':') ? `${scheme}${user}@` : scheme,
  );
}
