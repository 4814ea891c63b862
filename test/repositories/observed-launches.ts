import type { ObservedCase } from '../unit/launch/observed.ts';

/** Something that went wrong when a script was really run, with the lines of the script that may be to blame. */
export interface Trouble {
  readonly what: string;
  /** Lines from 1, one of which a finding has to be on; undefined where the data do not tell. */
  readonly lines: readonly number[] | undefined;
}

/**
 * What went wrong at a launch, read off the observation: no server, a server as a child, other arguments, a message on
 * standard error, a file that a sed was to change and did not, one that was emptied, text other than the value, a copy
 * that nobody asked for, an export that did not arrive. Where the same script was run by several launchers, that of
 * today's entry point counts.
 */
export function troubles(one: ObservedCase, all: readonly ObservedCase[]): readonly Trouble[] {
  const runs = all.filter((other) => subject(other) === subject(one));
  const today = runs.filter(({ launcher }) => launcher === 'popen');
  const counted = today.length > 0 ? today : runs;
  return counted.flatMap(troublesOf);
}

function subject({ script, files, env, modes, symlinks, dirs, cwd }: ObservedCase): string {
  return JSON.stringify([script, files ?? {}, env ?? {}, modes ?? {}, symlinks ?? {}, dirs ?? [], cwd ?? '']);
}

function troublesOf(one: ObservedCase): Trouble[] {
  return [...inHandOver(one), ...inMessages(one), ...inFiles(one), ...inExports(one)];
}

function inHandOver({ expect, args = [] }: ObservedCase): Trouble[] {
  if (expect.exportedEnv === null) return [{ what: 'no server', lines: undefined }];
  if (expect.execSamePid === false) return [{ what: 'the server is a child', lines: undefined }];
  const passed = args.every((argument, i) => expect.execArgs?.[i] === argument);
  return passed ? [] : [{ what: 'other arguments', lines: undefined }];
}

/** Messages of bash that name the line at which it found something wrong, rather than where it gave up reading. */
const AT_LINE =
  /^\/home\/jovyan\/binder\/start: line (\d+): (?!syntax error|unexpected EOF|warning: here-document)/;

function inMessages({ expect, script }: ObservedCase): Trouble[] {
  const lines = script.split('\n');
  const said = new Set(lines.flatMap((line) => /\becho (\w+) (?:>&2|2>&1)/.exec(line)?.[1] ?? []));
  return expect.stderr.split('\n').flatMap((message): Trouble[] => {
    // `set -x` and what the script says itself are no errors.
    if (message === '' || /^\++ /.test(message) || said.has(message)) return [];
    const at = AT_LINE.exec(message);
    if (at !== null) return [{ what: message, lines: [Number(at[1])] }];
    return [{ what: message, lines: linesOfProgram(lines, message) }];
  });
}

/** The lines that run the program of a message, and of those the ones that name the file it speaks of, if any does. */
function linesOfProgram(lines: readonly string[], message: string): readonly number[] | undefined {
  const program = /^([a-z]+): /.exec(message)?.[1];
  if (program === undefined) return undefined;
  const running = numbered(lines, (line) => new RegExp(`(?:^|[\\s;&|(])${program}\\s`).test(line));
  const file = /'([^']+)'|can't read ([^:]+):|: ([^\s:]+): /.exec(message)?.slice(1).find(Boolean);
  const naming = running.filter((number) => file !== undefined && lines[number - 1]?.includes(file));
  return naming.length > 0 ? naming : running.length > 0 ? running : undefined;
}

function inFiles(one: ObservedCase): Trouble[] {
  const { expect, files = {}, script } = one;
  const lines = script.split('\n');
  const found: Trouble[] = [];
  for (const [path, before] of Object.entries(files)) {
    const after = expect.files[path];
    if (before !== '' && after === '')
      found.push({ what: `${path} is emptied`, lines: numbered(lines, (line) => line.includes(path)) });
    if (before === after) {
      const meant = numbered(lines, (line) => meansToChange(line, path));
      if (meant.length > 0) found.push({ what: `${path} is not changed`, lines: meant });
    }
    const filled = filledAsMeant(one, path);
    if (filled !== undefined && after !== filled.text)
      found.push({ what: `${path} gets another text than the value`, lines: [filled.line] });
  }
  for (const path of Object.keys(expect.files)) {
    if (
      files[path] === undefined &&
      Object.keys(files).some((known) => path === `${known}r` || path === `${known}e`)
    )
      found.push({ what: `a copy ${path}`, lines: numbered(lines, (line) => line.startsWith('sed ')) });
  }
  return found;
}

/** `sed SCRIPT FILE` alone on its line, with nothing else done with its output. */
function meansToChange(line: string, path: string): boolean {
  const bare = line.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, 'x');
  if (!/^sed /.test(bare) || /[|<>&]/.test(bare)) return false;
  return !/ -\w*n/.test(bare) && bare.split(/\s+/).includes(path);
}

/** A file in which one sed puts a value of the environment in the place of a plain word: what it means to make of it. */
function filledAsMeant({ script, files = {}, env = {} }: ObservedCase, path: string) {
  const lines = script.split('\n');
  const naming = numbered(lines, (line) => line.startsWith('sed ') && line.endsWith(` ${path}`));
  const [line] = naming;
  if (line === undefined || naming.length > 1) return undefined;
  const form = /^sed -i (?:-e )?(["'])s(\W)(\w+)\2\$\{?(\w+)\}?\2(g?)\1 \S+$/.exec(lines[line - 1] ?? '');
  if (form === null) return undefined;
  const [, , , token = '', name = '', global] = form;
  const before = files[path] ?? '';
  // What the script makes of a value itself is not followed here.
  if (lines.some((other) => other.startsWith(`${name}=`))) return undefined;
  const value = env[name] ?? `<${name}>`;
  const text =
    global === 'g'
      ? before.replaceAll(token, () => value)
      : before
          .split('\n')
          .map((part) => part.replace(token, () => value))
          .join('\n');
  return { text, line };
}

function inExports({ expect, script }: ObservedCase): Trouble[] {
  const { exportedEnv } = expect;
  if (exportedEnv === null) return [];
  const lines = script.split('\n');
  return lines.flatMap((line, i): Trouble[] => {
    const name = /^export ([A-Za-z_]\w*)=/.exec(line)?.[1];
    if (name === undefined || exportedEnv[name] !== undefined) return [];
    if (
      lines.some((other) => new RegExp(`\\b(?:unset|export -n|declare \\+x)\\b.*\\b${name}\\b`).test(other))
    )
      return [];
    return [{ what: `${name} does not arrive`, lines: [i + 1] }];
  });
}

function numbered(lines: readonly string[], fits: (line: string) => boolean): number[] {
  return lines.flatMap((line, i) => (fits(line) ? [i + 1] : []));
}
