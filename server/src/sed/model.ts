import type { Span } from '../text/index.ts';
import type { SedRegex } from './regex-model.ts';

/** One script of a command line: the text of an `-e`, of the bare script word, or of an `-f` file. */
export interface ScriptPiece {
  readonly kind: 'expression' | 'file';
  readonly text: string;
  /** The name given to `-f`; sed names it in its messages. */
  readonly name?: string;
  /** Whether `-E` or `-r` stood before this script; a bare script word counts as the last argument. */
  readonly extended: boolean;
  /** Whether `--posix` stood before it. */
  readonly posix?: boolean;
  /** Whether `--sandbox` stood before it. */
  readonly sandbox?: boolean;
}

/** What came of reading a script. */
export type SedParse = SedProgram | SedError | SedDoubt;

/** A script that sed accepts. */
export interface SedProgram {
  readonly kind: 'program';
  readonly pieces: readonly ScriptPiece[];
  /** In the order of the text; blocks and jumps point into this list. */
  readonly commands: readonly SedCommand[];
  /** `#n` opens the first script: the same as the option `-n`. */
  readonly quiet: boolean;
}

/** A script that sed refuses. Nothing is read or edited then. */
export interface SedError {
  readonly kind: 'error';
  /** As GNU sed 4.9 prints it without its prefix, such as ``unknown option to `s'``. */
  readonly message: string;
  /** The whole line on standard error. */
  readonly stderr: string;
  /** Exit status: 1 for a script error; 4 where sed gives up for another reason. */
  readonly status: number;
  /** Number of the `-e`, counted from 1; 0 in a script file. */
  readonly expression: number;
  /** How many bytes of the script were read, as sed counts: the position of the offending character. */
  readonly char: number;
  /** Which of the pieces, counted from 0. */
  readonly piece: number;
  /** The offending text in that piece; empty at its end when something is missing there. */
  readonly span: Span;
}

/** A script on which versions or locales of sed differ, or that is beyond this model. */
export interface SedDoubt {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly piece: number;
  readonly span: Span;
}

export type Address =
  | { readonly kind: 'line'; readonly line: number; readonly span: Span }
  | { readonly kind: 'last'; readonly span: Span }
  /** `first~step` */
  | { readonly kind: 'step'; readonly first: number; readonly step: number; readonly span: Span }
  /** `,+count`; with 0, and then also as first address, it matches every line. */
  | { readonly kind: 'plus'; readonly count: number; readonly span: Span }
  /** `,~of`; 0 as in `plus`. */
  | { readonly kind: 'multiple'; readonly of: number; readonly span: Span }
  /** `/regex/` and `\DregexD` with the flags I and M; `regex` is undefined in `//`: the last one used. */
  | { readonly kind: 'regex'; readonly regex: SedRegex | undefined; readonly span: Span };

interface CommandBase {
  /** Which of the pieces the command begins in. */
  readonly piece: number;
  /** From its address to its last character, blanks and separators left out. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly address1: Address | undefined;
  readonly address2: Address | undefined;
  /** `!` */
  readonly negated: boolean;
  /** Why the effect of this command is unknown, where it is. */
  readonly unmodelled: string | undefined;
}

export type SedCommand =
  | SubstituteCommand
  | TransliterateCommand
  | TextCommand
  | BlockCommand
  | JumpCommand
  | LabelCommand
  | QuitCommand
  | ListCommand
  | FileCommand
  | SimpleCommand;

/** `s` */
export interface SubstituteCommand extends CommandBase {
  readonly kind: 'substitute';
  readonly name: 's';
  readonly delimiter: string;
  /** Offsets of the three delimiters. */
  readonly delimiters: readonly [number, number, number];
  /** Offsets of the backslashes that escape a delimiter. */
  readonly escapedDelimiters: readonly number[];
  /** Undefined for an empty pattern: the last one used. */
  readonly regex: SedRegex | undefined;
  readonly patternSpan: Span;
  readonly replacementSpan: Span;
  readonly replacement: readonly ReplacementPart[];
  /** The highest group number named in the replacement. */
  readonly highestReference: number;
  readonly flagsSpan: Span;
  readonly global: boolean;
  /** The match to begin with; 1 when no number is given. */
  readonly number: number;
  /** `p` */
  readonly print: boolean;
  /** `e` */
  readonly evaluate: boolean;
  /** `w` */
  readonly file: { readonly name: string; readonly span: Span } | undefined;
}

export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `&` and `\0` are group 0. */
  | { readonly kind: 'group'; readonly number: number }
  /** `\U \L \u \l \E` */
  | { readonly kind: 'case'; readonly change: 'U' | 'L' | 'u' | 'l' | 'E' };

/** `y` */
export interface TransliterateCommand extends CommandBase {
  readonly kind: 'transliterate';
  readonly name: 'y';
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** `a`, `i`, `c` */
export interface TextCommand extends CommandBase {
  readonly kind: 'text';
  readonly name: 'a' | 'i' | 'c';
  /** With its last line break; undefined when the script ends before any text. */
  readonly text: string | undefined;
  readonly textSpan: Span;
}

/** `{` and `}`; `partner` is the index of the other one. */
export interface BlockCommand extends CommandBase {
  readonly kind: 'block';
  readonly name: '{' | '}';
  readonly partner: number;
}

/** `b`, `t`, `T`; `target` is an index into the commands, their number for the end of the script. */
export interface JumpCommand extends CommandBase {
  readonly kind: 'jump';
  readonly name: 'b' | 't' | 'T';
  readonly label: string;
  readonly target: number;
}

/** `:` */
export interface LabelCommand extends CommandBase {
  readonly kind: 'label';
  readonly name: ':';
  readonly label: string;
}

/** `q`, `Q` */
export interface QuitCommand extends CommandBase {
  readonly kind: 'quit';
  readonly name: 'q' | 'Q';
  readonly status: number;
}

/** `l`, and `L` of old versions; `width` is undefined for the width of the option `-l`. */
export interface ListCommand extends CommandBase {
  readonly kind: 'list';
  readonly name: 'l' | 'L';
  readonly width: number | undefined;
}

/** `r`, `R`, `w`, `W` */
export interface FileCommand extends CommandBase {
  readonly kind: 'file';
  readonly name: 'r' | 'R' | 'w' | 'W';
  readonly file: { readonly name: string; readonly span: Span };
}

export interface SimpleCommand extends CommandBase {
  readonly kind: 'simple';
  readonly name: SimpleName;
}

export type SimpleName =
  | '='
  | 'd'
  | 'D'
  | 'g'
  | 'G'
  | 'h'
  | 'H'
  | 'n'
  | 'N'
  | 'p'
  | 'P'
  | 'x'
  | 'z'
  | 'F'
  | 'e';
