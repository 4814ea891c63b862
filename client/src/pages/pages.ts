import { commands, type Disposable, l10n, Uri } from 'vscode';
import type { ClientRequests } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { type Answered, LiveFiles } from '../live-files.ts';
import { chooseStartScript, fileInFront, fileOf } from '../subject.ts';

/** The requests whose answers are shown as a page. */
export type PageMethod =
  | 'pangeoBinder/effectiveConfiguration'
  | 'pangeoBinder/workerPod'
  | 'pangeoBinder/launchReport';

export type Answer = NonNullable<ClientRequests[PageMethod]['result']>;

/** A kind of page about a repository. */
export interface Page {
  readonly method: PageMethod;
  /** The name of the document, with the ending that tells the editor its language. */
  readonly name: () => string;
  readonly text: (answer: Answer) => string;
  /** A line that no program reads, such as a comment. */
  readonly aside: (sentence: string) => string;
}

const pageScheme = 'pangeo-binder-page';

/** Read-only documents about repositories, made by the server and made anew while people type. */
export class Pages implements Disposable {
  readonly #files: LiveFiles<Answer | null>;
  readonly #pages: Readonly<Record<string, Page>>;
  readonly #server: LanguageServer;

  constructor(server: LanguageServer, pages: Readonly<Record<string, Page>>) {
    this.#server = server;
    this.#pages = pages;
    this.#files = new LiveFiles<Answer | null>(pageScheme, {
      ask: async (uri) => this.#ask(this.#pageOf(uri), uri.query),
      text: (uri, answered) => textOf(this.#pageOf(uri), uri, answered),
      rootOf: (answer) => answer?.root,
    });
  }

  /** Shows a page about the repository of a file: the one given, else the one in front, else one of the window. */
  async show(kind: string, argument: unknown): Promise<void> {
    const page = this.#pages[kind];
    if (!page) return;
    const asked = fileOf(argument) ?? fileInFront();
    const known = asked && (await this.#ask(page, asked.toString()).catch(() => null)) !== null;
    const file = known ? asked : ((await chooseStartScript()) ?? asked);
    const uri = Uri.from({
      scheme: pageScheme,
      path: `/${kind}/${page.name()}`,
      query: file?.toString() ?? '',
    });
    // Not as a text document: Markdown is shown as a page, by the manifest's associations.
    // Not waited for: that would take until the page is drawn.
    void commands.executeCommand('vscode.open', uri, { preview: false });
  }

  refresh(root?: string): void {
    this.#files.refresh(root);
  }

  dispose(): void {
    this.#files.dispose();
  }

  async #ask(page: Page | undefined, file: string): Promise<Answer | null> {
    if (!page || file === '') return null;
    return await this.#server.request(page.method, { uri: file });
  }

  #pageOf(uri: Uri): Page | undefined {
    return this.#pages[uri.path.split('/')[1] ?? ''];
  }
}

function textOf(page: Page | undefined, uri: Uri, { answer, failed }: Answered<Answer | null>): string {
  if (!page) return '';
  const asides: string[] = [];
  if (failed) asides.push(l10n.t('The language server does not answer; this may be out of date.'));
  else if (uri.query === '')
    asides.push(l10n.t('No folder of this window has a start script in binder or .binder.'));
  else if (!answer) asides.push(l10n.t('This file belongs to no Binder repository.'));
  return asides.map((sentence) => `${page.aside(sentence)}\n`).join('') + (answer ? page.text(answer) : '');
}
