import {
  AMPERSAND,
  BACKSLASH,
  endsWord,
  GREATER,
  LESS,
  oneOf,
  PIPE,
  SEMICOLON,
  WORD_END,
  withoutContinuations,
} from './characters.ts';

/** A reserved word or an operator, and the offset behind it. */
export interface Token {
  readonly text: string;
  readonly end: number;
}

/** Words with a meaning where a command may begin. */
const RESERVED = [
  ...['if', 'then', 'elif', 'else', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'in', 'esac'],
  ...['select', 'function', 'coproc', 'time', '{', '}', '!', '[[', ']]'],
];
const RESERVED_WORDS: ReadonlySet<string> = new Set(RESERVED);
const LONGEST = 8;

/** Reserved words that only go on with a construct or end it. */
export const CLOSERS: ReadonlySet<string> = new Set([
  ...['then', 'elif', 'else', 'fi', 'do', 'done', 'in', 'esac', '}', ']]'],
]);

/** Longer ones go before those they begin with. */
const OPERATORS = [
  ...['&>>', '<<<', '<<-', ';;&', '&&', '||', ';;', ';&', '|&', '&>', '<<', '<&', '<>', '>>', '>&', '>|'],
  ...['<', '>', '|', '&', ';', '(', ')'],
];

const interruptedWord = new RegExp(`(?:${oneOf(RESERVED)})${WORD_END}`, 'y');
const operator = new RegExp(oneOf(OPERATORS), 'y');

/** The reserved word at an offset. */
export function reservedWordAt(text: string, offset: number): Token | undefined {
  let end = offset;
  let code = text.charCodeAt(end);
  while (code >= 97 && code <= 122 && end - offset <= LONGEST) code = text.charCodeAt(++end);
  // Signs: ! [ ] { }
  while (code === 33 || code === 91 || code === 93 || code === 123 || code === 125)
    code = text.charCodeAt(++end);
  if (code === BACKSLASH) return matchAt(interruptedWord, text, offset);
  if (end - offset > LONGEST || end === offset || !endsWord(code)) return undefined;
  // `<(` and `>(` go on with the word.
  if ((code === LESS || code === GREATER) && text[end + 1] === '(') return undefined;
  const word = text.slice(offset, end);
  return RESERVED_WORDS.has(word) ? { text: word, end } : undefined;
}

/** The operator at an offset. */
export function operatorAt(text: string, offset: number): Token | undefined {
  const code = text.charCodeAt(offset);
  const possible = code === SEMICOLON || code === PIPE || (code >= AMPERSAND && code <= 62);
  return possible ? matchAt(operator, text, offset) : undefined;
}

function matchAt(pattern: RegExp, text: string, offset: number): Token | undefined {
  pattern.lastIndex = offset;
  const found = pattern.exec(text);
  return found === null ? undefined : { text: withoutContinuations(found[0]), end: offset + found[0].length };
}
