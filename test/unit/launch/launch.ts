import { MemoryFileSystem, type Repository, RepositoryLoader } from '../../../server/src/binder/index.ts';
import {
  type Content,
  chosenLaunch,
  hubLaunch,
  type Launch,
  type PreviewFile,
  previewLaunch,
  type SedStep,
  show,
} from '../../../server/src/launch/index.ts';

export type Files = Readonly<Record<string, string>>;

export interface Chosen {
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string | null>>;
}

/** The launch of a repository; by default on mybinder.org. */
export async function launchOf(files: Files, chosen: Chosen = {}): Promise<Launch> {
  return (await repositoryOf(files, chosen)).launch;
}

export async function repositoryOf(
  files: Files,
  chosen: Chosen = {},
): Promise<{ readonly repository: Repository; readonly launch: Launch }> {
  const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files) });
  const compute = chosen.profile === undefined ? hubLaunch : chosenLaunch;
  const { repository, result } = await loader.load(
    { launch: { profile: chosen.profile ?? 'mybinder-2026', env: chosen.env ?? {} } },
    (one) => one.derive(compute),
  );
  return { repository, launch: result };
}

/** The launch of `binder/start` with these lines behind a shebang; `exec "$@"` follows them. */
export function runOf(lines: string, files: Files = {}, env: Chosen['env'] = {}): Promise<Launch> {
  return launchOf({ ...files, 'binder/start': `#!/bin/bash\n${lines}\nexec "$@"\n` }, { env });
}

/** The text of a changed file with `<...>` for what is unknown; undefined when it did not change. */
export function textAfter(launch: Launch, path: string): string | undefined {
  const outcome = launch.files.get(path);
  return outcome === undefined ? undefined : shown(outcome.after);
}

export function shown(content: Content): string {
  if (content.kind === 'text') return show(content.text);
  if (content.kind === 'unknown') return `(${content.alternatives.map(shown).join(' or ')})`;
  return `(${content.kind})`;
}

/** A variable as the server gets it; undefined when it does not. */
export function exported(launch: Launch, name: string): string | undefined {
  const variable = launch.exported.get(name);
  return variable?.value === undefined ? undefined : show(variable.value);
}

export function seds(launch: Launch): readonly SedStep[] {
  return launch.steps.filter((step) => step.kind === 'sed');
}

/** The changed files as the preview shows them, without where each stretch comes from. */
export function shownFiles(launch: Launch): readonly Omit<PreviewFile, 'changes'>[] {
  return previewLaunch(launch).files.map(({ path, before, after, certain }) => ({
    path,
    before,
    after,
    certain,
  }));
}
