import type { Command, Statement, Word, WordPart } from '../shell/index.ts';
import type { FileNode } from './node.ts';
import type { SedStep } from './sed-step.ts';
import type { Place, Status, Value } from './value.ts';

/** One piece of an argument, and the part of the script's word that gave it. */
export interface Source {
  readonly part: WordPart;
  readonly value: Value;
  /** For a parameter: whether the variable has no value. A default of the expansion is then in `value`. */
  readonly unset: boolean;
}

/** A word after all expansions. A word of the script may give several of them, or none. */
export interface Argument {
  /** The word of the script. */
  readonly word: Word;
  readonly value: Value;
  readonly sources: readonly Source[];
  /** False where an unquoted unknown value may give more words, or none. */
  readonly certain: boolean;
}

/** A word of the script that became no argument at all, such as `$X` with X unset. */
export interface VanishedWord {
  readonly word: Word;
  readonly sources: readonly Source[];
}

/** Whether a step is taken: always; unless the script ended before; or on a way that may not be taken. */
export type Reached = 'always' | 'unless-ended' | 'perhaps';

export interface StepBase {
  readonly place: Place;
  readonly reached: Reached;
  /** Whether the step is taken in every run that gets that far. */
  readonly certain: boolean;
  /** Runs as a job while the script goes on. */
  readonly background: boolean;
}

/** What a path in an argument leads to at the moment of the command. */
export interface NamedFile {
  /** The path in the repository; undefined outside of it, or when it is not known. */
  readonly path: string | undefined;
  readonly state: 'file' | 'directory' | 'missing' | 'empty-operand' | 'outside' | 'unknown';
  /** Whether the script itself made or changed what stands there. */
  readonly touched: boolean;
}

/** Any simple command but sed and those below: programs, builtins and functions. */
export interface CommandStep extends StepBase {
  readonly kind: 'command';
  readonly command: Command;
  /** The name when it is known. */
  readonly name: string | undefined;
  readonly runs: 'builtin' | 'function' | 'program' | 'missing' | 'unknown';
  readonly arguments: readonly Argument[];
  readonly vanished: readonly VanishedWord[];
  /** For each argument that may be a path, what it leads to before the command runs. */
  readonly files: readonly (NamedFile & { readonly argument: Argument })[];
  readonly status: Status;
}

/** A variable gets a value. */
export interface AssignStep extends StepBase {
  readonly kind: 'assign';
  readonly name: string;
  readonly value: Value | undefined;
  readonly sources: readonly Source[];
  readonly word: Word | undefined;
  /** Whether programs that start later see it. */
  readonly exported: boolean | 'perhaps';
}

/** A command takes the place of the shell. */
export interface ExecStep extends StepBase {
  readonly kind: 'exec';
  readonly command: Command;
  readonly arguments: readonly Argument[];
  /** Whether it is the server's own command that the script was called with. */
  readonly server: boolean;
  readonly found: boolean | 'unknown';
}

/** The server's command runs, as the shell itself or as its child. */
export interface ServerStep extends StepBase {
  readonly kind: 'server';
  readonly statement: Statement;
  readonly how: 'exec' | 'child';
  readonly arguments: readonly Value[];
}

/** The script ends here without a server. */
export interface EndStep extends StepBase {
  readonly kind: 'end';
  readonly why: 'exit' | 'errexit' | 'unset-variable' | 'parameter-error' | 'syntax-error' | 'exec-failed';
  readonly status: Status;
  /** The variable of `set -u` or `${NAME:?}`. */
  readonly variable: string | undefined;
}

/** A message of the shell or of a program of coreutils, in the log of the container. */
export interface ComplaintStep extends StepBase {
  readonly kind: 'complaint';
  /** Without the name of the script and the line. */
  readonly message: string;
  /** The program; undefined: the shell itself. */
  readonly program: string | undefined;
  /** Whether the script asks for the status of the command: in a condition, or left of `&&` and `||`. */
  readonly tested: boolean;
}

export type Step = SedStep | CommandStep | AssignStep | ExecStep | ServerStep | EndStep | ComplaintStep;

export type { FileNode };
