import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  Hover,
  type HoverProvider,
  l10n,
  MarkdownString,
  OverviewRulerLane,
  type Position,
  Range,
  type TextDocument,
  type TextEditor,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { TextRange } from '../../../server/src/lsp/protocol.ts';
import { type ChangeSentences, explain, type Mark, marksOf } from './changes.ts';
import { type PreviewDocuments, previewScheme } from './documents.ts';

const openFile = 'vscode.open';

/** Marks what the launch changed, says why when asked, and offers another launch above the text. */
export class PreviewMarks implements HoverProvider, CodeLensProvider, Disposable {
  readonly #documents: PreviewDocuments;
  readonly #changed = window.createTextEditorDecorationType({
    // A frame: the comparison colours what differs already, and not everybody sees colours.
    border: '1px solid',
    borderColor: new ThemeColor('editorInfo.foreground'),
    overviewRulerColor: new ThemeColor('editorInfo.foreground'),
    overviewRulerLane: OverviewRulerLane.Center,
  });
  readonly #lenses = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  readonly onDidChangeCodeLenses = this.#lenses.event;

  constructor(documents: PreviewDocuments) {
    this.#documents = documents;
    this.#listeners = [
      window.onDidChangeVisibleTextEditors((editors) => this.#markAll(editors)),
      // The editor takes the new text up a little after the answer came.
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === previewScheme) this.#markAll(window.visibleTextEditors);
      }),
      documents.onDidAnswer(() => {
        this.#lenses.fire();
        this.#markAll(window.visibleTextEditors);
      }),
    ];
    this.#markAll(window.visibleTextEditors);
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const mark = this.#marks(document.uri).find(({ range }) => rangeOf(range).contains(position));
    if (!mark) return undefined;
    const markdown = new MarkdownString(
      explain(mark, (label) => link(label, mark), sentences()).join('\n\n'),
    );
    markdown.isTrusted = { enabledCommands: [openFile] };
    return new Hover(markdown, rangeOf(mark.range));
  }

  provideCodeLenses(document: TextDocument, _token: CancellationToken): CodeLens[] {
    const preview = this.#documents.preview(document.uri);
    if (!preview) return [];
    const top = new Range(0, 0, 0, 0);
    return [
      new CodeLens(top, {
        title: l10n.t('Launch: {0}', preview.profile.title),
        tooltip: l10n.t('Choose the launch whose values are filled in'),
        command: 'pangeoBinder.chooseProfile',
        arguments: [document.uri],
      }),
      new CodeLens(top, {
        title: l10n.t('Launch Report'),
        command: 'pangeoBinder.showLaunchReport',
        arguments: [document.uri],
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
    this.#lenses.dispose();
  }

  #markAll(editors: readonly TextEditor[]): void {
    for (const editor of editors) {
      const { uri, lineCount } = editor.document;
      if (uri.scheme !== previewScheme) continue;
      const marks = this.#marks(uri).filter(({ range }) => range.end.line < lineCount);
      editor.setDecorations(
        this.#changed,
        marks.map(({ range }) => rangeOf(range)),
      );
    }
  }

  #marks(uri: Uri): readonly Mark[] {
    return marksOf(this.#documents.preview(uri), this.#documents.linesAbove(uri));
  }
}

function link(label: string, { place }: Mark): string {
  const selection = new Range(place.line, 0, place.line, 0);
  const argument = encodeURIComponent(JSON.stringify([Uri.parse(place.uri), { selection }]));
  return `[${label}](command:${openFile}?${argument})`;
}

function sentences(): ChangeSentences {
  return {
    changedBy: (place, command) => l10n.t('Changed by {0}: {1}', place, command),
    value: (name, value, from) => l10n.t('{0} is {1}, from {2}.', name, value, from),
    unset: (name) => l10n.t('{0} is not set.', name),
  };
}

function rangeOf({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
