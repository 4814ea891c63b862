import { CancellationTokenSource, FileType, Uri, workspace } from 'vscode';

/** File systems without a search of their own may never answer; the folders themselves are looked at anyway. */
const searchTime = 3000;
const searchResults = 50;

/** The start scripts of the window, sorted: those of the workspace folders, and of folders further down. */
export async function findStartScripts(): Promise<readonly Uri[]> {
  const scripts = [...(await inFolders()), ...(await further())];
  return [...new Map(scripts.map((uri) => [uri.toString(), uri])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, uri]) => uri);
}

async function inFolders(): Promise<Uri[]> {
  const candidates = (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    ['binder', '.binder'].map((directory) => Uri.joinPath(uri, directory, 'start')),
  );
  const there = await Promise.all(candidates.map(isFile));
  return candidates.filter((_, index) => there[index]);
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function further(): Promise<readonly Uri[]> {
  const source = new CancellationTokenSource();
  const timer = setTimeout(() => source.cancel(), searchTime);
  try {
    const search = workspace.findFiles(
      '**/{binder,.binder}/start',
      '**/node_modules/**',
      searchResults,
      source.token,
    );
    const late = new Promise<readonly Uri[]>((resolve) =>
      source.token.onCancellationRequested(() => resolve([])),
    );
    return await Promise.race([search, late]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
