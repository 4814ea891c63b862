import {
  type Command,
  type Script,
  type Statement,
  type Unit,
  type Word,
  walkStatements,
} from '../shell/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { HandOverWalk } from './hand-over-walk.ts';
import type { CommandQuestion, PlainUnit } from './reached-commands.ts';

/** A statement that hands over to the server, or was meant to. */
export interface HandOver {
  readonly statement: Statement;
  /** From `exec`, or from the first word, to the end of the statement. */
  readonly span: Span;
  readonly form: /** `exec "$@"`, also behind a wrapper. */
    | 'right'
    /** The arguments are spelt so that they change: `exec $@`. */
    | 'changed-arguments'
    /** Only some of the arguments, or none of them, reach the command: `exec "$*"`, `exec '$@'`, `exec "$1"`. */
    | 'lost-arguments'
    /** `exec jupyter lab`: the arguments play no part. */
    | 'fixed-command'
    /** The server runs as a child of the script. */
    | 'child'
    /** As a job that nothing keeps the script alive for: it ends at once. */
    | 'background';
  /** Whether a path leads here. */
  readonly reached: 'always' | 'sometimes' | 'never';
  /** The words that have to be `"$@"`; empty when the statement has to be written anew. */
  readonly misspelt: readonly Word[];
  /** What stands before it when no path does. */
  readonly barrier: Barrier | undefined;
  /** In a function that is called without the script's arguments: the call. */
  readonly callWithoutArguments: Command | undefined;
}

/** What ends every path. */
export interface Barrier {
  readonly span: Span;
  readonly kind: 'exec' | 'exit' | 'return' | 'condition' | 'endless';
}

/** A condition that a command waits for: the status of a statement. */
export interface Condition {
  readonly test: Statement;
  /** Whether the command runs when the test succeeds. */
  readonly outcome: boolean;
  /** Whether the test stands left of `&&` or `||`, in `if`, or in `while` and `until`. */
  readonly from: 'list' | 'if' | 'loop';
}

/** A simple command that some path leads to. */
export interface ReachedCommand {
  readonly command: Command;
  /** The program and its arguments, without `sudo`, `time`, `env` and the like. */
  readonly words: readonly Word[];
  /** What only runs the program: names such as `sudo`. */
  readonly wrappers: readonly string[];
  /** Innermost last. Those that only ask whether there are arguments are left out. */
  readonly conditions: readonly Condition[];
  /** In a job that the script does not wait for, at least not here. */
  readonly background: boolean;
  /** In a loop. */
  readonly repeated: boolean;
  /** The pipeline that it is a part of. */
  readonly pipeline: Extract<Statement, { kind: 'pipeline' }> | undefined;
  /** The statement of the script's own list in which it, or the call of its function, stands. */
  readonly top: Statement;
}

/** A loop that nothing ends. */
export interface EndlessLoop {
  readonly statement: Extract<Statement, { kind: 'loop' | 'arithmetic-for' }>;
  readonly conditions: readonly Condition[];
  readonly background: boolean;
  readonly top: Statement;
}

/** How the paths through a script end. Only what the text itself shows; commands are taken to succeed or fail. */
export interface HandOvers {
  readonly all: readonly HandOver[];
  /** Some path comes to the end of the script without handing over. */
  readonly endIsReached: boolean;
  /** Something that this analysis cannot look into may hand over: a sourced file, a program that gets `"$@"`. */
  readonly perhapsElsewhere: boolean;
  /** Statements that stand behind a hand-over that always happens, with it. */
  readonly behind: readonly { readonly statement: Statement; readonly exec: HandOver }[];
  /** Bash certainly stops reading before the end; what is behind that place is not looked at. */
  readonly cutShort: boolean;
  /** `exec "$@"` inside the body of a here-document that no line ends. */
  readonly swallowed: { readonly span: Span; readonly marker: Span } | undefined;
  /** Simple commands that some path leads to, in the order of the paths. */
  readonly commands: readonly ReachedCommand[];
  /** Those of them of which a question is true. */
  readonly pick: (question: CommandQuestion) => readonly ReachedCommand[];
  readonly endlessLoops: readonly EndlessLoop[];
}

/**
 * Follows every path through a start script, as far as bash can read it.
 * @param sourced the script that `source FILE` reads; undefined when it cannot be known
 */
export function handOvers(
  script: Script,
  sourced: (file: Word) => Script | undefined = () => undefined,
): HandOvers {
  const readable = readableUnits(script);
  const { source } = script;
  const walk = new HandOverWalk(source, (file) => {
    const read = sourced(file);
    return read === undefined ? undefined : handOvers(read, () => undefined);
  });
  for (const unit of readable) {
    const plain = unit.facts.of(unit, source, plainUnit);
    if (plain === NOT_PLAIN || !walk.followPlain(plain)) walk.follow(unit.statements);
  }
  const endIsReached = walk.end();
  const { found } = walk;
  return {
    all: found.all,
    endIsReached,
    perhapsElsewhere: found.perhapsElsewhere || script.tooLarge,
    behind: found.behind,
    cutShort: script.units.some(({ problem }) => problem !== undefined),
    swallowed: swallowed(readable, source),
    get commands() {
      return found.commands.all;
    },
    pick: (question) => found.commands.pick(question, source),
    endlessLoops: found.endlessLoops,
  };
}

const NOT_PLAIN = Symbol('not plain');

function plainUnit({ statements }: Unit, source: SourceText): PlainUnit | typeof NOT_PLAIN {
  const walk = new HandOverWalk(source, () => undefined);
  walk.follow(statements);
  return walk.plain() ?? NOT_PLAIN;
}

/** What stands before the first unit that bash certainly cannot read. */
export function readableUnits({ units }: Script): readonly Unit[] {
  const broken = units.findIndex(({ problem }) => problem !== undefined);
  return broken < 0 ? units : units.slice(0, broken);
}

function swallowed(units: readonly Unit[], source: SourceText): HandOvers['swallowed'] {
  let found: HandOvers['swallowed'];
  const statements = units.flatMap((unit) => (unit.openHereDocuments.length > 0 ? unit.statements : []));
  walkStatements(statements, (statement) => {
    for (const { hereDocument, target } of statement.redirections) {
      if (found !== undefined || hereDocument === undefined || hereDocument.terminated) continue;
      const exec = /^[ \t]*(exec[ \t]+"\$(?:@|\{@\})")/m.exec(source.slice(hereDocument.span));
      if (exec === null) continue;
      const start = hereDocument.span.start + exec.index + exec[0].length - (exec[1] ?? '').length;
      found = { span: { start, end: start + (exec[1] ?? '').length }, marker: target.span };
    }
  });
  return found;
}
