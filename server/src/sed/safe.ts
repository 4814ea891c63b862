import type { TextEdit } from '../text/index.ts';
import type { SubstituteCommand } from './model.ts';

/** Characters that serve well as delimiters, the best first: none is special in a pattern written plainly. */
const DELIMITERS = ['|', '#', ',', '~', '@', '%', '!'] as const;

/**
 * The first delimiter that occurs in none of the texts.
 * @param texts pattern, replacement and values that will stand between the delimiters
 * @param forbidden further characters not to use
 */
export function freeDelimiter(texts: readonly string[], forbidden = ''): string | undefined {
  return DELIMITERS.find(
    (delimiter) => !forbidden.includes(delimiter) && texts.every((text) => !text.includes(delimiter)),
  );
}

/**
 * The edits that give an `s` command another delimiter and keep its meaning: what was escaped only for the
 * old delimiter loses its backslash. Undefined when the new one occurs in the pattern or the replacement.
 * @param script the text the command was read from
 */
export function withDelimiter(
  script: string,
  command: SubstituteCommand,
  delimiter: string,
): readonly TextEdit[] | undefined {
  const { patternSpan, replacementSpan } = command;
  const between = script.slice(patternSpan.start, replacementSpan.end);
  const texts = between.split(command.delimiter).join('');
  if (!/^[!-/:-@[-`{-~]$/.test(delimiter) || /[\\&[\]]/.test(delimiter)) return undefined;
  if (delimiter === command.delimiter) return [];
  if (texts.includes(delimiter)) return undefined;
  const replaced = command.delimiters.map((start) => ({
    span: { start, end: start + command.delimiter.length },
    text: delimiter,
  }));
  const removed = command.escapedDelimiters.map((start) => ({ span: { start, end: start + 1 }, text: '' }));
  return [...replaced, ...removed];
}

/** The value as it must stand in a replacement so that exactly this text is put in. */
export function escapeForReplacement(value: string, delimiter: string): string {
  let escaped = '';
  for (const char of value) {
    escaped += char === '\\' || char === '&' || char === '\n' || char === delimiter ? `\\${char}` : char;
  }
  return escaped;
}

/** What a value does when it is put into a replacement as it is. */
export type ValueDanger =
  /** It ends the replacement: what follows is read as flags. sed mostly refuses the script. */
  | 'delimiter'
  /** It ends the command too early. */
  | 'newline'
  /** It takes the closing delimiter's meaning. */
  | 'trailing-backslash'
  /** It stands for what was matched. */
  | 'ampersand'
  /** It begins an escape, or disappears. */
  | 'backslash';

/** The dangers of a value, the worst first; none when the very text is put in. */
export function valueDangers(value: string, delimiter: string): readonly ValueDanger[] {
  const dangers: ValueDanger[] = [];
  if (value.includes(delimiter)) dangers.push('delimiter');
  if (value.includes('\n')) dangers.push('newline');
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(value)) dangers.push('trailing-backslash');
  if (value.includes('&')) dangers.push('ampersand');
  if (value.includes('\\')) dangers.push('backslash');
  return dangers;
}
