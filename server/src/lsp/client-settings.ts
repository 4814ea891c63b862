import type { Connection } from 'vscode-languageserver';
import type { Settings } from './protocol.ts';
import { DEFAULT_SETTINGS, readSettings } from './settings.ts';
import { keyOf } from './uri.ts';

/** The section of an editor's settings that is ours. */
export const SECTION = 'pangeoBinder';

/** How long the server waits for settings that a client has announced and does not send (milliseconds). */
const PATIENCE = 1000;

/** The client's settings by repository: asked for once each, or as they were sent. */
export class ClientSettings {
  readonly #byRoot = new Map<string, Promise<Settings>>();
  #sent: Settings = DEFAULT_SETTINGS;

  /**
   * @param asks whether the client answers questions about its settings
   * @param late is called with the root of a repository whose settings came after `of` had given up
   */
  constructor(
    readonly connection: Connection,
    readonly asks: () => boolean,
    readonly late: (root: string) => void,
  ) {}

  /** Takes up what the client sends; what it has answered before is forgotten. */
  take(settings: unknown): void {
    this.#byRoot.clear();
    if (settings !== undefined && settings !== null) this.#sent = readSettings(settings);
  }

  of(root: string): Promise<Settings> {
    if (!this.asks()) return Promise.resolve(this.#sent);
    const key = keyOf(root);
    const known = this.#byRoot.get(key);
    if (known !== undefined) return known;
    const answer = this.connection.workspace.getConfiguration({ scopeUri: root, section: SECTION }).then(
      (value: unknown) => (value === null || value === undefined ? this.#sent : readSettings(value)),
      () => this.#sent,
    );
    const settings = this.#patiently(answer, root, key);
    this.#byRoot.set(key, settings);
    return settings;
  }

  /** A client that takes its time does not hold back the findings; what it says late is taken up when it comes. */
  async #patiently(answer: Promise<Settings>, root: string, key: string): Promise<Settings> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE);
    });
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    if (first !== undefined) return first;
    const asked = this.#byRoot.get(key);
    void answer.then((settings) => {
      // Settings that were asked for again meanwhile are newer.
      if (this.#byRoot.get(key) !== asked) return;
      this.#byRoot.set(key, Promise.resolve(settings));
      this.late(root);
    });
    return this.#sent;
  }
}
