import { literalText, type Word } from '../../shell/index.ts';
import type { SourceText } from '../../text/index.ts';

/** What a table asks of the words of a command. */
export interface WordPattern {
  /** Names of the program, without their folder. */
  readonly programs: RegExp;
  /** The words that have to follow, options between them left out. */
  readonly words?: readonly RegExp[];
  /** Options before or between those words that take a value of their own. */
  readonly valued?: readonly string[];
}

/** Where a pattern was found in a command. */
export interface WordMatch {
  /** The last word that the pattern asks for. */
  readonly telling: Word;
  /** What stands behind it. */
  readonly rest: readonly Word[];
}

/**
 * One expression for the programs of a whole table, so that the many commands that are in no table are not held
 * against each of its rows.
 */
export function programsOf(rows: readonly WordPattern[]): RegExp {
  return new RegExp(rows.map(({ programs }) => `(?:${programs.source})`).join('|'));
}

/** The name of the program that a command runs, without its folder; undefined where it is not written out. */
export function programName([program]: readonly Word[]): string | undefined {
  const name = program && literalText(program);
  return name?.slice(name.lastIndexOf('/') + 1);
}

/** The text of a word; as it is written where something in it is expanded. */
export function textOfWord(source: SourceText, word: Word | undefined): string {
  if (word === undefined) return '';
  return literalText(word) ?? source.slice(word.span);
}

/** Looks for a pattern at the beginning of a command: `git -C x clone` has the words `git`, `clone`. */
export function matchWords(
  source: SourceText,
  words: readonly Word[],
  pattern: WordPattern,
): WordMatch | undefined {
  const [program] = words;
  const name = programName(words);
  if (program === undefined || name === undefined || !pattern.programs.test(name)) return undefined;
  let telling = program;
  let at = 1;
  for (const wanted of pattern.words ?? []) {
    for (;;) {
      const word = words[at];
      if (word === undefined) return undefined;
      const text = textOfWord(source, word);
      at++;
      if (wanted.test(text)) {
        telling = word;
        break;
      }
      if (!/^[-+]./.test(text)) return undefined;
      if (pattern.valued?.includes(text)) at++;
    }
  }
  return { telling, rest: words.slice(at) };
}

/** The first argument that is no option. */
export function firstOperand(source: SourceText, words: readonly Word[]): Word | undefined {
  return words.find((word) => !/^-./.test(textOfWord(source, word)));
}
