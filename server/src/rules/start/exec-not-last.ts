import { endOf } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { startScripts } from './scripts.ts';

export const execNotLast: Rule = {
  meta: {
    code: 'start/exec-not-last',
    summary: 'Commands stand behind an `exec "$@"` that always runs',
    severity: 'warning',
    core: true,
    fix: 'unsafe',
    docs: {
      launch: 'These lines never run, also not when the server cannot be started.',
      detail:
        '`exec` replaces the shell, so nothing behind it is ever read. Comments, empty lines and functions do not count.',
      sources: ['observed with bash 5.2: exec-then-more, exec-or-fallback, exec-execfail'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexec "$@"\nexport PANGEO_ENV=notebook\n' },
          good: { 'binder/start': '#!/bin/bash\nexport PANGEO_ENV=notebook\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, script, handOvers } of startScripts(repository)) {
      const [first] = handOvers.behind;
      if (first === undefined) continue;
      const { statement, exec } = first;
      report({
        path: file.path,
        span: statement.span,
        message: 'This stands behind `exec "$@"`, which replaces the script by the server. It never runs.',
        related: [{ path: file.path, span: exec.span, message: 'The script ends here' }],
        tag: 'unnecessary',
        fixes: () => {
          const last = script.statements.at(-1);
          if (
            last === undefined ||
            !script.statements.includes(exec.statement) ||
            !script.statements.includes(statement)
          )
            return [];
          const { text, lines, eol } = file.source;
          const line = lines.lineAt(exec.span.start);
          const span = { start: lines.lineStart(line), end: lines.lineStart(line + 1) };
          const moved = text.slice(exec.span.start, exec.span.end);
          if (text.slice(span.start, span.end).trim() !== moved) return [];
          const end = lines.lineEnd(lines.lineAt(endOf(last)));
          return [
            editFix('Move `exec "$@"` to the end', 'unsafe', file.path, [
              { span, text: '' },
              { span: { start: end, end }, text: `${eol}${moved}` },
            ]),
          ];
        },
      });
    }
  },
};
