// The packed extension in a real VS Code: installs the .vsix, opens the guide's example, and looks at what a person
// would see. Keeps a picture in .test-output/smoke.png; leaves with 1 when something expected is missing.
//
//   node test/host/smoke.mjs [FILE.vsix] [--extension DIR] [--expect TEXT]... [--verbose]
//     FILE.vsix     an extension that is packed already; else the one in DIR (this repository) is packed, without a build
//     --expect      instead of the table below: a text that one of the problems must contain
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openVsCode } from './browser.mjs';
import { main, temporaryFolder } from './ending.mjs';
import { packExtension } from './pack.mjs';
import { notifications, openFile, problems, squiggleShown, workbenchReady } from './workbench.mjs';

/** What the Problems panel must list for the guide's example: file, rule, place. */
const expected = [
  { file: '.dask/config.yaml', code: 'yaml/indented-under-scalar', place: '[Ln 6, Col 3]' },
  { file: '.dask/config.yaml', code: 'worker/removed-flag', place: '[Ln 18, Col 12]' },
  { file: 'binder/start', code: 'start/env-not-read', place: '[Ln 3, Col 8]' },
];

const root = resolve(import.meta.dirname, '../..');
const picture = join(root, '.test-output', 'smoke.png');

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      extension: { type: 'string', default: root },
      expect: { type: 'string', multiple: true },
      verbose: { type: 'boolean', default: false },
    },
  });
  const temporary = temporaryFolder('smoke');
  const vsix =
    positionals[0] ?? (await packExtension(resolve(values.extension), join(temporary, 'packed.vsix')));
  const folder = join(temporary, 'pangeo-guide');
  cpSync(join(root, 'examples/pangeo-guide'), folder, { recursive: true });

  const { page } = await openVsCode({
    host: 'node',
    folder,
    vsix,
    // High enough for all rows of the panel: the list makes only those that show.
    size: { width: 1280, height: 1100 },
    ...(values.verbose ? { log: console.error } : {}),
  });
  await workbenchReady(page);
  const texts = values.expect?.map((text) => [text]) ?? expected.map(({ code, place }) => [code, place]);
  /** @type {string[]} */
  let rows = [];
  let complaints = texts.map((parts) => `no such problem: ${parts.join(' ')}`);
  try {
    for (const file of new Set(expected.map(({ file }) => file).reverse())) await openFile(page, file);
    await squiggleShown(page, ['error']);
    // The files are reported one after the other.
    for (let round = 0; round < 20 && complaints.length > 0; round++) {
      if (round > 0) await page.waitForTimeout(500);
      rows = await problems(page);
      complaints = texts
        .filter((parts) => !rows.some((row) => parts.every((part) => row.includes(part))))
        .map((parts) => `no such problem: ${parts.join(' ')}`);
    }
  } catch (error) {
    complaints.push(error instanceof Error ? error.message : String(error));
  }
  // A server that fails says so a moment later.
  await page.waitForTimeout(1000);
  for (const text of await notifications(page)) complaints.push(`a notification is shown: ${text}`);
  mkdirSync(join(root, '.test-output'), { recursive: true });
  await page.screenshot({ path: picture });

  console.log(`The package has ${(statSync(vsix).size / 1024).toFixed(0)} KB. The Problems panel lists:`);
  for (const row of rows) console.log(`  ${row}`);
  console.log(`picture: ${relative(process.cwd(), picture)}`);
  for (const complaint of complaints) console.error(complaint);
  console.log(`smoke test: ${complaints.length === 0 ? 'passed' : 'failed'}`);
  return complaints.length === 0 ? 0 : 1;
});
