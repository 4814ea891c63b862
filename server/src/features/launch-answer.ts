import type { Repository } from '../binder/index.ts';
import {
  type Content,
  changesIn,
  type FileOutcome,
  knownText,
  type Launch,
  likely,
  originOf,
  type Status,
  show,
  type Value,
} from '../launch/index.ts';
import { LineIndex } from '../text/index.ts';

/** A text, as far as it is known. `shown`: with `<...>` for what is not. */
export type KnownText =
  | { readonly state: 'known'; readonly value: string }
  | { readonly state: 'unknown'; readonly shown?: string };

export type AnsweredFile = (
  | { readonly state: 'known'; readonly text: string }
  /** No regular file is there any more; `link`: a symbolic link to that place is. */
  | { readonly state: 'absent'; readonly link?: string }
  | { readonly state: 'unknown'; readonly reason: string; readonly shown?: string }
) & { readonly changes?: readonly AnsweredChange[] };

/** A stretch of the text afterwards. Lines and columns count from 1. */
export interface AnsweredChange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly by: { readonly path: string; readonly line: number; readonly text: string };
  readonly values: readonly { readonly name: string; readonly value: string | null; readonly from: string }[];
}

export type AnsweredVariable = (KnownText | { readonly state: 'unset' }) & { readonly from: string };

/**
 * The result of a launch for other programs: the contract of `pangeo-binder launch --format json`. Paths are relative
 * to the repository, which itself is shown as `/home/jovyan`. Fields are only ever added.
 */
export interface LaunchAnswer {
  readonly version: 1;
  readonly profile: string | null;
  readonly start: string | null;
  readonly reachesExec: 'yes' | 'no' | 'perhaps';
  /** Status with which the script ends, or what took its place; the server itself counts as ending with 0. */
  readonly exit:
    | { readonly state: 'known'; readonly value: number }
    /** `failed`: it is certain that it is not 0. */
    | { readonly state: 'unknown'; readonly failed?: true };
  /** Arguments of the server's command after its own name; null when it is never run. */
  readonly execArgs: readonly KnownText[] | null;
  /** How the server's command runs: in the place of the script, or as its child. */
  readonly server: 'exec' | 'child' | 'job' | null;
  /** Working directory of the server, relative to the repository; `.` is the repository. */
  readonly execCwd: KnownText | null;
  /** Every regular file that differs afterwards, and those of which nobody knows. */
  readonly files: Readonly<Record<string, AnsweredFile>>;
  /** Symbolic links that the script made or changed, with where they lead. */
  readonly links: Readonly<Record<string, string>>;
  /** The environment of the server, without `_` and `SHLVL`, and without `PATH` and `HOME` where they stay. */
  readonly exportedEnv: Readonly<Record<string, AnsweredVariable>>;
  readonly stdout: KnownText;
  /** `unordered`: several programs write at once, and the lines may stand in another order. */
  readonly stderr: KnownText & { readonly unordered?: true };
  readonly unknown: readonly UnknownReason[];
  /** Set when after that line nothing is certain any more. */
  readonly unknownFrom: UnknownReason | null;
  /** Set when from that line on any file may be changed, also such as are not listed. */
  readonly anyFile: UnknownReason | null;
}

export interface UnknownReason {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

const HOME = '/home/jovyan';
/** Files that are listed as unknown when anything may have happened to them. */
const MAX_LOST = 500;

/** What a launch comes to, for other programs. */
export function launchAnswer(repository: Repository, launch: Launch): LaunchAnswer {
  const lost = launch.unknownFrom !== undefined;
  const { server } = launch;
  const serves = server?.certain === true && server.argumentsCertain && !lost;
  const from = launch.unknownFrom;
  return {
    version: 1,
    profile: launch.profile?.name ?? null,
    start: launch.script ?? null,
    // A shell that takes the place of the script may start the server as its child.
    reachesExec:
      launch.reachesExec === 'yes' && launch.server?.how === 'child' ? 'perhaps' : launch.reachesExec,
    exit: statusOf(lost ? 'unknown' : launch.exit),
    execArgs: server === undefined ? null : server.arguments.map((value) => textOf(value, serves)),
    server: server === undefined ? null : server.background ? 'job' : server.how,
    execCwd: server === undefined ? null : cwdOf(server.cwd, !lost && server.certain),
    files: filesOf(repository, launch),
    links: linksOf(launch),
    exportedEnv: server === undefined ? {} : environmentOf(launch, lost),
    stdout: textOf(launch.stdout, !lost),
    stderr: { ...textOf(launch.stderr, !lost), ...(launch.stderrMixed ? { unordered: true } : {}) },
    unknown: launch.unknown.map(({ path, place, message }) => ({ path, line: place.line, reason: message })),
    unknownFrom: from === undefined ? null : reasonOf(from),
    anyFile: launch.anyFile === undefined ? null : reasonOf(launch.anyFile),
  };
}

function reasonOf({ place, reason }: NonNullable<Launch['unknownFrom']>): UnknownReason {
  return { path: place.path, line: place.line, reason };
}

function textOf(value: Value, certain: boolean): KnownText {
  const text = certain ? knownText(value) : undefined;
  return text === undefined ? { state: 'unknown', shown: show(value) } : { state: 'known', value: text };
}

function statusOf(status: Status): LaunchAnswer['exit'] {
  if (typeof status === 'number') return { state: 'known', value: status };
  return status === 'failed' ? { state: 'unknown', failed: true } : { state: 'unknown' };
}

function cwdOf(value: Value, certain: boolean): KnownText {
  const text = textOf(value, certain);
  if (text.state === 'unknown') return text;
  if (text.value === HOME) return { state: 'known', value: '.' };
  return text.value.startsWith(`${HOME}/`) ? { ...text, value: text.value.slice(HOME.length + 1) } : text;
}

function filesOf(repository: Repository, launch: Launch): Record<string, AnsweredFile> {
  const doubt = launch.unknownFrom ?? launch.anyFile;
  const files: Record<string, AnsweredFile> = {};
  for (const [path, outcome] of launch.files) {
    const file = fileOf(repository, launch, outcome, doubt?.reason);
    if (file !== undefined) files[path] = file;
  }
  for (const [path, reason] of launch.perhapsChanged) files[path] ??= { state: 'unknown', reason };
  if (doubt !== undefined) {
    const { reason } = doubt;
    for (const path of pathsOf(repository)) files[path] ??= { state: 'unknown', reason };
  }
  return files;
}

/** Every file that was listed; without those of git, which no script of a launch is about. */
function pathsOf(repository: Repository): readonly string[] {
  const paths: string[] = [];
  for (const [folder, entries] of repository.snapshot.listings) {
    for (const { name, type } of entries ?? []) {
      if (paths.length >= MAX_LOST) return paths;
      if (type === 'file') paths.push(folder === '' ? name : `${folder}/${name}`);
    }
  }
  return paths;
}

function fileOf(
  repository: Repository,
  launch: Launch,
  outcome: FileOutcome,
  doubt: string | undefined,
): AnsweredFile | undefined {
  const { after } = outcome;
  const wasFile = mayBeFile(outcome.before);
  if (after.kind === 'absent' || after.kind === 'directory' || after.kind === 'link') {
    if (!wasFile || (after.kind === 'link' && outcome.before.kind === 'link')) return undefined;
    if (doubt !== undefined) return { state: 'unknown', reason: doubt };
    return after.kind === 'link' ? { state: 'absent', link: after.target } : { state: 'absent' };
  }
  if (!wasFile && !mayBeFile(after)) return undefined;
  const changes = changesOf(repository, launch, outcome);
  const more = changes.length === 0 ? {} : { changes };
  if (after.kind === 'unknown') return { state: 'unknown', reason: after.reason, ...shown(after), ...more };
  const text = doubt !== undefined ? undefined : knownText(after.text);
  if (text !== undefined) return { state: 'known', text, ...more };
  const piece = after.text.pieces.find((one) => one.kind === 'unknown');
  const reason = doubt ?? (piece?.kind === 'unknown' ? piece.reason : 'part of it is not known');
  return { state: 'unknown', reason, shown: show(after.text), ...more };
}

function mayBeFile(content: Content): boolean {
  if (content.kind === 'unknown') return !content.exhaustive || content.alternatives.some(mayBeFile);
  // A link leads to a file, as far as a reader of the folder is concerned.
  return content.kind === 'text' || content.kind === 'link';
}

function shown(content: Content): { readonly shown?: string } {
  const [first] = content.kind === 'unknown' ? content.alternatives : [];
  return first?.kind === 'text' ? { shown: likely(first.text) } : {};
}

function changesOf(repository: Repository, launch: Launch, outcome: FileOutcome): readonly AnsweredChange[] {
  const { after, spans } = changesIn(launch, outcome);
  const lines = new LineIndex(after);
  const place = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1 };
  };
  return spans.map(({ span, by, values }) => ({
    start: place(span.start),
    end: place(span.end),
    by: { path: by.path, line: by.line, text: commandText(repository, by) },
    values: values.map(({ name, value, from }) => ({ name, value: value ?? null, from })),
  }));
}

/** The first line of a command as it is written. */
export function commandText(
  repository: Repository,
  place: { readonly path: string; readonly span: { readonly start: number; readonly end: number } },
): string {
  const text = repository.file(place.path)?.source.slice(place.span).split('\n', 1)[0]?.trimEnd() ?? '';
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function linksOf(launch: Launch): Record<string, string> {
  const links: Record<string, string> = {};
  for (const [path, { after }] of launch.files) if (after.kind === 'link') links[path] = after.target;
  return links;
}

function environmentOf(launch: Launch, lost: boolean): Record<string, AnsweredVariable> {
  const environment: Record<string, AnsweredVariable> = {};
  for (const [name, variable] of [...launch.exported].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === '_' || name === 'SHLVL') continue;
    if ((name === 'PATH' || name === 'HOME') && variable.certain && isSame(launch, name, variable.value))
      continue;
    const { from } = originOf(launch, name, variable.from, variable.value !== undefined);
    if (variable.value === undefined && variable.certain && !lost)
      environment[name] = { state: 'unset', from };
    else {
      const certain = variable.certain && !lost && launch.server?.certain === true;
      environment[name] = { ...textOf(variable.value ?? { pieces: [] }, certain), from };
    }
  }
  return environment;
}

function isSame(launch: Launch, name: string, value: Value | undefined): boolean {
  const before = launch.environment.get(name);
  if (value === undefined || before === undefined) return value === before;
  const text = knownText(value);
  return value === before || (text !== undefined && text === knownText(before));
}
