import type { KeyStatus } from '../dask/index.ts';

/** Why nothing reads a key, as a sentence; undefined where something does, or where that is not known. */
export function whyIgnored(status: KeyStatus): string | undefined {
  if (status.kind === 'unknown')
    return status.parent === undefined
      ? undefined
      : `Nothing reads it${status.near === undefined ? '' : `; \`${status.near.key}\` is near`}.`;
  if (status.kind !== 'not-read') return undefined;
  const successor = status.successor === undefined ? '' : `; it is \`${status.successor.name}\``;
  switch (status.reason) {
    case 'never-existed':
      return `No release has read it${successor}.`;
    case 'removed':
      return `${status.package} ${status.version ?? ''} and later do not read it.`;
    case 'renamed':
      return `${status.package} ${status.version ?? ''} and later do not read it${successor}.`;
    case 'alias-skips-files':
      return `In a file nothing reads it${successor}.`;
    case 'newer':
      return `${status.package} reads it from ${status.version ?? 'a later release'} on.`;
    case 'classic-only':
      return `Only the classic KubeCluster read it, which is gone from dask-kubernetes ${status.version ?? '2024.5.0'} on.`;
  }
}
