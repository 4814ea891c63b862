// Bundles the tests that run inside VS Code (test/suite) for its two kinds of extension host.
// Usage: node scripts/build-suite.mjs   (scripts/build.mjs does it too)
import { resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Writes dist/test/index.node.cjs (node and desktop) and dist/test/index.browser.js (web). */
export async function buildSuite() {
  /** @type {import('esbuild').BuildOptions} */
  const shared = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
  };
  await Promise.all([
    build({
      ...shared,
      entryPoints: ['test/suite/index.node.ts'],
      outfile: 'dist/test/index.node.cjs',
      platform: 'node',
      target: 'node20',
      external: ['vscode', 'mocha'],
    }),
    build({
      ...shared,
      entryPoints: ['test/suite/index.browser.ts'],
      // The web worker extension host loads CommonJS and wants the ending `.js`, whatever package.json says.
      outfile: 'dist/test/index.browser.js',
      platform: 'browser',
      target: 'es2022',
      external: ['vscode'],
      // Mocha asks for Node's global object by its old name.
      define: { global: 'globalThis' },
    }),
  ]);
}

if (process.argv[1] === import.meta.filename) await buildSuite();
