import { PROFILES, RepositoryLoader } from '../binder/index.ts';
import { chosenLaunch, type LaunchPreview, previewLaunch } from '../launch/index.ts';
import { type PreviewOptions, UsageError } from './arguments.ts';
import { changedLines } from './changed-lines.ts';
import type { CommandEnvironment } from './environment.ts';
import { placeOf } from './place.ts';

/** Prints what the start script makes of the files of a repository. Gives the exit status. */
export async function preview(options: PreviewOptions, environment: CommandEnvironment): Promise<number> {
  const profile = options.profile ?? '';
  if (options.profile !== undefined && !PROFILES.some(({ name }) => name === profile))
    throw new UsageError(
      `There is no profile "${profile}"; there are ${PROFILES.map(({ name }) => name).join(', ')}.`,
    );
  const { folder, file } = await placeOf(options.path, environment);
  const loader = new RepositoryLoader({ fileSystem: environment.files(folder) });
  const { result } = await loader.load({ over: true, launch: { profile, env: options.env } }, (repository) =>
    previewLaunch(repository.derive(chosenLaunch)),
  );
  const files = result.files.filter((one) => file === undefined || one.path === file);
  if (options.format === 'json')
    environment.stdout(
      `${JSON.stringify({ version: 1, profile: result.profile.name, files, unknown: result.unknown }, null, 1)}\n`,
    );
  else environment.stdout(describe({ ...result, files }, environment.style));
  return 0;
}

function describe(preview: LaunchPreview, style: CommandEnvironment['style']): string {
  const lines = [style('dim', `# Values: ${preview.profile.title}`)];
  for (const { path, line, message } of preview.unknown)
    lines.push(style('warning', `# ${path}:${line}: ${message}`));
  if (preview.files.length === 0) lines.push('# The start script changes no file of the repository.');
  for (const { path, before, after } of preview.files)
    lines.push(
      style('bold', `--- ${path}`),
      style('bold', `+++ ${path}, at launch`),
      ...changedLines(before, after, style),
    );
  return `${lines.join('\n')}\n`;
}
