import { compareVersions, type Version } from './version.ts';

/** One end of an interval. */
export interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
}

/** All versions between two bounds; null is no bound. */
export interface Interval {
  readonly low: Bound | null;
  readonly high: Bound | null;
}

/** Disjoint intervals, oldest first. The empty list permits nothing. */
export type VersionSet = readonly Interval[];

export const ANY_VERSION: VersionSet = [{ low: null, high: null }];

export function only(v: Version): VersionSet {
  return [{ low: { version: v, inclusive: true }, high: { version: v, inclusive: true } }];
}

export function between(low: Bound | null, high: Bound | null): VersionSet {
  return isEmptyInterval({ low, high }) ? [] : [{ low, high }];
}

/** Every version but those of one interval. */
export function except(interval: Interval): VersionSet {
  const { low, high } = interval;
  return [
    ...(low === null ? [] : between(null, { version: low.version, inclusive: !low.inclusive })),
    ...(high === null ? [] : between({ version: high.version, inclusive: !high.inclusive }, null)),
  ];
}

export function intersect(a: VersionSet, b: VersionSet): VersionSet {
  return a.flatMap((x) => b.flatMap((y) => between(laterLow(x.low, y.low), earlierHigh(x.high, y.high))));
}

export function unite(...sets: readonly VersionSet[]): VersionSet {
  const sorted = sets.flat().sort((x, y) => compareLows(x.low, y.low));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last !== undefined && reaches(last, interval)) {
      result[result.length - 1] = { low: last.low, high: laterHigh(last.high, interval.high) };
    } else result.push(interval);
  }
  return result;
}

export function includes(set: VersionSet, v: Version): boolean {
  return intersect(set, only(v)).length > 0;
}

/** Whether some version of the set is `v` or newer. */
export function someFrom(set: VersionSet, v: Version): boolean {
  return intersect(set, between({ version: v, inclusive: true }, null)).length > 0;
}

/** Whether some version of the set is older than `v`. */
export function someBelow(set: VersionSet, v: Version): boolean {
  return intersect(set, between(null, { version: v, inclusive: false })).length > 0;
}

/** Whether both sets permit the same versions. */
export function sameSet(a: VersionSet, b: VersionSet): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => {
      const y = b[i];
      return y !== undefined && sameBound(x.low, y.low) && sameBound(x.high, y.high);
    })
  );
}

function isEmptyInterval({ low, high }: Interval): boolean {
  if (low === null || high === null) return false;
  const order = compareVersions(low.version, high.version);
  return order > 0 || (order === 0 && !(low.inclusive && high.inclusive));
}

function sameBound(a: Bound | null, b: Bound | null): boolean {
  if (a === null || b === null) return a === b;
  return a.inclusive === b.inclusive && compareVersions(a.version, b.version) === 0;
}

function compareLows(a: Bound | null, b: Bound | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareVersions(a.version, b.version) || Number(b.inclusive) - Number(a.inclusive);
}

function compareHighs(a: Bound | null, b: Bound | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareVersions(a.version, b.version) || Number(a.inclusive) - Number(b.inclusive);
}

function laterLow(a: Bound | null, b: Bound | null): Bound | null {
  return compareLows(a, b) >= 0 ? a : b;
}

function earlierHigh(a: Bound | null, b: Bound | null): Bound | null {
  return compareHighs(a, b) <= 0 ? a : b;
}

function laterHigh(a: Bound | null, b: Bound | null): Bound | null {
  return compareHighs(a, b) >= 0 ? a : b;
}

/** Whether `next` begins inside `interval` or directly at its end, so that both are one. */
function reaches(interval: Interval, next: Interval): boolean {
  if (interval.high === null || next.low === null) return true;
  const order = compareVersions(next.low.version, interval.high.version);
  return order < 0 || (order === 0 && (next.low.inclusive || interval.high.inclusive));
}
