import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type CommandEnvironment, WriteError } from '../cli/index.ts';
import { nodeFileSystem } from './file-system.ts';

const COLOURS = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
  hint: 'gray',
  bold: 'bold',
  dim: 'dim',
  added: 'green',
  removed: 'red',
} as const;

/**
 * The machine as the command line sees it.
 * @param distribution folder of the bundle, with the shell engine beside it
 * @param pages folder with the pages of the rules
 */
export function nodeEnvironment(distribution: string, pages: string): CommandEnvironment {
  const coloured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly);
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stat: async (path) => {
      const found = await stat(path).catch(() => undefined);
      return found === undefined
        ? undefined
        : found.isFile()
          ? 'file'
          : found.isDirectory()
            ? 'directory'
            : 'other';
    },
    absolute: (path) => resolve(path),
    files: nodeFileSystem,
    write: async (folder, path, text, executable) => {
      const target = join(folder, path);
      await explained(target, async () => {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
        if (executable) await chmod(target, 0o755);
      });
    },
    rename: async (folder, path, to) => {
      const target = join(folder, to);
      await explained(target, async () => {
        await mkdir(dirname(target), { recursive: true });
        await rename(join(folder, path), target);
      });
    },
    page: (code) => readFile(join(pages, `${code}.md`), 'utf8').catch(() => undefined),
    style: (kind, text) => (coloured ? styleText(COLOURS[kind], text) : text),
    version: JSON.parse(readFileSync(join(distribution, '..', 'package.json'), 'utf8')).version as string,
  };
}

/** A reader that has enough, such as `head`, is no failure; a disk that is full is one. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
  process.exitCode = 3;
  process.once('exit', () => {
    process.exitCode = 3;
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOTDIR: 'a file is in the place of a folder',
  EISDIR: 'a folder is in its place',
};

/** @throws WriteError */
async function explained(target: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new WriteError(`${target} cannot be written: ${REASONS[code] ?? code}.`, { cause: error });
  }
}
