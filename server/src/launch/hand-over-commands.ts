import {
  type Command,
  commandName,
  literalText,
  type Statement,
  type Word,
  walkStatements,
} from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Condition, HandOvers, ReachedCommand } from './hand-over.ts';
import { Findings } from './hand-over-findings.ts';
import { ends, FALLS, type Flow } from './hand-over-flow.ts';
import {
  isArguments,
  isQuotedArguments,
  joinedNames,
  joinedSpelling,
  type Spelling,
  spellingOf,
} from './hand-over-spelling.ts';
import { unwrapped } from './hand-over-wrappers.ts';

/** What is known of the way to a statement. */
export interface Context {
  /** On every path so far. */
  readonly certain: boolean;
  /** Whether `"$@"` are the arguments of the script here. */
  readonly withArguments: boolean;
  readonly call: Command | undefined;
  readonly conditions: readonly Condition[];
  readonly background: boolean;
  readonly repeated: boolean;
  readonly pipeline: ReachedCommand['pipeline'];
  readonly top: Statement | undefined;
}

/** Files that only set up the shell; nothing in them starts a server. */
const HARMLESS_SOURCES: ReadonlySet<string> = new Set(
  'activate conda.sh mamba.sh micromamba.sh profile .profile .bashrc .bash_profile bash.bashrc'.split(' '),
);

/** How simple commands end a path, hand over, or lead somewhere else. */
export abstract class HandOverCommands {
  readonly found = new Findings();
  protected readonly functions = new Map<string, { readonly body: Statement; called: boolean }>();
  protected readonly joined = new Set<string>();
  /** Of the commands so far. */
  protected readonly names = new Set<string>();
  protected execFails = false;
  readonly #active = new Set<Statement>();

  constructor(
    readonly source: SourceText,
    readonly sourced: (file: Word) => HandOvers | undefined,
  ) {}

  protected abstract statement(statement: Statement, context: Context): Flow;

  protected command(command: Command, context: Context): Flow {
    const name = commandName(command);
    if (name !== undefined) this.names.add(name);
    const called = name === undefined ? undefined : this.functions.get(name);
    if (called !== undefined) return this.#call(command, called, context);
    this.found.commands.add({
      command,
      ...unwrapped(command.words),
      conditions: context.conditions,
      background: context.background,
      repeated: context.repeated,
      pipeline: context.pipeline,
      top: context.top ?? command,
    });
    for (const joined of context.withArguments ? joinedNames(command) : []) this.joined.add(joined);
    const spelling = joinedSpelling(command, this.joined) ?? spellingOf(command);
    if (spelling !== undefined) return this.#handOver(command, spelling, context);
    if (name === 'exit') return ends(command.span, 'exit');
    if (name === 'return') return ends(command.span, 'return');
    if (name === 'source' || name === '.') return this.#source(command, context);
    if (name === 'shopt' && command.words.some((word) => literalText(word) === 'execfail'))
      this.execFails = true;
    if (name === 'trap') this.#trap(command);
    return FALLS;
  }

  #handOver(command: Command, { form, replaces, misspelt }: Spelling, context: Context): Flow {
    if (form === 'unknown') {
      this.found.perhapsElsewhere = true;
      return replaces ? ends(command.span, 'exec') : FALLS;
    }
    // With `execfail` a script may try one program after the other.
    if (this.execFails && form === 'fixed-command') return FALLS;
    const own = !context.withArguments && form !== 'fixed-command';
    // A function of the author's own that runs what it is given.
    if (own && form === 'child') return FALLS;
    if (own && context.call !== undefined && context.call.words.length > 1)
      return this.#passedOn(context.call, context);
    const reached = own ? 'never' : context.certain ? 'always' : 'sometimes';
    const handOver = this.found.add({
      statement: command,
      span: { start: command.words[0]?.span.start ?? command.span.start, end: command.span.end },
      form,
      reached,
      misspelt,
      barrier: undefined,
      callWithoutArguments: own ? context.call : undefined,
    });
    // `exec` without a command, as in a function without arguments, only applies redirections.
    if (own || !replaces) return FALLS;
    return { ...ends(command.span, 'exec'), ...(form === 'right' ? { exec: handOver } : {}) };
  }

  /** `run jupyter lab` with a function `run` that hands over: the command is that of the call. */
  #passedOn(call: Command, context: Context): Flow {
    if (call.words.some((word) => literalText(word) === undefined)) {
      this.found.perhapsElsewhere = true;
      return FALLS;
    }
    this.found.add({
      statement: call,
      span: call.span,
      form: 'fixed-command',
      reached: context.certain ? 'always' : 'sometimes',
      misspelt: [],
      barrier: undefined,
      callWithoutArguments: undefined,
    });
    return ends(call.span, 'exec');
  }

  #call(command: Command, called: { readonly body: Statement; called: boolean }, context: Context): Flow {
    called.called = true;
    if (this.#active.has(called.body)) return FALLS;
    if (context.withArguments && !command.words.some(isQuotedArguments) && command.words.some(isArguments)) {
      // `main $@`: the function gets the arguments split at blanks.
      if (handsOver(called.body)) {
        const misspelt = command.words.filter(isArguments);
        return this.#handOver(command, { form: 'changed-arguments', replaces: true, misspelt }, context);
      }
    }
    this.#active.add(called.body);
    const flow = this.statement(called.body, {
      ...context,
      withArguments: context.withArguments && command.words.some(isQuotedArguments),
      call: command,
    });
    this.#active.delete(called.body);
    return flow.barrier?.kind === 'return' ? FALLS : flow;
  }

  #source(command: Command, context: Context): Flow {
    const [, file] = command.words;
    // Without a file it only complains.
    if (file === undefined) return FALLS;
    const inner = this.sourced(file);
    if (inner === undefined) {
      const name = lastStep(file);
      if (name === undefined || !HARMLESS_SOURCES.has(name)) this.found.perhapsElsewhere = true;
      return FALLS;
    }
    if (inner.perhapsElsewhere) this.found.perhapsElsewhere = true;
    if (!inner.all.some(({ form, reached }) => form === 'right' && reached !== 'never'))
      return inner.endIsReached ? FALLS : ends(command.span, 'exit');
    const exec = this.found.add({
      statement: command,
      span: command.span,
      form: 'right',
      reached: context.certain && !inner.endIsReached ? 'always' : 'sometimes',
      misspelt: [],
      barrier: undefined,
      callWithoutArguments: undefined,
    });
    return inner.endIsReached ? FALLS : { ...ends(command.span, 'exec'), exec };
  }

  /** A trap may call a function that hands over. */
  #trap(command: Command): void {
    const text = command.words[1] && literalText(command.words[1]);
    if (
      text === undefined ||
      /\bexec\b/.test(text) ||
      [...this.functions.keys()].some((name) => text.includes(name))
    )
      this.found.perhapsElsewhere = true;
  }
}

function handsOver(statement: Statement): boolean {
  let found = false;
  walkStatements([statement], (inner) => {
    if (inner.kind === 'command' && spellingOf(inner)?.form === 'right') found = true;
  });
  return found;
}

/** The last step of a path, also behind variables: of `$CONDA_DIR/bin/activate`, `activate`. */
function lastStep(word: Word | undefined): string | undefined {
  const last = word?.parts.at(-1);
  const inner = last?.kind === 'double' ? last.parts.at(-1) : last;
  if (inner?.kind !== 'literal' && inner?.kind !== 'single') return undefined;
  return inner.text.slice(inner.text.lastIndexOf('/') + 1);
}
