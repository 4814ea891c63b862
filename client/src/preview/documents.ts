import {
  type Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  type Event,
  l10n,
  Range,
  type TextDocument,
  Uri,
} from 'vscode';
import type { Preview } from '../../../server/src/lsp/protocol.ts';
import { type Answered, LiveFiles } from '../live-files.ts';
import { labelColumns, type Note, notesFor, previewText } from './notes.ts';

export const previewScheme = 'pangeo-binder-preview';

/** The address of the preview of a file: the same path, so that the editor takes it for the same language. */
export function previewOf(file: Uri): Uri {
  return Uri.from({ scheme: previewScheme, path: file.path, query: file.toString() });
}

/** Where the command says that there is nothing to preview. */
export const previewOfNothing = Uri.from({ scheme: previewScheme, path: '/Pangeo Binder' });

type Answer = Preview | null;

/** The right sides: made by the server, and made anew whenever their repository changes. */
export class PreviewDocuments implements DocumentLinkProvider, Disposable {
  readonly #files: LiveFiles<Answer>;
  /** There is a new answer for a preview. */
  readonly onDidAnswer: Event<Uri>;

  constructor(ask: (uri: string) => Promise<Answer>) {
    this.#files = new LiveFiles<Answer>(previewScheme, {
      ask: async (uri) => (uri.query === '' ? null : await ask(uri.query)),
      text: (uri, answered) => previewText(uri.query, answered.answer ?? null, notes(uri, answered)),
      rootOf: (answer) => answer?.root,
    });
    this.onDidAnswer = this.#files.onDidAnswer;
  }

  /** @param root only the previews of this repository, and those of which the repository is not known */
  refresh(root?: string): void {
    this.#files.refresh(root);
  }

  /** What the server said last of the file of a preview. */
  preview(uri: Uri): Preview | undefined {
    return this.#files.answer(uri)?.answer ?? undefined;
  }

  /** How many lines stand above the text of the file. */
  linesAbove(uri: Uri): number {
    const answered = this.#files.answer(uri);
    return answered === undefined ? 0 : notes(uri, answered).length;
  }

  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    const answered = this.#files.answer(document.uri);
    if (!answered) return [];
    const all = notes(document.uri, answered);
    return labelColumns(document.uri.query, all).flatMap((columns, line) => {
      const place = all[line]?.place;
      if (!columns || !place) return [];
      const target = Uri.parse(place.uri).with({ fragment: `L${place.line + 1}` });
      return [new DocumentLink(new Range(line, columns[0], line, columns[1]), target)];
    });
  }

  dispose(): void {
    this.#files.dispose();
  }
}

function notes(uri: Uri, { answer, failed }: Answered<Answer>): readonly Note[] {
  if (uri.query === '') {
    return [{ message: l10n.t('No folder of this window has a start script in binder or .binder.') }];
  }
  if (failed) {
    const stopped = l10n.t('The language server does not answer; this may be out of date.');
    return [{ message: stopped }, ...(answer ? notesFor(uri.query, answer, sentences()) : [])];
  }
  return notesFor(uri.query, answer ?? null, sentences());
}

function sentences() {
  return {
    noRepository: l10n.t('This file belongs to no Binder repository.'),
    noScript: l10n.t('This repository has no start script: its files are used as they are.'),
    changesNothing: (script: string) =>
      l10n.t('At this launch {0} changes no file of this repository.', script),
    changes: (script: string, path: string) => l10n.t('{0} changes {1}.', script, path),
    changesAnother: (script: string, paths: string) =>
      l10n.t('At this launch {0} does not change this file, but {1}.', script, paths),
  };
}
