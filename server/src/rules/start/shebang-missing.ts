import type { TextEdit } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { isText, startFiles } from './scripts.ts';

export const shebangMissing: Rule = {
  meta: {
    code: 'start/shebang-missing',
    summary: 'The start script does not begin with `#!`',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The entry point of the image cannot start the script: "Exec format error". No server starts.',
      detail:
        'The kernel looks at the first two characters of the file. An empty line, a space, a byte order mark or a `#` before the `#!` hides it.',
      era: 'repo2docker of 2021-02: before, bash started the script and ran it without the line too',
      sources: [
        'repo2docker buildpacks/repo2docker-entrypoint, main: Popen without a shell, since 2021-02',
        'observed: launch-no-shebang-popen, launch-bom-popen, launch-blank-line-first-popen, launch-empty-file-popen',
      ],
      examples: [
        {
          bad: { 'binder/start': 'export PANGEO_ENV=notebook\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV=notebook\nexec "$@"\n' },
        },
        {
          title: 'A shebang that is a comment',
          bad: { 'binder/start': '# !/bin/bash\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of startFiles(repository)) {
      const { source } = file;
      if (!isText(file) || source.text.startsWith('#!')) continue;
      const empty = source.text.trim() === '';
      report({
        path: file.path,
        span: source.lineSpan(0),
        message: `${found(source.text)} The image cannot start it ("Exec format error"), and no server starts.`,
        subject: 'shebang',
        fixes: () => [
          empty
            ? undefined
            : editFix('Begin with `#!/bin/bash`', 'safe', file.path, [edit(source.text, source.eol)]),
        ],
      });
    }
  },
};

/** A `#!` that something stands before: a byte order mark, blanks, empty lines, or another `#`. */
const HIDDEN = /^(?:\uFEFF|\s)*(?:#[ \t]+(?=#!\/)|(?=#!))/;
/** `# !/bin/bash` */
const PARTED = /^(?:\uFEFF|\s)*#[ \t]+!(?=[ \t]*\/)/;

function found(text: string): string {
  if (text.trim() === '')
    return 'The file is empty; a start script begins with `#!/bin/bash` and ends with `exec "$@"`.';
  if (text.startsWith('\uFEFF'))
    return 'A byte order mark stands before the script; the file has to begin with `#!`.';
  if (HIDDEN.test(text)) return 'Something stands before the `#!`; the file has to begin with it.';
  if (PARTED.test(text)) return 'A space parts `#` and `!`; the file has to begin with `#!`.';
  return 'The first line names no interpreter; the file has to begin with `#!/bin/bash`.';
}

function edit(text: string, eol: string): TextEdit {
  const hidden = HIDDEN.exec(text);
  if (hidden !== null) return { span: { start: 0, end: hidden[0].length }, text: '' };
  const parted = PARTED.exec(text);
  if (parted !== null) return { span: { start: 0, end: parted[0].length }, text: '#!' };
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return { span: { start: 0, end: start }, text: `#!/bin/bash${eol}` };
}
