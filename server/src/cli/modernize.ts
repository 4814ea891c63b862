import { join, RepositoryLoader } from '../binder/index.ts';
import { type Modernization, modernize } from '../features/index.ts';
import { type ModernizeOptions, UsageError } from './arguments.ts';
import { changedLines } from './changed-lines.ts';
import type { CommandEnvironment } from './environment.ts';

/** Prints the edits that take a repository to what works today, or makes them. Gives the exit status. */
export async function modernizeFolder(
  { path: folder, write }: ModernizeOptions,
  environment: CommandEnvironment,
): Promise<number> {
  if ((await environment.stat(folder)) !== 'directory')
    throw new UsageError(`There is no folder "${folder}".`);
  const loader = new RepositoryLoader({ fileSystem: environment.files(folder) });
  const result = await modernize(loader, {}, { severities: {} });
  const shown = (path: string) => (folder === '.' ? path : join(folder.replace(/\/+$/, ''), path));
  environment.stdout(
    write ? await made(result, folder, shown, environment) : planned(result, shown, environment),
  );
  const texts = new Map(result.files.map(({ path, after }) => [path, after]));
  for (const { path, span, message } of result.left) {
    const text = texts.get(path) ?? (await textOf(environment, folder, path));
    const line = text.slice(0, span.start).split('\n').length;
    environment.stdout(`${environment.style('warning', 'left')}  ${shown(path)}:${line}: ${message}\n`);
  }
  if (result.files.length + result.renames.length + result.left.length === 0)
    environment.stdout('There is nothing to do.\n');
  return 0;
}

function planned(
  { files, renames }: Modernization,
  shown: (path: string) => string,
  { style }: CommandEnvironment,
): string {
  const lines = files.flatMap(({ path, before, after, done }) => [
    style('bold', `--- ${before === undefined ? '/dev/null' : shown(path)}`),
    style('bold', `+++ ${shown(path)}`),
    ...done.map((title) => style('dim', `# ${title}`)),
    ...changedLines(before ?? '', after, style),
  ]);
  lines.push(...renames.map(({ path, to }) => style('bold', `rename ${shown(path)} to ${shown(to)}`)));
  return lines.map((line) => `${line}\n`).join('');
}

async function made(
  { files, renames }: Modernization,
  folder: string,
  shown: (path: string) => string,
  environment: CommandEnvironment,
): Promise<string> {
  const lines: string[] = [];
  for (const { path, after, executable, done } of files) {
    await environment.write(folder, path, after, executable);
    lines.push(`${environment.style('added', 'edited')}  ${shown(path)}: ${done.join('; ')}\n`);
  }
  for (const { path, to } of renames) {
    await environment.rename(folder, path, to);
    lines.push(`${environment.style('added', 'moved')}  ${shown(path)} to ${shown(to)}\n`);
  }
  return lines.join('');
}

async function textOf(environment: CommandEnvironment, folder: string, path: string): Promise<string> {
  return new TextDecoder().decode((await environment.files(folder).read(path)) ?? new Uint8Array());
}
