import type { Script, Unit } from './model.ts';

/** Units of an earlier model that a changed text still has. */
export interface Reusable {
  /** Those before the change, which stay as they are. */
  readonly before: readonly Unit[];
  /** Those from the offset on, which must be the start of a unit read anew; undefined when there are none. */
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
  const byStart = new Map<number, number>();
  if (moved === 0) {
    const firstBehind = old.length - suffix;
    units.forEach((unit, index) => {
      if (unit.span.start >= firstBehind) byStart.set(unit.span.start, index);
    });
  }
  return {
    before: text === old ? units : before,
    after: (offset, failures) => {
      const index = byStart.get(offset - moved);
      return index !== undefined && units[index]?.failures === failures ? units.slice(index) : undefined;
    },
  };
}
