import {
  type ClientCapabilities,
  type Connection,
  ResponseError,
  type ServerCapabilities,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientSettings } from './client-settings.ts';
import type { Addresses } from './conversion.ts';
import type { FurtherDocuments } from './further-documents.ts';
import type { Look, RepositoryHost } from './host.ts';
import { describe, type Log } from './log.ts';
import type { DocumentParams, DocumentPlace } from './places.ts';
import type { Platform } from './platform.ts';
import { child, keyOf, relative } from './uri.ts';
import type { Session, Workspace } from './workspace.ts';

/** Above so many characters an editor is told that a document was not read, and nothing else. No reader takes longer ones. */
const LONGEST_DOCUMENT = 2_000_000;

export function isTooLong(text: string): boolean {
  return text.length > LONGEST_DOCUMENT;
}

/** What client and server have said of themselves. */
export interface Announced {
  client: ClientCapabilities;
  server: ServerCapabilities;
}

/**
 * The way to the repositories of the open documents. The part that reads and checks them is most of the program, so it
 * is loaded once the client has its answer and before it has sent the first document.
 */
export class Repositories {
  readonly session: Session = { folders: [], options: {}, deleted: new Set() };
  readonly announced: Announced = { client: {}, server: {} };
  readonly #shownFailures = new Set<string>();
  #workspace: Workspace | undefined;
  #loading: Promise<Workspace> | undefined;
  #furtherDocuments: Promise<FurtherDocuments> | undefined;

  constructor(
    readonly connection: Connection,
    readonly documents: TextDocuments<TextDocument>,
    readonly platform: Platform,
    readonly settings: ClientSettings,
    readonly log: Log,
  ) {}

  /** What is loaded already: undefined as long as nobody has asked about a document. */
  get loaded(): Workspace | undefined {
    return this.#workspace;
  }

  get hosts(): readonly RepositoryHost[] {
    return this.#workspace?.hosts ?? [];
  }

  /** Loads what reads repositories, and looks at the folders, as soon as there is nothing else to do. */
  warmUp(): void {
    const { platform, session, log } = this;
    platform.whenIdle(() => void import('./workspace.ts'));
    // The settings of a folder may name documents that no client sends by itself.
    if (session.options.places !== undefined)
      platform.whenIdle(() => void this.#lookAhead().catch(log.failed('look at the folders')));
  }

  async hostOf(uri: string): Promise<RepositoryHost> {
    return (await this.#room()).hostOf(uri);
  }

  /** Answers about the repository of any file as it is now. */
  async about<T>(uri: string, answer: (host: RepositoryHost, look: Look) => T | Promise<T>): Promise<T> {
    const host = await this.hostOf(uri);
    return host.answer((look) => {
      this.#tell(look);
      return answer(host, look);
    });
  }

  /** A look at a repository; what it brings to light besides its findings is told. */
  async lookOf(host: RepositoryHost): Promise<Look> {
    const look = await host.look();
    this.#tell(look);
    return look;
  }

  /** See `AtDocument`; of documents that are too long for it nothing is answered. */
  at<T>(
    doing: string,
    params: DocumentParams,
    answer: (place: DocumentPlace) => T | Promise<T>,
  ): Promise<T | null> {
    return this.atAny(doing, params, (place) => (isTooLong(place.source.text) ? null : answer(place)));
  }

  /** The same for documents of any length. */
  async atAny<T>(
    doing: string,
    params: DocumentParams,
    answer: (place: DocumentPlace) => T | null | Promise<T | null>,
  ): Promise<T | null> {
    try {
      const uri = params?.textDocument?.uri;
      if (typeof uri !== 'string' || this.documents.get(uri) === undefined) return null;
      return await this.about(uri, (host, look) => {
        const path = look.settings.enable ? relative(host.root, uri) : undefined;
        const source = path === undefined ? undefined : look.repository.file(path)?.source;
        if (path === undefined || source === undefined) return null;
        return answer({ host, look, path, source, addresses: this.addressesOf(host, look) });
      });
    } catch (error) {
      // These are answers, such as why something is not renamed.
      if (error instanceof ResponseError) throw error;
      this.log.failed(doing)(error);
      return null;
    }
  }

  addressesOf(host: RepositoryHost, look: Look): Addresses {
    const open = new Map(this.documents.all().map((document) => [keyOf(document.uri), document]));
    const documentation = this.session.options.documentation ?? this.platform.documentation;
    return {
      uri: (path) => open.get(keyOf(child(host.root, path)))?.uri ?? child(host.root, path),
      version: (path) => open.get(keyOf(child(host.root, path)))?.version ?? null,
      source: (path) => look.repository.file(path)?.source,
      page: (code) => (documentation === undefined ? undefined : `${documentation}/${code}.md`),
    };
  }

  #room(): Promise<Workspace> {
    this.#loading ??= import('./workspace.ts').then((room) => {
      const { connection, documents, platform, session, settings } = this;
      this.#workspace = new room.Workspace(connection, documents, platform, session, (root) =>
        settings.of(root),
      );
      return this.#workspace;
    });
    return this.#loading;
  }

  async #lookAhead(): Promise<void> {
    for (const folder of this.session.folders) await this.lookOf((await this.#room()).hostOfFolder(folder));
    this.#workspace?.tidy();
  }

  /** A rule that failed is named once in the log; the others have gone on. Documents that are not sent are asked for. */
  #tell(look: Look): void {
    if (this.session.options.places !== undefined)
      void this.#askFor(look).catch(this.log.failed('ask for further documents'));
    for (const { code, error } of look.result.failures) {
      if (this.#shownFailures.has(code)) continue;
      this.#shownFailures.add(code);
      this.log.error(`The rule ${code} failed and was left out: ${describe(error)}`);
    }
  }

  async #askFor({ repository }: Look): Promise<void> {
    const { connection, session, announced } = this;
    this.#furtherDocuments ??= import('./further-documents.ts').then(
      (room) => new room.FurtherDocuments(connection, session.options.places ?? [], announced),
    );
    await (await this.#furtherDocuments).take(repository);
  }
}
