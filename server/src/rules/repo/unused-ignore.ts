import { removeCode } from '../../ignores/index.ts';
import { editFix, type Rule } from '../rule.ts';

export const unusedIgnore: Rule = {
  last: true,
  meta: {
    code: 'repo/unused-ignore',
    summary: 'A comment suppresses a finding that is not there',
    severity: 'warning',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'Nothing: no launch reads the comment. But a new mistake of that kind would go unnoticed.',
      detail:
        'Codes in `# pangeo-binder: ignore[...]` and `ignore-file[...]` that suppressed nothing; of two comments that name the same code for one line, the second. Quiet for rules that are switched off, and in files that cannot be read to their end. Comments do not silence this rule, the settings do.',
      sources: ['the suppression comments of this project, docs/configuration.md'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\n# pangeo-binder: ignore[start/exec-args] the hub of the lab\nexec "$@"\n',
          },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report, { unused }) {
    for (const { path, ignore, code } of unused) {
      const file = repository.file(path);
      if (file === undefined) continue;
      report({
        path,
        span: code.span,
        message: `Nothing ${ignore.scope === 'file' ? 'in this file' : 'on this line'} is reported as \`${code.code}\`; remove it from the comment. It suppresses nothing now, and would hide a new mistake.`,
        tag: 'unnecessary',
        fixes: () => {
          const edit = removeCode(repository, file, ignore, code);
          const title =
            ignore.codes.length > 1 ? `Remove \`${code.code}\` from the comment` : 'Remove the comment';
          return [editFix(title, 'safe', path, edit && [edit])];
        },
      });
    }
  },
};
