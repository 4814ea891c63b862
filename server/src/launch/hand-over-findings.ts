import { type Statement, walkStatements } from '../shell/index.ts';
import type { Barrier, EndlessLoop, HandOver, HandOvers } from './hand-over.ts';
import { spellingOf } from './hand-over-spelling.ts';
import { ReachedCommands } from './reached-commands.ts';

/** What the walk through a script has met so far. */
export class Findings {
  readonly all: HandOver[] = [];
  readonly behind: HandOvers['behind'][number][] = [];
  readonly commands = new ReachedCommands();
  readonly endlessLoops: EndlessLoop[] = [];
  perhapsElsewhere = false;

  /** Keeps a hand-over; of one that is met on several paths, the way that reaches it most surely. */
  add(handOver: HandOver): HandOver {
    const known = this.all.findIndex((one) => one.statement === handOver.statement);
    if (known < 0) this.all.push(handOver);
    else if (rank(handOver.reached) > rank(this.all[known]?.reached ?? 'never')) this.all[known] = handOver;
    return handOver;
  }

  /** Hand-overs in statements that no path leads to. */
  unreached(statements: readonly Statement[], barrier: Barrier | undefined): void {
    walkStatements(statements, (command) => {
      if (command.kind !== 'command') return;
      const spelling = spellingOf(command);
      if (spelling === undefined || spelling.form === 'child' || spelling.form === 'unknown') return;
      this.add({
        statement: command,
        span: { start: command.words[0]?.span.start ?? command.span.start, end: command.span.end },
        form: spelling.form,
        reached: 'never',
        misspelt: spelling.misspelt,
        barrier,
        callWithoutArguments: undefined,
      });
    });
  }

  /** What hands over inside runs beside the script, whatever its spelling. */
  inChild(statement: Statement, form: 'child' | 'background', look: () => void): void {
    const before = this.all.length;
    look();
    const inside = this.all.splice(before);
    const first = inside.find((handOver) => handOver.reached !== 'never');
    if (first === undefined || first.form === 'fixed-command') return;
    this.add({ ...first, statement, span: statement.span, form, misspelt: [] });
  }

  /** What hands over inside is not kept: it has nothing to do with the arguments of the script. */
  aside(look: () => void): void {
    const before = this.all.length;
    const elsewhere = this.perhapsElsewhere;
    look();
    this.all.length = before;
    this.perhapsElsewhere = elsewhere;
  }
}

function rank(reached: HandOver['reached']): number {
  return reached === 'always' ? 2 : reached === 'sometimes' ? 1 : 0;
}
