import type { ReachedCommand } from '../../launch/index.ts';
import { parseSedScript } from '../../sed/index.ts';
import type { SourceText, Span } from '../../text/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { brief } from '../start/brief.ts';
import { programName } from '../start/command-words.ts';
import { startScripts } from '../start/scripts.ts';
import { subjectOf } from '../start/subject.ts';

export const unquotedScript: Rule = {
  meta: {
    code: 'sed/unquoted-script',
    summary: 'The shell takes a sed script apart that has no quotes',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch:
        'The shell reads a pipeline, a list or several words: "command not found", and the file stays as it was.',
      detail: 'Without quotes `|`, `;` and `&` end the command, and a space ends the word.',
      sources: ['observed with bash 5.2: sed-unquoted-pipe-delimiter'],
      examples: [
        {
          bad: {
            'binder/start': '#!/bin/bash\nsed -i s|WORKSPACE_ID|/lab|g binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, handOvers } of startScripts(repository)) {
      const seen = new Set<number>();
      for (const reached of handOvers.pick(isSed)) {
        const span = takenApart(file.source, reached);
        if (span === undefined || seen.has(span.start)) continue;
        seen.add(span.start);
        const text = file.source.slice(span);
        report({
          path: file.path,
          span,
          message: `${brief(text)} has no quotes, so the shell ${/\s/.test(text) ? 'makes several words of it' : `takes \`${text[1] ?? ''}\` for its own`}; put it into double quotes. Bash says "command not found" or sed refuses the rest, and the file stays as it was.`,
          subject: subjectOf(reached.command),
          fixes: () => [
            /["`\\]/.test(text)
              ? undefined
              : editFix('Put it into double quotes', 'safe', file.path, [
                  { span: { start: span.start, end: span.start }, text: '"' },
                  { span: { start: span.end, end: span.end }, text: '"' },
                ]),
          ],
        });
      }
    }
  },
};

function isSed({ words }: ReachedCommand): boolean {
  return programName(words) === 'sed';
}

/** The script that was meant, from its `s` to its flags; undefined when the shell leaves it whole. */
function takenApart(source: SourceText, { words }: ReachedCommand): Span | undefined {
  const [program] = words;
  const last = words.at(-1);
  // `s|a|b|g`: the command ends with the bare letter, and the sign follows at once.
  if (last !== undefined && last !== program && source.slice(last.span) === 's') {
    const found = /^s([|;&])(?:(?!\1)[^\s"'`])*\1(?:(?!\1)[^\s"'`])*\1[gipIe0-9]*(?=\s|$)/.exec(
      source.text.slice(last.span.start),
    );
    if (found !== null) return { start: last.span.start, end: last.span.start + found[0].length };
  }
  return inSeveralWords(source, words);
}

const BASIC = { extended: false };

/** `s/a b/c/`: the first word alone is no script, with the next ones it is. */
function inSeveralWords(source: SourceText, words: ReachedCommand['words']): Span | undefined {
  const at = words.findIndex(
    (word, i) =>
      i > 0 &&
      /^s([/|#,:@!])/.test(source.slice(word.span)) &&
      word.parts.every(({ kind }) => kind !== 'single' && kind !== 'double'),
  );
  const first = words[at];
  if (first === undefined || parseSedScript(source.slice(first.span), BASIC).kind !== 'error')
    return undefined;
  for (const word of words.slice(at + 1, at + 6)) {
    if (word.parts.some(({ kind }) => kind === 'single' || kind === 'double')) return undefined;
    const span = { start: first.span.start, end: word.span.end };
    const text = source.slice(span);
    if (/[\r\n\\]/.test(text)) return undefined;
    if (parseSedScript(text, BASIC).kind === 'program') return span;
  }
  return undefined;
}
