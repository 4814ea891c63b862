import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { UriFileSystem } from '../lsp/platform.ts';
import { nodeFileSystem } from './file-system.ts';

export function folderUri(folder: string): string {
  return pathToFileURL(folder).href.replace(/\/$/, '');
}

/** Files by `file:` URI. The folder of a file is the boundary that symbolic links may not leave. */
export const nodeFiles: UriFileSystem = {
  read: (uri) => at(uri, (files, name) => files.read(name)),
  list: (uri) => at(uri, (files) => files.list(''), true),
  stat: (uri) => at(uri, (files, name) => files.stat(name)),
};

async function at<T>(
  uri: string,
  ask: (files: ReturnType<typeof nodeFileSystem>, name: string) => Promise<T | undefined>,
  whole = false,
): Promise<T | undefined> {
  let path: string;
  try {
    path = fileURLToPath(uri);
  } catch {
    return undefined;
  }
  return whole
    ? ask(nodeFileSystem(path), '')
    : ask(nodeFileSystem(dirname(path)), path.slice(dirname(path).length).replace(/^[\\/]+/, ''));
}
