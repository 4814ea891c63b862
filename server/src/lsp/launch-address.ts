import { launchAddresses } from '../features/index.ts';
import type { RepositoryHost } from './host.ts';
import type { LaunchAddressAnswer } from './protocol.ts';
import { repositoryOptions } from './settings.ts';

/** The addresses that launch the repository of a host, from the files of git as they are now. */
export async function launchAddressAnswer(host: RepositoryHost): Promise<LaunchAddressAnswer> {
  for (const path of ['.git/config', '.git/HEAD']) host.loader.invalidate(path);
  const options = repositoryOptions(await host.settings());
  const { result } = await host.loader.load(options, launchAddresses);
  return result.kind === 'known' ? { ...result, repository: result.repository.name } : result;
}
