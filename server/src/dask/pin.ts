import type { Span } from '../text/index.ts';
import type { Dialect } from './constraint.ts';

/** One dependency of an environment file: `dask=2.30` is package `dask`, constraint `=2.30`. */
export interface Pin {
  readonly package: string;
  readonly constraint: string;
  readonly dialect: Dialect;
  /** The file, and where in it the dependency stands. */
  readonly path: string;
  readonly span?: Span;
  /** As it is written there. */
  readonly text: string;
}

export interface EraOptions {
  /** What messages call the place of the targets. */
  readonly targetSource?: string;
  /** Whether the pins list everything that is installed; by default when there are any. */
  readonly complete?: boolean;
}
