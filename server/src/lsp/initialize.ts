import { CLUSTER_KINDS, placesFor, planInitialize } from '../features/index.ts';
import type { RepositoryHost } from './host.ts';
import type { InitializeRepositoryAnswer, InitializeRepositoryParams } from './protocol.ts';
import { repositoryOptions } from './settings.ts';
import { child } from './uri.ts';

/** The request from whatever a client sends; undefined when a part is missing. */
export function readParams(value: unknown): InitializeRepositoryParams | undefined {
  const { folder, cluster, directory } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<Record<keyof InitializeRepositoryParams, unknown>>;
  const kind = CLUSTER_KINDS.find((known) => known === cluster);
  const place = (['binder', '.binder', ''] as const).find((known) => known === directory);
  if (typeof folder !== 'string' || folder === '' || kind === undefined) return undefined;
  return { folder, cluster: kind, ...(place === undefined ? {} : { directory: place }) };
}

/** The files of a repository that begins in the folder of a host. */
export async function initializeAnswer(
  host: RepositoryHost,
  { cluster, directory }: InitializeRepositoryParams,
): Promise<InitializeRepositoryAnswer> {
  // The folder may have changed where nobody watches.
  host.loader.invalidate();
  const options = repositoryOptions(await host.settings());
  const { result } = await host.loader.load(options, (repository) => ({
    directories: placesFor(repository),
    plan: planInitialize(repository, { cluster, directory }),
  }));
  const { plan, directories } = result;
  const place = (path: string) => ({ uri: child(host.root, path), path });
  return {
    directories,
    directory: plan.directory,
    creates: plan.creates.map(({ path, text }) => ({ ...place(path), text })),
    leaves: plan.leaves.map(({ path, brings }) => ({ ...place(path), brings })),
    notes: plan.notes,
  };
}
