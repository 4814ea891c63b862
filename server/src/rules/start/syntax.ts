import { type SyntaxProblem, syntaxProblems } from '../../shell/index.ts';
import type { SourceText } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { startFiles, startScripts } from './scripts.ts';

export const startSyntax: Rule = {
  meta: {
    code: 'start/syntax',
    summary: 'bash cannot read the start script',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'Everything before the place runs, then the script ends without a server, often with status 0.',
      detail:
        'An open quote, `if` without `fi`, a `then` that is missing, `"$X"]]` without a space, a here-document that no line ends. Only what bash certainly refuses; nothing behind an `exec` or `exit` that always runs, since bash never reads it.',
      sources: [
        'observed with bash 5.2: control-syntax-error-middle, control-unterminated-if, quote-unterminated, heredoc-unterminated',
      ],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nif [[ -z "${JUPYTERHUB_USER}" ]]; then\n  echo local\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nif [[ -z "${JUPYTERHUB_USER}" ]]; then\n  echo local\nfi\nexec "$@"\n',
          },
        },
        {
          title: 'The end of a here-document',
          bad: { 'binder/start': '#!/bin/bash\ncat > note <<END\nhello\n  END\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\ncat > note <<END\nhello\nEND\nexec "$@"\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of startFiles(repository)) {
      const at = file.source.text.indexOf('\0');
      if (at < 0) continue;
      const { text } = file.source;
      const wide = /^[\uFFFD\uFEFF]{0,2}(?:\0#|#\0)/.test(text);
      const refused = wide || takenForProgram(text, at);
      report({
        path: file.path,
        span: { start: wide ? 0 : at, end: (wide ? 0 : at) + 1 },
        severity: refused ? 'error' : 'info',
        message: wide
          ? 'This script is saved as UTF-16; it has to be UTF-8. The image cannot start it ("Exec format error"), and no server starts.'
          : `A NUL byte stands here; a script is text. ${refused ? 'bash takes the file for a program ("cannot execute binary file"), and no server starts.' : 'bash leaves the byte out.'}`,
        subject: 'hand-over',
        fixes: () => [
          wide
            ? undefined
            : editFix(
                'Remove the NUL bytes',
                'unsafe',
                file.path,
                [...text.matchAll(/\0/g)].map(({ index }) => ({
                  span: { start: index, end: index + 1 },
                  text: '',
                })),
              ),
        ],
      });
    }
    for (const { file, script, handOvers } of startScripts(repository)) {
      // bash never comes to it.
      if (!handOvers.endIsReached) continue;
      for (const problem of causes(syntaxProblems(script))) {
        const { nearlyEnded, opener } = problem;
        report({
          path: file.path,
          span: problem.span,
          message: `${sentence(problem, file.source)} ${problem.kind === 'here-document' ? `The rest of the script${handOvers.swallowed === undefined ? '' : ', the `exec` too,'} becomes text of it, and no server starts.` : 'Bash runs what stands before and then stops: no server starts.'}`,
          related: [
            ...(opener === undefined
              ? []
              : [{ path: file.path, span: opener.span, message: `\`${opener.token}\` opens here` }]),
            ...(nearlyEnded === undefined
              ? []
              : [{ path: file.path, span: nearlyEnded, message: 'This was meant to end it' }]),
          ],
          subject: 'hand-over',
          fixes: () => [
            nearlyEnded === undefined || problem.expected === undefined
              ? undefined
              : editFix('Move the end marker to the start of its line', 'safe', file.path, [
                  { span: nearlyEnded, text: problem.expected },
                ]),
          ],
        });
      }
    }
  },
};

/** bash looks for a NUL in the first two lines, as far as they lie in the first 80 bytes (general.c, check_binary_file). */
function takenForProgram(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.split('\n').length <= 2 && new TextEncoder().encode(before).length < 80;
}

/** What a here-document without an end swallows is missing elsewhere: one mistake. */
function causes(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const open = problems.filter(({ nearlyEnded }) => nearlyEnded !== undefined);
  return open.length === 0 ? problems : problems.filter((problem) => problem.kind === 'here-document');
}

function sentence({ kind, token, expected, opener, nearlyEnded }: SyntaxProblem, source: SourceText): string {
  const wanted = expected === undefined ? undefined : `\`${expected.trim()}\``;
  switch (kind) {
    case 'here-document':
      return nearlyEnded === undefined
        ? `No line ends this here-document; ${wanted ?? 'its marker'} has to stand alone on a line.`
        : `No line ends this here-document: ${wanted ?? 'the marker'} in line ${source.lines.lineAt(nearlyEnded.start) + 1} has to stand at the start of the line, alone.`;
    case 'unclosed':
      return `\`${token}\` opens here and is never closed${wanted === undefined || expected === token ? '' : `; ${wanted} is missing`}.`;
    case 'test':
      return `Bash cannot read this test at ${token === 'newline' ? 'the end of the line' : `\`${token}\``}${wanted === undefined ? '' : `; ${wanted} with a space before it is expected`}.`;
    default: {
      const where = token === 'newline' ? 'The line ends' : `\`${token}\` stands`;
      if (wanted !== undefined)
        return `${where} where ${wanted} is expected${opener === undefined ? '' : `, which \`${opener.token}\` needs`}.`;
      return `${where} where it cannot${opener === undefined ? '' : `, inside \`${opener.token}\``}.`;
    }
  }
}
