import { type Command, commandName, literalText, type Word, type WordPart } from '../shell/index.ts';
import { unwrapped } from './hand-over-wrappers.ts';

/** How a simple command passes the arguments of the script on, or drops them. */
export interface Spelling {
  readonly form:
    | 'right'
    | 'changed-arguments'
    | 'lost-arguments'
    | 'fixed-command'
    | 'child'
    /** Something that is not known from the text takes the place of the shell, or gets the arguments. */
    | 'unknown';
  /** Whether the command takes the place of the shell, so that nothing behind it is read. */
  readonly replaces: boolean;
  /** The words in which the arguments are misspelt, each of which has to be `"$@"`. Empty: the whole statement has to change. */
  readonly misspelt: readonly Word[];
}

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'zsh']);
/** Commands that only look at the arguments they are given. */
const LOOKERS: ReadonlySet<string> = new Set(
  ': [ alias declare echo export for getopts local logger printf read readonly return set shift test true typeset unset'.split(
    ' ',
  ),
);
/** Typographic quotes, which bash takes for letters. */
const TYPOGRAPHIC = /[\u2018-\u201f]/;

/** Slips for `exec` that are the name of no program. */
const MISSPELT_EXEC = /^(?:exce|excec|execc|eexec|ecec|exex|xec|exc|exceec|Exec|EXEC|exec[:;,.])$/;

/** How a command hands over; undefined when it does not mean to. */
export function spellingOf(command: Command): Spelling | undefined {
  const [first] = command.words;
  if (first === undefined) return undefined;
  const name = commandName(command);
  if (name === 'exec') return execSpelling(command.words.slice(1));
  if (name === 'eval') return evalSpelling(command.words.slice(1));
  if (name !== undefined && MISSPELT_EXEC.test(name) && command.words.slice(1).some(isArguments))
    return spelling('lost-arguments', []);
  if (isArguments(first)) return spelling('child', []);
  if (name !== undefined && LOOKERS.has(name)) return undefined;
  const inner = unwrapped(command.words);
  if (inner.words[0] !== undefined && inner.words[0] !== first && isArguments(inner.words[0]))
    return spelling('child', []);
  // A program of the author's own may well run what it is given.
  return command.words.some(isArguments) ? spelling('unknown', []) : undefined;
}

/** `"$@"` or `"${@}"`, possibly with more in the same word, such as `"${@:2}"` after a shift. */
export function isQuotedArguments(word: Word): boolean {
  return word.parts.some(
    (part) => part.kind === 'double' && part.parts.some((inner) => isParameter(inner, '@')),
  );
}

/** Variables that a command fills with all arguments as one text: `CMD="$@"`. */
export function joinedNames({ assignments, words }: Command): readonly string[] {
  return [...assignments, ...words.flatMap(({ assignment }) => assignment ?? [])].flatMap(
    ({ name, value }) =>
      value.kind === 'word' && (isArguments(value) || hasParameter(value, '*')) ? [name] : [],
  );
}

/** How a command runs the arguments out of such a variable, in which the borders between them are lost. */
export function joinedSpelling(command: Command, names: ReadonlySet<string>): Spelling | undefined {
  if (names.size === 0) return undefined;
  const name = commandName(command);
  const replaces = name === 'exec';
  const words = replaces ? withoutExecOptions(command.words.slice(1)) : command.words;
  const [first, second] = words;
  const isJoinedName = (word: Word | undefined): boolean =>
    word !== undefined && [...names].some((joined) => word.parts.length === 1 && hasParameter(word, joined));
  if (isJoinedName(first)) {
    const quoted = first?.parts[0]?.kind === 'double';
    return spelling(
      quoted ? 'lost-arguments' : 'changed-arguments',
      replaces && first ? [first] : [],
      replaces,
    );
  }
  const again = name === 'eval' ? second : shellCommand(unwrapped(words).words)?.[0];
  return isJoinedName(again) ? spelling('changed-arguments', [], replaces) : undefined;
}

/** `"$@ --debug"`: what stands in the quotes beside them becomes part of the first or last argument. */
function isGlued(word: Word): boolean {
  return word.parts.some(
    (part) =>
      part.kind === 'double' &&
      part.parts.some((inner) => isParameter(inner, '@')) &&
      part.parts.some((inner) => inner.kind === 'literal' && /\s/.test(inner.text)),
  );
}

/** The arguments in any spelling that gives all of them: `$@`, `"$@"`, `$*`. */
export function isArguments(word: Word): boolean {
  return isQuotedArguments(word) || isUnquotedArguments(word);
}

function isUnquotedArguments(word: Word): boolean {
  return word.parts.some((part) => isParameter(part, '@') || isParameter(part, '*'));
}

function execSpelling(all: readonly Word[]): Spelling | undefined {
  const words = withoutExecOptions(all);
  const [first] = words;
  // Only redirections: the rest of the script goes on.
  if (first === undefined) return undefined;
  const { words: program } = unwrapped(words);
  const shell = shellCommand(program);
  if (shell !== undefined) return shellSpelling(shell);
  if (words.some(isTypographic)) return spelling('lost-arguments', words.filter(isTypographic), true);
  const glued = words.filter(isGlued);
  if (glued.length > 0) return spelling('lost-arguments', glued, true);
  const quoted = words.some(isQuotedArguments);
  const bare = words.filter((word) => isUnquotedArguments(word) && !isQuotedArguments(word));
  if (bare.length > 0) return spelling('changed-arguments', bare, true);
  if (quoted) return spelling('right', [], true);
  const joined = words.filter((word) => isJoined(word));
  if (joined.length > 0)
    return spelling(words.length === joined.length ? 'lost-arguments' : 'changed-arguments', joined, true);
  const literal = words.filter((word) => ['$@', '@', '$*', '${@}'].includes(literalText(word) ?? ''));
  if (literal.length > 0) return spelling('lost-arguments', literal, true);
  const single = words.filter(isPositional);
  if (single.length > 0)
    return spelling('lost-arguments', single.length === 1 && words.length === 1 ? single : [], true);
  if (program[0] === undefined || literalText(program[0]) === undefined) return spelling('unknown', [], true);
  return spelling('fixed-command', [], true);
}

/** `bash -c TEXT ARGUMENTS`: the words behind `-c`; undefined for any other command. */
function shellCommand(words: readonly Word[]): readonly Word[] | undefined {
  const name = words[0] && literalText(words[0]);
  if (name === undefined || !SHELLS.has(name.slice(name.lastIndexOf('/') + 1))) return undefined;
  const flag = words.findIndex((word, i) => i > 0 && /^-[a-z]*c[a-z]*$/.test(literalText(word) ?? ''));
  return flag < 0 ? undefined : words.slice(flag + 1);
}

function shellSpelling([text, ...rest]: readonly Word[]): Spelling {
  if (text === undefined) return spelling('unknown', [], true);
  if (isQuotedArguments(text)) return spelling('lost-arguments', [], true);
  if (isUnquotedArguments(text) || hasParameter(text, '*')) return spelling('changed-arguments', [], true);
  if (rest.some(isQuotedArguments)) return spelling('right', [], true);
  if (rest.some(isUnquotedArguments))
    return spelling('changed-arguments', rest.filter(isUnquotedArguments), true);
  return spelling(literalText(text) === undefined ? 'unknown' : 'fixed-command', [], true);
}

/** `eval` reads the arguments again as shell text. */
function evalSpelling(words: readonly Word[]): Spelling | undefined {
  if (!words.some((word) => isArguments(word) || hasParameter(word, '*'))) {
    const texts = words.map(literalText);
    return texts.some((text) => text === undefined || /\bexec\b|\$[@*]/.test(text))
      ? spelling('unknown', [])
      : undefined;
  }
  const execs = words.some((word, i) => i === 0 && /^\s*exec\b/.test(leadingText(word)));
  return spelling('changed-arguments', [], execs);
}

function withoutExecOptions(words: readonly Word[]): readonly Word[] {
  let rest = words;
  for (;;) {
    const option = rest[0] && literalText(rest[0]);
    if (option === '-a') rest = rest.slice(2);
    else if (option !== undefined && /^-[cl]+$/.test(option)) rest = rest.slice(1);
    else return option === '--' ? rest.slice(1) : rest;
  }
}

function spelling(form: Spelling['form'], misspelt: readonly Word[], replaces = false): Spelling {
  return { form, replaces, misspelt };
}

function isParameter(part: WordPart, name: string): boolean {
  return part.kind === 'parameter' && part.name === name && !part.length;
}

/** `"$*"`: all arguments as one word. */
function isJoined(word: Word): boolean {
  return word.parts.some(
    (part) => part.kind === 'double' && part.parts.some((inner) => isParameter(inner, '*')),
  );
}

function hasParameter(word: Word, name: string): boolean {
  return word.parts.some(
    (part) =>
      isParameter(part, name) ||
      (part.kind === 'double' && part.parts.some((inner) => isParameter(inner, name))),
  );
}

/** A word that is nothing but `$1`, with or without quotes. */
function isPositional(word: Word): boolean {
  const [part] = word.parts;
  if (word.parts.length !== 1 || part === undefined) return false;
  const inner = part.kind === 'double' && part.parts.length === 1 ? part.parts[0] : part;
  return (
    inner?.kind === 'parameter' && /^[1-9]$/.test(inner.name) && inner.operator === undefined && !inner.length
  );
}

/** `“$@”`: quotes of a word processor around the arguments. */
function isTypographic(word: Word): boolean {
  return (
    word.parts.some((part) => part.kind === 'literal' && TYPOGRAPHIC.test(part.text)) &&
    word.parts.some((part) => isParameter(part, '@') || isParameter(part, '*'))
  );
}

function leadingText(word: Word): string {
  const [part] = word.parts;
  if (part?.kind === 'literal' || part?.kind === 'single') return part.text;
  const inner = part?.kind === 'double' ? part.parts[0] : undefined;
  return inner?.kind === 'literal' ? inner.text : '';
}
