import type { Connection } from 'vscode-languageserver';
import type { DirectoryEntry, EntryType } from '../binder/index.ts';
import type { UriFileSystem } from './platform.ts';
import type { ServerRequests } from './protocol.ts';

type Method = keyof ServerRequests;

/** Sends one of our own requests to the client, with its types. */
function ask<M extends Method>(
  connection: Connection,
  method: M,
  params: ServerRequests[M]['params'],
): Promise<ServerRequests[M]['result']> {
  return connection.sendRequest(method, params);
}

/** Files as the client sees them, for virtual workspaces. What it does not answer counts as absent. */
export function clientFiles(connection: Connection): UriFileSystem {
  return {
    read: async (uri) => {
      const content = await ask(connection, 'pangeoBinder/readFile', { uri }).catch(() => null);
      return content === null ? undefined : fromBase64(content);
    },
    list: async (uri): Promise<readonly DirectoryEntry[] | undefined> =>
      (await ask(connection, 'pangeoBinder/readDirectory', { uri }).catch(() => null)) ?? undefined,
    stat: async (uri): Promise<EntryType | undefined> =>
      (await ask(connection, 'pangeoBinder/stat', { uri }).catch(() => null)) ?? undefined,
  };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
