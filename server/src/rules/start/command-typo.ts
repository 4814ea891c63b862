import type { ReachedCommand } from '../../launch/index.ts';
import { type Command, commandName, literalText, type Word, wordsOf } from '../../shell/index.ts';
import { contains, type SourceText, type Span, type TextEdit } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { brief } from './brief.ts';
import { type StartScript, startScripts } from './scripts.ts';
import { subjectOf } from './subject.ts';

export const commandTypo: Rule = {
  meta: {
    code: 'start/command-typo',
    summary: 'A slip makes a command that does not exist',
    severity: 'warning',
    core: false,
    fix: 'both',
    docs: {
      launch: '"command not found"; a test that fails in this way takes the else branch.',
      detail:
        'Only certain forms: a doubled command (`cp cp a b`), a dot behind `&`, no space behind `[` or `if`, none around the `=` of a test, a space behind the backslash that continues a line, typographic quotes and dashes. Spelling is not judged.',
      sources: ['observed with bash 5.2: test-no-blank, control-syntax-error-middle'],
      examples: [
        {
          bad: { 'binder/start': '#!/bin/bash\n[[-z "$JUPYTERHUB_USER" ]] && export LOCAL=1\nexec "$@"\n' },
          good: { 'binder/start': '#!/bin/bash\n[[ -z "$JUPYTERHUB_USER" ]] && export LOCAL=1\nexec "$@"\n' },
        },
        {
          title: 'A command twice',
          bad: { 'binder/start': '#!/bin/bash\ncp cp a.yaml b.yaml\nexec "$@"\n', 'a.yaml': 'a: 1\n' },
          good: { 'binder/start': '#!/bin/bash\ncp a.yaml b.yaml\nexec "$@"\n', 'a.yaml': 'a: 1\n' },
        },
      ],
    },
  },
  check(repository, report) {
    for (const start of startScripts(repository)) {
      const { file, handOvers } = start;
      const seen = new Set<number>();
      const gluedIf = gluedKeyword(start);
      if (gluedIf !== undefined) {
        report({
          path: file.path,
          span: gluedIf,
          message: `${brief(file.source.slice(gluedIf))} is read as one word; a space has to stand before the bracket. Bash stops at the \`then\` behind it, and no server starts.`,
          severity: 'error',
          subject: 'hand-over',
          fixes: () => {
            const at = gluedIf.start + file.source.slice(gluedIf).indexOf('[');
            return [
              editFix('Put a space before the bracket', 'safe', file.path, [
                { span: { start: at, end: at }, text: ' ' },
              ]),
            ];
          },
        });
      }
      for (const reached of handOvers.pick(mayHaveSlip)) {
        if (handOvers.all.some(({ span }) => contains(span, reached.command.span))) continue;
        for (const slip of slipsIn(file.source, reached)) {
          if (seen.has(slip.span.start)) continue;
          seen.add(slip.span.start);
          report({
            path: file.path,
            span: slip.span,
            message: slip.message,
            subject: subjectOf(reached.command),
            fixes: () => [slip.fix],
          });
        }
      }
    }
  },
};

interface Slip {
  readonly span: Span;
  readonly message: string;
  readonly fix: Fix | undefined;
}

/** Commands whose first argument is never their own name. */
const DOUBLED: ReadonlySet<string> = new Set(
  'cd chmod conda cp export git jupyter ln mkdir mv pip python python3 rm sed source'.split(' '),
);
/** Commands that only print. */
const PRINTERS: ReadonlySet<string> = new Set(['echo', 'printf', 'logger', ':']);

/** What stands on the next line, which tells a parted line, is no part of the unit. */
function mayHaveSlip(reached: ReachedCommand, source: SourceText): boolean {
  const last = reached.command.words.at(-1);
  return isEscapedBlank(source, last) || otherSlipsIn(source, reached).length > 0;
}

function isEscapedBlank(source: SourceText, word: Word | undefined): boolean {
  return word !== undefined && /^\\[ \t]$/.test(source.slice(word.span));
}

function slipsIn(source: SourceText, reached: ReachedCommand): Slip[] {
  const parted = partedLine(source, reached);
  return parted === undefined ? otherSlipsIn(source, reached) : [parted];
}

/** A blank behind the backslash at the end of a line: it makes an argument of one blank and ends the command. */
function partedLine(source: SourceText, { command }: ReachedCommand): Slip | undefined {
  const last = command.words.at(-1);
  if (last === undefined || !isEscapedBlank(source, last)) return undefined;
  const rest = PARTED.exec(source.text.slice(last.span.end));
  if (rest === null) return undefined;
  const end = last.span.end + rest[0].length;
  return {
    span: { start: last.span.start, end },
    message:
      'A space stands behind this backslash; at the end of a line the backslash has to be the last character. The command ends here, and the next line is run as a command of its own.',
    fix: editFix('Remove the space', 'safe', source.path, [
      { span: { start: last.span.start + 1, end }, text: '' },
    ]),
  };
}

/** Blanks up to the end of a line, and behind it one that goes on with what was begun. */
const PARTED =
  /^[ \t]*(?=\r?\n(?:[ \t]+(?!(?:if|for|while|until|case|select|function|then|else|fi|do|done|esac)\b)[^\s#{}()]|-))/;

function otherSlipsIn(source: SourceText, reached: ReachedCommand): Slip[] {
  const { command } = reached;
  const [first, second] = command.words;
  const name = commandName(command);
  if (first === undefined) return typographic(source, reached);
  if (
    name !== undefined &&
    second !== undefined &&
    DOUBLED.has(name) &&
    literalText(second) === name &&
    command.words.length > 2
  ) {
    const span = { start: first.span.start, end: second.span.end };
    const gap = { start: first.span.end, end: second.span.end };
    return [
      {
        span,
        message: `\`${source.slice(span)}\` names the command twice; the second is taken as an argument. ${name === 'cp' || name === 'mv' ? `It looks for a file called \`${name}\` and fails.` : 'The command fails.'}`,
        fix: editFix(`Write \`${name}\` once`, 'unsafe', source.path, [{ span: gap, text: '' }]),
      },
    ];
  }
  if (name === '.' && second === undefined) {
    const behind = /&[ \t]*$/.exec(source.text.slice(0, first.span.start));
    if (behind !== null) {
      const span = { start: behind.index, end: first.span.end };
      return [
        {
          span,
          message: `The dot behind \`&\` is a command of its own, which reads a file and is given none. Bash says "filename argument required".`,
          fix: editFix('Remove the dot', 'unsafe', source.path, [{ span: first.span, text: '' }]),
        },
      ];
    }
  }
  const glued = name === '[' || name === 'test' ? gluedEquals(source, command.words.slice(1)) : undefined;
  if (glued !== undefined) return [glued];
  const bracket = /^(\[\[?)[-!"$]/.exec(source.slice(first.span));
  if (bracket !== null && first.span.end - first.span.start > (bracket[1] ?? '').length) {
    const at = first.span.start + (bracket[1] ?? '').length;
    return [
      {
        span: first.span,
        message: `${brief(source.slice(first.span))} is read as one word; a space has to stand behind the bracket. Bash says "command not found", and the test fails.`,
        fix: bracketFix(source, command, bracket[1] ?? '', at),
      },
    ];
  }
  return typographic(source, reached);
}

/** `[ "$A"="b" ]`: one word, which is never empty. */
function gluedEquals(source: SourceText, words: readonly Word[]): Slip | undefined {
  const [word, close] = words;
  if (word === undefined || words.length > 2 || (close !== undefined && literalText(close) !== ']'))
    return undefined;
  const written = source.slice(word.span);
  const at = word.parts.findIndex(
    (part) => part.kind === 'literal' && !part.escaped && /^[!=]?=/.test(part.text),
  );
  const sign = word.parts[at];
  if (at < 1 || sign === undefined || word.parts[at - 1]?.kind === 'literal') return undefined;
  const [operator = '='] = /^[!=]?=/.exec(source.slice(sign.span)) ?? [];
  const start = sign.span.start;
  const end = start + operator.length;
  return {
    span: word.span,
    message: `${brief(written)} is read as one word, which is never empty; spaces have to stand around \`${operator}\`. The condition is always met.`,
    fix: editFix(`Put spaces around \`${operator}\``, 'unsafe', source.path, [
      { span: { start, end: start }, text: ' ' },
      { span: { start: end, end }, text: ' ' },
    ]),
  };
}

/** A blank behind the bracket, and one before the closing one where it lacks too: else bash could not read the test. */
function bracketFix(source: SourceText, { words }: Command, bracket: string, at: number): Fix | undefined {
  const close = bracket === '[[' ? ']]' : ']';
  const last = words.at(-1);
  const written = last === undefined ? '' : source.slice(last.span);
  if (last === undefined || !written.endsWith(close) || words.length < 2) return undefined;
  const glued = last.span.end - close.length;
  return editFix('Put a space behind the bracket', 'safe', source.path, [
    { span: { start: at, end: at }, text: ' ' },
    ...(written === close ? [] : [{ span: { start: glued, end: glued }, text: ' ' }]),
  ]);
}

const QUOTES: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
};

/** `“a”` and `–i`: signs of a word processor. */
function typographic(source: SourceText, { command }: ReachedCommand): Slip[] {
  if (PRINTERS.has(commandName(command) ?? '')) return [];
  const quotes: TextEdit[] = [];
  let dash: Word | undefined;
  for (const word of wordsOf(command)) {
    for (const part of word.parts) {
      if (part.kind !== 'literal') continue;
      for (const match of source.slice(part.span).matchAll(/[\u2018-\u201e]/g)) {
        const start = part.span.start + match.index;
        quotes.push({ span: { start, end: start + 1 }, text: QUOTES[match[0]] ?? '"' });
      }
    }
    if (/^[\u2013\u2014]\w/.test(source.slice(word.span))) dash ??= word;
  }
  const [quote] = quotes;
  if (quote !== undefined) {
    const paired = quotes.length % 2 === 0 && !source.slice(command.span).includes(quote.text);
    return [
      {
        span: quote.span,
        message: `\`${source.slice(quote.span)}\` is a typographic quote, which bash takes for a letter; write \`${quote.text}\`. It becomes part of the word, and spaces inside part it.`,
        fix: editFix('Write plain quotes', paired ? 'safe' : 'unsafe', source.path, quotes),
      },
    ];
  }
  if (dash === undefined) return [];
  const text = source.slice(dash.span);
  const right = `${/^.\w(?:$|=)/.test(text) || /^.\w{1,3}$/.test(text) ? '-' : '--'}${text.slice(1)}`;
  return [
    {
      span: dash.span,
      message: `${brief(text)} begins with a typographic dash; write \`${right}\`. The command takes it for a file or a word, not for an option.`,
      fix: editFix(`Write \`${right}\``, 'unsafe', source.path, [{ span: dash.span, text: right }]),
    },
  ];
}

/** `if[ ... ]; then`: bash reads a command `if[` and stops at the `then`. */
function gluedKeyword({ script, handOvers, file }: StartScript): Span | undefined {
  const problem = script.units.find((unit) => unit.problem !== undefined)?.problem;
  if (problem === undefined || !handOvers.endIsReached) return undefined;
  const { lines, text } = file.source;
  const last = lines.lineAt(problem.span.start);
  for (let line = last; line >= Math.max(0, last - 1); line--) {
    const start = lines.lineStart(line);
    const glued = /^(\s*)((?:if|elif|while|until)\[\[?)\s/.exec(text.slice(start, lines.lineEnd(line)));
    if (glued !== null)
      return {
        start: start + (glued[1] ?? '').length,
        end: start + (glued[1] ?? '').length + (glued[2] ?? '').length,
      };
  }
  return undefined;
}
