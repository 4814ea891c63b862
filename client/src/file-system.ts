import { FileType, Uri, workspace } from 'vscode';
import type { DirectoryEntry, EntryType } from '../../server/src/lsp/protocol.ts';
import { toBase64 } from './base64.ts';

/** The bytes of a file as base64; null when there is none or it cannot be read. */
export async function readFile(uri: string): Promise<string | null> {
  try {
    return toBase64(await workspace.fs.readFile(Uri.parse(uri, true)));
  } catch {
    return null;
  }
}

/** What is in a folder; null when there is none. A linked folder is `other`, so that nobody walks in circles. */
export async function readDirectory(uri: string): Promise<readonly DirectoryEntry[] | null> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri, true));
    return entries.map(([name, type]) => ({
      name,
      type: type === (FileType.Directory | FileType.SymbolicLink) ? 'other' : entryType(type),
    }));
  } catch {
    return null;
  }
}

export async function stat(uri: string): Promise<EntryType | null> {
  try {
    return entryType((await workspace.fs.stat(Uri.parse(uri, true))).type);
  } catch {
    return null;
  }
}

function entryType(type: FileType): EntryType {
  if (type & FileType.File) return 'file';
  return type & FileType.Directory ? 'directory' : 'other';
}
