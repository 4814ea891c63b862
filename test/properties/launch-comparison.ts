import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MemoryFileSystem } from '../../server/src/binder/index.ts';
import { type CommandEnvironment, run } from '../../server/src/cli/index.ts';
import type { LaunchAnswer } from '../../server/src/features/index.ts';
import { judgeAnswer } from '../unit/launch/answer.ts';
import type { Judged, ObservedCase } from '../unit/launch/observed.ts';

/** A case before anybody ran it. */
export type Unobserved = Omit<ObservedCase, 'expect'>;

export type Observe = (one: Unobserved) => ObservedCase['expect'];

/** Loads the program that runs cases with the real bash. */
export async function observer(): Promise<Observe> {
  const file = join(process.env['PROJECT_ROOT'] ?? '.', 'test/launch-cases/observe-bash.mjs');
  const { observe } = (await import(pathToFileURL(file).href)) as { readonly observe: Observe };
  return observe;
}

/** What the command line answers for a case whose files are held in memory. */
export async function answerTo(one: Unobserved): Promise<LaunchAnswer> {
  const script = one.scriptPath ?? 'binder/start';
  const contents: Record<string, string> = { ...one.files, [script]: one.script };
  const marks: Record<string, { link?: boolean; target?: string; executable?: boolean }> = {};
  for (const path of Object.keys(contents))
    marks[path] = { executable: (Number.parseInt(modeOf(one, path, script), 8) & 0o100) !== 0 };
  for (const [path, target] of Object.entries(one.symlinks ?? {})) {
    contents[path] = '';
    marks[path] = { link: true, target };
  }
  for (const path of one.dirs ?? []) contents[`${path}/`] = '';
  const files = new MemoryFileSystem(contents, marks);
  let output = '';
  const fail = (text: string): void => {
    throw new Error(text);
  };
  const environment: CommandEnvironment = {
    stdout: (text) => {
      output += text;
    },
    stderr: fail,
    stat: async (path) => files.stat(path === '.' ? '' : path.replace(/^\.\//, '')),
    absolute: () => '/nowhere/at/all',
    files: () => files,
    write: async () => fail('nothing is written'),
    rename: async () => fail('nothing is renamed'),
    page: async () => undefined,
    style: (_, text) => text,
    version: '0',
  };
  await run(
    [
      'launch',
      '.',
      ...['--start', script, '--clear-env', '--launcher', one.launcher ?? 'exec', '--format', 'json'],
      ...Object.entries(one.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...(one.cwd === undefined ? [] : ['--cwd', one.cwd]),
      ...['--', '/probe', ...(one.args ?? [])],
    ],
    environment,
  );
  return JSON.parse(output) as LaunchAnswer;
}

function modeOf(one: Unobserved, path: string, script: string): string {
  return one.modes?.[path] ?? (path === script ? '0755' : '0644');
}

/**
 * Whether a wrong claim comes from a race of the script, or from the place of the folder on this machine, which shows
 * when a script cuts a path into pieces. Where the folder is /home/jovyan itself, nothing comes from its place.
 */
export function isChance(one: Unobserved, observe: Observe, expect: ObservedCase['expect']): boolean {
  const atHome = process.env['OBSERVE_AT_HOME'] === '1';
  // Jupyter stands in that folder too: what is above `/probe` differs.
  if (!atHome && /\bdirname\b[^\n]*\$["(]*[@*1e]/.test(one.script)) return true;
  const seen = [expect, observe(one), observe(one)].map((each) => JSON.stringify(each));
  if (new Set(seen).size > 1) return true;
  return !atHome && seen.some((text) => text.includes('/tmp') || text.includes('obs-'));
}

/** Runs a case with the real programs and compares. */
export async function compare(
  one: Unobserved,
  observe: Observe,
): Promise<Judged & { readonly expect: ObservedCase['expect'] }> {
  const answer = await answerTo(one);
  // Parts of a pipeline write at once: the answer then claims the lines, and not their order.
  const stderrUnordered = answer.stderr.unordered === true;
  const seen = stderrUnordered ? { ...one, stderrUnordered } : one;
  const expect = observe(seen);
  return { ...judgeAnswer({ ...seen, expect }, answer), expect };
}

/** The case with all lines left out that do not matter to a wrong claim. */
export async function minimised(one: Unobserved, observe: Observe): Promise<Unobserved> {
  let best = one;
  const isWrong = async (candidate: Unobserved): Promise<boolean> =>
    (await compare(candidate, observe)).verdict === 'wrong';
  for (
    let size = Math.ceil(one.script.split('\n').length / 2);
    size >= 1;
    size = size === 1 ? 0 : size >> 1
  ) {
    for (let at = 1; at < best.script.split('\n').length; ) {
      const lines = best.script.split('\n');
      const script = [...lines.slice(0, at), ...lines.slice(at + size)].join('\n');
      const smaller = { ...best, script: script.endsWith('\n') ? script : `${script}\n` };
      if (script !== best.script && smaller.script !== best.script && (await isWrong(smaller)))
        best = smaller;
      else at += size;
    }
  }
  for (const path of Object.keys(best.files ?? {})) {
    const files = { ...best.files };
    const modes = { ...best.modes };
    delete files[path];
    delete modes[path];
    if (await isWrong({ ...best, files, modes })) best = { ...best, files, modes };
  }
  return best;
}
