import type { ReachedCommand } from '../../launch/index.ts';
import { literalText, type Word } from '../../shell/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { type StartScript, startScripts } from './scripts.ts';

export const xtrace: Rule = {
  meta: {
    code: 'start/xtrace',
    summary: '`set -x` is still on at the `exec`',
    severity: 'info',
    core: false,
    fix: 'unsafe',
    docs: {
      launch: 'bash writes the whole command of the server, its token included, into the log of the pod.',
      detail:
        'Looked for are `set -x`, `set -o xtrace` and `bash -x` in the first line, without a `set +x` before the `exec`.',
      sources: ['observed with bash 5.2: set-x-shows-token', 'binderhub binderspawner_mixin.py, get_args'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nset -x\nexport A=1\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nset -x\nexport A=1\nset +x\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const { file, handOvers } = start;
      const exec = handOvers.all.find(({ form, reached }) => form === 'right' && reached === 'always');
      const traced = exec === undefined ? undefined : tracedAt(start, exec.span.start);
      if (exec === undefined || traced === undefined) continue;
      report({
        path: file.path,
        span: traced,
        message:
          'This makes bash print every command, and nothing switches it off before the `exec`; write `set +x` there. The token of the server is written to the log.',
        related: [{ path: file.path, span: exec.span, message: 'Printed with all its arguments' }],
        fixes: () => {
          const { lines, eol, text } = file.source;
          const start = lines.lineStart(lines.lineAt(exec.span.start));
          const indent = text.slice(start, exec.span.start);
          return [
            /^[ \t]*$/.test(indent)
              ? editFix('Switch it off before the `exec`', 'unsafe', file.path, [
                  { span: { start, end: start }, text: `${indent}set +x${eol}` },
                ])
              : undefined,
          ];
        },
      });
    }
  },
};

/** The option that switches the trace on, when nothing switches it off before an offset. */
function tracedAt({ script, handOvers }: StartScript, before: number) {
  const { shebang } = script;
  let on = shebang !== undefined && /(?:^|\s)-\w*x/.test(shebang.argument) ? shebang.span : undefined;
  for (const { command, conditions } of handOvers.pick(isSet)) {
    if (command.span.start >= before) break;
    const rest = command.words.slice(1);
    const end = rest.findIndex((word) => literalText(word) === '--');
    const words = end < 0 ? rest : rest.slice(0, end);
    const option = words.find((word, i) => switches(word, words[i - 1], '-'));
    const off = words.some((word, i) => switches(word, words[i - 1], '+'));
    if (option !== undefined && conditions.length === 0) on = option.span;
    else if (off) on = undefined;
  }
  return on;
}

function isSet({
  command: {
    words: [name],
  },
}: ReachedCommand): boolean {
  return name !== undefined && literalText(name) === 'set';
}

function switches(word: Word, previous: Word | undefined, sign: '-' | '+'): boolean {
  const text = literalText(word) ?? '';
  if (new RegExp(`^\\${sign}[a-zA-Z]*x`).test(text)) return true;
  return text === 'xtrace' && (previous === undefined ? '' : (literalText(previous) ?? '')).startsWith(sign);
}
