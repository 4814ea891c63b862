import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isText, startFiles } from './scripts.ts';

export const crlf: Rule = {
  meta: {
    code: 'start/crlf',
    summary: 'The start script has Windows line ends',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        '"No such file or directory" for `/bin/bash\\r`, or arguments that end in a `\\r`. No server starts.',
      detail: 'One finding a file, at the first such line.',
      severity:
        'Information where `.gitattributes` tells git to convert the file, so that only the copy on this computer has them.',
      sources: ['observed: launch-crlf-popen, launch-crlf-env-popen, launch-crlf-body-only'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\r\nexec "$@"\r\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of startFiles(repository)) {
      if (!isText(file)) continue;
      const { text, lines } = file.source;
      const first = text.indexOf('\r\n');
      if (first < 0) continue;
      const line = lines.lineAt(first);
      const shebang = line === 0 && text.startsWith('#!');
      report({
        path: file.path,
        span: file.source.lineSpan(line),
        severity: converted(repository, file) ? 'info' : 'error',
        message: converted(repository, file)
          ? 'The lines of this copy of the script end as on Windows (`\\r\\n`); git converts them, as `.gitattributes` says. An image that is built from this folder without git does not start.'
          : `${line === 0 ? 'The lines of this script end' : 'This line ends'} as on Windows (\`\\r\\n\`); they have to end in \`\\n\`. ${shebang ? `Linux looks for an interpreter called \`${interpreterOf(text)}\\r\` and starts nothing.` : 'Commands and arguments get a `\\r` at their end, and no server starts.'}`,
        subject: 'shebang',
        fixes: () => [
          editFix(
            'Use `\\n`',
            'safe',
            file.path,
            [...text.matchAll(/\r\n/g)].map(({ index }) => ({
              span: { start: index, end: index + 1 },
              text: '',
            })),
          ),
        ],
      });
    }
  },
};

function interpreterOf(text: string): string {
  const words = /^#!\s*(\S+)[ \t]*(\S*)/.exec(text);
  return (words?.[2] === '' ? words[1] : words?.[2]) ?? '/bin/bash';
}

/** Whether git gives the file `\n` when it is committed or checked out. */
function converted(repository: Repository, file: RepositoryFile): boolean {
  const attributes = repository.text('.gitattributes');
  if (typeof attributes === 'string') return false;
  return attributes.text.split('\n').some((line) => {
    const [pattern = '', ...settings] = line.trim().split(/\s+/);
    const fits =
      pattern === '*' || pattern === 'start' || pattern === file.path || pattern === `/${file.path}`;
    return fits && settings.some((setting) => /^(?:text(?:=auto)?|eol=lf)$/.test(setting));
  });
}
