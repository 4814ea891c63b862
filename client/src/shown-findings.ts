import { type Diagnostic, type DiagnosticCollection, type Disposable, languages, type Uri } from 'vscode';
import type { DiagnosticCollectionProvider } from 'vscode-languageclient';
import { isSaidAlready, type Said } from './said-already.ts';

/** Collections that show what the server finds, without what another extension says of the same lines just now. */
export const shownFindings: DiagnosticCollectionProvider = {
  create: (name) => new ShownFindings(languages.createDiagnosticCollection(name)),
  dispose: (collection) => collection.dispose(),
};

interface Found {
  readonly uri: Uri;
  readonly all: readonly Diagnostic[];
  shown: readonly Diagnostic[];
}

/** All findings of the server, and the part of them that is shown. Others may speak later, or stop to. */
class ShownFindings implements DiagnosticCollection {
  readonly #shown: DiagnosticCollection;
  readonly #found = new Map<string, Found>();
  readonly #others: Disposable;

  constructor(shown: DiagnosticCollection) {
    this.#shown = shown;
    this.#others = languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) this.#look(uri);
    });
  }

  get name(): string {
    return this.#shown.name;
  }

  set(
    first: Uri | readonly (readonly [Uri, readonly Diagnostic[] | undefined])[],
    diagnostics?: readonly Diagnostic[],
  ): void {
    if (!isList(first)) {
      this.#set(first, diagnostics ?? []);
      return;
    }
    // Of one address several times, the last without findings takes all away (`DiagnosticCollection.set`).
    const byUri = new Map<string, { uri: Uri; all: Diagnostic[] }>();
    for (const [uri, some] of first) {
      const before = some === undefined ? [] : (byUri.get(uri.toString())?.all ?? []);
      byUri.set(uri.toString(), { uri, all: [...before, ...(some ?? [])] });
    }
    for (const { uri, all } of byUri.values()) this.#set(uri, all);
  }

  delete(uri: Uri): void {
    this.#found.delete(uri.toString());
    this.#shown.delete(uri);
  }

  clear(): void {
    this.#found.clear();
    this.#shown.clear();
  }

  forEach(
    callback: (uri: Uri, diagnostics: readonly Diagnostic[], collection: DiagnosticCollection) => unknown,
  ): void {
    this.#shown.forEach((uri, diagnostics) => {
      callback(uri, diagnostics, this);
    });
  }

  get(uri: Uri): readonly Diagnostic[] | undefined {
    return this.#shown.get(uri);
  }

  has(uri: Uri): boolean {
    return this.#shown.has(uri);
  }

  [Symbol.iterator](): Iterator<[uri: Uri, diagnostics: readonly Diagnostic[]]> {
    return this.#shown[Symbol.iterator]();
  }

  dispose(): void {
    this.#others.dispose();
    this.#found.clear();
    this.#shown.dispose();
  }

  #set(uri: Uri, all: readonly Diagnostic[]): void {
    const shown = remaining(uri, all);
    this.#found.set(uri.toString(), { uri, all, shown });
    this.#shown.set(uri, shown);
  }

  #look(uri: Uri): void {
    const found = this.#found.get(uri.toString());
    if (found === undefined) return;
    const shown = remaining(uri, found.all);
    // Our own change is heard here too, and changes nothing.
    if (shown.length === found.shown.length && shown.every((one, i) => one === found.shown[i])) return;
    found.shown = shown;
    this.#shown.set(uri, shown);
  }
}

function isList(
  first: Uri | readonly (readonly [Uri, readonly Diagnostic[] | undefined])[],
): first is readonly (readonly [Uri, readonly Diagnostic[] | undefined])[] {
  return Array.isArray(first);
}

function remaining(uri: Uri, all: readonly Diagnostic[]): readonly Diagnostic[] {
  if (all.length === 0) return all;
  const others = languages.getDiagnostics(uri).map(saidBy);
  return all.filter((diagnostic) => !isSaidAlready(saidBy(diagnostic), others));
}

function saidBy({ source, code, severity, range }: Diagnostic): Said {
  return {
    source,
    code: String(typeof code === 'object' ? code.value : code),
    severity,
    firstLine: range.start.line,
    lastLine: range.end.line,
  };
}
