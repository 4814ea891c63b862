// Bundles VS Code's side of the extension: one file for the Node extension host, one for the web worker host.
import { resolve } from 'node:path';
import { build, context } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  // The web worker extension host knows CommonJS only.
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
  absWorkingDir: root,
  logLevel: 'warning',
  legalComments: 'none',
};

/**
 * Writes dist/client.node.cjs and dist/client.web.js.
 * @param {{ minify?: boolean, watch?: boolean }} [options] source maps lie beside bundles that are not minified;
 *   with `watch` the bundles follow the sources until `dispose` of the result
 * @returns {Promise<{ dispose: () => Promise<void> }>}
 */
export async function buildClient({ minify = false, watch = false } = {}) {
  /** @type {import('esbuild').BuildOptions[]} */
  const bundles = [
    { entryPoints: ['client/src/extension.node.ts'], outfile: 'dist/client.node.cjs', platform: 'node' },
    { entryPoints: ['client/src/extension.web.ts'], outfile: 'dist/client.web.js', platform: 'browser' },
  ].map((bundle) => ({ ...shared, ...bundle, minify, sourcemap: !minify }));
  if (!watch) {
    await Promise.all(bundles.map((bundle) => build(bundle)));
    return { dispose: async () => {} };
  }
  const contexts = await Promise.all(bundles.map((bundle) => context(bundle)));
  await Promise.all(contexts.map((one) => one.watch()));
  return { dispose: async () => void (await Promise.all(contexts.map((one) => one.dispose()))) };
}
