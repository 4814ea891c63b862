import type { Repository } from '../binder/index.ts';
import type { Statement, Substitution, WordPart } from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Atom } from './atom.ts';
import type { Budget } from './budget.ts';
import type { Call } from './call.ts';
import type { UsedValue } from './change.ts';
import type { Frame } from './frame.ts';
import type { State, Variable } from './state.ts';
import type { Step } from './step.ts';
import type { Tested } from './tested.ts';
import type { Undo } from './unwinding.ts';
import type { Place, Status, Value } from './value.ts';

/**
 * How a statement ends: the next one follows, or the flow goes elsewhere. `gone`: every way on has already been
 * put aside for the construct that catches it. `discard`: an error of an expansion gives up the whole
 * command that was read, and the next one follows.
 */
export type Signal = 'next' | 'break' | 'continue' | 'return' | 'exit' | 'exec' | 'discard' | 'gone';

/** A construct that catches signals: a loop, a function or sourced file, the reading of commands, a shell. */
export interface Scope {
  readonly kind: 'loop' | 'function' | 'reader' | 'shell';
  readonly parked: Parked[];
}

/** A state that left the usual way on a branch of which nobody knows whether it is taken. */
export interface Parked {
  readonly state: State;
  readonly signal: Signal;
  /** How many loops a `break` or `continue` leaves. */
  readonly jump: number;
  readonly place: Place;
}

/** What is known of the machine beyond the repository. */
export interface World {
  /** Whether a program of this name can be found; an absolute path counts as a name. */
  readonly programs: (name: string) => 'present' | 'absent' | 'unknown';
  /** Whether a file of the repository may be run. */
  readonly executable: (path: string) => boolean | 'unknown';
  /** Status of the server's command. */
  readonly serverStatus: Status;
  /** Whether the server's command prints nothing. */
  readonly silentServer: boolean;
  /** What the standard input of the script gives. */
  readonly input: 'empty' | 'unknown';
  /** Whether the messages of a pipeline's parts are to be kept in the order of the parts, which bash does not promise. */
  readonly ordered: boolean;
}

/** What everything that runs shares. */
export interface Machine extends Tested {
  readonly repository: Repository;
  readonly world: World;
  frame: Frame;
  /** `$0` */
  scriptName: string;
  /** Whether the text that runs was made of other text, as by `eval`: where its words come from is lost. */
  parsedAgain: boolean;
  /** Whether `eval` was run: what it set comes from a text, and no longer from the arguments. */
  evaluated: boolean;
  /** Whether the next command takes the place of the shell, as the only one of `bash -c` does. */
  successor: boolean;
  /** The part of a pipeline that was begun last. */
  piped: Statement | undefined;
  /** How often something was written to a standard output that is closed. */
  unwritten: number;
  /** The command that the script was called with. */
  readonly serverCommand: readonly string[];
  /** Outputs that are the log of the container. */
  readonly logs: ReadonlySet<number>;
  /** Those in which the lines of several parts of a pipeline may stand in another order. */
  readonly mixed: Set<number>;
  readonly scopes: Scope[];
  readonly steps: Step[];
  /** Variables that assignments before the commands around hide. */
  readonly prefixes: Map<string, Variable | undefined>[];
  /** What bash takes back when it leaves a construct, innermost last. */
  readonly undo: Undo[];
  /** Greater than 0 inside a branch that may not be taken. */
  perhaps: number;
  /** Greater than 0 while a loop is run again only to see what else it may change. */
  silent: number;
  /** Whether what is expanded is no word of a simple command: in bash -e then ends a substitution even where its status is tested. */
  bare: boolean;
  /** Greater than 0 in a job. */
  background: number;
  /** How many loops `break` and `continue` still have to leave. */
  jump: number;
  /** How many loops of unknown length are around. */
  unknownLoops: number;
  /** Files to which the output of compound commands around this one goes. */
  readonly held: string[];
  /** Whether the error of the last one that was given up reaches through the texts that `eval` and `.` brought. */
  abandons: boolean;
  /** Counts errors of expansions. */
  failures: number;
  /** Functions and sourced files that run in this shell, for `return`. */
  calls: number;
  /** Loops around the command in this function, for `break`. */
  loops: number;
  /** The lines of what bash has read at once, counted from 1. */
  unit: { readonly first: number; readonly last: number };
  /** Whether bash may count lines wrongly, as after an error in the middle of a long command. */
  linesUncertain: boolean;
  /** Counts substitutions, whose status is that of a command without words. */
  substitutions: number;
  /** The status of the last of them. */
  substituted: Status;
  readonly servers: ServerSeen[];
  /** Whether the server's command was given to a program of which nobody knows what it does with it. */
  handedOn: boolean;
  /** Whether `((...))` or `[[ ]]` ran: bash may put its name before a later message. */
  computed: boolean;
  /** How many copies are around the shell itself that reads the script or text that runs: what is deeper is a copy of it. */
  shellDepth: number;
  /** How many copies of the shell are around. */
  depthOfShells: number;
  /** Parameters that the command that runs has used so far. */
  uses: UsedValue[];
  /** Those of the commands before it in the same substitution. */
  usedBefore: UsedValue[];
  /** How many substitutions, sourced files and texts of eval are around: traces in them begin with more signs. */
  depthOfTexts: number;
  /** Whether the last compound command was not run, since its files could not be opened. */
  unopened: boolean;
  /** How deeply the statement that runs is nested. */
  depth: number;
  /** The line for messages of the command that runs. */
  line: number;

  /** What is left of the work that the simulation may do. */
  readonly budget: Budget;
  /**
   * Counts characters and steps.
   * @throws OutOfBudget when the script does more than the simulation will follow
   */
  spend(size?: number, work?: number): void;
  /** Says that something could not be computed. */
  note(place: Place, message: string): void;
  step(step: Step): void;
  nextId(): number;
  /** Reads and runs a whole text, command by command, as bash does. */
  runText(state: State, source: SourceText): Signal;
  /** Runs statements one after the other in the same shell. */
  statements(state: State, statements: readonly Statement[]): Signal;
  statement(state: State, statement: Statement): Signal;
  /** Runs a builtin or a program by its name; functions of that name are passed over. */
  runNamed(call: Call, head: Value): Signal;
  /** Runs a program; `missing` when there is none, which the shell has then said. */
  runProgram(call: Call, head: Value): 'program' | 'missing' | 'unknown';
  /** Runs something in which the shell may refuse an expansion: what comes of that is in this state. */
  guarded(state: State, place: Place, run: () => Signal): Signal;
  /** The output of statements that run in a copy of the shell. */
  substitute(state: State, part: Substitution): Value;
  /** The output of a process substitution that is read; undefined when it does something else too. */
  process(state: State, statements: readonly Statement[], place: Place): Value | undefined;
  /** @param quoted whether the parts stand inside double quotes or a here-document */
  expand(state: State, parts: readonly WordPart[], quoted: boolean): Atom[];
  /**
   * Runs in a copy of the shell; only files and output remain.
   * @param isProgram whether it is a program of its own
   */
  subshell(state: State, run: (child: State) => Signal, isProgram?: boolean): void;
}

export interface ServerSeen {
  readonly how: 'exec' | 'child';
  readonly background: boolean;
  readonly arguments: readonly Value[];
  readonly argumentsCertain: boolean;
  readonly state: State;
  readonly place: Place;
}
