import {
  DEFAULT_PROFILE,
  type FileSystem,
  join,
  PROFILES,
  type Repository,
  RepositoryLoader,
} from '../binder/index.ts';
import { launchAnswer, launchReport } from '../features/index.ts';
import { inputOf, known, type LaunchInput, PLAIN_WORLD, simulate, type Value } from '../launch/index.ts';
import { type LaunchOptions, UsageError } from './arguments.ts';
import type { CommandEnvironment } from './environment.ts';

/** In larger files nothing is looked for (bytes). */
const LARGEST = 1_000_000;
/** The folder of the repository as the script sees it. */
const HOME = '/home/jovyan';
/** The program that stands for the server in the cases that were observed. */
const STAND_IN = '/probe';
/** What a plain container sets. */
const PLAIN_PATH = '/usr/local/bin:/usr/bin:/bin';

/** Tells the story of a launch. Gives the exit status: 0 whatever the launch would come to. */
export async function launch(options: LaunchOptions, environment: CommandEnvironment): Promise<number> {
  const { path, profile } = options;
  if ((await environment.stat(path)) !== 'directory') throw new UsageError(`There is no folder "${path}".`);
  if (typeof profile === 'object' && !PROFILES.some(({ name }) => name === profile.name))
    throw new UsageError(
      `There is no profile "${profile.name}"; there are ${PROFILES.map(({ name }) => name).join(', ')}.`,
    );
  const start = inside(options.start, '--start');
  if (start !== undefined && (await environment.stat(`${path}/${start}`)) !== 'file')
    throw new UsageError(`There is no script "${start}" in "${path}".`);
  const cwd = inside(options.cwd, '--cwd');
  const folder = environment.absolute(path);
  const here = (text: string): string => (folder === '/' ? text : text.replaceAll(folder, HOME));
  const files = environment.files(path);
  const loader = new RepositoryLoader({
    fileSystem: profile === 'none' ? movedHome(files, folder) : files,
    further: start === undefined ? [] : [start],
  });
  const { repository, result } = await loader.load({}, (current) =>
    simulate(current, inputFor(current, options, { start, cwd, here })),
  );
  environment.stdout(
    options.format === 'json'
      ? `${JSON.stringify(launchAnswer(repository, result), null, 1)}\n`
      : launchReport(repository, result),
  );
  return 0;
}

function inputFor(
  repository: Repository,
  options: LaunchOptions,
  where: {
    readonly start: string | undefined;
    readonly cwd: string | undefined;
    readonly here: (text: string) => string;
  },
): LaunchInput {
  const { profile } = options;
  const { start, cwd, here } = where;
  const env = Object.fromEntries(
    Object.entries(options.env).map(([name, value]) => [name, value === null ? null : here(value)]),
  );
  const usual = inputOf(typeof profile === 'object' ? profile.name : DEFAULT_PROFILE, { profile: '', env });
  const script = start ?? repository.startScript?.path;
  const listed = script === undefined ? 'missing' : repository.listed(script);
  const executable = typeof listed === 'string' ? true : (listed.executable ?? true);
  return {
    ...usual,
    ...(profile === 'none'
      ? { profile: undefined, variables: plainVariables(env), world: PLAIN_WORLD }
      : { world: { ...usual.world, serverStatus: 0, silentServer: true } }),
    arguments: commandFor(options, usual).map(here),
    cwd: cwd === undefined || cwd === '' ? HOME : `${HOME}/${cwd}`,
    launcher: options.launcher ?? usual.launcher,
    // repo2docker makes the repository's own script executable when it builds the image.
    executable: profile !== 'none' && start === undefined ? true : executable,
    ...(script === undefined ? {} : { script }),
  };
}

/** What starts the server. Where only arguments are given, or nothing, a program of no image stands for it. */
function commandFor({ arguments: given, profile }: LaunchOptions, usual: LaunchInput): readonly string[] {
  if (profile !== 'none') return given ?? usual.arguments;
  return given?.[0]?.startsWith('/') === true ? given : [STAND_IN, ...(given ?? [])];
}

function plainVariables(env: Readonly<Record<string, string | null>>): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>();
  for (const [name, text] of Object.entries({ PATH: PLAIN_PATH, HOME, ...env }))
    if (text !== null) variables.set(name, known(text, { kind: 'environment', name }));
  return variables;
}

/** A path of the command line below the folder. */
function inside(path: string | undefined, option: string): string | undefined {
  if (path === undefined) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || parts.includes('..'))
    throw new UsageError(`${option} takes a path in the folder of the launch; got "${path}".`);
  return parts.join('/');
}

/**
 * The files as they would be if the folder stood at the home of the image: texts that name the folder by its place on
 * this machine name the home.
 */
function movedHome(files: FileSystem, folder: string): FileSystem {
  if (folder === '/') return files;
  const inner = new TextEncoder().encode(folder);
  return {
    ...files,
    async read(path) {
      const bytes = await files.read(path);
      return bytes === undefined || !includes(bytes, inner) ? bytes : moved(bytes, folder);
    },
    async list(path) {
      const entries = await files.list(path);
      return entries?.map((entry) =>
        entry.target?.startsWith(`${folder}/`) === true
          ? { ...entry, target: join(HOME, entry.target.slice(folder.length + 1)) }
          : entry,
      );
    },
  };
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  if (bytes.length > LARGEST) return false;
  return new TextDecoder('latin1').decode(bytes).includes(new TextDecoder('latin1').decode(part));
}

function moved(bytes: Uint8Array, folder: string): Uint8Array {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(text.replaceAll(folder, HOME));
  } catch {
    return bytes;
  }
}
