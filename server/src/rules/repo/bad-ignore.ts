import { ABOUT_IGNORES, type Ignore, ignoresOf } from '../../ignores/index.ts';
import { nearestName, type Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';

export const badIgnore: Rule = {
  meta: {
    code: 'repo/bad-ignore',
    summary: 'A comment that is to suppress findings cannot do so',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'Nothing: no launch reads the comment. What it is to suppress is reported as before.',
      detail:
        'Comments of the form `# pangeo-binder: ignore[...]` and `ignore-file[...]` without codes, with a code that no rule has, with a misspelt word, on the shebang line (the kernel passes it to the interpreter), and `ignore-file` behind the first content of a file. `repo/unused-ignore` and `repo/bad-ignore` cannot be suppressed by a comment, only in the settings.',
      sources: ['the suppression comments of this project, docs/configuration.md'],
      examples: [
        {
          title: 'no codes',
          bad: { 'binder/start': '#!/bin/bash\n# pangeo-binder: ignore\nexec $@\n' },
          good: { 'binder/start': '#!/bin/bash\n# pangeo-binder: ignore[start/exec-args]\nexec $@\n' },
        },
        {
          title: 'a code that no rule has',
          bad: { 'binder/start': '#!/bin/bash\nexec $@ # pangeo-binder: ignore[start/exec-arg]\n' },
          good: { 'binder/start': '#!/bin/bash\nexec $@ # pangeo-binder: ignore[start/exec-args]\n' },
        },
      ],
    },
  },
  check(repository, report, { codes }) {
    const families = new Set(codes.map((code) => `${code.slice(0, code.indexOf('/'))}/*`));
    const known = [...codes, ...families].filter((code) => !ABOUT_IGNORES.has(code));
    const names = new Set(known);
    for (const [path, { ignores }] of ignoresOf(repository)) {
      if (repository.file(path)?.roles.length === 0) continue;
      for (const ignore of ignores) {
        const wrong = wrongComment(ignore);
        if (wrong !== undefined) report({ path, ...wrong, fixes: () => [fixOf(path, wrong.fix)] });
        for (const { code, span } of ignore.codes) {
          if (names.has(code)) continue;
          const { message, near } = wrongCode(code, known);
          const fix = near === undefined ? undefined : { title: `Change to \`${near}\``, span, text: near };
          report({ path, span, message, fixes: () => [fixOf(path, fix)] });
        }
      }
    }
  },
};

interface Wrong {
  readonly span: Span;
  readonly message: string;
  readonly fix?: FixText;
}

interface FixText {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

const EFFECT = 'The comment suppresses nothing.';

function wrongComment({ span, scope, problem }: Ignore): Wrong | undefined {
  const word = scope === 'file' ? 'ignore-file' : 'ignore';
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'no-codes':
      return {
        span,
        message: `\`${word}\` needs the codes of rules in brackets, such as \`${word}[start/heavy-work]\`. ${EFFECT}`,
      };
    case 'word':
      return {
        span: problem.span,
        message: `There is no \`${problem.word}\`; it is called \`${problem.meant}\`. ${EFFECT}`,
        fix: { title: `Change to \`${problem.meant}\``, span: problem.span, text: problem.meant },
      };
    case 'no-colon':
      return {
        span,
        message: `A colon is missing behind \`pangeo-binder\`. ${EFFECT}`,
        fix: { title: 'Add the colon', span: { start: problem.at, end: problem.at }, text: ':' },
      };
    case 'shebang':
      return {
        span,
        message:
          'On the shebang line `#` begins no comment: the kernel passes it to the interpreter. Write it on line 2; here it suppresses nothing.',
      };
    case 'too-late':
      return {
        span,
        message: `\`ignore-file\` has to stand before the first content of the file. ${EFFECT}`,
      };
  }
}

function wrongCode(code: string, known: readonly string[]): { message: string; near?: string } {
  if (ABOUT_IGNORES.has(code))
    return {
      message: `\`${code}\` speaks of such comments, so none can suppress it; switch it off in the settings. It is reported as before.`,
    };
  const near = nearestName(code, known);
  const effect = 'Nothing is suppressed by it.';
  return near === undefined
    ? { message: `No rule is called \`${code}\`. ${effect}` }
    : { message: `No rule is called \`${code}\`; did you mean \`${near}\`? ${effect}`, near };
}

function fixOf(path: string, fix: FixText | undefined): Fix | undefined {
  return fix && editFix(fix.title, 'safe', path, [{ span: fix.span, text: fix.text }]);
}
