import type { ClientCapabilities } from 'vscode-languageserver';
import { abilitiesOf, type EditAbilities } from './workspace-edit.ts';

/** What a client says that it can do, as far as the server does something else without it. */
export interface Client {
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  /** Asks for findings, and is not sent them. */
  readonly pull: boolean;
  /** Asks again when it is told to. */
  readonly refresh: boolean;
  readonly watching: boolean;
  readonly folders: boolean;
  readonly edits: EditAbilities;
}

export function clientOf(capabilities: ClientCapabilities): Client {
  const { workspace, textDocument } = capabilities;
  return {
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    edits: abilitiesOf(capabilities),
  };
}
