import { allNestedStatements, literalText, nestedStatements, type Statement } from '../shell/index.ts';
import type { Condition, EndlessLoop } from './hand-over.ts';
import { type Context, HandOverCommands } from './hand-over-commands.ts';
import { verdictOn } from './hand-over-condition.ts';
import { ends, FALLS, type Flow, lastOf, leaves, matchesAll, skips, together } from './hand-over-flow.ts';
import { PlainUnit } from './reached-commands.ts';

/** Statements that are looked at in all; functions are followed at every call. */
const MAX_VISITS = 5000;

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

/** Follows the paths through the statements of a script. */
export class HandOverWalk extends HandOverCommands {
  readonly #own: List = { certain: true, ended: undefined };
  #visits = 0;

  /** Follows statements of the script's own list, behind those that were followed before. */
  follow(statements: readonly Statement[]): void {
    this.#follow(statements, this.#own, WHOLE_SCRIPT);
  }

  /** Follows a unit that was looked at before, unless it has to be looked at again for what stands before it. */
  followPlain(unit: PlainUnit): boolean {
    if (this.#own.ended !== undefined || this.joined.size > 0) return false;
    for (const name of this.functions.keys()) if (unit.names.has(name)) return false;
    this.found.commands.add(unit);
    return true;
  }

  /** The end of the script. @returns whether some path comes to it without handing over */
  end(): boolean {
    for (const { body, called } of this.functions.values())
      if (!called) this.found.unreached([body], undefined);
    return this.#own.ended?.falls ?? true;
  }

  /** What was followed, when nothing in it touches what stands before or behind. */
  plain(): PlainUnit | undefined {
    const { all, behind, endlessLoops, perhapsElsewhere, commands } = this.found;
    const isPlain =
      this.#own.ended === undefined &&
      all.length + behind.length + endlessLoops.length + this.functions.size + this.joined.size === 0 &&
      !perhapsElsewhere &&
      !this.execFails &&
      !this.names.has('source') &&
      !this.names.has('.') &&
      !this.names.has('trap');
    return isPlain ? new PlainUnit(commands.all, this.names) : undefined;
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
        if (ended.exec !== undefined && context.certain && statement.kind !== 'function' && !this.execFails)
          this.found.behind.push({ statement, exec: ended.exec });
        continue;
      }
      const before = this.found.all.length;
      const flow = this.statement(statement, {
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

  protected override statement(statement: Statement, context: Context): Flow {
    if (++this.#visits > MAX_VISITS) {
      this.found.perhapsElsewhere = true;
      return FALLS;
    }
    if (statement.background) {
      this.found.inChild(statement, 'background', () =>
        this.statement({ ...statement, background: false }, { ...context, background: true }),
      );
      return FALLS;
    }
    this.#substitutions(statement, context);
    switch (statement.kind) {
      case 'command':
        return this.command(statement, context);
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
        this.functions.set(statement.name, { body: statement.body, called: false });
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

  #andOr(statement: Extract<Statement, { kind: 'and-or' }>, context: Context): Flow {
    const left = this.statement(statement.left, context);
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
    const right = this.statement(statement.right, {
      ...context,
      certain: context.certain && runs === true,
      conditions: runs === true ? context.conditions : [...context.conditions, condition],
    });
    if (runs !== true) return FALLS;
    return right.falls || !verdict.onHub ? right : { ...right, onHub: true };
  }

  #pipeline(statement: Extract<Statement, { kind: 'pipeline' }>, context: Context): Flow {
    const [only] = statement.statements;
    if (statement.statements.length === 1 && only !== undefined) return this.statement(only, context);
    this.found.inChild(statement, 'child', () => {
      for (const part of statement.statements) this.statement(part, { ...context, pipeline: statement });
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
}
