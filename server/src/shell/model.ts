import type { SourceText, Span } from '../text/index.ts';
import type { UnitFacts } from './facts.ts';

/**
 * A start script as bash reads it: statements, words and the parts of words, each with its span.
 * Plain immutable data, made by `parseScript`, as long as it is the model of the latest text: the next model takes its
 * units over and moves their spans.
 */
export interface Script {
  readonly source: SourceText;
  /** The `#!` line, when the text begins with one; not behind a byte order mark, which else counts as a blank. */
  readonly shebang: Shebang | undefined;
  /** The statements of all units, in order. */
  readonly statements: readonly Statement[];
  /** All comments but the `#!` line. */
  readonly comments: readonly Comment[];
  /** Places that could not be read; each is the span of an `unparsed` statement. */
  readonly unreadable: readonly Span[];
  /** What bash reads at once, in order; together they cover the text. */
  readonly units: readonly Unit[];
  /** Whether any line ends with `\r\n`. The model is that of the script with `\n`: no text holds such a `\r`. */
  readonly crlf: boolean;
  /** Whether the text was too long to be read: then nothing is known of it. */
  readonly tooLarge: boolean;
}

/**
 * A complete command: the lines that bash reads before it runs anything of them. bash reads a script unit by
 * unit, so everything before a unit with a problem has been run when bash meets the problem.
 */
export interface Unit {
  /** From the end of the unit before, blank lines and comments included, to the end of its last line. */
  readonly span: Span;
  /** Behind the last character that was looked at; the whole text when its end was looked for in vain. */
  readonly reach: number;
  /** Attempts to read a unit that failed before this one. What follows a failure is read only for the editor's sake. */
  readonly failures: number;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  /** Why bash cannot read the unit. Absent too when that is not certain: nested too deeply for us, not for bash. */
  readonly problem: SyntaxProblem | undefined;
  /** Here-documents without the line that ends them. */
  readonly openHereDocuments: readonly SyntaxProblem[];
  readonly unreadable: readonly Span[];
  /** What was found out about the unit; kept as long as its text does not change. */
  readonly facts: UnitFacts;
}

/** A place where bash certainly stops reading the script. */
export interface SyntaxProblem {
  /**
   * - `unclosed`: the text ends while something is open; `span` is what opened it
   * - `unexpected`: a word or sign stands where it cannot; `span` is that word or sign
   * - `test`: the expression of a `[[ ]]` is none; `span` is the word or sign at which this shows
   * - `here-document`: no line ends it, so it takes the rest of the script; `span` is its marker
   */
  readonly kind: 'unclosed' | 'unexpected' | 'test' | 'here-document';
  readonly span: Span;
  /** The text of `span`; `newline` for the end of a line. */
  readonly token: string;
  /** What bash looks for: a quote, a bracket, `then`, `fi`, `done`, `]]`, the marker; undefined when there is no single answer. */
  readonly expected: string | undefined;
  /** What is open at an unexpected word: `if`, `do`, `{`, `$(` and the like. */
  readonly opener: { readonly token: string; readonly span: Span } | undefined;
  /** Of a here-document: the first line that is the marker but for blanks around it, its line break left out. */
  readonly nearlyEnded: Span | undefined;
}

export interface Shebang {
  /** From `#!` to the end of the line, the line break left out. */
  readonly span: Span;
  /** The program, such as `/usr/bin/env`; empty when the line names none. */
  readonly interpreter: string;
  readonly interpreterSpan: Span;
  /** What the kernel passes as one argument: the rest of the line, blanks at its ends removed. */
  readonly argument: string;
}

export interface Comment {
  /** From `#` to the end of the line. */
  readonly span: Span;
  /** Without the `#`. */
  readonly text: string;
}

export type Statement =
  | Command
  | Pipeline
  | AndOr
  | If
  | Loop
  | For
  | ArithmeticFor
  | Case
  | FunctionDefinition
  | Group
  | Test
  | Arithmetic
  | Unparsed;

interface StatementBase {
  /**
   * Without the `;` or `&` behind it. The bodies of here-documents lie on later lines: behind the span of a
   * command, and within that of a compound statement only when that goes on there (see `endOf`).
   */
  readonly span: Span;
  /** Whether `&` follows: the statement runs as a job while the script goes on. */
  readonly background: boolean;
  /** Redirections of a compound statement; those of a command are its own. */
  readonly redirections: readonly Redirection[];
}

/** A simple command, builtins such as `export`, `[` and `.` included. */
export interface Command extends StatementBase {
  readonly kind: 'command';
  /** `A=1 B=2` before the command, or alone: then `words` is empty and the shell's own variables change. */
  readonly assignments: readonly Assignment[];
  /** The name and its arguments. */
  readonly words: readonly Word[];
}

/** `NAME=value`, `NAME+=value`, `NAME[i]=value`, `NAME=(a b)`. */
export interface Assignment {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly append: boolean;
  /** The text between the brackets of `NAME[i]=`. */
  readonly index: string | undefined;
  /** A word without parts when nothing follows the `=`. */
  readonly value: Word | ArrayValue;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly span: Span;
  readonly elements: readonly Word[];
}

/** One word before expansion. Its text is known from the script alone when `literalText` gives one. */
export interface Word {
  readonly kind: 'word';
  readonly span: Span;
  readonly parts: readonly WordPart[];
  /** For an argument of `export`, `declare`, `typeset`, `readonly`, `local` in the form `NAME=value`. */
  readonly assignment: Assignment | undefined;
}

/** `$(...)` and backquotes. */
export interface Substitution {
  readonly kind: 'substitution';
  readonly span: Span;
  readonly backquotes: boolean;
  readonly statements: readonly Statement[];
}

export type WordPart =
  /** Unquoted text; `text` is without its backslashes and line continuations. */
  | { readonly kind: 'literal'; readonly span: Span; readonly text: string; readonly escaped: boolean }
  /** `'...'` */
  | { readonly kind: 'single'; readonly span: Span; readonly text: string }
  /** `$'...'`; `text` with the escapes resolved. */
  | { readonly kind: 'ansi'; readonly span: Span; readonly text: string }
  /** `"..."` and `$"..."` */
  | { readonly kind: 'double'; readonly span: Span; readonly parts: readonly WordPart[] }
  | Parameter
  | Substitution
  /** `<(...)` and `>(...)` */
  | { readonly kind: 'process'; readonly span: Span; readonly statements: readonly Statement[] }
  /** `$((...))` and `$[...]`; the expression as written, and what is expanded in it. */
  | {
      readonly kind: 'arithmetic';
      readonly span: Span;
      readonly text: string;
      readonly parts: readonly WordPart[];
    }
  /** `{a,b}` and `{1..3}`, unquoted; as written, with its quotes and expansions as parts. */
  | {
      readonly kind: 'brace';
      readonly span: Span;
      readonly text: string;
      readonly parts: readonly WordPart[];
    }
  /** Unquoted `*`, `?`, `[...]` and extended patterns, of `=~` whatever is no plain text; as written. */
  | { readonly kind: 'glob'; readonly span: Span; readonly text: string }
  /** Unquoted `~` or `~name` at a place where bash expands it. */
  | { readonly kind: 'tilde'; readonly span: Span; readonly text: string; readonly at: TildePlace }
  /** `${...}` that bash refuses when it comes to run it ("bad substitution"), and an array as argument; as written. */
  | { readonly kind: 'unreadable'; readonly span: Span; readonly text: string };

/**
 * Where a `~` stands: at the beginning of a word or an operand, in a value (behind its `=` or a `:`), in an argument
 * that looks like an assignment, or at the beginning of the operand of `${NAME=...}`.
 */
export type TildePlace = 'start' | 'value' | 'argument' | 'default';

/** `$NAME`, `${NAME}` and `${NAME<operator>operand}`. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly span: Span;
  /** A name, a number, or one of `@ * # ? $ ! - 0`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly braced: boolean;
  /** `${#NAME}` */
  readonly length: boolean;
  /** `${!NAME}` */
  readonly indirect: boolean;
  /** The text between brackets in `${NAME[i]}`. */
  readonly index: string | undefined;
  /**
   * `-`, `:-`, `=`, `:=`, `?`, `:?`, `+`, `:+`, `#`, `##`, `%`, `%%`, `/`, `//`, `/#`, `/%`, `:`, `^`, `^^`, `,`, `,,`,
   * `~`, `~~`, `@`; of `${!NAME*}` and `${!NAME@}`, names with that beginning, `*` or `@` without operand.
   */
  readonly operator: string | undefined;
  /** What follows the operator; of `/` the pattern, of `:` the offset. */
  readonly operand: Word | undefined;
  /** The replacement of `/`, the length of `:`. */
  readonly secondOperand: Word | undefined;
}

export interface Redirection {
  readonly span: Span;
  /** The number or `{name}` before the operator, as written. */
  readonly descriptor: string | undefined;
  /** `>`, `>>`, `<`, `<>`, `>|`, `>&`, `<&`, `&>`, `&>>`, `<<`, `<<-`, `<<<`. */
  readonly operator: string;
  /** File, descriptor, here-string, or the end marker of a here-document. */
  readonly target: Word;
  readonly hereDocument: HereDocument | undefined;
}

export interface HereDocument {
  /** The body, without the line of the end marker. */
  readonly span: Span;
  /** The end marker without its quotes. */
  readonly marker: string;
  /** Whether any part of the marker was quoted: then nothing in the body is expanded. */
  readonly quoted: boolean;
  /** Whether a line with the marker ends it; otherwise bash takes the rest of the script. */
  readonly terminated: boolean;
  /** The body as parts; one `single` part when quoted. Leading tabs of `<<-` are removed from the texts. */
  readonly parts: readonly WordPart[];
  /** The line that ends it, its line break left out. */
  readonly endSpan: Span | undefined;
}

/** `a | b`, `! a`, `time a`; a single negated command is a pipeline of one, `!` alone of none. */
export interface Pipeline extends StatementBase {
  readonly kind: 'pipeline';
  readonly negated: boolean;
  readonly timed: boolean;
  /** The sign behind each statement but the last; `|&` sends stderr along. */
  readonly operators: readonly ('|' | '|&')[];
  readonly statements: readonly Statement[];
}

/** `left && right`, `left || right`; lists nest to the left. */
export interface AndOr extends StatementBase {
  readonly kind: 'and-or';
  readonly operator: '&&' | '||';
  readonly left: Statement;
  readonly right: Statement;
}

export interface If extends StatementBase {
  readonly kind: 'if';
  /** `if` and each `elif`. */
  readonly branches: readonly {
    readonly span: Span;
    readonly condition: readonly Statement[];
    readonly body: readonly Statement[];
  }[];
  readonly otherwise: readonly Statement[] | undefined;
}

/** `while` and `until`. */
export interface Loop extends StatementBase {
  readonly kind: 'loop';
  readonly until: boolean;
  readonly condition: readonly Statement[];
  readonly body: readonly Statement[];
}

/** `for NAME in words`, `select NAME in words`; without `in` the words are `"$@"` and `words` is undefined. */
export interface For extends StatementBase {
  readonly kind: 'for';
  readonly select: boolean;
  readonly variable: string;
  readonly variableSpan: Span;
  readonly words: readonly Word[] | undefined;
  readonly body: readonly Statement[];
}

/** `for ((a; b; c))`; the three expressions as written, and what is expanded in them. */
export interface ArithmeticFor extends StatementBase {
  readonly kind: 'arithmetic-for';
  readonly header: readonly [string, string, string];
  readonly parts: readonly WordPart[];
  readonly body: readonly Statement[];
}

export interface Case extends StatementBase {
  readonly kind: 'case';
  readonly word: Word;
  readonly items: readonly {
    readonly span: Span;
    readonly patterns: readonly Word[];
    readonly body: readonly Statement[];
    readonly terminator: ';;' | ';&' | ';;&';
  }[];
}

export interface FunctionDefinition extends StatementBase {
  readonly kind: 'function';
  readonly name: string;
  readonly nameSpan: Span;
  /** `function name` rather than `name()`. */
  readonly keyword: boolean;
  readonly body: Statement;
}

/** `{ ...; }` in the same shell, `( ... )` in a copy of it. */
export interface Group extends StatementBase {
  readonly kind: 'group';
  readonly subshell: boolean;
  readonly statements: readonly Statement[];
}

/** `[[ ... ]]`; `[` and `test` are commands. */
export interface Test extends StatementBase {
  readonly kind: 'test';
  readonly expression: TestExpression | undefined;
}

export type TestExpression =
  | { readonly kind: 'word'; readonly span: Span; readonly word: Word }
  | {
      readonly kind: 'unary';
      readonly span: Span;
      readonly operator: string;
      readonly operatorSpan: Span;
      readonly operand: Word;
    }
  | {
      readonly kind: 'binary';
      readonly span: Span;
      readonly operator: string;
      readonly operatorSpan: Span;
      readonly left: Word;
      readonly right: Word;
    }
  | { readonly kind: 'not'; readonly span: Span; readonly operand: TestExpression }
  | {
      readonly kind: 'and' | 'or';
      readonly span: Span;
      readonly left: TestExpression;
      readonly right: TestExpression;
    };

/** `(( ... ))`; the expression as written, and what is expanded in it. */
export interface Arithmetic extends StatementBase {
  readonly kind: 'arithmetic';
  readonly text: string;
  readonly parts: readonly WordPart[];
}

/** A `coproc`, or a line at which a unit begins that could not be read. Nothing is claimed about it. */
export interface Unparsed extends StatementBase {
  readonly kind: 'unparsed';
}
