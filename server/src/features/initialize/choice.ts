/** Where the workers of a repository run. */
export type ClusterKind = 'gateway' | 'operator' | 'classic' | 'local';

/** What is asked before a repository is begun. */
export interface InitializeChoice {
  readonly cluster: ClusterKind;
  /** The folder for the files that repo2docker reads; undefined: where it is usual in this repository. */
  readonly directory: BinderDirectory | undefined;
}

/** One of the two folders, or the root. */
export type BinderDirectory = 'binder' | '.binder' | '';

export const CLUSTER_KINDS: readonly ClusterKind[] = ['gateway', 'operator', 'classic', 'local'];

/** A file to be made. */
export interface InitialFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
  /** What the file brings; of one that exists already a person has to look whether it is there. */
  readonly brings: string;
}
