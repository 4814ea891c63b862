// The workspace of the web host: `testfs:/workspace`, kept in memory and filled from the server's `workspace.json`.
// A search provider comes with it, because without one `workspace.findFiles` never returns.
const vscode = require('vscode');

/** @typedef {{ type: vscode.FileType, content: Uint8Array, ctime: number, mtime: number }} Entry */

class MemoryFileSystem {
  /** @type {Map<string, Entry>} */
  entries = new Map();
  changes = new vscode.EventEmitter();
  onDidChangeFile = this.changes.event;

  watch() {
    return { dispose() {} };
  }

  stat(uri) {
    const { type, content, ctime, mtime } = this.entry(uri);
    return { type, ctime, mtime, size: content.length };
  }

  readDirectory(uri) {
    if (this.entry(uri).type !== vscode.FileType.Directory)
      throw vscode.FileSystemError.FileNotADirectory(uri);
    const below = `${uri.path.replace(/\/$/, '')}/`;
    return [...this.entries]
      .filter(([path]) => path.startsWith(below) && path !== below && !path.slice(below.length).includes('/'))
      .map(([path, { type }]) => [path.slice(below.length), type]);
  }

  createDirectory(uri) {
    this.put(uri, vscode.FileType.Directory, new Uint8Array());
  }

  readFile(uri) {
    const { type, content } = this.entry(uri);
    if (type === vscode.FileType.Directory) throw vscode.FileSystemError.FileIsADirectory(uri);
    return content;
  }

  writeFile(uri, content, { create, overwrite }) {
    const there = this.entries.has(uri.path);
    if (!there && !create) throw vscode.FileSystemError.FileNotFound(uri);
    if (there && !overwrite) throw vscode.FileSystemError.FileExists(uri);
    this.put(uri, vscode.FileType.File, content);
  }

  delete(uri) {
    this.entry(uri);
    for (const path of this.pathsAt(uri)) this.entries.delete(path);
    this.changes.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(from, to, { overwrite }) {
    this.entry(from);
    if (this.entries.has(to.path)) {
      if (!overwrite) throw vscode.FileSystemError.FileExists(to);
      this.delete(to);
    }
    for (const path of this.pathsAt(from)) {
      const entry = this.entries.get(path);
      this.entries.delete(path);
      if (entry) this.entries.set(to.path + path.slice(from.path.length), entry);
    }
    this.changes.fire([
      { type: vscode.FileChangeType.Deleted, uri: from },
      { type: vscode.FileChangeType.Created, uri: to },
    ]);
  }

  provideFileSearchResults(_query, { folder, includes, excludes, maxResults }) {
    const root = `${folder.path.replace(/\/$/, '')}/`;
    const wanted = includes.map(globPattern);
    const unwanted = excludes.map(globPattern);
    return [...this.entries]
      .filter(([path, { type }]) => type === vscode.FileType.File && path.startsWith(root))
      .map(([path]) => path.slice(root.length))
      .filter((path) => wanted.length === 0 || wanted.some((pattern) => pattern.test(path)))
      .filter((path) => !unwanted.some((pattern) => pattern.test(path)))
      .slice(0, maxResults)
      .map((path) => vscode.Uri.joinPath(folder, path));
  }

  put(uri, type, content) {
    const before = this.entries.get(uri.path);
    for (const path of parents(uri.path)) {
      if (!this.entries.has(path))
        this.entries.set(path, newEntry(vscode.FileType.Directory, new Uint8Array()));
    }
    const entry = newEntry(type, content);
    this.entries.set(uri.path, before ? { ...entry, ctime: before.ctime } : entry);
    const change = before ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.changes.fire([{ type: change, uri }]);
  }

  entry(uri) {
    const entry = this.entries.get(uri.path);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }

  pathsAt(uri) {
    return [...this.entries.keys()].filter((path) => path === uri.path || path.startsWith(`${uri.path}/`));
  }
}

async function activate(context) {
  const root = vscode.Uri.from({ scheme: 'testfs', path: '/workspace' });
  const files = new MemoryFileSystem();
  files.createDirectory(root);
  const response = await fetch(
    vscode.Uri.joinPath(context.extensionUri, '..', 'workspace.json').toString(true),
  );
  for (const [path, base64] of Object.entries(await response.json())) {
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    files.put(vscode.Uri.joinPath(root, path), vscode.FileType.File, content);
  }
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('testfs', files, { isCaseSensitive: true }),
    vscode.workspace.registerFileSearchProvider('testfs', files),
  );
  // The Explorer asked before there was a file system. Not awaited: a command may wait for this activation.
  vscode.commands.executeCommand('workbench.files.action.refreshFilesExplorer');
}

function newEntry(type, content) {
  const now = Date.now();
  return { type, content, ctime: now, mtime: now };
}

/** `/a/b/c` has the parents `/a/b` and `/a`. */
function parents(path) {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}

/** A glob as VS Code's search gives it: `**`, `*`, `?`, `{a,b}` and `[a-z]`. */
function globPattern(glob) {
  const parts = {
    '**/': '(?:.*/)?',
    '/**': '(?:/.*)?',
    '**': '.*',
    '*': '[^/]*',
    '?': '[^/]',
    '{': '(?:',
    '}': ')',
    ',': '|',
  };
  const source = glob.replace(/^\/|\*\*\/|\/\*\*$|\*\*|[*?{},]|\[!?[^\]]*\]|[\\^$+.()|]/g, (part, at) => {
    if (part === '/' && at === 0) return '';
    if (part.startsWith('[')) return part.replace('[!', '[^');
    return parts[part] ?? `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

module.exports = { activate };
