import type { Repository } from '../binder/index.ts';
import type { Statement, Substitution, WordPart } from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Atom } from './atom.ts';
import { type Budget, scan } from './budget.ts';
import { BUILTINS } from './builtins.ts';
import type { Call } from './call.ts';
import { type UsedValue, usingInside } from './change.ts';
import type { Frame } from './frame.ts';
import type { UnknownNote } from './launch.ts';
import type { Machine, Parked, Scope, ServerSeen, Signal, World } from './machine.ts';
import { runProgram } from './program.ts';
import { guarded } from './refused.ts';
import { runText } from './script-text.ts';
import type { State, Variable } from './state.ts';
import { runReader, runStatement, runStatements } from './statements.ts';
import type { Step } from './step.ts';
import { runProcess, runSubshell, runSubstitution } from './subshell.ts';
import type { Undo } from './unwinding.ts';
import type { Place, Status, Value } from './value.ts';
import { expandParts } from './words.ts';

/** Units for one step of the simulation: a statement, a word, a round of a loop. */
const UNITS_OF_STEP = 4;
const MAX_STEPS = 3000;
const MAX_NOTES = 200;
/** The share of the budget up to which it plays no part how exactly the units of a run are known. */
const NEARLY_ALL = 0.9;

/** How far a run has come: what it counts, and what is left of what it has done so far. */
export interface Progress {
  /** Units of the budget. */
  readonly work: number;
  readonly id: number;
  /** Lengths of the lists. */
  readonly steps: number;
  readonly notes: number;
  readonly ends: number;
  /** Notes that were not kept because they were there already. */
  readonly repeated: number;
  /** The fields of the simulation that are numbers, texts, and true or false. */
  readonly fields: Readonly<Record<string, number | string | boolean>>;
  readonly mixed: ReadonlySet<number>;
}

/** One run of a script. */
export class Simulation implements Machine {
  readonly scopes: Scope[] = [];
  readonly steps: Step[] = [];
  readonly prefixes: Map<string, Variable | undefined>[] = [];
  readonly undo: Undo[] = [];
  readonly notes: UnknownNote[] = [];
  readonly servers: ServerSeen[] = [];
  readonly logs = new Set<number>();
  readonly mixed = new Set<number>();
  readonly held: string[] = [];
  perhaps = 0;
  silent = 0;
  tested = 0;
  inverted = 0;
  testedAround = 0;
  asked = false;
  bare = false;
  background = 0;
  jump = 1;
  substitutions = 0;
  substituted: Status = 0;
  failures = 0;
  abandons = false;
  calls = 0;
  loops = 0;
  linesUncertain = false;
  unit = { first: 1, last: 1 };
  depthOfShells = 0;
  shellDepth = 0;
  uses: UsedValue[] = [];
  usedBefore: UsedValue[] = [];
  depthOfTexts = 0;
  depth = 0;
  unopened = false;
  unknownLoops = 0;
  handedOn = false;
  computed = false;
  line = 1;
  parsedAgain = false;
  evaluated = false;
  successor = false;
  piped: Statement | undefined;
  unwritten = 0;
  scriptName: string;
  #id = 0;
  #repeated = 0;

  constructor(
    readonly repository: Repository,
    readonly world: World,
    public frame: Frame,
    readonly serverCommand: readonly string[],
    readonly budget: Budget,
  ) {
    this.scriptName = frame.name;
  }

  spend(size = 0, work = 1): void {
    this.budget.spend(work * UNITS_OF_STEP + scan(size));
  }

  note(place: Place, message: string): void {
    if (this.silent > 0 || this.notes.length >= MAX_NOTES) return;
    if (this.hasNote(place, message)) this.#repeated++;
    else this.notes.push({ path: place.path, place, message });
  }

  hasNote(place: Place, message: string): boolean {
    return this.notes.some(
      (one) =>
        one.message === message && one.place.path === place.path && one.place.span.start === place.span.start,
    );
  }

  step(step: Step): void {
    if (this.silent === 0 && this.steps.length < MAX_STEPS) this.steps.push(step);
  }

  /** The ways on which the shell itself may already have ended. */
  get ends(): Parked[] {
    return this.scopes[0]?.parked ?? [];
  }

  /** Whether nothing is going on around the command that comes next, and no server runs: all that counts is in the state. */
  isAtTop(state: State): boolean {
    const around = [
      this.perhaps,
      this.silent,
      this.tested,
      this.inverted,
      this.background,
      this.calls,
      this.loops,
      this.depthOfShells,
      this.depthOfTexts,
      this.depth,
      this.unknownLoops,
      this.held.length,
      this.undo.length,
      this.prefixes.length,
      this.servers.length,
      state.hidden.length,
      this.scopes.length - 1,
    ];
    return around.every((count) => count === 0) && !this.parsedAgain && !this.successor;
  }

  get progress(): Progress {
    return {
      work: this.budget.spent,
      id: this.#id,
      steps: this.steps.length,
      notes: this.notes.length,
      ends: this.ends.length,
      repeated: this.#repeated,
      fields: Object.fromEntries(
        Object.entries(this).filter(([, value]) => /^(?:number|string|boolean)$/.test(typeof value)),
      ),
      mixed: new Set(this.mixed),
    };
  }

  /** Goes on from where another run was; the lists are filled by the caller. */
  set progress({ work, id, repeated, fields, mixed }: Progress) {
    this.budget.spent = work;
    this.#id = id;
    this.#repeated = repeated;
    Object.assign(this, fields);
    this.mixed.clear();
    for (const one of mixed) this.mixed.add(one);
  }

  /** Whether something was left out because there was too much of it. */
  get isFull(): boolean {
    return this.steps.length >= MAX_STEPS || this.notes.length >= MAX_NOTES;
  }

  /** Whether as much again could be done, and told, without coming near the end of anything. */
  allows({ work, steps, notes }: Pick<Progress, 'work' | 'steps' | 'notes'>): boolean {
    return (
      work < this.budget.left * NEARLY_ALL &&
      this.steps.length + steps < MAX_STEPS &&
      this.notes.length + notes < MAX_NOTES
    );
  }

  nextId(): number {
    return ++this.#id;
  }

  runText(state: State, source: SourceText): Signal {
    return runText(this, state, source, (to, statements) => runReader(this, to, statements));
  }

  statements(state: State, statements: readonly Statement[]): Signal {
    return runStatements(this, state, statements);
  }

  statement(state: State, statement: Statement): Signal {
    return runStatement(this, state, statement);
  }

  runNamed(call: Call, head: Value): Signal {
    const builtin = Object.hasOwn(BUILTINS, call.name) ? BUILTINS[call.name] : undefined;
    if (builtin !== undefined) return builtin(call);
    runProgram(call, head);
    return 'next';
  }

  runProgram(call: Call, head: Value): 'program' | 'missing' | 'unknown' {
    return runProgram(call, head);
  }

  guarded(state: State, place: Place, run: () => Signal): Signal {
    return guarded(this, state, place, run);
  }

  substitute(state: State, part: Substitution): Value {
    return usingInside(this, () => runSubstitution(this, state, part));
  }

  process(state: State, statements: readonly Statement[], place: Place): Value | undefined {
    return usingInside(this, () => runProcess(this, state, statements, place));
  }

  expand(state: State, parts: readonly WordPart[], quoted: boolean): Atom[] {
    return expandParts(this, state, parts, quoted);
  }

  subshell(state: State, run: (child: State) => Signal, isProgram = false): void {
    runSubshell(this, state, run, isProgram ? 0 : 1);
  }
}
