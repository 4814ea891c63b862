import { normalSegment } from '../../dask/index.ts';

/** What a key that moves to a path may bring in: the key and every section on the way to it. */
export function movingTo(path: readonly string[]): readonly string[] {
  return path.map((_, i) => namedAs(path.slice(0, i + 1)));
}

/** A key by its path, whichever spelling it has. */
export function namedAs(path: readonly string[]): string {
  return path.map(normalSegment).join('.');
}
