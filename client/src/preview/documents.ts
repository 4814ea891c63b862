import {
  type Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  l10n,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import type { Preview } from '../../../server/src/lsp/protocol.ts';
import type { ReadOnlyFile } from '../read-only-files.ts';
import { oneAtATime } from './latest.ts';
import { labelColumns, type Note, notesFor, previewText } from './notes.ts';

export const previewScheme = 'pangeo-binder-preview';

/** The address of the preview of a file: the same path, so that the editor takes it for the same language. */
export function previewOf(file: Uri): Uri {
  return Uri.from({ scheme: previewScheme, path: file.path, query: file.toString() });
}

/** Where the command says that there is nothing to preview. */
export const previewOfNothing = Uri.from({ scheme: previewScheme, path: '/Pangeo Binder' });

/** The file that a preview shows; undefined for `previewOfNothing`. */
export function originalOf(preview: Uri): Uri | undefined {
  return preview.query === '' ? undefined : Uri.parse(preview.query);
}

interface Shown {
  preview: Preview | null;
  /** The server could not be asked. */
  failed: boolean;
  modified: number;
  readonly refresh: () => Promise<void>;
  /** Settles when it was asked for the first time. */
  readonly ready: Promise<void>;
}

/** The right sides: made by the server, and made anew whenever their repository changes. */
export class PreviewDocuments implements DocumentLinkProvider, Disposable {
  readonly #ask: (uri: string) => Promise<Preview | null>;
  readonly #shown = new Map<string, Shown>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(ask: (uri: string) => Promise<Preview | null>) {
    this.#ask = ask;
  }

  /** @param root only the previews of this repository, and those of which the repository is not known */
  refresh(root?: string): void {
    const open = new Set(workspace.textDocuments.map((document) => document.uri.toString()));
    for (const [uri, shown] of this.#shown) {
      if (root !== undefined && shown.preview && shown.preview.root !== root) continue;
      if (open.has(uri)) void shown.refresh();
      else this.#shown.delete(uri);
    }
  }

  /** The title of the launch profile whose values the preview shows. */
  profile(uri: Uri): string | undefined {
    return this.#shown.get(uri.toString())?.preview?.profile.title;
  }

  async read(uri: Uri): Promise<ReadOnlyFile> {
    const shown = this.#shown.get(uri.toString()) ?? this.#create(uri);
    await shown.ready;
    const text = previewText(uri.query, shown.preview, notes(uri, shown));
    return { content: new TextEncoder().encode(text), modified: shown.modified };
  }

  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    const shown = this.#shown.get(document.uri.toString());
    if (!shown) return [];
    const all = notes(document.uri, shown);
    return labelColumns(document.uri.query, all).flatMap((columns, line) => {
      const place = all[line]?.place;
      if (!columns || !place) return [];
      const target = Uri.parse(place.uri).with({ fragment: `L${place.line + 1}` });
      return [new DocumentLink(new Range(line, columns[0], line, columns[1]), target)];
    });
  }

  dispose(): void {
    this.#shown.clear();
    this.#changed.dispose();
  }

  #create(uri: Uri): Shown {
    const refresh = oneAtATime(async () => {
      try {
        shown.preview = uri.query === '' ? null : await this.#ask(uri.query);
        shown.failed = false;
      } catch {
        shown.failed = true; // the last text stays, with a line above it
      }
      shown.modified = Math.max(Date.now(), shown.modified + 1);
      this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    });
    const shown: Shown = {
      preview: null,
      failed: false,
      modified: 0,
      refresh,
      ready: Promise.resolve().then(refresh),
    };
    this.#shown.set(uri.toString(), shown);
    return shown;
  }
}

function notes(uri: Uri, { preview, failed }: Shown): readonly Note[] {
  if (uri.query === '') {
    return [{ message: l10n.t('No folder of this window has a start script in binder or .binder.') }];
  }
  if (failed) {
    const stopped = l10n.t('The language server does not answer; this may be out of date.');
    return [{ message: stopped }, ...(preview ? notesFor(uri.query, preview, sentences()) : [])];
  }
  return notesFor(uri.query, preview, sentences());
}

function sentences() {
  return {
    noRepository: l10n.t('This file belongs to no Binder repository.'),
    noScript: l10n.t('This repository has no start script: its files are used as they are.'),
    changesNothing: (script: string) => l10n.t('{0} changes no file of this repository.', script),
    changes: (script: string, path: string) => l10n.t('{0} changes {1}.', script, path),
    changesAnother: (script: string, paths: string) =>
      l10n.t('{0} does not change this file, but {1}.', script, paths),
  };
}
