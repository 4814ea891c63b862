import type { SourceText, Span } from '../text/index.ts';
import { exact } from './exact.ts';
import type { Script, Unit } from './model.ts';
import { MAX_FAILURES } from './units.ts';

/** Units of an earlier model that a changed text still has. */
export interface Reusable {
  /** Those before the change, which stay as they are. */
  readonly before: readonly Unit[];
  /**
   * Those from the offset on, which must be the start of a unit read anew; undefined when there are none. They are
   * moved to where they stand now, which makes the earlier model useless.
   */
  after(offset: number, failures: number): readonly Unit[] | undefined;
}

/** What can be kept of a model for another text; undefined when something that holds for the whole text is different. */
export function reusableUnits(
  text: string,
  extendedPatterns: boolean,
  previous: Script,
): Reusable | undefined {
  const old = previous.source.text;
  if (previous.crlf || previous.tooLarge || old.startsWith('\ufeff')) return undefined;
  if (old.includes('extglob') !== extendedPatterns) return undefined;
  const length = Math.min(text.length, old.length);
  let prefix = 0;
  while (prefix < length && text.charCodeAt(prefix) === old.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  while (
    suffix < length - prefix &&
    text.charCodeAt(text.length - 1 - suffix) === old.charCodeAt(old.length - 1 - suffix)
  )
    suffix++;
  const { units } = previous;
  const unchanged = units.findIndex((unit) => unit.reach > prefix);
  const before = unchanged < 0 ? units : units.slice(0, unchanged);
  const moved = text.length - old.length;
  const firstBehind = old.length - suffix;
  const byStart = new Map<number, number>();
  units.forEach((unit, index) => {
    if (unit.span.start >= firstBehind) byStart.set(unit.span.start, index);
  });
  return {
    before: text === old ? units : before,
    after: (offset, failures) => {
      const index = byStart.get(offset - moved);
      if (index === undefined) return undefined;
      // Failures count only where there are too many to read on.
      const more = failures - (units[index]?.failures ?? 0);
      const most = units.at(-1)?.failures ?? 0;
      if (more !== 0 && Math.max(most, most + more) >= MAX_FAILURES) return undefined;
      // What is a `#!` line at the start of a text is a comment elsewhere.
      if (moved !== 0 && (offset === 0 || index === 0)) return undefined;
      const rest = units.slice(index);
      if (moved !== 0) for (const unit of rest) move(unit, moved, previous.source);
      if (more !== 0) for (const unit of rest as Movable<Unit>[]) unit.failures += more;
      return rest;
    },
  };
}

type Movable<T> = { -readonly [key in keyof T]: T[key] };

function move(unit: Movable<Unit>, by: number, source: SourceText): void {
  unit.reach += by;
  for (const span of unit.facts.of(unit, source, spansIn)) {
    span.start += by;
    span.end += by;
  }
}

/** Every span in a unit, each once: nodes may share one. */
function spansIn(unit: Unit): readonly Movable<Span>[] {
  const found = new Set<Movable<Span>>();
  const seen = new Set<object>();
  const open: unknown[] = [unit];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if ('start' in node && typeof node.start === 'number') found.add(node as Movable<Span>);
    else open.push(...Object.values(node).filter((value) => typeof value === 'object'));
  }
  return exact([...found]);
}
