import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import { matchesGlob, type Repository } from '../binder/index.ts';

const ROLES: ReadonlySet<string> = new Set(['dask-config', 'pod-template', 'start', 'ignored-start']);

/**
 * Documents outside the usual places that take part in a launch: those that the settings of a repository name, and
 * pods and configurations that only their content tells. A client that sends documents by their place is asked for them.
 */
export class FurtherDocuments {
  readonly #asked = new Set<string>();

  /**
   * @param places the globs of the documents that the client sends by itself
   * @param announced what the two said of themselves
   */
  constructor(
    readonly connection: Connection,
    readonly places: readonly string[],
    readonly announced: { readonly client: ClientCapabilities; readonly server: ServerCapabilities },
  ) {}

  /** Asks for what a repository has beyond what was asked for already. */
  async take(repository: Repository): Promise<void> {
    const { client } = this.announced;
    if (client.textDocument?.synchronization?.dynamicRegistration !== true) return;
    const paths = repository.files
      .filter(({ path, roles }) => roles.some((role) => ROLES.has(role)) && !isSent(path, this.places))
      .map(({ path }) => path)
      .filter((path) => !this.#asked.has(path));
    if (paths.length === 0) return;
    for (const path of paths) this.#asked.add(path);
    await this.connection.sendRequest('client/registerCapability', {
      registrations: this.#methods().map(([method, options], i) => ({
        id: `further-${this.#asked.size}-${i}`,
        method,
        registerOptions: { ...options, documentSelector: paths.map((path) => ({ pattern: globOf(path) })) },
      })),
    });
  }

  /** How documents are sent, and every feature that the server has for documents and the client registers late. */
  #methods(): (readonly [method: string, options: object])[] {
    const server: Readonly<Record<string, unknown>> = { ...this.announced.server };
    const client: Readonly<Record<string, unknown>> = { ...this.announced.client.textDocument };
    const features = Object.entries(server).flatMap(([name, options]) => {
      const feature = name.replace(/Provider$/, '');
      const known = client[feature];
      const late =
        typeof known === 'object' &&
        known !== null &&
        'dynamicRegistration' in known &&
        known.dynamicRegistration === true;
      if (feature === name || !late || !options) return [];
      return [[`textDocument/${feature}`, typeof options === 'object' ? options : {}] as const];
    });
    return [
      ['textDocument/didOpen', {}],
      ['textDocument/didChange', { syncKind: 2 }],
      ['textDocument/didClose', {}],
      ...features,
    ];
  }
}

function isSent(path: string, places: readonly string[]): boolean {
  return places.some((glob) => matchesGlob(glob, path));
}

/** The path below any folder; what else is at such a path the server leaves alone. */
function globOf(path: string): string {
  return `**/${path.replace(/[*?[\]{}]/g, '[$&]')}`;
}
