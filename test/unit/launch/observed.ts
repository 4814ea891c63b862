import {
  type DirectoryEntry,
  decode,
  type LoadedText,
  MemoryFileSystem,
  Repository,
  RepositoryLoader,
} from '../../../server/src/binder/index.ts';
import {
  type Content,
  known,
  knownText,
  type Launch,
  type Launcher,
  type LaunchInput,
  simulate,
  type Value,
} from '../../../server/src/launch/index.ts';
import data from '../../launch-cases/bash-sed-cases.json' with { type: 'json' };

/** A small script, its surroundings, and what the real programs did with it. */
export interface ObservedCase {
  readonly name: string;
  readonly category: string;
  readonly level: 'must' | 'should' | 'may-unknown';
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly symlinks?: Readonly<Record<string, string>>;
  readonly dirs?: readonly string[];
  readonly modes?: Readonly<Record<string, string>>;
  readonly scriptPath?: string;
  readonly cwd?: string;
  readonly args?: readonly string[];
  readonly launcher?: Launcher;
  readonly stderrUnordered?: boolean;
  readonly expect: {
    readonly files: Readonly<Record<string, string>>;
    readonly symlinks?: Readonly<Record<string, string>>;
    readonly deleted?: readonly string[];
    readonly exportedEnv: Readonly<Record<string, string>> | null;
    readonly execArgs?: readonly string[];
    readonly execSamePid?: boolean;
    readonly execCwd?: string;
    readonly exit: number;
    readonly stdout: string;
    readonly stderr: string;
  };
}

export const CASES = data.cases as unknown as readonly ObservedCase[];

const HOME = '/home/jovyan';
/** Programs of the machine on which the cases were observed, as far as the cases could name them. */
const PROGRAMS = new Set(
  'awk basename bash cat chmod chown cp curl cut date dd dirname echo env envsubst expr false find git grep head hostname id ls ln mkdir mktemp mv nice nohup nproc perl printf ps pwd python3 readlink realpath rm rmdir sed seq sh sleep sort stat tail tee test timeout touch tr true uname uniq wc whoami xargs'.split(
    ' ',
  ),
);

export type Verdict = 'reproduced' | 'unknown' | 'wrong';

export interface Judged {
  readonly verdict: Verdict;
  /** What differs, for people. */
  readonly differences: readonly string[];
}

export async function launchOf(one: ObservedCase): Promise<Launch> {
  const script = one.scriptPath ?? 'binder/start';
  const files: Record<string, string> = { ...one.files, [script]: one.script };
  for (const folder of one.dirs ?? []) files[`${folder}/`] = '';
  // The file systems of the project follow links.
  for (const [path, target] of Object.entries(one.symlinks ?? {})) files[path] = one.files?.[target] ?? '';
  const fileSystem = new MemoryFileSystem(files);
  const { repository } = await new RepositoryLoader({ fileSystem }).load({}, () => undefined);
  const whole = await complete(repository, fileSystem);
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME, ...one.env };
  const input: LaunchInput = {
    profile: undefined,
    variables: new Map(
      Object.entries(env).map(([name, text]): [string, Value] => [
        name,
        known(text, { kind: 'environment', name }),
      ]),
    ),
    arguments: ['/probe', ...(one.args ?? [])],
    cwd: one.cwd === undefined ? HOME : `${HOME}/${one.cwd}`,
    launcher: one.launcher ?? 'exec',
    executable: (Number.parseInt(one.modes?.[script] ?? '0755', 8) & 0o100) !== 0,
    script,
    world: {
      programs: (name) =>
        PROGRAMS.has(name)
          ? 'present'
          : name === '/probe' || /^\/(?:usr\/)?bin\//.test(name)
            ? 'unknown'
            : 'absent',
      executable: (path) => (Number.parseInt(one.modes?.[path] ?? '0644', 8) & 0o100) !== 0,
      serverStatus: 0,
      silentServer: true,
      input: 'unknown',
      ordered: one.stderrUnordered === true,
    },
  };
  return simulate(whole, input);
}

/** The repository with every folder listed and every file read. */
async function complete(repository: Repository, fileSystem: MemoryFileSystem): Promise<Repository> {
  const listings = new Map<string, readonly DirectoryEntry[] | undefined>();
  const texts = new Map<string, LoadedText | undefined>();
  const visit = async (folder: string): Promise<void> => {
    const entries = (await fileSystem.list(folder)) ?? [];
    listings.set(folder, entries);
    for (const { name, type } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (type === 'directory') await visit(path);
      else texts.set(path, decode(path, (await fileSystem.read(path)) ?? new Uint8Array()));
    }
  };
  await visit('');
  return new Repository({ listings, entries: new Map(), texts }, repository.models);
}

/** Compares a simulation with what was observed. A claim that differs is wrong; no claim is unknown. */
export function judge(one: ObservedCase, launch: Launch): Judged {
  const differences: string[] = [];
  let wrong = false;
  let open = false;
  const check = (what: string, verdict: Verdict, detail: string): void => {
    if (verdict === 'reproduced') return;
    if (verdict === 'wrong') wrong = true;
    else open = true;
    differences.push(`${verdict} ${what}: ${detail}`);
  };
  const lost = launch.unknownFrom !== undefined;
  const compare = (
    what: string,
    value: Value | undefined,
    text: string | undefined,
    certain = true,
  ): void => {
    check(
      what,
      lost || !certain ? 'unknown' : compareValue(value, text),
      `simulated ${JSON.stringify(value?.pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece)))}, observed ${JSON.stringify(text)}`,
    );
  };
  const { expect } = one;
  const script = one.scriptPath ?? 'binder/start';
  const paths = new Set([
    ...Object.keys(one.files ?? {}),
    ...Object.keys(one.symlinks ?? {}),
    ...Object.keys(expect.files),
    ...Object.keys(expect.symlinks ?? {}),
    ...launch.files.keys(),
    ...launch.perhapsChanged.keys(),
  ]);
  for (const path of paths) {
    const link = expect.symlinks?.[path];
    const content = contentAt(one, launch, path);
    if (content === undefined || content === 'perhaps') {
      if (content === 'perhaps') check(path, 'unknown', 'perhaps changed');
      else compare(path, path === script ? undefined : undefined, expect.files[path]);
    } else if (content.kind === 'unknown') check(path, 'unknown', content.reason);
    else if (content.kind === 'link')
      check(path, content.target === link ? 'reproduced' : 'wrong', `link to ${content.target}`);
    else if (content.kind === 'text' && link !== undefined && one.symlinks?.[path] === link) continue;
    else if (content.kind !== 'directory')
      compare(path, content.kind === 'text' ? content.text : undefined, expect.files[path]);
  }
  const { server } = launch;
  if (expect.exportedEnv === null)
    check(
      'server',
      server === undefined ? (lost ? 'unknown' : 'reproduced') : server.certain ? 'wrong' : 'unknown',
      'runs',
    );
  else if (server === undefined)
    check('server', lost || launch.reachesExec === 'perhaps' ? 'unknown' : 'wrong', 'does not run');
  else {
    if (!server.certain) check('server', 'unknown', 'perhaps runs');
    check(
      'how',
      lost || !server.certain
        ? 'unknown'
        : (server.how === 'exec') === expect.execSamePid
          ? 'reproduced'
          : 'wrong',
      server.how,
    );
    if (server.arguments.length !== expect.execArgs?.length)
      check(
        'arguments',
        lost || !server.argumentsCertain ? 'unknown' : 'wrong',
        `${server.arguments.length}`,
      );
    else
      for (const [i, text] of (expect.execArgs ?? []).entries())
        compare(`argument ${i}`, server.arguments[i], text);
    compare('cwd', server.cwd, expect.execCwd === '.' ? HOME : `${HOME}/${expect.execCwd}`);
    const unchanged: Readonly<Record<string, string>> = {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME,
      ...one.env,
    };
    const names = new Set([
      ...Object.keys(expect.exportedEnv),
      ...[...launch.exported].filter(([, { value }]) => value !== undefined).map(([name]) => name),
    ]);
    for (const name of names) {
      const simulated = launch.exported.get(name);
      let observed = expect.exportedEnv[name];
      if ((name === 'PATH' || name === 'HOME') && observed === undefined) observed = unchanged[name];
      if (name !== '_' && name !== 'SHLVL')
        compare(`$${name}`, simulated?.value, observed, simulated?.certain ?? true);
    }
  }
  check(
    'exit',
    lost || launch.exit === 'unknown'
      ? 'unknown'
      : launch.exit === expect.exit || (launch.exit === 'failed' && expect.exit !== 0)
        ? launch.exit === 'failed'
          ? 'unknown'
          : 'reproduced'
        : 'wrong',
    `${launch.exit}, observed ${expect.exit}`,
  );
  compare('stdout', launch.stdout, expect.stdout);
  compare('stderr', one.stderrUnordered === true ? sorted(launch.stderr) : launch.stderr, expect.stderr);
  return { verdict: wrong ? 'wrong' : open ? 'unknown' : 'reproduced', differences };
}

function sorted(value: Value): Value {
  const text = knownText(value);
  return text === undefined ? value : known(`${text.split('\n').filter(Boolean).sort().join('\n')}\n`);
}

function contentAt(one: ObservedCase, launch: Launch, path: string): Content | 'perhaps' | undefined {
  const changed = launch.files.get(path);
  if (changed !== undefined) return changed.after;
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = launch.files.get(path.slice(0, slash));
    if (folder?.after.kind === 'absent') return undefined;
    if (folder?.after.kind === 'unknown') return 'perhaps';
  }
  if (launch.perhapsChanged.has(path)) return 'perhaps';
  const target = one.symlinks?.[path];
  const text = one.files?.[path] ?? (target === undefined ? undefined : one.files?.[target]);
  return text === undefined ? undefined : { kind: 'text', text: known(text) };
}

function compareValue(value: Value | undefined, text: string | undefined): Verdict {
  if (value === undefined || text === undefined)
    return value === undefined && text === undefined ? 'reproduced' : 'wrong';
  if (knownText(value) !== undefined) return knownText(value) === text ? 'reproduced' : 'wrong';
  const pattern = value.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^]*'))
    .join('');
  return new RegExp(`^${pattern}$`).test(text) ? 'unknown' : 'wrong';
}
