import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type Uri,
  workspace,
} from 'vscode';
import { oneAtATime } from './latest.ts';
import { type ReadOnlyFile, registerReadOnlyFiles } from './read-only-files.ts';

/** What the server said of a file, and whether it could be asked the last time. */
export interface Answered<T> {
  /** Undefined before the first answer. */
  readonly answer: T | undefined;
  readonly failed: boolean;
}

/** What makes the texts of a scheme. */
export interface Maker<T> {
  ask(uri: Uri): Promise<T>;
  text(uri: Uri, answered: Answered<T>): string;
  /** The root of the repository that an answer speaks of; undefined when that is not known. */
  rootOf(answer: T): string | undefined;
}

interface Shown<T> {
  answer: T | undefined;
  failed: boolean;
  modified: number;
  readonly refresh: () => Promise<void>;
  /** Settles when it was asked for the first time. */
  readonly ready: Promise<void>;
}

/** Read-only files that the server's answers make, and that are made anew whenever their repository changes. */
export class LiveFiles<T> implements Disposable {
  readonly #maker: Maker<T>;
  readonly #shown = new Map<string, Shown<T>>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #answered = new EventEmitter<Uri>();
  readonly #registration: Disposable;

  /** There is a new answer for a file. */
  readonly onDidAnswer = this.#answered.event;

  constructor(scheme: string, maker: Maker<T>) {
    this.#maker = maker;
    this.#registration = registerReadOnlyFiles(scheme, (uri) => this.#read(uri), this.#changed.event);
  }

  /** @param root only the files of this repository, and those of which the repository is not known */
  refresh(root?: string): void {
    const open = new Set(workspace.textDocuments.map((document) => document.uri.toString()));
    for (const [uri, shown] of this.#shown) {
      const own = shown.answer === undefined ? undefined : this.#maker.rootOf(shown.answer);
      if (root !== undefined && own !== undefined && own !== root) continue;
      if (open.has(uri)) void shown.refresh();
      else this.#shown.delete(uri);
    }
  }

  /** The last answer; undefined for files that nobody has read. */
  answer(uri: Uri): Answered<T> | undefined {
    return this.#shown.get(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
    this.#shown.clear();
    this.#changed.dispose();
    this.#answered.dispose();
  }

  async #read(uri: Uri): Promise<ReadOnlyFile> {
    const shown = this.#shown.get(uri.toString()) ?? this.#create(uri);
    await shown.ready;
    const text = this.#maker.text(uri, shown);
    return { content: new TextEncoder().encode(text), modified: shown.modified };
  }

  #create(uri: Uri): Shown<T> {
    const refresh = oneAtATime(async () => {
      try {
        shown.answer = await this.#maker.ask(uri);
        shown.failed = false;
      } catch {
        shown.failed = true; // the last text stays, with a line above it
      }
      shown.modified = Math.max(Date.now(), shown.modified + 1);
      this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
      this.#answered.fire(uri);
    });
    const shown: Shown<T> = {
      answer: undefined,
      failed: false,
      modified: 0,
      refresh,
      ready: Promise.resolve().then(refresh),
    };
    this.#shown.set(uri.toString(), shown);
    return shown;
  }
}
