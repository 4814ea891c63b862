import {
  allNestedStatements,
  type Command,
  commandName,
  literalText,
  nestedStatements,
  type Statement,
  type Word,
  walkStatements,
} from '../shell/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Condition, EndlessLoop, HandOvers, ReachedCommand } from './hand-over.ts';
import { verdictOn } from './hand-over-condition.ts';
import { Findings } from './hand-over-findings.ts';
import { ends, FALLS, type Flow, lastOf, leaves, matchesAll, skips, together } from './hand-over-flow.ts';
import {
  isArguments,
  isQuotedArguments,
  joinedNames,
  joinedSpelling,
  type Spelling,
  spellingOf,
} from './hand-over-spelling.ts';
import { unwrapped } from './hand-over-wrappers.ts';
import { PlainUnit } from './reached-commands.ts';

/** Statements that are looked at in all; functions are followed at every call. */
const MAX_VISITS = 5000;

interface Context {
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

const WHOLE_SCRIPT: Context = {
  certain: true,
  withArguments: true,
  call: undefined,
  conditions: [],
  background: false,
  repeated: false,
  pipeline: undefined,
  top: undefined,
};

/** How far a list of statements was followed. */
interface List {
  certain: boolean;
  ended: Flow | undefined;
}

/** Files that only set up the shell; nothing in them starts a server. */
const HARMLESS_SOURCES: ReadonlySet<string> = new Set(
  'activate conda.sh mamba.sh micromamba.sh profile .profile .bashrc .bash_profile bash.bashrc'.split(' '),
);

export class HandOverWalk {
  readonly found = new Findings();
  readonly #functions = new Map<string, { readonly body: Statement; called: boolean }>();
  readonly #active = new Set<Statement>();
  readonly #joined = new Set<string>();
  /** Of the commands so far. */
  readonly #names = new Set<string>();
  readonly #own: List = { certain: true, ended: undefined };
  #execFails = false;
  #visits = 0;

  constructor(
    readonly source: SourceText,
    readonly sourced: (file: Word) => HandOvers | undefined,
  ) {}

  /** Follows statements of the script's own list, behind those that were followed before. */
  follow(statements: readonly Statement[]): void {
    this.#follow(statements, this.#own, WHOLE_SCRIPT);
  }

  /** Follows a unit that was looked at before, unless it has to be looked at again for what stands before it. */
  followPlain(unit: PlainUnit): boolean {
    if (this.#own.ended !== undefined || this.#joined.size > 0) return false;
    for (const name of this.#functions.keys()) if (unit.names.has(name)) return false;
    this.found.commands.add(unit);
    return true;
  }

  /** The end of the script. @returns whether some path comes to it without handing over */
  end(): boolean {
    for (const { body, called } of this.#functions.values())
      if (!called) this.found.unreached([body], undefined);
    return this.#own.ended?.falls ?? true;
  }

  /** What was followed, when nothing in it touches what stands before or behind. */
  plain(): PlainUnit | undefined {
    const { all, behind, endlessLoops, perhapsElsewhere, commands } = this.found;
    const isPlain =
      this.#own.ended === undefined &&
      all.length + behind.length + endlessLoops.length + this.#functions.size + this.#joined.size === 0 &&
      !perhapsElsewhere &&
      !this.#execFails &&
      !this.#names.has('source') &&
      !this.#names.has('.') &&
      !this.#names.has('trap');
    return isPlain ? new PlainUnit(commands.all, this.#names) : undefined;
  }

  #list(statements: readonly Statement[], context: Context): Flow {
    const list: List = { certain: context.certain, ended: undefined };
    this.#follow(statements, list, context);
    return list.ended ?? FALLS;
  }

  #follow(statements: readonly Statement[], list: List, context: Context): void {
    for (const statement of statements) {
      const { ended } = list;
      if (ended !== undefined) {
        if (ended.onHub) continue;
        this.found.unreached([statement], ended.barrier);
        if (ended.exec !== undefined && context.certain && statement.kind !== 'function' && !this.#execFails)
          this.found.behind.push({ statement, exec: ended.exec });
        continue;
      }
      const before = this.found.all.length;
      const flow = this.#statement(statement, {
        ...context,
        certain: list.certain,
        top: context.top ?? statement,
      });
      if (!flow.falls) list.ended = flow;
      else if (
        this.found.all
          .slice(before)
          .some(({ form, reached }) => reached !== 'never' && form !== 'child' && form !== 'background')
      )
        list.certain = false;
    }
  }

  #statement(statement: Statement, context: Context): Flow {
    if (++this.#visits > MAX_VISITS) {
      this.found.perhapsElsewhere = true;
      return FALLS;
    }
    if (statement.background) {
      this.found.inChild(statement, 'background', () =>
        this.#statement({ ...statement, background: false }, { ...context, background: true }),
      );
      return FALLS;
    }
    if (statement.kind !== 'command') this.#substitutions(statement, context);
    switch (statement.kind) {
      case 'command':
        return this.#command(statement, context);
      case 'and-or':
        return this.#andOr(statement, context);
      case 'pipeline':
        return this.#pipeline(statement, context);
      case 'if':
        return this.#branches(statement, context);
      case 'loop':
        return this.#loop(statement, context);
      case 'arithmetic-for': {
        const endless = statement.header[1].trim() === '' && !leaves(statement.body);
        this.#list(statement.body, { ...context, certain: false, repeated: true });
        return endless ? this.#endless(statement, context) : FALLS;
      }
      case 'for': {
        // A list with a plain word in it is gone through once at least.
        const runs = statement.words?.some((word) => (literalText(word) ?? '') !== '') === true;
        const certain = context.certain && runs && !statement.select && !skips(statement.body);
        const flow = this.#list(statement.body, { ...context, certain, repeated: true });
        return certain ? flow : FALLS;
      }
      case 'case': {
        const flows = statement.items.map((item) => this.#list(item.body, { ...context, certain: false }));
        const covered = statement.items.some(({ patterns }) => patterns.some(matchesAll));
        return covered ? together(flows, statement.span) : FALLS;
      }
      case 'function':
        this.#functions.set(statement.name, { body: statement.body, called: false });
        return FALLS;
      case 'group':
        if (!statement.subshell) return this.#list(statement.statements, context);
        this.found.inChild(statement, 'child', () => this.#list(statement.statements, context));
        return FALLS;
      case 'unparsed':
        if (/\bexec\b|\$@/.test(this.source.slice(statement.span))) this.found.perhapsElsewhere = true;
        return FALLS;
      default:
        return FALLS;
    }
  }

  #command(command: Command, context: Context): Flow {
    this.#substitutions(command, context);
    const name = commandName(command);
    if (name !== undefined) this.#names.add(name);
    const called = name === undefined ? undefined : this.#functions.get(name);
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
    for (const joined of context.withArguments ? joinedNames(command) : []) this.#joined.add(joined);
    const spelling = joinedSpelling(command, this.#joined) ?? spellingOf(command);
    if (spelling !== undefined) return this.#handOver(command, spelling, context);
    if (name === 'exit') return ends(command.span, 'exit');
    if (name === 'return') return ends(command.span, 'return');
    if (name === 'source' || name === '.') return this.#source(command, context);
    if (name === 'shopt' && command.words.some((word) => literalText(word) === 'execfail'))
      this.#execFails = true;
    if (name === 'trap') this.#trap(command);
    return FALLS;
  }

  #handOver(command: Command, { form, replaces, misspelt }: Spelling, context: Context): Flow {
    if (form === 'unknown') {
      this.found.perhapsElsewhere = true;
      return replaces ? ends(command.span, 'exec') : FALLS;
    }
    // With `execfail` a script may try one program after the other.
    if (this.#execFails && form === 'fixed-command') return FALLS;
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
    const flow = this.#statement(called.body, {
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

  #andOr(statement: Extract<Statement, { kind: 'and-or' }>, context: Context): Flow {
    const left = this.#statement(statement.left, context);
    if (!left.falls) {
      if (!left.onHub) this.found.unreached([statement.right], left.barrier);
      return left;
    }
    const verdict = verdictOn([statement.left]);
    const holds = context.withArguments || !verdict.onHub ? verdict.holds : undefined;
    const runs = holds === undefined ? undefined : holds === (statement.operator === '&&');
    if (runs === false) {
      if (!verdict.onHub)
        this.found.unreached([statement.right], { span: statement.left.span, kind: 'condition' });
      return FALLS;
    }
    const condition = {
      test: lastOf(statement.left),
      outcome: statement.operator === '&&',
      from: 'list' as const,
    };
    const right = this.#statement(statement.right, {
      ...context,
      certain: context.certain && runs === true,
      conditions: runs === true ? context.conditions : [...context.conditions, condition],
    });
    if (runs !== true) return FALLS;
    return right.falls || !verdict.onHub ? right : { ...right, onHub: true };
  }

  #pipeline(statement: Extract<Statement, { kind: 'pipeline' }>, context: Context): Flow {
    const [only] = statement.statements;
    if (statement.statements.length === 1 && only !== undefined) return this.#statement(only, context);
    this.found.inChild(statement, 'child', () => {
      for (const part of statement.statements) this.#statement(part, { ...context, pipeline: statement });
    });
    return FALLS;
  }

  #branches(statement: Extract<Statement, { kind: 'if' }>, context: Context): Flow {
    const flows: Flow[] = [];
    const failed: Condition[] = [];
    let open = true;
    let onHub = false;
    for (const branch of statement.branches) {
      const asked = this.#list(branch.condition, {
        ...context,
        conditions: [...context.conditions, ...failed],
      });
      if (!asked.falls && flows.length === 0) return asked;
      const test = branch.condition.at(-1);
      const verdict = verdictOn(branch.condition);
      const known = context.withArguments || !verdict.onHub ? verdict.holds : undefined;
      const holds = open ? known : false;
      if (holds === false) {
        if (!onHub && !verdict.onHub)
          this.found.unreached(branch.body, { span: test?.span ?? branch.span, kind: 'condition' });
        continue;
      }
      const condition = test === undefined ? [] : [{ test, outcome: true, from: 'if' as const }];
      flows.push(
        this.#list(branch.body, {
          ...context,
          certain: context.certain && holds === true && flows.length === 0,
          conditions: [...context.conditions, ...failed, ...(holds === true ? [] : condition)],
        }),
      );
      if (holds === true) {
        open = false;
        onHub = verdict.onHub;
      }
      if (test !== undefined) failed.push({ test, outcome: false, from: 'if' as const });
    }
    if (!open) {
      if (!onHub)
        this.found.unreached(statement.otherwise ?? [], { span: statement.span, kind: 'condition' });
    } else if (statement.otherwise === undefined) return FALLS;
    else
      flows.push(
        this.#list(statement.otherwise, {
          ...context,
          certain: context.certain && flows.length === 0,
          conditions: [...context.conditions, ...failed],
        }),
      );
    const flow = together(flows, statement.span);
    return onHub && !flow.falls ? { ...flow, onHub } : flow;
  }

  #loop(statement: Extract<Statement, { kind: 'loop' }>, context: Context): Flow {
    this.#list(statement.condition, { ...context, repeated: true });
    const { holds, onHub } = verdictOn(statement.condition);
    const runs = onHub || holds === undefined ? undefined : holds !== statement.until;
    if (runs === false) {
      this.found.unreached(statement.body, {
        span: statement.condition[0]?.span ?? statement.span,
        kind: 'condition',
      });
      return FALLS;
    }
    const test = statement.condition.at(-1);
    const condition =
      test === undefined || runs === true ? [] : [{ test, outcome: !statement.until, from: 'loop' as const }];
    const body = this.#list(statement.body, {
      ...context,
      certain: context.certain && runs === true,
      conditions: [...context.conditions, ...condition],
      repeated: true,
    });
    if (runs !== true) return FALLS;
    if (!body.falls) return body;
    return leaves(statement.body) ? FALLS : this.#endless(statement, context);
  }

  #endless(statement: EndlessLoop['statement'], { conditions, background, top }: Context): Flow {
    this.found.endlessLoops.push({ statement, conditions, background, top: top ?? statement });
    return ends(statement.span, 'endless');
  }

  /** Commands in the words of a statement, which run before it as children. */
  #substitutions(statement: Statement, context: Context): void {
    const direct = nestedStatements(statement);
    const inWords = allNestedStatements(statement).filter((inner) => !direct.includes(inner));
    if (inWords.length === 0) return;
    this.found.aside(() =>
      this.#list(inWords, { ...context, withArguments: false, call: undefined, pipeline: undefined }),
    );
  }

  /** A trap may call a function that hands over. */
  #trap(command: Command): void {
    const text = command.words[1] && literalText(command.words[1]);
    if (
      text === undefined ||
      /\bexec\b/.test(text) ||
      [...this.#functions.keys()].some((name) => text.includes(name))
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
