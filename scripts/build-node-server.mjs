// Builds a language server for Node as two files: what answers `initialize`, and the rooms that it imports once the client
// has its answer. Node reads and compiles the second one only then, which is most of the program.
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

/**
 * @param {import('esbuild').BuildOptions & { entryPoints: string[], outfile: string }} options of the first file
 * @param {string} rooms name of the second file, beside the first
 * @returns {Promise<import('esbuild').Metafile[]>}
 */
export async function buildInTwo(options, rooms) {
  /** Modules that are imported when they are needed, by path. @type {Map<string, string>} */
  const late = new Map();
  const first = await build({
    ...options,
    metafile: true,
    plugins: [...(options.plugins ?? []), importedLate(late, rooms)],
  });
  const contents = [...late].map(([path, name]) => `export * as ${name} from ${JSON.stringify(path)};`);
  if (contents.length === 0) throw new Error(`${options.entryPoints[0]} imports nothing late`);
  const { entryPoints: _, ...rest } = options;
  const second = await build({
    ...rest,
    metafile: true,
    stdin: { contents: contents.join('\n'), resolveDir: '.', sourcefile: rooms, loader: 'ts' },
    outfile: join(dirname(options.outfile), rooms),
    // The connection is in the first file. The rooms take the constants of the protocol's types, and a build that would
    // need more of it here fails: such code belongs into server.ts.
    alias: { 'vscode-languageserver': 'vscode-languageserver-types' },
    logOverride: { 'import-is-undefined': 'error' },
  });
  return [first.metafile, second.metafile];
}

/**
 * Each `import('./x.ts')` becomes a part of the second file.
 * @param {Map<string, string>} late
 * @param {string} rooms
 * @returns {import('esbuild').Plugin}
 */
function importedLate(late, rooms) {
  return {
    name: 'imported-late',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const module = join(resolveDir, path);
        late.set(module, basename(module, '.ts').replaceAll('-', '_'));
        return { path: module, namespace: 'late' };
      });
      onResolve({ filter: /.*/, namespace: 'late' }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
        contents: `module.exports = require('./${rooms}').${late.get(path)};`,
        loader: 'js',
      }));
    },
  };
}
