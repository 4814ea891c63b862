import type { LaunchProfile } from '../binder/index.ts';
import type { Statement } from '../shell/index.ts';
import type { Change } from './change.ts';
import type { Doubt } from './state.ts';
import type { Step } from './step.ts';
import type { Place, Status, Value } from './value.ts';

/** What a launch does: the result of the simulation. */
export interface Launch {
  readonly profile: LaunchProfile | undefined;
  /** Names of variables whose values are the user's own and not the profile's. */
  readonly given: ReadonlySet<string>;
  /** The environment in which the script was started. */
  readonly environment: ReadonlyMap<string, Value>;
  /** Path of the start script; undefined when there is none. */
  readonly script: string | undefined;
  /** Whether the kernel can start the script at all, and as what. */
  readonly start: ProgramStart;
  /** Whether a command takes the place of the shell. */
  readonly reachesExec: 'yes' | 'no' | 'perhaps';
  readonly execCommand: ExecCommand | undefined;
  /** How the server's command is run, also when without exec. */
  readonly server: ServerRun | undefined;
  /** Status with which the script, or what took its place, ends. */
  readonly exit: Status;
  /** Files below the root that differ afterwards, by path, in the order of the first change. */
  readonly files: ReadonlyMap<string, FileOutcome>;
  /** Files of which nobody knows whether a command changes them, by path, with the reason. */
  readonly perhapsChanged: ReadonlyMap<string, string>;
  /** All files as they are then, also those that nobody touched and those outside of the root. */
  readonly filesAfter: FilesAfter;
  /** The environment of the server; of the end of the script when there is none. Removed variables stand in it too. */
  readonly exported: ReadonlyMap<string, ExportedVariable>;
  /** Working directory at the hand-over or the end, absolute. */
  readonly cwd: Value;
  /** What the script itself prints; the server's own output is not in it. */
  readonly stdout: Value;
  readonly stderr: Value;
  /** Whether lines of `stderr` may stand in another order, where the parts of a pipeline complain at once. */
  readonly stderrMixed: boolean;
  /** Everything that could not be computed, in the order of the script. */
  readonly unknown: readonly UnknownNote[];
  /** Set when nothing after that place is certain any more, not even which files change. */
  readonly unknownFrom: Doubt | undefined;
  /** Set when some file was changed of which nobody knows which one it is. */
  readonly anyFile: Doubt | undefined;
  /** The ways on which the script may end; the first is the one that everything working leads to. */
  readonly endings: readonly Ending[];
  readonly steps: readonly Step[];
  /** Units of work that following the script took; the same on every machine. */
  readonly work: number;
}

export type ProgramStart =
  | { readonly runs: 'bash' | 'dash'; readonly login: boolean }
  /** Another program reads it, such as Python: nothing is known. */
  | { readonly runs: 'other'; readonly interpreter: string }
  | {
      readonly runs: 'nothing';
      readonly why:
        | 'no-script'
        | 'no-shebang'
        | 'interpreter-missing'
        | 'env-two-words'
        | 'shell-option'
        | 'not-executable';
    };

export interface ExecCommand {
  readonly statement: Statement;
  readonly place: Place;
  readonly arguments: readonly Value[];
  readonly cwd: Value;
}

export interface ServerRun {
  readonly how: 'exec' | 'child';
  readonly background: boolean;
  readonly certain: boolean;
  /** The arguments after the name of the program. */
  readonly arguments: readonly Value[];
  /** False where an unquoted unknown value may give more of them, or fewer. */
  readonly argumentsCertain: boolean;
  readonly cwd: Value;
  readonly place: Place;
}

/** What stands at a path: a text, nothing, a folder, a link, or nobody knows which of them. */
export type Content =
  | { readonly kind: 'text'; readonly text: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly alternatives: readonly Content[];
      /** Whether there is nothing else that it may be. */
      readonly exhaustive: boolean;
    };

export interface FileOutcome {
  readonly path: string;
  readonly before: Content;
  readonly after: Content;
  /** The commands that changed it. */
  readonly changes: readonly Change[];
}

/** The files after the launch, by absolute paths; the root is the home of the user. */
export interface FilesAfter {
  /** What stands at a path, links followed, and the commands that made it so. */
  at(path: string): { readonly path: string; readonly content: Content; readonly changes: readonly Change[] };
  /** Names in a folder, those that are only perhaps there included; undefined when there may be others. */
  names(folder: string): readonly string[] | undefined;
  /** Names in a folder that the script itself put there. */
  made(folder: string): readonly string[];
}

export interface ExportedVariable {
  /** Undefined: not in the environment (any more). */
  readonly value: Value | undefined;
  /** Whether it is certainly handed on. */
  readonly certain: boolean;
  readonly from: Place | 'environment' | 'shell';
}

export interface UnknownNote {
  readonly path: string;
  readonly place: Place;
  /** A whole sentence without the place. */
  readonly message: string;
}

export interface Ending {
  readonly kind: 'exec' | 'exit' | 'end';
  readonly place: Place | undefined;
  readonly status: Status;
  /** False for a way that may not be taken. */
  readonly certain: boolean;
}
