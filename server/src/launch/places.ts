import { DIRECTORY, type FileNode, unknownNode } from './node.ts';

/** Home and working directory at the start, and the root of the repository (repo2docker: REPO_DIR is HOME). */
export const HOME = '/home/jovyan';

/** Folders of every Linux image. */
const SYSTEM_FOLDERS = new Set(
  '/ /home /tmp /dev /etc /proc /sys /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/share /usr/share /bin /sbin /lib /var /var/tmp /opt /root /run /srv'.split(
    ' ',
  ),
);
const DEVICES = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/tty',
  '/dev/stdin',
  '/dev/stdout',
  '/dev/stderr',
  '/dev/fd',
]);

/** The path in the repository of an absolute path; undefined outside of it. */
export function repositoryPath(path: string): string | undefined {
  if (path === HOME) return '';
  return path.startsWith(`${HOME}/`) ? path.slice(HOME.length + 1) : undefined;
}

/** What stands outside of the repository: the folders of every image, and else nobody knows. */
export function outside(path: string): FileNode {
  if (SYSTEM_FOLDERS.has(path)) return DIRECTORY;
  if (DEVICES.has(path)) return unknownNode('a device', undefined);
  return unknownNode('files outside the repository', undefined);
}
