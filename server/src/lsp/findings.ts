import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toDiagnostic } from './conversion.ts';
import type { Look, RepositoryHost } from './host.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';
import type { Repositories } from './repositories.ts';
import type { Typing } from './typing.ts';
import { relative } from './uri.ts';

/** How long a stream of changes may hold back the findings (milliseconds). */
const LONGEST_WAIT = 300;

/** The findings of open documents: answered to clients that ask, sent to the others. */
export class Findings {
  readonly #sent = new Map<string, string>();
  /** What clients that ask were told last, by document. */
  readonly #told = new Map<string, { readonly version: number; readonly found: string }>();
  readonly #waiting = new Map<RepositoryHost, { changes: number; since: number }>();

  constructor(
    readonly connection: Connection,
    readonly documents: TextDocuments<TextDocument>,
    readonly platform: Platform,
    readonly repositories: Repositories,
    readonly typing: Typing,
    readonly log: Log,
  ) {}

  /** What a document is told; undefined when what it was told before has to do for now. */
  of(host: RepositoryHost, look: Look, uri: string): Diagnostic[] | undefined {
    const path = relative(host.root, uri);
    const source = path === undefined ? undefined : look.repository.file(path)?.source;
    if (path === undefined || source === undefined) return [];
    const addresses = this.repositories.addressesOf(host, look);
    const shown = this.typing.shown(uri, source, look.result.findings.get(path) ?? []);
    return shown?.map((finding) => toDiagnostic(finding, addresses));
  }

  /**
   * Sends once the messages at hand are taken in: a lone keystroke at once, a burst of them once. Whether more
   * are at hand shows when the event loop comes round: as long as it brings changes, the look at them waits, but
   * never longer than a person would notice.
   */
  sendSoon(host: RepositoryHost): void {
    this.#soon(host, () => this.#send(host));
  }

  /**
   * For clients that ask: they do so for the document that somebody types in, and few of them for the others. Has them
   * ask again, soon, when a change in one document changed what is found in another one.
   */
  askSoon(host: RepositoryHost, ask: () => void): void {
    this.#soon(host, async () => {
      if (await this.#isElsewhereOther(host)) ask();
    });
  }

  /** A client has asked, and was told what this look finds. */
  told(host: RepositoryHost, look: Look, uri: string): void {
    const version = this.documents.get(uri)?.version;
    if (version !== undefined) this.#told.set(uri, { version, found: found(host, look, uri) });
  }

  async #isElsewhereOther(host: RepositoryHost): Promise<boolean> {
    const look = await this.repositories.lookOf(host);
    let isOther = false;
    for (const [uri, { version, found: before }] of this.#told) {
      if (this.documents.get(uri)?.version !== version || relative(host.root, uri) === undefined) continue;
      if ((await this.repositories.hostOf(uri)) !== host) continue;
      const now = found(host, look, uri);
      if (now === before) continue;
      isOther = true;
      // Once is enough: who does not ask does not show the document.
      this.#told.set(uri, { version, found: now });
    }
    return isOther;
  }

  #soon(host: RepositoryHost, work: () => Promise<void>): void {
    const state = this.#waiting.get(host);
    if (state !== undefined) {
      state.changes++;
      return;
    }
    const fresh = { changes: 1, since: Date.now() };
    this.#waiting.set(host, fresh);
    const look = (seen: number): void =>
      this.platform.whenIdle(() => {
        if (fresh.changes > seen && Date.now() - fresh.since < LONGEST_WAIT) return look(fresh.changes);
        this.#waiting.delete(host);
        void work().catch(this.log.failed('check a repository'));
      });
    look(fresh.changes);
  }

  /** A document was closed, and a client that asks knows by itself that nothing is said of it any more. */
  forget(uri: string): void {
    this.#told.delete(uri);
  }

  /** A document was closed: nothing is said of it any more. */
  clear(uri: string): void {
    this.#sent.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => undefined);
  }

  async #send(host: RepositoryHost): Promise<void> {
    const versions = new Map<string, number>();
    for (const { uri, version } of this.documents.all()) {
      if (relative(host.root, uri) !== undefined && (await this.repositories.hostOf(uri)) === host)
        versions.set(uri, version);
    }
    const look = await this.repositories.lookOf(host);
    const told = [...versions].flatMap(([uri, version]) => {
      // A document that went on or was closed meanwhile is told by the look that follows.
      if (this.documents.get(uri)?.version !== version) return [];
      const diagnostics = look.settings.enable ? this.of(host, look, uri) : [];
      return diagnostics === undefined ? [] : [{ uri, version, diagnostics }];
    });
    for (const { uri, version, diagnostics } of told) {
      const key = JSON.stringify([version, diagnostics]);
      if (this.#sent.get(uri) === key) continue;
      this.#sent.set(uri, key);
      await this.connection.sendDiagnostics({ uri, version, diagnostics });
    }
  }
}

/** The findings of a document as a text to compare. */
function found(host: RepositoryHost, look: Look, uri: string): string {
  const path = relative(host.root, uri);
  const findings = path === undefined ? [] : (look.result.findings.get(path) ?? []);
  return JSON.stringify(findings.map(({ code, span, message, severity }) => [code, span, message, severity]));
}
