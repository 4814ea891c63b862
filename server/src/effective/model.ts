import type { ConfigTree, Sourced } from '../dask/index.ts';
import type { Place } from '../launch/index.ts';

/** Where a value of Dask's configuration came from. */
export type ConfigSource =
  | {
      readonly kind: 'file';
      /** As people know it: a path in the repository, else an absolute one. */
      readonly name: string;
      /** The line after the launch, counted from 1. */
      readonly line: number;
      /** The place in the repository; undefined for files that the launch makes. */
      readonly place: Place | undefined;
      /** The commands of the start script that wrote it. */
      readonly changes: readonly Place[];
      /** The variables whose values they put there. */
      readonly variables: readonly string[];
    }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** Where the script sets it; undefined when the hub does. */
      readonly place: Place | undefined;
    }
  | {
      readonly kind: 'default';
      readonly package: string;
      /** The release of which it is known to be the default; undefined when that is the release in use. */
      readonly asOf: string | undefined;
    };

/** What a value of the configuration remembers. */
export interface Given {
  readonly source: ConfigSource;
  /** The names under which it was written. */
  readonly path: readonly string[];
  /** Why it is not certain, as a noun phrase; undefined when it is. */
  readonly doubt: string | undefined;
  /** Where something inside of a list came from; absent where everything came from the same place. */
  readonly inside?: (path: readonly (string | number)[]) => ConfigSource | undefined;
}

export type GivenLeaf = Sourced<Given>;
export type GivenTree = ConfigTree<GivenLeaf>;

/** A place where Dask looks for configuration, or where one would expect it to look. */
export interface Layer {
  /** As people know it: `.config/dask/dask.yaml`, `/etc/dask`, `DASK_* variables`. */
  readonly name: string;
  readonly state: 'read' | 'absent' | 'not-read' | 'unknown';
  /** Why it is not read, or not known; part of a sentence. */
  readonly note: string | undefined;
  /** The path in the repository, for files that stand in it. */
  readonly path: string | undefined;
}

/** A value that Dask sees. */
export interface EffectiveValue {
  readonly path: readonly string[];
  readonly leaf: GivenLeaf;
  /** Why nothing reads it, a sentence; undefined for keys that are read or not known here. */
  readonly ignored: string | undefined;
}

/** A value that was written and that Dask does not see. */
export interface ShadowedValue {
  readonly leaf: GivenLeaf;
  /** What stands there instead. */
  readonly by: ConfigSource | undefined;
  /** A sentence. */
  readonly why: string;
}

/** What stops `import dask`, or `import distributed`. */
export interface ImportFailure {
  readonly message: string;
  readonly place: Place | undefined;
}

/** The configuration that Dask would compute at a launch. */
export interface EffectiveConfiguration {
  /** Lowest first. */
  readonly layers: readonly Layer[];
  readonly config: GivenTree;
  readonly values: readonly EffectiveValue[];
  readonly shadowed: readonly ShadowedValue[];
  /** With some, the configuration is shown as if their causes were not there. */
  readonly failures: readonly ImportFailure[];
  /** What else is not certain; sentences. */
  readonly notes: readonly string[];
}
