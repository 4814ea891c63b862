import {
  commands,
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  l10n,
  Uri,
} from 'vscode';
import { registerReadOnlyFiles } from './read-only-files.ts';

const sheetScheme = 'pangeo-binder-sheet';

/** Pages of Markdown that say what a command did, and what it left to a person. Kept as long as the window. */
export class Sheets implements Disposable {
  readonly #texts = new Map<string, { text: string; modified: number }>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #registration: Disposable;

  constructor() {
    this.#registration = registerReadOnlyFiles(
      sheetScheme,
      async (uri) => {
        const { text, modified } = this.#texts.get(uri.path) ?? {
          text: l10n.t('This was said in a window that is closed.'),
          modified: 0,
        };
        return { content: new TextEncoder().encode(text), modified };
      },
      this.#changed.event,
    );
  }

  /** Shows a page; one of the same title is replaced. */
  show(title: string, lines: readonly string[]): void {
    const uri = Uri.from({ scheme: sheetScheme, path: `/${title}.md` });
    const modified = Math.max(Date.now(), (this.#texts.get(uri.path)?.modified ?? 0) + 1);
    this.#texts.set(uri.path, { text: `# ${title}\n\n${lines.join('\n')}\n`, modified });
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    // Not waited for: that would take until the page is drawn.
    void commands.executeCommand('vscode.open', uri, { preview: false });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
