import type { EntryType, Repository } from '../binder/index.ts';
import type { Unit } from '../shell/index.ts';
import { commonEnd, commonStart, type SourceText } from '../text/index.ts';
import type { UnknownNote } from './launch.ts';
import type { Parked, ServerSeen, Signal } from './machine.ts';
import type { Patch } from './patch.ts';
import { same } from './same-value.ts';
import type { Progress } from './simulation.ts';
import type { State } from './state.ts';
import type { Step } from './step.ts';
import type { TouchedNames } from './variables.ts';

/** The state between two units of a script. */
export interface Mark {
  /** The unit that comes next, and where it stood in the script. */
  readonly unit: Unit;
  readonly index: number;
  readonly offset: number;
  readonly line: number;
  readonly state: State;
  /** What is different from `state` by now. */
  readonly patch: Patch;
  readonly progress: Progress;
  /** Whether a variable mattered between this mark and the next one. */
  readonly matters: ReturnType<TouchedNames['take']>;
}

/** One run of a script. */
export interface Run {
  readonly repository: Repository;
  /** Paths that were asked for on their own, as they were then. */
  readonly entries: ReadonlyMap<string, EntryType | undefined>;
  readonly units: readonly Unit[];
  readonly marks: readonly Mark[];
  readonly steps: readonly Step[];
  readonly notes: readonly UnknownNote[];
  readonly servers: readonly ServerSeen[];
  readonly ends: readonly Parked[];
  /** Undefined when the run was given up. */
  readonly end: { readonly signal: Signal; readonly state: State; readonly progress: Progress } | undefined;
}

/** Whether everything but the script is as it was in a run. */
export function sameSurroundings({ repository, entries }: Run, now: Repository, script: string): boolean {
  const before = repository.snapshot;
  const { snapshot } = now;
  if (before.texts.size !== snapshot.texts.size) return false;
  for (const [path, text] of snapshot.texts)
    if (path !== script && (!before.texts.has(path) || before.texts.get(path) !== text)) return false;
  return same(before.listings, snapshot.listings) && same(entries, snapshot.entries);
}

/** The last mark in any of the runs before which the units of the script are still the same. */
export function lastMark(
  runs: readonly Run[],
  units: readonly Unit[],
): { readonly run: Run; readonly mark: Mark } | undefined {
  let last: { readonly run: Run; readonly mark: Mark } | undefined;
  for (const run of runs) {
    const common = commonStart(units, run.units);
    const mark = run.marks.findLast(({ index }) => index <= common);
    if (mark !== undefined && mark.index > (last?.mark.index ?? 0)) last = { run, mark };
  }
  return last;
}

/** A mark of an earlier run behind which nothing is different but what was done before it. */
export interface Tail {
  readonly run: Run;
  readonly end: NonNullable<Run['end']>;
  readonly at: number;
  readonly mark: Mark;
}

/** The marks of whole runs that stand before units which are still the same, and on the same lines. */
export function tailsOf(
  runs: readonly Run[],
  units: readonly Unit[],
  source: SourceText,
): ReadonlyMap<Unit, Tail> {
  const tails = new Map<Unit, Tail>();
  for (const run of runs) {
    const { end } = run;
    if (end === undefined) continue;
    const common = commonEnd(units, run.units);
    for (const [at, mark] of run.marks.entries()) {
      const isSame = mark.index >= run.units.length - common;
      if (!isSame || tails.has(mark.unit)) continue;
      if (source.lines.lineAt(mark.unit.span.start) === mark.line)
        tails.set(mark.unit, { run, end, at, mark });
    }
  }
  return tails;
}
