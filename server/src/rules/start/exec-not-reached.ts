import type { HandOver } from '../../launch/index.ts';
import { editFix, type Related, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { failingBefore } from './failing-before.ts';
import { startScripts } from './scripts.ts';

export const execNotReached: Rule = {
  meta: {
    code: 'start/exec-not-reached',
    summary: '`exec "$@"` is there, but no path leads to it',
    severity: 'error',
    core: true,
    fix: 'safe',
    docs: {
      launch: 'The script ends without starting the server, and the launch fails.',
      detail:
        'The line stands behind `exit`, behind a condition that never holds, in a function that is not called or is called without `"$@"`, behind a command that certainly fails under `set -e`, or inside a here-document that no line ends. What stands behind a server or a loop that never ends is told by `start/blocking-command`.',
      sources: [
        'observed with bash 5.2: exec-exit-before, exec-in-function-noargs, exec-set-e-before, exec-chain-broken, heredoc-unterminated',
      ],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\nexit 0\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\nexec "$@"\n' },
        },
        {
          title: 'A function sees its own arguments',
          bad: { 'binder/start': '#!/bin/bash\nmain() {\n  exec "$@"\n}\nmain\n' },
          good: { 'binder/start': '#!/bin/bash\nmain() {\n  exec "$@"\n}\nmain "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const { file, handOvers } = start;
      const { swallowed } = handOvers;
      if (swallowed !== undefined) {
        report({
          path: file.path,
          span: swallowed.span,
          message:
            'This `exec "$@"` is text of a here-document that no line ends; the end marker has to stand alone at the start of a line. The script ends without starting the server.',
          related: [{ path: file.path, span: swallowed.marker, message: 'The here-document begins here' }],
          subject: 'hand-over',
        });
        continue;
      }
      if (handOvers.perhapsElsewhere || handOvers.cutShort) continue;
      const failing = failingBefore(repository, start);
      if (failing !== undefined) {
        report({
          path: file.path,
          span: failing.handOver.span,
          message: `No launch comes to this \`exec\`; ${brief(file.source.slice(failing.span))} fails before it. The script ends there, no server starts, and the launch fails.`,
          related: [{ path: file.path, span: failing.span, message: 'This fails' }],
          subject: 'hand-over',
        });
        continue;
      }
      if (handOvers.all.some(({ reached }) => reached !== 'never')) continue;
      const lost = handOvers.all.find(({ form }) => form !== 'fixed-command');
      if (lost === undefined || lost.barrier?.kind === 'endless') continue;
      const call = lost.callWithoutArguments;
      report({
        path: file.path,
        span: lost.span,
        message:
          call === undefined
            ? `No path through the script leads to this \`exec\`${WHY[lost.barrier?.kind ?? 'exec']}. No server starts, and the launch fails.`
            : 'This `exec "$@"` stands in a function that is called without the arguments of the script, so `"$@"` is empty in it. No server starts.',
        related: relatedTo(lost, file.path),
        subject: 'hand-over',
        fixes: () => [
          call === undefined
            ? undefined
            : editFix('Call the function with `"$@"`', 'safe', file.path, [
                { span: { start: call.span.end, end: call.span.end }, text: ' "$@"' },
              ]),
        ],
      });
    }
  },
};

const WHY: Readonly<Record<string, string>> = {
  exit: '; the script ends before it',
  return: '; the function ends before it',
  condition: '; its condition never holds',
  exec: '',
};

function relatedTo({ callWithoutArguments: call, barrier }: HandOver, path: string): Related[] {
  if (call !== undefined) return [{ path, span: call.span, message: 'Called here; add `"$@"`' }];
  return barrier === undefined ? [] : [{ path, span: barrier.span, message: 'Nothing behind this is run' }];
}
