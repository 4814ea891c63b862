import { DEFAULT_PROFILE, PROFILES, type Repository, RepositoryLoader } from '../binder/index.ts';
import { chosenLaunch, type Launch } from '../launch/index.ts';
import { type PreviewOptions, UsageError } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';
import { placeOf } from './place.ts';

/**
 * The launch of the repository that a command line names.
 * @param ask what will be asked of it, so that every file that the answer needs is read
 * @throws UsageError when there is no such profile or place
 */
export async function launched(
  options: PreviewOptions,
  environment: CommandEnvironment,
  ask: (repository: Repository, launch: Launch) => unknown,
): Promise<{ readonly repository: Repository; readonly launch: Launch }> {
  const profile = options.profile ?? DEFAULT_PROFILE;
  if (!PROFILES.some(({ name }) => name === profile))
    throw new UsageError(
      `There is no profile "${profile}"; there are ${PROFILES.map(({ name }) => name).join(', ')}.`,
    );
  const { folder } = await placeOf(options.path, environment);
  const loader = new RepositoryLoader({ fileSystem: environment.files(folder) });
  const { repository } = await loader.load({ launch: { profile, env: options.env } }, (current) =>
    ask(current, current.derive(chosenLaunch)),
  );
  return { repository, launch: repository.derive(chosenLaunch) };
}
