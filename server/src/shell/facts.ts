import type { SourceText } from '../text/index.ts';
import { NONE } from './exact.ts';
import type { Unit } from './model.ts';

/**
 * Finds something in a unit. What it gives depends on the text of the unit alone and names places by the unit's own
 * nodes and spans: offsets that are computed from them would be out of date when the unit moves.
 */
export type UnitQuestion<T> = (unit: Unit, source: SourceText) => T;

/**
 * What was found out about one unit, kept as long as its text does not change. Scripts of thousands of lines are
 * analysed at every keystroke, and nearly all of their units are those of the keystroke before.
 */
export class UnitFacts {
  readonly #known = new Map<unknown, unknown>();

  /** The answer to a question about the unit, computed once for each question. */
  of<T>(unit: Unit, source: SourceText, question: UnitQuestion<T>): T {
    const known = this.#known.get(question);
    if (known !== undefined) return known as T;
    const answer = question(unit, source);
    this.#known.set(question, answer);
    return answer;
  }
}

/** What a question finds in each unit, in order. */
export function inUnits<T>(
  units: readonly Unit[],
  source: SourceText,
  question: UnitQuestion<readonly T[]>,
): readonly T[] {
  let all: T[] | undefined;
  for (const unit of units) {
    const found = unit.facts.of(unit, source, question);
    if (found.length === 0) continue;
    all ??= [];
    for (const one of found) all.push(one);
  }
  return all ?? NONE;
}
