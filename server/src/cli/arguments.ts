import { CLUSTER_KINDS, type ClusterKind } from '../features/index.ts';
import type { Severity } from '../rules/index.ts';

/** What was asked for on the command line. */
export type Request =
  | { readonly command: 'check'; readonly options: CheckOptions }
  | { readonly command: 'launch'; readonly options: LaunchOptions }
  | { readonly command: 'modernize'; readonly options: ModernizeOptions }
  | { readonly command: 'preview' | 'config' | 'pod'; readonly options: PreviewOptions }
  | { readonly command: 'init'; readonly options: InitializeOptions }
  | { readonly command: 'explain'; readonly code: string }
  | { readonly command: 'rules' }
  | { readonly command: 'help' | 'version' };

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly failOn: Severity | 'never';
  readonly fix: 'none' | 'safe' | 'unsafe';
  /** Whether formats for programs list what comments suppress, marked as such. */
  readonly showSuppressed: boolean;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

export interface PreviewOptions {
  readonly path: string;
  readonly format: 'text' | 'json';
  readonly profile: string | undefined;
  readonly env: Readonly<Record<string, string | null>>;
}

export interface ModernizeOptions {
  readonly path: string;
  /** Make the edits instead of printing them. */
  readonly write: boolean;
}

export interface InitializeOptions {
  readonly path: string;
  readonly cluster: ClusterKind;
  readonly directory: 'binder' | '.binder' | undefined;
}

export interface LaunchOptions {
  readonly path: string;
  readonly format: 'text' | 'json';
  /** The script, relative to the folder; that of the repository when left out. */
  readonly start: string | undefined;
  /** `none`: nothing is set but what `env` says, and a plain Debian stands for the image. */
  readonly profile: { readonly name: string } | 'none' | undefined;
  readonly env: Readonly<Record<string, string | null>>;
  /** Relative to the folder. */
  readonly cwd: string | undefined;
  readonly launcher: 'exec' | 'popen' | 'bash' | 'bash-exec' | undefined;
  /** The command that starts the server; that of the profile when left out. */
  readonly arguments: readonly string[] | undefined;
}

/** Wrong usage, with a sentence that says what is expected. */
export class UsageError extends Error {}

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

/** @throws UsageError */
export function parseArguments(argv: readonly string[]): Request {
  const [command, ...rest] = argv;
  switch (command) {
    case undefined:
    case 'help':
    case '-h':
    case '--help':
      return { command: 'help' };
    case '-v':
    case 'version':
    case '--version':
      return { command: 'version' };
    case 'check':
      return rest.some(isHelp) ? { command: 'help' } : { command, options: checkOptions(rest) };
    case 'preview':
    case 'config':
    case 'pod':
      return rest.some(isHelp) ? { command: 'help' } : { command, options: previewOptions(command, rest) };
    case 'launch':
      return rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined).some(isHelp)
        ? { command: 'help' }
        : { command, options: launchOptions(rest) };
    case 'modernize':
      return rest.some(isHelp) ? { command: 'help' } : { command, options: modernizeOptions(rest) };
    case 'init':
      return rest.some(isHelp) ? { command: 'help' } : { command, options: initializeOptions(rest) };
    case 'rules':
      return { command };
    case 'explain': {
      const code = rest[0];
      if (code === undefined || rest.length > 1)
        throw new UsageError('explain needs one rule code, such as start/exec-missing.');
      return { command, code };
    }
    default:
      throw new UsageError(
        `There is no command "${command}"; there are check, preview, launch, config, pod, init, modernize, explain, rules, help and version.`,
      );
  }
}

function checkOptions(argv: readonly string[]): CheckOptions {
  const paths: string[] = [];
  const severities: Record<string, Severity | 'off'> = {};
  let format: CheckOptions['format'] = 'text';
  let failOn: CheckOptions['failOn'] = 'error';
  let fix: CheckOptions['fix'] = 'none';
  let showSuppressed = false;
  const given = new Options(argv);
  for (let option = given.next(); option !== undefined; option = given.next()) {
    switch (option.name) {
      case '--format':
        format = oneOf(option.name, given.value(option), ['text', 'json', 'sarif', 'github']);
        break;
      case '--fail-on':
        failOn = oneOf(option.name, given.value(option), [...SEVERITIES, 'never']);
        break;
      case '--fix':
        if (fix === 'none') fix = 'safe';
        break;
      case '--fix-unsafe':
        fix = 'unsafe';
        break;
      case '--show-suppressed':
        showSuppressed = true;
        break;
      case '--rule': {
        const [code, severity, ...more] = given.value(option).split('=');
        if (code === undefined || severity === undefined || more.length > 0)
          throw new UsageError('--rule needs code=severity, such as start/heavy-work=error.');
        severities[code] = oneOf('--rule', severity, [...SEVERITIES, 'off']);
        break;
      }
      case undefined:
        paths.push(option.text);
        break;
      default:
        throw new UsageError(`check has no option ${option.name}.`);
    }
  }
  return { paths: paths.length === 0 ? ['.'] : paths, format, failOn, fix, showSuppressed, severities };
}

/** The options of the commands that show what a launch leads to. */
function previewOptions(command: string, argv: readonly string[]): PreviewOptions {
  const paths: string[] = [];
  const env: Record<string, string | null> = {};
  let format: PreviewOptions['format'] = 'text';
  let profile: string | undefined;
  const given = new Options(argv);
  for (let option = given.next(); option !== undefined; option = given.next()) {
    switch (option.name) {
      case '--format':
        format = oneOf(option.name, given.value(option), ['text', 'json']);
        break;
      case '--profile':
        profile = given.value(option);
        break;
      case '--env':
        setVariable(env, given.value(option));
        break;
      case undefined:
        paths.push(option.text);
        break;
      default:
        throw new UsageError(`${command} has no option ${option.name}.`);
    }
  }
  if (paths.length > 1) throw new UsageError(`${command} takes one folder or file.`);
  return { path: paths[0] ?? '.', format, profile, env };
}

function modernizeOptions(argv: readonly string[]): ModernizeOptions {
  const paths: string[] = [];
  let write = false;
  const given = new Options(argv);
  for (let option = given.next(); option !== undefined; option = given.next()) {
    switch (option.name) {
      case '--write':
        write = true;
        break;
      case undefined:
        paths.push(option.text);
        break;
      default:
        throw new UsageError(`modernize has no option ${option.name}.`);
    }
  }
  if (paths.length > 1) throw new UsageError('modernize takes one folder.');
  return { path: paths[0] ?? '.', write };
}

function initializeOptions(argv: readonly string[]): InitializeOptions {
  const paths: string[] = [];
  let cluster: ClusterKind = 'local';
  let directory: InitializeOptions['directory'];
  const given = new Options(argv);
  for (let option = given.next(); option !== undefined; option = given.next()) {
    switch (option.name) {
      case '--cluster':
        cluster = oneOf(option.name, given.value(option), CLUSTER_KINDS);
        break;
      case '--directory':
        directory = oneOf(option.name, given.value(option), ['binder', '.binder']);
        break;
      case undefined:
        paths.push(option.text);
        break;
      default:
        throw new UsageError(`init has no option ${option.name}.`);
    }
  }
  if (paths.length > 1) throw new UsageError('init takes one folder.');
  return { path: paths[0] ?? '.', cluster, directory };
}

function launchOptions(argv: readonly string[]): LaunchOptions {
  const end = argv.indexOf('--');
  const paths: string[] = [];
  const env: Record<string, string | null> = {};
  let format: LaunchOptions['format'] = 'text';
  let start: string | undefined;
  let profile: LaunchOptions['profile'];
  let cwd: string | undefined;
  let launcher: LaunchOptions['launcher'];
  const given = new Options(end < 0 ? argv : argv.slice(0, end));
  for (let option = given.next(); option !== undefined; option = given.next()) {
    switch (option.name) {
      case '--format':
        format = oneOf(option.name, given.value(option), ['text', 'json']);
        break;
      case '--start':
        start = given.value(option);
        break;
      case '--profile':
        profile = { name: given.value(option) };
        break;
      case '--clear-env':
        profile = 'none';
        break;
      case '--env':
        setVariable(env, given.value(option));
        break;
      case '--cwd':
        cwd = given.value(option);
        break;
      case '--launcher':
        launcher = oneOf(option.name, given.value(option), ['exec', 'popen', 'bash', 'bash-exec']);
        break;
      case undefined:
        paths.push(option.text);
        break;
      default:
        throw new UsageError(`launch has no option ${option.name}.`);
    }
  }
  if (paths.length > 1)
    throw new UsageError('launch takes one folder; the command of the server comes after `--`.');
  return {
    path: paths[0] ?? '.',
    format,
    start,
    profile,
    env,
    cwd,
    launcher,
    arguments: end < 0 ? undefined : argv.slice(end + 1),
  };
}

function setVariable(env: Record<string, string | null>, text: string): void {
  const equals = text.indexOf('=');
  if (equals === 0)
    throw new UsageError('--env needs NAME=VALUE, or NAME alone for a variable that is not set.');
  if (equals < 0) env[text] = null;
  else env[text.slice(0, equals)] = text.slice(equals + 1);
}

interface Option {
  /** `--name`; undefined for an operand. */
  readonly name: string | undefined;
  readonly text: string;
  readonly glued: string | undefined;
}

/** `--name value`, `--name=value`, operands, and `--` before operands that begin with a dash. */
class Options {
  #i = 0;
  #operandsOnly = false;

  constructor(readonly argv: readonly string[]) {}

  next(): Option | undefined {
    const text = this.argv[this.#i++];
    if (text === undefined) return undefined;
    if (this.#operandsOnly || !text.startsWith('-') || text === '-')
      return { name: undefined, text, glued: undefined };
    if (text === '--') {
      this.#operandsOnly = true;
      return this.next();
    }
    const equals = text.indexOf('=');
    return equals < 0
      ? { name: text, text, glued: undefined }
      : { name: text.slice(0, equals), text, glued: text.slice(equals + 1) };
  }

  value(option: Option): string {
    const value = option.glued ?? this.argv[this.#i++];
    if (value === undefined) throw new UsageError(`${option.name ?? option.text} needs a value.`);
    return value;
  }
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found === undefined) throw new UsageError(`${name} takes ${allowed.join(', ')}; got "${value}".`);
  return found;
}

function isHelp(text: string): boolean {
  return text === '-h' || text === '--help';
}
