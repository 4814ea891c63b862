import type { EntryType, FileSystem } from '../binder/index.ts';

/** A file cannot be written: the machine's matter, not a defect. The message says which and why. */
export class WriteError extends Error {}

/** What the command line needs of the machine; the only way to it, so that tests can stand in. */
export interface CommandEnvironment {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** What a path of the command line names. */
  readonly stat: (path: string) => Promise<EntryType | undefined>;
  /** The whole path of a folder of the command line. */
  readonly absolute: (path: string) => string;
  /** The files below a folder of the command line. */
  readonly files: (folder: string) => FileSystem;
  /** Writes a file below a folder (a `WriteError` when it cannot), its folders made where needed. */
  readonly write: (folder: string, path: string, text: string, executable: boolean) => Promise<void>;
  readonly rename: (folder: string, path: string, to: string) => Promise<void>;
  /** The page of a rule, in Markdown. */
  readonly page: (code: string) => Promise<string | undefined>;
  /** Dresses text for a terminal; gives it back unchanged elsewhere. */
  readonly style: (
    kind: 'error' | 'warning' | 'info' | 'hint' | 'bold' | 'dim' | 'added' | 'removed',
    text: string,
  ) => string;
  readonly version: string;
}
