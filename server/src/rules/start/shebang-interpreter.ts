import type { Shebang } from '../../shell/index.ts';
import { editDistance } from '../../text/index.ts';
import { editFix, type Rule, type Severity } from '../rule.ts';
import { isText, startFiles } from './scripts.ts';

export const shebangInterpreter: Rule = {
  meta: {
    code: 'start/shebang-interpreter',
    summary: 'The first line of the start script names an interpreter that the image does not have',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: '"No such file or directory", although the script is there. No server starts.',
      detail:
        'The interpreter is an absolute path, and `env` takes one word: `#!/usr/bin/env bash -e` looks for a program called `bash -e`. Python and other programs as interpreter are no mistake.',
      severity: 'Information for `/bin/env`, which works because `/bin` is a link to `/usr/bin`.',
      sources: [
        'observed: launch-wrong-interpreter-popen, launch-missing-slash-popen, env-bash-e-shebang',
        'Linux execve(2): the rest of the line is one argument',
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
        message: `${wrong.found} ${wrong.severity === 'error' ? '"No such file or directory", and no server starts.' : 'It works, because `/bin` is a link in these images.'}`,
        subject: 'shebang',
        fixes: () => [
          wrong.right === undefined
            ? undefined
            : editFix(`Write \`${wrong.right}\``, 'safe', file.path, [
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
  /** The whole line as it should be. */
  readonly right: string | undefined;
}

const SHELLS = ['/bin/bash', '/bin/sh', '/usr/bin/bash', '/usr/bin/sh', '/bin/dash', '/usr/bin/dash'];
const KNOWN = [...SHELLS, '/usr/bin/env', '/usr/bin/python3', '/usr/bin/perl'];
const PROGRAMS = ['bash', 'sh', 'dash', 'python', 'python3', 'zsh', 'fish', 'perl', 'Rscript', 'node'];

function problemOf({ interpreter, argument }: Shebang): Problem | undefined {
  if (/^\/(?:usr\/)?bin\/env$/.test(interpreter)) return problemOfEnv(interpreter, argument);
  const rest = argument === '' ? '' : ` ${argument}`;
  if (interpreter === '')
    return {
      severity: 'error',
      found: 'The first line names no interpreter; write `#!/bin/bash`.',
      right: '#!/bin/bash',
    };
  if (KNOWN.includes(interpreter)) return undefined;
  const near = nearPath(interpreter);
  if (near === undefined && interpreter.startsWith('/')) return undefined;
  const right = near === undefined ? undefined : `#!${near}${rest}`;
  return {
    severity: 'error',
    found: `The image has no interpreter \`${interpreter}\`${right === undefined ? '; write a whole path, such as `#!/bin/bash`' : `; write \`${right}\``}.`,
    right,
  };
}

function problemOfEnv(interpreter: string, argument: string): Problem | undefined {
  const words = argument.split(/\s+/);
  const [program = ''] = words;
  if (/^-\w*S/.test(program) || program === '--split-string') return undefined;
  if (words.length > 1) {
    const right =
      SHELLS.includes(`/bin/${program}`) && words.length === 2
        ? `#!/bin/${argument.replace(/\s+/g, ' ')}`
        : undefined;
    return {
      severity: 'error',
      found: `\`env\` takes the whole rest of the line as one name, \`${argument}\`${right === undefined ? '' : `; write \`${right}\``}.`,
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
      right,
    };
  }
  if (interpreter === '/bin/env')
    return {
      severity: 'info',
      found: '`env` lives in `/usr/bin`; write `#!/usr/bin/env`.',
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
