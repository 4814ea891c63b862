import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CONFIG_DIRECTORIES,
  DASK_FOLDERS,
  type Overlay,
  RepositoryLoader,
  SETTINGS_FILE,
} from '../binder/index.ts';
import { clientFiles } from './client-files.ts';
import { RepositoryHost } from './host.ts';
import { ignoredAround } from './ignored-around.ts';
import { NO_FILES, type Platform, rooted, type UriFileSystem } from './platform.ts';
import type { InitializationOptions, Settings } from './protocol.ts';
import { child, keyOf, parentOf, relative, schemeOf, segments } from './uri.ts';

/** What the client said of itself; changes while the server runs. */
export interface Session {
  /** Folders of the workspace, as URIs. */
  folders: readonly string[];
  options: InitializationOptions;
  /**
   * Keys of documents whose files were deleted and that nobody edited since. Editors may keep a document for minutes
   * after its last tab is closed, and its text is no part of the repository any more.
   */
  readonly deleted: Set<string>;
}

/**
 * Finds the repository that a document belongs to and keeps one host for each as long as one of its documents
 * is open.
 */
export class Workspace {
  readonly #hosts = new Map<string, RepositoryHost>();
  readonly #roots = new Map<string, Promise<string>>();

  constructor(
    readonly connection: Connection,
    readonly documents: TextDocuments<TextDocument>,
    readonly platform: Platform,
    readonly session: Session,
    readonly settings: (root: string) => Promise<Settings>,
  ) {}

  /** All repositories with an open document. */
  get hosts(): readonly RepositoryHost[] {
    return [...this.#hosts.values()];
  }

  /** The host of the repository that holds an address. */
  async hostOf(uri: string): Promise<RepositoryHost> {
    const key = keyOf(uri);
    let root = this.#roots.get(key);
    if (root === undefined) {
      root = this.#findRoot(uri);
      this.#roots.set(key, root);
    }
    return this.#host(await root);
  }

  /** The host of a repository whose root is known to be this folder. */
  hostOfFolder(folder: string): RepositoryHost {
    return this.#host(folder);
  }

  /** Hosts in whose repository the address lies, each with its path there. */
  hostsAbove(uri: string): { readonly host: RepositoryHost; readonly path: string }[] {
    return this.hosts.flatMap((host) => {
      const path = relative(host.root, uri);
      return path === undefined ? [] : [{ host, path }];
    });
  }

  /** Hosts that lie below the folder of a settings file and are not those of it. */
  hostsBelow(uri: string): readonly RepositoryHost[] {
    const folder = parentOf(uri);
    if (folder === undefined || segments(uri).at(-1) !== SETTINGS_FILE) return [];
    return this.hosts.filter(({ root }) => (relative(folder, root) ?? '') !== '');
  }

  /** Forgets repositories without open documents, and where documents belonged. */
  tidy(): void {
    const open = this.documents.keys();
    for (const [key, host] of this.#hosts) {
      if (!open.some((uri) => relative(host.root, uri) !== undefined)) this.#hosts.delete(key);
    }
    this.#roots.clear();
  }

  #host(root: string): RepositoryHost {
    const key = keyOf(root);
    const known = this.#hosts.get(key);
    if (known !== undefined) return known;
    const loader = new RepositoryLoader({
      fileSystem: rooted(this.#files(schemeOf(root)), root),
      overlay: this.#overlay(root),
    });
    const opened = (uri: string) =>
      this.documents
        .all()
        .find((document) => keyOf(document.uri) === keyOf(uri))
        ?.getText();
    const host = new RepositoryHost(
      root,
      loader,
      () => this.settings(root),
      () => ignoredAround(root, this.session.folders, this.#files(schemeOf(root)), opened),
    );
    this.#hosts.set(key, host);
    return host;
  }

  #files(scheme: string): UriFileSystem {
    const own = this.platform.files(scheme);
    if (own !== undefined) return own;
    return this.session.options.fileSystemSchemes?.includes(scheme) === true
      ? clientFiles(this.connection)
      : NO_FILES;
  }

  /** Open documents below a root. */
  #overlay(root: string): Overlay {
    const byPath = () => {
      const paths = new Map<string, TextDocument>();
      for (const document of this.documents.all()) {
        const path = relative(root, document.uri);
        if (path === undefined || path === '' || this.session.deleted.has(keyOf(document.uri))) continue;
        paths.set(path, document);
      }
      return paths;
    };
    return {
      get: (path) => {
        const document = byPath().get(path);
        return document === undefined
          ? undefined
          : { text: document.getText(), version: document.version, decoded: true };
      },
      paths: () => byPath().keys(),
    };
  }

  /**
   * The folder above the usual places names itself. For other files it is the nearest folder above that holds
   * one of those places, or settings of its own, within the workspace folder; else the workspace folder; else the file's own folder.
   */
  async #findRoot(uri: string): Promise<string> {
    const parent = parentOf(uri) ?? uri;
    const byPlace = segments(uri).at(-1) === SETTINGS_FILE ? parent : rootByPlace(uri);
    if (byPlace !== undefined) return byPlace;
    const folder = this.session.folders
      .filter((candidate) => relative(candidate, uri) !== undefined)
      .sort((a, b) => b.length - a.length)[0];
    const files = this.#files(schemeOf(uri));
    for (
      let candidate: string | undefined = parent;
      candidate !== undefined;
      candidate = parentOf(candidate)
    ) {
      const inside = folder !== undefined && relative(folder, candidate) !== undefined;
      if (!inside && candidate !== parent) break;
      const [settings, ...places] = await Promise.all(
        [SETTINGS_FILE, ...CONFIG_DIRECTORIES, '.dask'].map((name) => files.stat(child(candidate, name))),
      );
      if (settings === 'file' || places.includes('directory')) return candidate;
    }
    return folder ?? parent;
  }
}

/** `ROOT/binder/start`, `ROOT/.dask/config.yaml`, `ROOT/.config/dask/x.yaml`: the path tells the root. */
export function rootByPlace(uri: string): string | undefined {
  const names = segments(uri).slice(0, -1);
  for (let i = names.length - 1; i >= 0; i--) {
    const one = names[i] ?? '';
    const two = `${names[i - 1] ?? ''}/${one}`;
    const depth =
      CONFIG_DIRECTORIES.some((name) => name === one) || one === '.dask'
        ? 1
        : DASK_FOLDERS.some((name) => name === two)
          ? 2
          : 0;
    if (depth === 0) continue;
    let root: string | undefined = uri;
    for (let up = names.length - i + depth; up > 0 && root !== undefined; up--) root = parentOf(root);
    return root;
  }
  return undefined;
}
