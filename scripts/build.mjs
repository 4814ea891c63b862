// Builds everything: schemas, the server's and the command line's bundles, the client's, and the shared suite.
// Usage: node scripts/build.mjs [--no-minify] [--only server,client,suite]
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildInTwo } from './build-node-server.mjs';

export const root = resolve(import.meta.dirname, '..');

/** Tables go into bundles as text: engines read JSON much faster than the same as program. */
const tables = {
  name: 'tables',
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** What every bundle has in common. */
const common = {
  plugins: [tables],
  bundle: true,
  sourcemap: false,
  logLevel: 'warning',
  legalComments: 'none',
  target: 'es2022',
  absWorkingDir: root,
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  define: { 'import.meta.url': 'undefined' },
};

export async function buildServer({ minify = true } = {}) {
  const bundles = [
    { ...node, entryPoints: ['server/src/main.cli.ts'], outfile: 'server/dist/cli.cjs' },
    {
      ...common,
      platform: 'browser',
      format: 'iife',
      entryPoints: ['server/src/main.worker.ts'],
      outfile: 'dist/server.worker.js',
    },
  ];
  const metafiles = await Promise.all([
    ...bundles.map(async (options) => [(await build({ ...options, minify, metafile: true })).metafile]),
    buildInTwo(
      { ...node, minify, entryPoints: ['server/src/main.node.ts'], outfile: 'dist/server.node.cjs' },
      'server.rooms.cjs',
    ),
    buildInTwo(
      { ...node, minify, entryPoints: ['server/src/main.stdio.ts'], outfile: 'server/dist/stdio.cjs' },
      'rooms.cjs',
    ),
  ]);
  // The pages of the rules and the licences of what is inside travel with both packages.
  await cp(join(root, 'docs/rules'), join(root, 'server/docs/rules'), { recursive: true });
  const licences = await licencesOf(metafiles.flat().flatMap(({ inputs }) => Object.keys(inputs)));
  for (const folder of ['dist', 'server/dist']) await writeFile(join(root, folder, 'LICENCES.txt'), licences);
}

/** The licences of all packages that a bundle is made of, and of the data in the schemas. */
async function licencesOf(inputs) {
  const packages = new Set([
    'vscode-languageclient',
    'semver',
    'minimatch',
    'brace-expansion',
    'balanced-match',
  ]);
  for (const input of inputs) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name !== undefined) packages.add(name);
  }
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = join(root, 'node_modules', name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    parts.push(`${name}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`);
  }
  parts.push(
    (await readFile(join(root, 'schemas/NOTICE'), 'utf8')).trim(),
    (await readFile(join(root, 'schemas/LICENSE-Apache-2.0.txt'), 'utf8')).trim(),
  );
  return `${parts.join(`\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function main() {
  const minify = !process.argv.includes('--no-minify');
  const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',');
  const wants = (part) => !process.argv.includes('--only') || only?.includes(part);
  if (!process.argv.includes('--only'))
    for (const folder of ['dist', 'server/dist', 'server/docs'])
      await rm(join(root, folder), { recursive: true, force: true });
  for (const folder of ['dist', 'server/dist']) await mkdir(join(root, folder), { recursive: true });
  const { buildSchemas } = await import('../schemas/build.mjs');
  await buildSchemas();
  if (wants('server')) await buildServer({ minify });
  if (wants('client')) await (await import('./build-client.mjs')).buildClient({ minify });
  if (wants('suite')) await (await import('./build-suite.mjs')).buildSuite();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
