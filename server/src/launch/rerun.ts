import type { Statement, Unit } from '../shell/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { Budget } from './budget.ts';
import type { Watched } from './files.ts';
import { MAX_ENDS } from './flow.ts';
import type { Parked, Signal } from './machine.ts';
import { lastMark, type Mark, type Run, type Tail, tailsOf } from './mark.ts';
import { difference, type Ground, onlyAdded, type Patch, patched, together, UNCHANGED } from './patch.ts';
import { same } from './same-value.ts';
import { runUnit } from './script-text.ts';
import type { Progress, Simulation } from './simulation.ts';
import type { State } from './state.ts';
import { runReader } from './statements.ts';
import type { Step } from './step.ts';
import { TouchedNames } from './variables.ts';

/** How many marks behind a change are held against what is there now, before everything is run again. */
const MAX_COMPARED = 4;

/**
 * A run of a script that shares what it can with earlier ones: it goes on from the last mark before the units that
 * changed, and ends as an earlier run did as soon as its state is that of the earlier one again.
 */
export class Rerun {
  readonly #ground: Ground;
  readonly #marks: Mark[] = [];
  /** Ways on which the script ended so far. */
  readonly #ends: Parked[];
  #compared = 0;
  #end: Run['end'];
  #adopted: Run | undefined;

  constructor(
    readonly simulation: Simulation,
    readonly state: State,
    readonly source: SourceText,
    readonly runs: readonly Run[],
    /** Units of the budget between two marks. */
    readonly spacing: number,
    watched: Watched,
  ) {
    const { repository, budget } = simulation;
    const { touched } = state.variables;
    this.#ground = { repository, budget, watched, touched, renewed: new Map() };
    this.#ends = simulation.ends;
  }

  /** Runs the units, from the first one or from a mark. */
  run(units: readonly Unit[]): Signal {
    const { simulation, state, source } = this;
    const start = this.#begin(units);
    const tails = tailsOf(this.runs, units, source);
    const read = (to: State, statements: readonly Statement[]) => runReader(simulation, to, statements);
    let signal: Signal = 'next';
    for (let index = start; index < units.length && signal === 'next'; index++) {
      const unit = units[index];
      if (unit === undefined) break;
      const ended = index === start ? undefined : this.#between(unit, index, tails.get(unit));
      if (ended !== undefined) return ended;
      const result = runUnit(simulation, state, source, unit, read);
      if (result === 'unread') break;
      signal = result;
    }
    this.#end = simulation.isFull ? undefined : { signal, state, progress: simulation.progress };
    return signal;
  }

  /** What is kept of the run for the next one, and the earlier run of which it has taken over the end. */
  record(units: readonly Unit[]): { readonly run: Run; readonly adopted: Run | undefined } {
    if (this.#adopted === undefined) this.#closeLast();
    const { repository, steps, notes, servers } = this.simulation;
    const entries = new Map(repository.snapshot.entries);
    const [marks, ends, end] = [this.#marks, [...this.#ends], this.#end];
    return {
      run: { repository, entries, units, marks, steps, notes, servers, ends, end },
      adopted: this.#adopted,
    };
  }

  /** Takes over what an earlier run did before the units that changed. @returns the index of the unit to go on with */
  #begin(units: readonly Unit[]): number {
    const { simulation, state } = this;
    const found = lastMark(this.runs, units);
    if (found === undefined) return 0;
    const { run, mark } = found;
    const { progress } = mark;
    state.become(patched(mark.state, mark.patch, this.#ground));
    // What was noted before the first unit stands in the run too.
    simulation.steps.splice(0, simulation.steps.length, ...run.steps.slice(0, progress.steps));
    simulation.notes.splice(0, simulation.notes.length, ...run.notes.slice(0, progress.notes));
    this.#takeEnds(run, 0, progress.ends, UNCHANGED);
    simulation.progress = progress;
    this.#marks.push(...run.marks.slice(0, run.marks.indexOf(mark) + 1));
    this.#ground.touched.take();
    return mark.index;
  }

  /** Makes a mark where it is time for one. @returns how the script ends, when that is known from an earlier run */
  #between(unit: Unit, index: number, tail: Tail | undefined): Signal | undefined {
    const { simulation, state } = this;
    const since = this.#marks.at(-1)?.progress.work ?? 0;
    if (tail === undefined && simulation.budget.spent - since < this.spacing) return undefined;
    if (!simulation.isAtTop(state)) return undefined;
    this.#closeLast();
    if (tail !== undefined && this.#compared < MAX_COMPARED) {
      this.#compared++;
      const signal = this.#adopt(tail, index);
      if (signal !== undefined) return signal;
    }
    const offset = unit.span.start;
    const line = this.source.lines.lineAt(offset);
    const { progress } = simulation;
    // What is done with a mark is no work of this run.
    const apart = { ...this.#ground, budget: new Budget(), touched: new TouchedNames() };
    const kept = patched(state, UNCHANGED, apart);
    this.#marks.push({
      unit,
      index,
      offset,
      line,
      state: kept,
      patch: UNCHANGED,
      progress,
      matters: EVERYTHING,
    });
    return undefined;
  }

  /** What mattered since the last mark belongs to it. */
  #closeLast(): void {
    const matters = this.#ground.touched.take();
    const last = this.#marks.pop();
    if (last !== undefined) this.#marks.push({ ...last, matters });
  }

  /** Ends as an earlier run did, when nothing is different that mattered to it. */
  #adopt({ run, end, mark, at }: Tail, index: number): Signal | undefined {
    const { simulation, state } = this;
    const { progress } = simulation;
    const from = mark.progress;
    const later = run.marks.slice(at);
    const notes = run.notes.slice(from.notes);
    const steps = run.steps.slice(from.steps);
    if (
      this.#ground.watched.isSeen ||
      !same([flagsOf(progress), progress.mixed], [flagsOf(from), from.mixed]) ||
      end.progress.repeated !== from.repeated ||
      Math.max(run.ends.length, progress.ends + run.ends.length - from.ends) >= MAX_ENDS ||
      notes.some(({ place, message }) => simulation.hasNote(place, message)) ||
      !simulation.allows({ work: end.progress.work - from.work, steps: steps.length, notes: notes.length })
    )
      return undefined;
    const change = difference(state, mark.state, mark.patch, (name) =>
      later.some((one) => one.matters(name)),
    );
    if (change === undefined) return undefined;
    const states = [end, ...run.ends.slice(from.ends), ...run.servers].map((one) => one.state);
    if (!states.every((one) => onlyAdded(one, mark.state, mark.patch, change))) return undefined;
    const moved = mark.unit.span.start - mark.offset;
    if (moved !== 0) for (const step of steps) moveStep(step, moved);
    simulation.steps.push(...steps);
    simulation.notes.push(...notes);
    for (const one of run.servers) {
      const server = { ...one, state: patched(one.state, change, this.#ground) };
      this.#ground.renewed.set(one, server);
      simulation.servers.push(server);
    }
    this.#takeEnds(run, from.ends, run.ends.length, change);
    state.become(patched(end.state, change, this.#ground));
    for (const one of later)
      this.#marks.push({
        ...one,
        index: one.index - mark.index + index,
        offset: one.unit.span.start,
        patch: together(one.patch, mark.state, change),
        progress: shift(one.progress, from, progress),
      });
    simulation.progress = shift(end.progress, from, progress);
    this.#end = { signal: end.signal, state, progress: simulation.progress };
    this.#adopted = run;
    return end.signal;
  }

  /** Ways on which the script ended, between two points of a run. */
  #takeEnds(run: Run, from: number, to: number, change: Patch): void {
    for (const one of run.ends.slice(from, to))
      this.#ends.push({ ...one, state: patched(one.state, change, this.#ground) });
  }
}

/** Everything that is no count: counts are only held against each other within one command. */
function flagsOf({ fields }: Progress): readonly unknown[] {
  return Object.entries(fields).filter(([, value]) => typeof value !== 'number');
}

/** As long as nothing else is known. */
const EVERYTHING = (): boolean => true;

/** A point of a run, counted from another beginning. */
function shift(one: Progress, from: Progress, to: Progress): Progress {
  const by = (count: (progress: Progress) => number) => count(one) + count(to) - count(from);
  return {
    ...one,
    work: by(({ work }) => work),
    steps: by(({ steps }) => steps),
    notes: by(({ notes }) => notes),
    ends: by(({ ends }) => ends),
    repeated: by(({ repeated }) => repeated),
  };
}

/** Moves the places of a step that are no spans of the script's own nodes, which have moved already. */
function moveStep(step: Step, by: number): void {
  if (step.kind !== 'sed') return;
  const moved = new Set<Span>();
  for (const { segments } of step.scripts) {
    for (const { source, part } of segments) {
      if (source === part.span || moved.has(source)) continue;
      moved.add(source);
      const movable: { -readonly [key in keyof Span]: Span[key] } = source;
      movable.start += by;
      movable.end += by;
    }
  }
}
