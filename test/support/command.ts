import assert from 'node:assert/strict';
import { below, MemoryFileSystem } from '../../server/src/binder/index.ts';
import { type CommandEnvironment, run } from '../../server/src/cli/index.ts';

/** What the command line prints for files in memory, with its exit status. It may write nothing, nor complain. */
export async function command(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
): Promise<{ readonly status: number; readonly stdout: string }> {
  const memory = new MemoryFileSystem(files);
  let stdout = '';
  const environment: CommandEnvironment = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => assert.fail(text),
    stat: (path) => memory.stat(path === '.' ? '' : path),
    absolute: (path) => `/${path}`,
    files: (folder) => below(memory, folder === '.' ? '' : folder),
    write: async () => assert.fail('nothing is written'),
    rename: async () => assert.fail('nothing is renamed'),
    page: async () => undefined,
    style: (_kind, text) => text,
    version: '0',
  };
  return { status: await run(argv, environment), stdout };
}
