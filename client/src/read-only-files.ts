import {
  Disposable,
  type Event,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  workspace,
} from 'vscode';

export interface ReadOnlyFile {
  readonly content: Uint8Array;
  /** A number that grows with each change. */
  readonly modified: number;
}

/**
 * Registers files of a scheme that are made when they are read. A file system, not a provider of virtual documents,
 * because those cannot be linked from Markdown, and saving one side of a comparison asks under which name to save
 * such a document on the other side.
 */
export function registerReadOnlyFiles(
  scheme: string,
  read: (uri: Uri) => Promise<ReadOnlyFile>,
  onDidChangeFile: Event<FileChangeEvent[]> = () => nothing,
): Disposable {
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const provider: FileSystemProvider = {
    onDidChangeFile,
    watch: () => nothing,
    stat: async (uri): Promise<FileStat> => {
      const { content, modified } = await read(uri);
      return { type: FileType.File, ctime: 0, mtime: modified, size: content.length };
    },
    readFile: async (uri) => (await read(uri)).content,
    readDirectory: (uri) => {
      throw FileSystemError.FileNotADirectory(uri);
    },
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  return workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true, isCaseSensitive: true });
}

const nothing = new Disposable(() => {});
