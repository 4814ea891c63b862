// Writes l10n/bundle.l10n.json: the texts of the client that can be translated, as they stand in its sources.
// Usage: node scripts/words.mjs [--check]   (with --check nothing is written; leaves with 1 when it would be)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bundle = join(root, 'l10n/bundle.l10n.json');

/** Every text in a call of `l10n.t`, sorted. */
function wordsOfClient() {
  const folder = join(root, 'client/src');
  const words = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [
      ...readFileSync(join(folder, path), 'utf8').matchAll(
        /\bl10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"\\]*)")/g,
      ),
    ])
    .map(([, single, double]) => (single ?? double ?? '').replaceAll("\\'", "'"));
  return [...new Set(words)].sort();
}

const text = `${JSON.stringify(Object.fromEntries(wordsOfClient().map((word) => [word, word])), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(bundle, text);
else if (readFileSync(bundle, 'utf8') !== text) {
  console.error('l10n/bundle.l10n.json is out of date; `npm run words` writes it.');
  process.exitCode = 1;
}
