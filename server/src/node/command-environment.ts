import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { CommandEnvironment } from '../cli/index.ts';
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
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
      if (executable) await chmod(target, 0o755);
    },
    rename: async (folder, path, to) => {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await rename(join(folder, path), join(folder, to));
    },
    page: (code) => readFile(join(pages, `${code}.md`), 'utf8').catch(() => undefined),
    style: (kind, text) => (coloured ? styleText(COLOURS[kind], text) : text),
    version: JSON.parse(readFileSync(join(distribution, '..', 'package.json'), 'utf8')).version as string,
  };
}
