import type { Script } from '../shell/index.ts';
import type { ProgramStart } from './launch.ts';
import type { LaunchInput } from './settings.ts';

/** What the kernel and the launcher make of the script's first line; with what they say when it cannot run. */
export interface Started {
  readonly start: ProgramStart;
  readonly message: string;
  readonly status: number;
  /** `bash -e`: options of the shell. */
  readonly options: string;
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
  const bash = (): Started => ran('bash', '');
  if (launcher === 'bash') return bash();
  if (!input.executable) return notExecutable(path, launcher);
  const { text } = script.source;
  if (!text.startsWith('#!')) {
    if (launcher === 'popen')
      return failed('no-shebang', `OSError: [Errno 8] Exec format error: '${path}'\n`, 1);
    return launcher === 'bash-exec' ? bash() : ran('dash', '');
  }
  const end = text.indexOf('\n');
  const line = text.slice(2, end < 0 ? text.length : end).replace(/^[ \t]+|[ \t]+$/g, '');
  const interpreter = /^[^ \t]*/.exec(line)?.[0] ?? '';
  const argument = line.slice(interpreter.length).replace(/^[ \t]+/, '');
  const shell = SHELLS.get(interpreter);
  if (shell !== undefined) return ran(shell, argument);
  if (interpreter === '/usr/bin/env' || interpreter === '/bin/env') return throughEnv(interpreter, argument);
  const exists =
    /^\/(?:usr\/)?(?:local\/)?s?bin\/[\w.-]+$/.test(interpreter) && !/\/b(?:sh|ahs|ask)$/.test(interpreter);
  if (exists || interpreter.startsWith('/srv/') || interpreter.startsWith('/opt/')) {
    return { start: { runs: 'other', interpreter }, message: '', status: 0, options: '' };
  }
  const missing =
    launcher === 'popen'
      ? `FileNotFoundError: [Errno 2] No such file or directory: '${path}'\n`
      : `env: '${path}': No such file or directory\n`;
  return failed('interpreter-missing', missing, launcher === 'popen' ? 1 : 127);
}

function throughEnv(env: string, argument: string): Started {
  const split = /^-S\s*/.exec(argument);
  const words = split === null ? [argument] : argument.slice(split[0].length).split(/\s+/);
  const [name = '', ...options] = words;
  if (name === 'bash' || name === 'sh' || name === 'dash')
    return ran(name === 'bash' ? 'bash' : 'dash', options.join(' '));
  const shown = name.replaceAll('\r', '\\r');
  if (/\s|\r/.test(name)) {
    const message = `${env}: '${shown}': No such file or directory\n${env}: use -[v]S to pass options in shebang lines\n`;
    return failed(name.includes('\r') ? 'interpreter-missing' : 'env-two-words', message, 127);
  }
  return { start: { runs: 'other', interpreter: name }, message: '', status: 0, options: '' };
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

function ran(shell: 'bash' | 'dash', options: string): Started {
  return {
    start: { runs: shell, login: /(?:^|\s)(?:-\w*l|--login)/.test(options) },
    message: '',
    status: 0,
    options,
  };
}

function failed(why: (ProgramStart & { runs: 'nothing' })['why'], message: string, status: number): Started {
  return { start: { runs: 'nothing', why }, message, status, options: '' };
}
