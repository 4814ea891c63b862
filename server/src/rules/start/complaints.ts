import type { ComplaintStep } from '../../launch/index.ts';
import { commandName, literalText, type Statement, type Word } from '../../shell/index.ts';
import type { SourceText, Span, TextEdit } from '../../text/index.ts';
import { brief } from './brief.ts';

/** A message of the shell or of a program, and what it tells of the script. */
export interface Complaint {
  readonly span: Span;
  /** What was found and what is expected, as a sentence. */
  readonly found: string;
  /** The message as it is quoted. */
  readonly said: string;
  /** What follows, as the end of a sentence. */
  readonly effect: string;
  /** Whether it is a mistake also where the script asks for the status. */
  readonly alwaysWrong: boolean;
  /** Whether it does not depend on what is in the variables. */
  readonly whateverTheValues: boolean;
  /** The folder that is not there. */
  readonly folder: string | undefined;
  readonly fix:
    | { readonly title: string; readonly safety: 'safe' | 'unsafe'; readonly edits: readonly TextEdit[] }
    | undefined;
}

/** What a message means; undefined for messages that harm nothing, and for those that other rules tell. */
export function readComplaint(
  step: ComplaintStep,
  statement: Statement,
  source: SourceText,
): Complaint | undefined {
  return step.program === undefined
    ? (ofTest(step, statement, source) ??
        ofSubstitution(step, source) ??
        ofReadOnly(step) ??
        ofRedirection(step, statement, source))
    : ofProgram(step, statement, source);
}

const WHATEVER = { alwaysWrong: true, whateverTheValues: true, folder: undefined } as const;

const TEST_MESSAGE =
  /^(?:\[|test): (?:.*: )?(missing `\]'|too many arguments|\w+ operator expected|integer expression expected)$/;

/** `[ $X = a ]` with a blank in X, `[ "$X" -gt 3 ]` with text in it. */
function ofTest({ message }: ComplaintStep, statement: Statement, source: SourceText): Complaint | undefined {
  const said = TEST_MESSAGE.exec(message)?.[1];
  if (said === undefined || statement.kind !== 'command') return undefined;
  if (said.startsWith('missing')) return ofOpenBracket(statement, said, source);
  const number = said === 'integer expression expected';
  const bare = statement.words.flatMap((word) => (isBareVariable(word) ? [word] : []));
  const quotes = bare.map((word) => ({ span: word.span, text: `"${source.slice(word.span)}"` }));
  return {
    ...WHATEVER,
    whateverTheValues: false,
    span: statement.span,
    found: number
      ? `${brief(source.slice(statement.span))} compares numbers, and one side is none.`
      : `Bash cannot evaluate ${brief(source.slice(statement.span))} with the values at launch${bare.length > 0 ? '; write quotes around the variable' : ''}.`,
    said,
    effect: 'and the condition counts as not met',
    fix: number || quotes.length === 0 ? undefined : { title: 'Write quotes', safety: 'safe', edits: quotes },
  };
}

/** `[ -n "$X"]` */
function ofOpenBracket(
  { words, span }: Extract<Statement, { kind: 'command' }>,
  said: string,
  source: SourceText,
): Complaint {
  const last = words.at(-1);
  const glued = last !== undefined && source.slice(last.span).endsWith(']') ? last.span.end - 1 : undefined;
  return {
    ...WHATEVER,
    span: glued === undefined ? span : { start: glued, end: glued + 1 },
    found: `The test ${brief(source.slice(span))} is not closed; \`]\` with a space before it is expected.`,
    said,
    effect: 'and the condition counts as not met',
    fix:
      glued === undefined
        ? undefined
        : {
            title: 'Put a space before the bracket',
            safety: 'safe',
            edits: [{ span: { start: glued, end: glued }, text: ' ' }],
          },
  };
}

function isBareVariable({ parts }: Word): boolean {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'parameter' && only.name !== '@' && only.name !== '*';
}

/** `${X.y}`, `${{X}}` */
function ofSubstitution({ message, place }: ComplaintStep, source: SourceText): Complaint | undefined {
  const text = /^([\s\S]*): bad substitution$/i.exec(message)?.[1];
  // Another program is to fill it.
  if (text === undefined || /cookiecutter|\{%/.test(text)) return undefined;
  const inside = source.slice(place.span);
  const at = /\$\{\{[ \t]*(\w+)[ \t]*\}\}/.exec(inside) ?? /\$\{[^{}]*\}/.exec(inside);
  const span =
    at === null
      ? place.span
      : { start: place.span.start + at.index, end: place.span.start + at.index + at[0].length };
  const name = at?.[1];
  return {
    ...WHATEVER,
    span,
    found: `${brief(source.slice(span))} is no expansion that bash knows${name === undefined ? '' : `; write \`\${${name}}\``}.`,
    said: 'bad substitution',
    effect: 'and does not run the command',
    fix:
      name === undefined
        ? undefined
        : { title: `Write \`\${${name}}\``, safety: 'safe', edits: [{ span, text: `\${${name}}` }] },
  };
}

function ofReadOnly({ message, place }: ComplaintStep): Complaint | undefined {
  const name = /^(?:\w+: )?(\w+): readonly variable$/.exec(message)?.[1];
  if (name === undefined) return undefined;
  return {
    ...WHATEVER,
    span: place.span,
    found: `\`${name}\` is read-only here and cannot be set again.`,
    said: 'readonly variable',
    effect: 'and the old value stays',
    fix: undefined,
  };
}

/** `> folder/file` where the folder is not there. */
function ofRedirection(
  { message, place }: ComplaintStep,
  statement: Statement,
  source: SourceText,
): Complaint | undefined {
  const [, path, said] = /^(.+): (No such file or directory|Is a directory)$/.exec(message) ?? [];
  const redirection = statement.redirections.find(({ span }) => span.start === place.span.start);
  if (path === undefined || said === undefined || redirection === undefined) return undefined;
  if (!redirection.operator.includes('>')) return undefined;
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(slash, 0));
  if (said === 'Is a directory') {
    return {
      ...WHATEVER,
      span: redirection.target.span,
      found: `\`${path}\` is a folder; a file is expected to write into.`,
      said,
      effect: 'and does not run the command',
      fix: undefined,
    };
  }
  if (folder === '') return undefined;
  return {
    span: redirection.target.span,
    found: `There is no folder \`${folder}\` to write \`${path.slice(slash + 1)}\` into; make it before.`,
    said,
    effect: 'and does not run the command',
    alwaysWrong: false,
    whateverTheValues: false,
    folder,
    fix: makeFolder(statement, source, folder),
  };
}

function makeFolder(statement: Statement, source: SourceText, folder: string): Complaint['fix'] {
  const at = source.lines.lineStart(source.lines.lineAt(statement.span.start));
  const indent = source.text.slice(at, statement.span.start);
  if (!/^[ \t]*$/.test(indent) || !/^[\w./-]+$/.test(folder)) return undefined;
  const text = `${indent}mkdir -p ${folder}${source.eol}`;
  return {
    title: `Make \`${folder}\` before`,
    safety: 'unsafe',
    edits: [{ span: { start: at, end: at }, text }],
  };
}

function ofProgram(
  { message }: ComplaintStep,
  statement: Statement,
  source: SourceText,
): Complaint | undefined {
  if (statement.kind !== 'command') return undefined;
  const [first, ...operands] = statement.words;
  if (first === undefined) return undefined;
  const behind = { start: first.span.end, end: first.span.end };
  const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const omitted = /^cp: -r not specified; omitting directory '(.+)'$/.exec(message)?.[1];
  if (omitted !== undefined) {
    return {
      span: wordNamed(operands, omitted) ?? statement.span,
      found: `\`${omitted}\` is a folder, which \`cp\` copies only with \`-r\`.`,
      said: `omitting directory '${omitted}'`,
      effect: 'and nothing is copied',
      alwaysWrong: false,
      whateverTheValues: true,
      folder: undefined,
      fix:
        commandName(statement) === 'cp'
          ? { title: 'Write `cp -r`', safety: 'safe', edits: [{ span: behind, text: ' -r' }] }
          : undefined,
    };
  }
  const made = /^mkdir: cannot create directory '(.+)': No such file or directory$/.exec(message)?.[1];
  if (made !== undefined && folderOf(made) !== '') {
    return {
      span: wordNamed(operands, made) ?? statement.span,
      found: `There is no folder \`${folderOf(made)}\` to make \`${made}\` in; \`mkdir -p\` makes both.`,
      said: 'No such file or directory',
      effect: 'and the folder is not made',
      alwaysWrong: false,
      whateverTheValues: false,
      folder: folderOf(made),
      fix:
        commandName(statement) === 'mkdir'
          ? { title: 'Write `mkdir -p`', safety: 'safe', edits: [{ span: behind, text: ' -p' }] }
          : undefined,
    };
  }
  const target =
    /^cp: cannot create (?:regular file|directory) '(.+)': (?:No such file or directory|Not a directory)$/.exec(
      message,
    )?.[1] ??
    /^mv: cannot move '.+' to '(.+)': No such file or directory$/.exec(message)?.[1] ??
    /^(?:cp|mv): target '(.+)': No such file or directory$/.exec(message)?.[1];
  if (target === undefined) return undefined;
  const several = / target '/.test(message) || target.endsWith('/');
  const folder = several ? target.replace(/\/+$/, '') : folderOf(target);
  if (folder === '') return undefined;
  const name = commandName(statement) ?? 'cp';
  return {
    span: wordNamed(operands, target) ?? operands.at(-1)?.span ?? statement.span,
    found: `There is no folder \`${folder}\`, into which \`${name}\` is to put the files; make it before.`,
    said: 'No such file or directory',
    effect: `and nothing is ${name === 'mv' ? 'moved' : 'copied'}`,
    alwaysWrong: false,
    whateverTheValues: false,
    folder,
    fix: makeFolder(statement, source, folder),
  };
}

function wordNamed(words: readonly Word[], text: string): Span | undefined {
  return words.find((word) => literalText(word) === text)?.span;
}
