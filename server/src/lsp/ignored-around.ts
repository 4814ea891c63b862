import { matchesGlobOrBelow, readSettingsFile, SETTINGS_FILE } from '../binder/index.ts';
import { SourceText } from '../text/index.ts';
import { parseYaml } from '../yaml/index.ts';
import type { UriFileSystem } from './platform.ts';
import { child, relative } from './uri.ts';

/**
 * What the settings of a workspace folder ask for silence about, in a repository further down in it; paths are those
 * of that repository. Undefined when there is nothing of the kind.
 * @param opened the text of an open document
 */
export async function ignoredAround(
  root: string,
  folders: readonly string[],
  files: UriFileSystem,
  opened: (uri: string) => string | undefined,
): Promise<((path: string) => boolean) | undefined> {
  const folder = folders.find((candidate) => (relative(candidate, root) ?? '') !== '');
  if (folder === undefined) return undefined;
  const uri = child(folder, SETTINGS_FILE);
  const text = opened(uri) ?? (await read(files, uri));
  if (text === undefined) return undefined;
  const { ignore } = readSettingsFile(parseYaml(new SourceText(SETTINGS_FILE, text)));
  const inside = relative(folder, root) ?? '';
  return ignore.length === 0
    ? undefined
    : (path) => ignore.some((glob) => matchesGlobOrBelow(glob, `${inside}/${path}`));
}

async function read(files: UriFileSystem, uri: string): Promise<string | undefined> {
  const bytes = await files.read(uri);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
