import { literalText } from '../../shell/index.ts';
import type { Span } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type SedRun, sedRuns } from './runs.ts';

export const inPlaceSuffix: Rule = {
  meta: {
    code: 'sed/in-place-suffix',
    summary: 'The suffix of `-i` is not what was meant',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: 'sed edits nothing, or keeps copies of the files under names such as `confige`.',
      detail:
        "GNU sed takes the suffix from the same word only: `-i ''` of macOS and `-i .bak` make the next word the script, and `-ie` keeps a copy with an `e` at the end.",
      sources: [
        'observed with GNU sed 4.9: sed-i-suffix-separated, sed-i-empty-suffix-separated, sed-ie-trap, sed-ri-ir, sed-ni-trap',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i \'\' "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start': '#!/bin/bash\nsed -i "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
        {
          title: 'A letter that was meant as an option',
          bad: {
            'binder/start': '#!/bin/bash\nsed -ie "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i -e "s|WORKSPACE_ID|/lab|g" binder/workspace.json\nexec "$@"\n',
            'binder/workspace.json': '{"id": "WORKSPACE_ID"}\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      const found = gluedLetters(run) ?? partedSuffix(run);
      if (found === undefined) continue;
      report({
        path: run.file.path,
        span: found.span,
        message: found.message,
        subject: run.subject,
        fixes: () => [found.fix],
      });
    }
  },
};

interface Found {
  readonly span: Span;
  readonly message: string;
  readonly fix: Fix | undefined;
}

const OPTIONS: Readonly<Record<string, string>> = { e: '-e', r: '-E', E: '-E', n: '-n' };

/** `-ie`, `-ir`, `-in`: the letter is a suffix. */
function gluedLetters({ file, step }: SedRun): Found | undefined {
  const option = step.plan.arguments.options.find(
    ({ name, value }) => name === 'in-place' && value !== undefined && Object.hasOwn(OPTIONS, value),
  );
  const word = option === undefined ? undefined : step.arguments[option.argument]?.word;
  const letter = option?.value ?? '';
  if (word === undefined) return undefined;
  const written = file.source.slice(word.span);
  if (!new RegExp(`^-\\w*i${letter}$`).test(written)) return undefined;
  const right = `${written.slice(0, -1)} ${OPTIONS[letter] ?? ''}`;
  return {
    span: word.span,
    message: `\`${written}\` keeps a copy of each file with an \`${letter}\` at the end of its name; write \`${right}\`. ${letter === 'e' ? 'A stray copy lies beside the file.' : `The option \`${OPTIONS[letter] ?? ''}\` is not in force, and a stray copy lies beside the file.`}`,
    fix: editFix(`Write \`${right}\``, letter === 'n' ? 'unsafe' : 'safe', file.path, [
      { span: word.span, text: right },
    ]),
  };
}

/** `-i ''` and `-i .bak`: the next word is taken for the script or a file. */
function partedSuffix({ file, step }: SedRun): Found | undefined {
  const option = step.plan.arguments.options.find(
    ({ name, value }) => name === 'in-place' && (value === undefined || value === ''),
  );
  if (option === undefined) return undefined;
  const word = step.arguments[option.argument]?.word;
  const next = step.arguments[option.argument + 1]?.word;
  const text = next && literalText(next);
  if (word === undefined || next === undefined || text === undefined) return undefined;
  const empty = text === '';
  if (!empty && !/^\.(?:bak|orig|old|tmp|save|backup|sedbak)$|^~$/.test(text)) return undefined;
  const span = { start: word.span.start, end: next.span.end };
  const right = `${file.source.slice(word.span)}${text}`;
  return {
    span,
    message: `GNU sed takes a suffix from the word of \`-i\` itself; write \`${right}\`. Here ${empty ? 'the empty word' : `\`${text}\``} is taken for the script or a file, and ${empty ? 'sed complains about it' : 'sed edits nothing'}.`,
    fix: editFix(`Write \`${right}\``, 'safe', file.path, [
      { span: { start: word.span.end, end: next.span.end }, text },
    ]),
  };
}
