import type { Script } from '../shell/index.ts';
import type { ProgramStart } from './launch.ts';
import type { LaunchInput } from './settings.ts';
import { readShellCall, readsScript, refusalText, type Shell, type ShellCall } from './shell-options.ts';
import { EMPTY, known, type Value } from './value.ts';

/** What the kernel and the launcher make of the script's first line; with what they say when it cannot run. */
export interface Started {
  readonly start: ProgramStart;
  readonly message: Value;
  readonly status: number;
  /** How the shell is called. */
  readonly call: ShellCall | undefined;
}

/** A shell that a first line names. */
export interface NamedShell {
  readonly shell: Shell;
  /** How it is called. */
  readonly name: string;
  /** What stands before the name of the script. */
  readonly words: readonly string[];
}

/** Programs that run on the machine of the hub and may interpret a script. */
const SHELLS: ReadonlyMap<string, 'bash' | 'dash'> = new Map([
  ['/bin/bash', 'bash'],
  ['/usr/bin/bash', 'bash'],
  ['/bin/sh', 'dash'],
  ['/usr/bin/sh', 'dash'],
  ['/bin/dash', 'dash'],
  ['/usr/bin/dash', 'dash'],
]);

/** @param path absolute path of the script */
export function startProgram(script: Script, path: string, input: LaunchInput): Started {
  const { launcher } = input;
  const bash = (): Started => ran({ shell: 'bash', name: 'bash', words: [] }, path);
  if (launcher === 'bash') return bash();
  if (!input.executable) return notExecutable(path, launcher);
  const { text } = script.source;
  if (!text.startsWith('#!')) {
    if (launcher === 'popen')
      return failed('no-shebang', `OSError: [Errno 8] Exec format error: '${path}'\n`, 1);
    return launcher === 'bash-exec' ? bash() : ran({ shell: 'dash', name: '/bin/sh', words: [] }, path);
  }
  const { interpreter, argument } = firstLine(text);
  const named = shellOf(interpreter, argument);
  if (named !== undefined) return ran(named, path);
  if (isEnv(interpreter)) return throughEnv(interpreter, argument);
  const exists =
    /^\/(?:usr\/)?(?:local\/)?s?bin\/[\w.-]+$/.test(interpreter) && !/\/b(?:sh|ahs|ask)$/.test(interpreter);
  if (exists || interpreter.startsWith('/srv/') || interpreter.startsWith('/opt/')) {
    return ranOther(interpreter);
  }
  const missing =
    launcher === 'popen'
      ? `FileNotFoundError: [Errno 2] No such file or directory: '${path}'\n`
      : `env: '${path}': No such file or directory\n`;
  return failed('interpreter-missing', missing, launcher === 'popen' ? 1 : 127);
}

/** The kernel gives all that follows the interpreter to it as one argument. */
function firstLine(text: string): { readonly interpreter: string; readonly argument: string } {
  const end = text.indexOf('\n');
  const line = text.slice(2, end < 0 ? text.length : end).replace(/^[ \t]+|[ \t]+$/g, '');
  const interpreter = /^[^ \t]*/.exec(line)?.[0] ?? '';
  return { interpreter, argument: line.slice(interpreter.length).replace(/^[ \t]+/, '') };
}

/** The shell that the first line of a script names; undefined for another program, and without such a line. */
export function namedShell(text: string): NamedShell | undefined {
  if (!text.startsWith('#!')) return undefined;
  const { interpreter, argument } = firstLine(text);
  return shellOf(interpreter, argument);
}

/** @param argument all that stands behind the interpreter */
export function shellOf(interpreter: string, argument: string): NamedShell | undefined {
  const shell = SHELLS.get(interpreter);
  if (shell !== undefined) return { shell, name: interpreter, words: argument === '' ? [] : [argument] };
  if (!isEnv(interpreter)) return undefined;
  const [name = '', ...words] = wordsOfEnv(argument);
  return name === 'bash' || name === 'sh' || name === 'dash'
    ? { shell: name === 'bash' ? 'bash' : 'dash', name, words }
    : undefined;
}

function isEnv(interpreter: string): boolean {
  return interpreter === '/usr/bin/env' || interpreter === '/bin/env';
}

/** `env` takes what it is given for one name, unless it is told to split it. */
function wordsOfEnv(argument: string): readonly string[] {
  const split = /^(?:-S|--split-string=)\s*/.exec(argument);
  return split === null ? [argument] : argument.slice(split[0].length).split(/\s+/);
}

function throughEnv(env: string, argument: string): Started {
  const [name = ''] = wordsOfEnv(argument);
  const shown = name.replaceAll('\r', '\\r');
  if (/\s|\r/.test(name)) {
    const message = `${env}: '${shown}': No such file or directory\n${env}: use -[v]S to pass options in shebang lines\n`;
    return failed(name.includes('\r') ? 'interpreter-missing' : 'env-two-words', message, 127);
  }
  return ranOther(name);
}

function notExecutable(path: string, launcher: LaunchInput['launcher']): Started {
  if (launcher === 'popen')
    return failed('not-executable', `PermissionError: [Errno 13] Permission denied: '${path}'\n`, 1);
  if (launcher === 'exec') return failed('not-executable', `env: '${path}': Permission denied\n`, 126);
  const head = `${path}: line 1: `;
  return failed(
    'not-executable',
    `${head}${path}: Permission denied\n${head}exec: ${path}: cannot execute: Permission denied\n`,
    126,
  );
}

function ran({ shell, name, words }: NamedShell, path: string): Started {
  const call = readShellCall(shell, name, [...words, path]);
  const { refusal } = call;
  if (refusal !== undefined) return failed('shell-option', refusalText(refusal, undefined), refusal.status);
  // What it is told to run is not the script, or nobody knows how it reads it.
  if (!readsScript(call)) return ranOther([name, ...words].join(' '));
  return { start: { runs: shell, login: call.login }, message: EMPTY, status: 0, call };
}

function ranOther(interpreter: string): Started {
  return { start: { runs: 'other', interpreter }, message: EMPTY, status: 0, call: undefined };
}

/** @param message what the log shows */
function failed(
  why: (ProgramStart & { runs: 'nothing' })['why'],
  message: string | Value,
  status: number,
): Started {
  const shown = typeof message === 'string' ? known(message) : message;
  return { start: { runs: 'nothing', why }, message: shown, status, call: undefined };
}
