import { FileSystemError, languages, type Uri, workspace } from 'vscode';
import { documentSelector } from './selector.ts';

/**
 * Files that are gone and of which the editor keeps a text that nobody edited, often for minutes after its last tab was
 * closed. A server that starts is sent these texts as those of any other file.
 */
export async function goneFiles(schemes: readonly string[]): Promise<readonly Uri[]> {
  const selector = documentSelector(schemes);
  const kept = workspace.textDocuments
    .filter((document) => !document.isDirty && languages.match(selector, document) > 0)
    .map(({ uri }) => uri);
  const gone = await Promise.all(kept.map(isGone));
  return kept.filter((_, index) => gone[index]);
}

async function isGone(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof FileSystemError && error.code === 'FileNotFound';
  }
}
