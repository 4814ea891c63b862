/**
 * The few things the server does with URIs. Editors spell one address in several ways (`%3A` for `:`, the case of
 * a drive letter), so addresses are compared by their `key` and sent back as the editor wrote them.
 */

/** One spelling for all spellings of an address: decoded, without a slash at its end, drive letters small. */
export function keyOf(uri: string): string {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(\/\/[^/?#]*)?([^?#]*)/.exec(uri);
  if (match === null) return uri;
  const path = decode(match[3] ?? '').replace(/\/+$/, '');
  const drive = /^\/[A-Z]:/.test(path) ? path.slice(0, 2).toLowerCase() + path.slice(2) : path;
  return `${(match[1] ?? '').toLowerCase()}:${(match[2] ?? '').toLowerCase()}${drive}`;
}

export function schemeOf(uri: string): string {
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase() ?? '';
}

/** The folder above; undefined at the root of the file system. */
export function parentOf(uri: string): string | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)/.exec(uri);
  const path = (match?.[2] ?? '').replace(/\/+$/, '');
  const slash = path.lastIndexOf('/');
  if (match === null || slash < 0 || path === '') return undefined;
  return `${match[1] ?? ''}${path.slice(0, slash)}`;
}

/** The address of a file below a folder. */
export function child(folder: string, path: string): string {
  if (path === '') return folder;
  return `${folder.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The path of an address below a folder; undefined when it is not below it. */
export function relative(folder: string, uri: string): string | undefined {
  const root = keyOf(folder);
  const key = keyOf(uri);
  if (key === root) return '';
  return key.startsWith(`${root}/`) ? key.slice(root.length + 1) : undefined;
}

/** The names of all folders and the file in the path of an address. */
export function segments(uri: string): string[] {
  const path = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/?#]*)?([^?#]*)/.exec(uri)?.[1] ?? '';
  return decode(path)
    .split('/')
    .filter((segment) => segment !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
