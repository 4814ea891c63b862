// Packs the extension as it is published: a .vsix of what `npm run build` left in dist/ and .vscodeignore lets through.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Explained } from './ending.mjs';

const require = createRequire(import.meta.url);

/**
 * @param {string} folder of the extension, built
 * @param {string} file the .vsix to write
 * @returns {Promise<string>} the file
 */
export async function packExtension(folder, file) {
  const vsce = join(dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const args = [
    'package',
    `--out=${file}`,
    // Everything is bundled.
    '--no-dependencies',
    '--no-rewrite-relative-links',
    // Links in the README stay as they are when package.json names no repository.
    '--allow-missing-repository',
  ];
  const child = spawn(process.execPath, [vsce, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const code = await new Promise((settle) => child.on('close', settle));
  if (code !== 0) throw new Explained(`vsce could not pack the extension:\n${said}`);
  return file;
}
