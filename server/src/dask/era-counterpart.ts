import { compareVersions, floorOf, type Version, version } from './version.ts';
import { type Bound, between, unite, type VersionSet } from './version-set.ts';

/**
 * The versions of distributed that go with versions of dask, or the reverse: the same number from 2020.12 on, the
 * same first two parts from 2.0 on, before that the release of the same months.
 */
export function counterpart(set: VersionSet, from: 'dask' | 'distributed'): VersionSet {
  return unite(
    ...set.map(({ low, high }) =>
      between(low === null ? null : lowOf(low, from), high === null ? null : highOf(high, from)),
    ),
  );
}

/** Versions that were released together: from all versions that begin with `start` up to, not with, those of `end`. */
interface Block {
  readonly start: Version | null;
  readonly end: Version;
}

/** [dask, distributed], each the first version of a block that ends where the next begins. */
const DATED = [
  ['0.18', '1.22'],
  ['0.19', '1.23'],
  ['0.20', '1.24'],
  ['1.0', '1.25'],
  ['1.1', '1.26'],
  ['1.2', '1.27'],
  ['2.0', '2.0'],
] as const;

const MINOR_BLOCKS = version('2.0');
const ONE_NUMBER = floorOf(version('2020'));

function lowOf(bound: Bound, from: 'dask' | 'distributed'): Bound | null {
  if (hasOneNumber(bound.version)) return bound;
  const { other } = blocksOf(bound.version, from);
  return other.start === null ? null : { version: floorOf(other.start), inclusive: true };
}

function highOf(bound: Bound, from: 'dask' | 'distributed'): Bound {
  if (hasOneNumber(bound.version)) return bound;
  const { own, other } = blocksOf(bound.version, from);
  // `<2.15` ends where the block of 2.15 begins and reaches nothing of it.
  const reachesNothing =
    !bound.inclusive && own.start !== null && compareVersions(bound.version, own.start) <= 0;
  const end = reachesNothing && other.start !== null ? other.start : other.end;
  return { version: floorOf(end), inclusive: false };
}

function hasOneNumber(v: Version): boolean {
  return compareVersions(v, ONE_NUMBER) >= 0;
}

function blocksOf(v: Version, from: 'dask' | 'distributed'): { readonly own: Block; readonly other: Block } {
  if (compareVersions(v, floorOf(MINOR_BLOCKS)) >= 0) {
    const block = minorBlock(v);
    return { own: block, other: block };
  }
  const own = DATED.map((row) => version(from === 'dask' ? row[0] : row[1]));
  const other = DATED.map((row) => version(from === 'dask' ? row[1] : row[0]));
  const next = own.findIndex((start) => compareVersions(v, floorOf(start)) < 0);
  return { own: blockBefore(own, next), other: blockBefore(other, next) };
}

function minorBlock(v: Version): Block {
  const [major = 0, minor = 0] = v.release;
  return { start: version(`${major}.${minor}`), end: version(`${major}.${minor + 1}`) };
}

function blockBefore(starts: readonly Version[], next: number): Block {
  return { start: starts[next - 1] ?? null, end: starts[next] ?? MINOR_BLOCKS };
}
