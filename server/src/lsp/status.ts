import { statusOf } from '../features/index.ts';
import type { Addresses } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { Status } from './protocol.ts';

/** What a file is for; null for one that plays no part. */
export function statusFor(
  host: RepositoryHost,
  look: Look,
  path: string | undefined,
  addresses: Addresses,
): Status | null {
  const status = path === undefined ? undefined : statusOf(look.repository, path);
  if (status === undefined) return null;
  const { roles, reading, changedAtLaunch, versions, profile, ownValues } = status;
  return {
    root: host.root,
    roles,
    reading: reading ?? null,
    changedAtLaunch,
    versions: versions.map((version) => ({
      ...version,
      from: version.from.map((at) => ({ uri: addresses.uri(at), path: at })),
    })),
    profile: { name: profile.name, title: profile.title, ownValues },
  };
}
