import type { EraVerdict } from './era.ts';
import type { WorkerOption } from './worker-options.ts';
import type { ValueRefusal } from './worker-values.ts';

/** One word of a command line; `index` is its place in the caller's list. */
export interface CommandItem {
  readonly text: string;
  readonly index: number;
}

/** One use of an option. */
export interface OptionUse {
  readonly option: WorkerOption;
  readonly item: CommandItem;
  /** The item that holds the value: the same one in `--flag=value`. */
  readonly valueItem: CommandItem | undefined;
  readonly value: string | undefined;
}

export type WorkerProblem =
  /**
   * An option that is gone or going. `stage`: gone in the era's versions, still there with a warning, or simply the
   * right one there. `verdict` is about its removal.
   */
  | {
      readonly kind: 'leaving';
      readonly use: OptionUse;
      readonly stage: 'removed' | 'deprecated' | 'right-here';
      readonly verdict: EraVerdict;
      readonly successor: WorkerOption | undefined;
      /** Whether the era's versions accept the successor with the same value. */
      readonly replaceable: boolean;
    }
  | { readonly kind: 'not-yet'; readonly use: OptionUse }
  | { readonly kind: 'unknown'; readonly item: CommandItem; readonly near: WorkerOption | undefined }
  /** Option and value in one item, with a blank between them. */
  | {
      readonly kind: 'glued';
      readonly item: CommandItem;
      readonly option: WorkerOption;
      readonly value: string;
    }
  | { readonly kind: 'missing-value'; readonly use: OptionUse }
  /** A value for an option that takes none: `--no-nanny=1`. */
  | { readonly kind: 'needless-value'; readonly use: OptionUse }
  | { readonly kind: 'bad-value'; readonly use: OptionUse; readonly refusal: ValueRefusal }
  /** Two options that exclude each other; the later one is `use`. */
  | { readonly kind: 'conflict'; readonly use: OptionUse; readonly other: OptionUse }
  /** An option that does nothing without another. */
  | { readonly kind: 'needs'; readonly use: OptionUse; readonly other: WorkerOption }
  /** Given again, so that the earlier use is lost. */
  | { readonly kind: 'twice'; readonly use: OptionUse; readonly first: OptionUse }
  /** `--name`, which the classic KubeCluster appends itself. */
  | { readonly kind: 'name-appended'; readonly use: OptionUse; readonly verdict: EraVerdict }
  /** A second argument beside the scheduler's address. */
  | { readonly kind: 'extra-argument'; readonly item: CommandItem };
