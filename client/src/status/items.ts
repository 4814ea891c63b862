import {
  type Disposable,
  type DocumentFilter,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  Uri,
  window,
} from 'vscode';
import type { Status } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { oneAtATime } from '../latest.ts';
import { fileInFront } from '../subject.ts';
import { type StatusWords, statusText } from './words.ts';

/** Beside the language of the file in front: what the file is for, and which launch previews show. */
export class StatusItems implements Disposable {
  readonly #server: LanguageServer;
  readonly #listeners: readonly Disposable[];
  readonly #refresh = oneAtATime(() => this.#ask());
  #items: readonly LanguageStatusItem[] = [];
  #shown: string | undefined;
  #root: string | undefined;

  constructor(server: LanguageServer) {
    this.#server = server;
    this.#listeners = [
      window.onDidChangeActiveTextEditor(() => void this.#refresh()),
      server.onRestarted(() => void this.#refresh()),
      server.onRepositoryChanged((root) => {
        if (this.#root === undefined || this.#root === root) void this.#refresh();
      }),
    ];
    void this.#refresh();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#clear();
  }

  async #ask(): Promise<void> {
    const editor = window.activeTextEditor?.document.uri;
    const file = fileInFront();
    const status =
      file &&
      (await this.#server.request('pangeoBinder/status', { uri: file.toString() }).catch(() => undefined));
    this.#root = status?.root;
    if (!editor || !status) return this.#clear();
    this.#show(editor, status);
  }

  #show(document: Uri, status: Status): void {
    const key = JSON.stringify([document.toString(), status]);
    if (this.#shown === key) return;
    this.#clear();
    this.#shown = key;
    // The pattern may fit another file too, whose own status then comes as soon as that file is in front.
    const selector: DocumentFilter = {
      scheme: document.scheme,
      pattern: `**/${document.path.slice(document.path.lastIndexOf('/') + 1).replaceAll(/[[\]{}*?]/g, '?')}`,
    };
    const { text, detail, warns } = statusText(status, words());
    const role = languages.createLanguageStatusItem('pangeo-binder-file', selector);
    role.name = l10n.t('Pangeo Binder: File');
    role.text = text;
    role.detail = detail;
    if (warns) role.severity = LanguageStatusSeverity.Warning;
    const source = status.versions.flatMap(({ from }) => from)[0];
    if (source) {
      const { uri, path } = source;
      role.command = {
        command: 'vscode.open',
        title: path.slice(path.lastIndexOf('/') + 1),
        tooltip: l10n.t('Open {0}', path),
        arguments: [Uri.parse(uri)],
      };
    }
    const { title, ownValues } = status.profile;
    const launch = languages.createLanguageStatusItem('pangeo-binder-launch', selector);
    launch.name = l10n.t('Pangeo Binder: Launch');
    launch.text = l10n.t('Launch: {0}', title);
    if (ownValues.length > 0) launch.detail = l10n.t('with your own values of {0}', ownValues.join(', '));
    launch.command = {
      command: 'pangeoBinder.chooseProfile',
      title: l10n.t('Choose'),
      tooltip: l10n.t('Choose the launch whose values are filled in'),
      arguments: [document],
    };
    this.#items = [role, launch];
  }

  #clear(): void {
    for (const item of this.#items) item.dispose();
    this.#items = [];
    this.#shown = undefined;
  }
}

function words(): StatusWords {
  const roles: Readonly<Record<string, string>> = {
    'dask-config': l10n.t('Dask configuration'),
    'pod-template': l10n.t('worker template'),
    start: l10n.t('start script, runs at every launch'),
    'ignored-start': l10n.t('start script that never runs'),
    environment: l10n.t('environment, installed at build'),
    'post-build': l10n.t('script that runs once, at build'),
    dockerfile: l10n.t('Dockerfile, from which alone the image is built'),
    settings: l10n.t('settings of Pangeo Binder for this repository'),
  };
  const readings = {
    read: l10n.t('read by Dask in every session'),
    older: l10n.t('read by dask before 2022.1.1 only'),
    brought: l10n.t('brought to Dask by a script'),
    'not-read': l10n.t('not read by Dask'),
  };
  return {
    role: (name) => roles[name],
    reading: (name) => readings[name],
    changedAtLaunch: l10n.t('changed at launch'),
    from: (places) => l10n.t('from {0}', places),
    settings: l10n.t('settings'),
    nothingPinned: l10n.t('nothing is pinned'),
  };
}
