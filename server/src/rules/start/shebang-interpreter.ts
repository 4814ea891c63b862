import { readShellCall, shellOf } from '../../launch/index.ts';
import type { Shebang } from '../../shell/index.ts';
import { editDistance } from '../../text/index.ts';
import { editFix, type Rule, type Severity } from '../rule.ts';
import { isText, startFiles } from './scripts.ts';

export const shebangInterpreter: Rule = {
  meta: {
    code: 'start/shebang-interpreter',
    summary:
      'The first line of the start script names an interpreter that is not there, or refuses its options',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        '"No such file or directory", although the script is there, or "invalid option". No server starts.',
      detail:
        'The interpreter is an absolute path, and `env` takes one word: `#!/usr/bin/env bash -e` looks for a program called `bash -e`. A shell gets all that stands behind its name as one option too: `#!/bin/bash -euo pipefail` takes the script for the value of `-o`. Python and other programs as interpreter are no mistake.',
      severity: 'Information for `/bin/env`, which works because `/bin` is a link to `/usr/bin`.',
      sources: [
        'observed: launch-wrong-interpreter-popen, launch-missing-slash-popen, env-bash-e-shebang',
        'Linux execve(2): the rest of the line is one argument',
        'observed with bash 5.2 and dash 0.5.12: `-euo pipefail`, `-l -e`, `-z` in the first line',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!bin/bash\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
        {
          title: 'An option behind env',
          bad: { 'binder/start': '#!/usr/bin/env bash -e\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash -e\nexec "$@"\n' },
        },
        {
          title: 'Options with a blank between them',
          bad: { 'binder/start': '#!/bin/bash -euo pipefail\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nset -euo pipefail\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of startFiles(repository)) {
      const { shebang } = isText(file) ? repository.script(file) : { shebang: undefined };
      if (shebang === undefined) continue;
      const wrong = problemOf(shebang);
      if (wrong === undefined) continue;
      report({
        path: file.path,
        span: shebang.span,
        severity: wrong.severity,
        message: `${wrong.found} ${wrong.launch}`,
        subject: 'shebang',
        fixes: () => [
          wrong.right === undefined
            ? undefined
            : editFix(`Write ${shown(wrong.right)}`, 'safe', file.path, [
                { span: shebang.span, text: wrong.right },
              ]),
        ],
      });
    }
  },
};

interface Problem {
  readonly severity: Severity;
  readonly found: string;
  /** What happens at launch. */
  readonly launch: string;
  /** The whole line as it should be; with a second one where options need it. */
  readonly right: string | undefined;
}

const MISSING = '"No such file or directory", and no server starts.';

const KNOWN = ['/usr/bin/env', '/usr/bin/python3', '/usr/bin/perl'];
const PROGRAMS = ['bash', 'sh', 'dash', 'python', 'python3', 'zsh', 'fish', 'perl', 'Rscript', 'node'];

function problemOf({ interpreter, argument }: Shebang): Problem | undefined {
  const refused = problemOfOptions(interpreter, argument);
  if (refused !== undefined) return refused;
  if (/^\/(?:usr\/)?bin\/env$/.test(interpreter)) return problemOfEnv(interpreter, argument);
  const rest = argument === '' ? '' : ` ${argument}`;
  if (interpreter === '')
    return {
      severity: 'error',
      found: 'The first line names no interpreter; write `#!/bin/bash`.',
      launch: MISSING,
      right: '#!/bin/bash',
    };
  if (shellOf(interpreter, '') !== undefined || KNOWN.includes(interpreter)) return undefined;
  const near = nearPath(interpreter);
  if (near === undefined && interpreter.startsWith('/')) return undefined;
  const right = near === undefined ? undefined : (withOptions(near, argument) ?? `#!${near}${rest}`);
  return {
    severity: 'error',
    found: `The image has no interpreter \`${interpreter}\`${right === undefined ? '; write a whole path, such as `#!/bin/bash`' : `; write ${shown(right)}`}.`,
    launch: MISSING,
    right,
  };
}

/** Options that the shell refuses, mostly since it gets them as one. */
function problemOfOptions(interpreter: string, argument: string): Problem | undefined {
  const named = shellOf(interpreter, argument);
  if (named === undefined) return undefined;
  const { shell, name, words } = named;
  if (readShellCall(shell, name, [...words, 'start']).refusal === undefined) return undefined;
  const right = words.length === 1 ? withOptions(interpreter, argument) : undefined;
  const program = name.slice(name.lastIndexOf('/') + 1);
  const several = /\s/.test(argument) && words.length === 1;
  return {
    severity: 'error',
    found: several
      ? `\`${program}\` gets the whole rest of the line as one option, \`${argument}\`, and refuses it${right === undefined ? '' : `; write ${shown(right)}`}.`
      : `\`${program}\` has no option \`${words.join(' ')}\`.`,
    launch: 'It ends with "invalid option", and no server starts.',
    right,
  };
}

/** The lines that give a shell the options that stand in one line; undefined when there are none that it has. */
function withOptions(path: string, argument: string): string | undefined {
  const shell = shellOf(path, '')?.shell;
  if (shell === undefined || argument === '') return undefined;
  const words = argument.split(/\s+/);
  const { refusal, beyond, command, shopt, login, count } = readShellCall(shell, path, [...words, 'start']);
  if (refusal !== undefined || beyond !== undefined || command || shopt.size > 0 || count !== words.length)
    return undefined;
  const others = words
    .filter((word) => word !== '--login')
    .map((word) => (/^-\w+$/.test(word) ? word.replace('l', '') : word))
    .filter((word) => word !== '-');
  const letters = others.every((word) => /^-[a-zA-Z]+$/.test(word) && !word.includes('o'));
  const joined = `${login ? 'l' : ''}${letters ? others.map((word) => word.slice(1)).join('') : ''}`;
  const first = `#!${path}${joined === '' ? '' : ` -${joined}`}`;
  return letters ? first : `${first}\nset ${others.join(' ')}`;
}

/** One line, or two of them, in a message. */
function shown(right: string): string {
  return right
    .split('\n')
    .map((line) => `\`${line}\``)
    .join(', and below it ');
}

function problemOfEnv(interpreter: string, argument: string): Problem | undefined {
  const words = argument.split(/\s+/);
  const [program = ''] = words;
  if (/^-\w*S/.test(program) || program === '--split-string') return undefined;
  if (words.length > 1) {
    const right = withOptions(`/bin/${program}`, words.slice(1).join(' '));
    return {
      severity: 'error',
      found: `\`env\` takes the whole rest of the line as one name, \`${argument}\`${right === undefined ? '' : `; write ${shown(right)}`}.`,
      launch: MISSING,
      right,
    };
  }
  const near = PROGRAMS.includes(program)
    ? undefined
    : ['bash', 'python'].find((name) => editDistance(program, name, 1) === 1);
  if (near !== undefined && program !== 'ash') {
    const right = `#!${interpreter} ${near}`;
    return {
      severity: 'error',
      found: `The image has no program \`${program}\`; write \`${right}\`.`,
      launch: MISSING,
      right,
    };
  }
  if (interpreter === '/bin/env')
    return {
      severity: 'info',
      found: '`env` lives in `/usr/bin`; write `#!/usr/bin/env`.',
      launch: 'It works, because `/bin` is a link in these images.',
      right: `#!/usr/bin/env ${argument}`.trimEnd(),
    };
  return undefined;
}

/** The shell or `env` that a path nearly is: `bin/bash`, `/bin/bsh`. */
function nearPath(path: string): string | undefined {
  const candidates = ['/bin/bash', '/bin/sh', '/usr/bin/env'];
  const exact = candidates.find(
    (candidate) =>
      path === candidate.slice(1) ||
      path === candidate.slice(candidate.lastIndexOf('/') + 1) ||
      path === `.${candidate}`,
  );
  if (exact !== undefined) return exact;
  if (/^\/(?:usr\/local\/bin|opt\/[\w.]+\/bin)\/bash$/.test(path)) return undefined;
  return candidates.find(
    (candidate) =>
      candidate !== '/bin/sh' && editDistance(path, candidate, 2) <= (path.startsWith('/') ? 1 : 2),
  );
}
