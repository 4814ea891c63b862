import { join, RepositoryLoader } from '../binder/index.ts';
import { planInitialize } from '../features/index.ts';
import { type InitializeOptions, UsageError } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';

/** Begins a repository in a folder: makes the files that are missing, and says what it left. Gives the exit status. */
export async function initialize(
  options: InitializeOptions,
  environment: CommandEnvironment,
): Promise<number> {
  const { path: folder, cluster, directory } = options;
  if ((await environment.stat(folder)) !== 'directory')
    throw new UsageError(`There is no folder "${folder}".`);
  const loader = new RepositoryLoader({ fileSystem: environment.files(folder) });
  const { result } = await loader.load({}, (repository) =>
    planInitialize(repository, { cluster, directory }),
  );
  const shown = (path: string) => (folder === '.' ? path : join(folder, path));
  for (const { path, text, executable } of result.creates) {
    await environment.write(folder, path, text, executable);
    environment.stdout(`${environment.style('added', 'made')}  ${shown(path)}\n`);
  }
  for (const { path, brings } of result.leaves)
    environment.stdout(
      `${environment.style('dim', 'left')}  ${shown(path)}: it exists. It has to bring ${brings}.\n`,
    );
  for (const note of result.notes) environment.stdout(`${environment.style('warning', 'note')}  ${note}\n`);
  return 0;
}
