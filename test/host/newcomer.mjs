// A newcomer's path, in both extension hosts: the packed extension (web: the built one) in an empty folder, Initialize,
// no problems; one mistake of each family of rules, seen and mended with keys; the preview, and the badge. What is missing
// on the way ends it with 1, and a picture. Build first.
//
//   node test/host/newcomer.mjs [node|web] [--only FAMILY,FAMILY] [--pictures]
//     --only        the preview needs `template`
//     --pictures    one of each step, in .test-output/newcomer/HOST; they take their time
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openVsCode } from './browser.mjs';
import { Explained, main, temporaryFolder } from './ending.mjs';
import { mistakes } from './mistakes.mjs';
import { packExtension } from './pack.mjs';
import * as workbench from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

const root = resolve(import.meta.dirname, '../..');

const FAILED = 'failed';

/** The repository as git knows it: without that there is no address to launch. */
const git = {
  HEAD: 'ref: refs/heads/main\n',
  config: '[remote "origin"]\n\turl = git@github.com:newcomer/first-steps.git\n',
};
const badge =
  '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/newcomer/first-steps/main)';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string' }, pictures: { type: 'boolean', default: false } },
  });
  const only = values.only?.split(',');
  const made = mistakes.filter(({ family }) => !only || only.includes(family));
  const hosts = positionals.length > 0 ? positionals : ['node', 'web'];
  for (const host of hosts) await walk(/** @type {'node' | 'web'} */ (host), made, values.pictures);
  console.log('newcomer: passed');
  return 0;
});

/**
 * @param {'node' | 'web'} host
 * @param {readonly import('./mistakes.mjs').Mistake[]} made
 * @param {boolean} pictures
 */
async function walk(host, made, pictures) {
  const temporary = temporaryFolder('newcomer');
  const folder = join(temporary, 'first-steps');
  mkdirSync(folder);
  const vsix = host === 'node' ? await packExtension(root, join(temporary, 'packed.vsix')) : undefined;
  const { page, close } = await openVsCode({
    host,
    folder,
    ...(vsix ? { vsix } : { extension: root }),
    // High enough for all lines of a file above the panel.
    size: { width: 1280, height: 1400 },
  });
  let count = 0;
  /** @param {string} name */
  const shot = async (name) => {
    count += 1;
    await page.waitForTimeout(pictures ? 700 : 200);
    if (!pictures && name !== FAILED) return;
    const path = join(root, '.test-output/newcomer', host, `${String(count).padStart(2, '0')}-${name}.png`);
    mkdirSync(join(path, '..'), { recursive: true });
    await page.screenshot({ path });
    console.log(relative(process.cwd(), path));
  };
  try {
    await workbench.workbenchReady(page);
    await begin(page, shot);
    for (const mistake of made) {
      await makeAndMend(page, host === 'web' ? '/workspace' : folder, mistake, shot);
    }
    await preview(page, shot);
    await copyBadge(page, host, folder, shot);
    const said = await workbench.notifications(page);
    if (said.length > 0) throw new Explained(`A notification is left: ${said.join('; ')}`);
  } catch (error) {
    await shot(FAILED);
    throw error;
  }
  await close();
}

/**
 * @param {Page} page
 * @param {(name: string) => Promise<void>} shot
 */
async function begin(page, shot) {
  await shot('empty');
  await workbench.typeCommand(page, 'Pangeo Binder: Initialize Repository');
  await page.getByPlaceholder('Where do the workers run?').waitFor();
  await shot('clusters');
  await page.keyboard.type('classic');
  await page.keyboard.press('Enter');
  await page.getByPlaceholder('Where do the files of Binder go?').waitFor();
  await shot('folders');
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'start' }).waitFor();
  await shot('initialized');
  // The script is in front, and keys go into it.
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await workbench.lineShown(page, 'exec "$@"');
  await nothingWrong(page);
  await shot('no-problems');
}

/**
 * @param {Page} page
 * @param {string} folder as the window names it
 * @param {import('./mistakes.mjs').Mistake} mistake
 * @param {(name: string) => Promise<void>} shot
 */
async function makeAndMend(page, folder, mistake, shot) {
  const { family, file, find, write, code, fix, mended } = mistake;
  if (find === undefined) await workbench.newFile(page, `${folder}/${file}`, write);
  else {
    await workbench.openFile(page, file);
    await workbench.replaceLine(page, find, write);
    await page.keyboard.press('Control+s');
  }
  const rows = await only(page, [code]);
  await workbench.focusEditor(page);
  if (fix === undefined) {
    await shot(`${family}-problem`);
    await workbench.replaceLine(page, write, find ?? '');
  } else {
    // To the next problem, wherever it is.
    await page.keyboard.press('F8');
    await page.locator('.marker-widget', { hasText: code }).waitFor();
    await shot(`${family}-problem`);
    await workbench.fixesOffered(page, fix);
    await shot(`${family}-fixes`);
    const offered = await page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
    const at = offered.findIndex((title) => title.trim() === fix);
    // The first is chosen already, and must be what most people want.
    if (at !== (mistake.place ?? 0))
      throw new Explained(`${code}: "${fix}" is not there: ${offered.join(', ')}`);
    for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
  }
  await nothingWrong(page);
  for (const [path, line] of Object.entries(mended ?? { [file]: find ?? '' })) {
    await workbench.openFile(page, path);
    await workbench.lineShown(page, line);
  }
  await workbench.typeCommand(page, 'File: Save All Files');
  await shot(`${family}-mended`);
  console.log(`  ${code}: ${rows.join(' | ')}`);
}

/**
 * @param {Page} page
 * @param {(name: string) => Promise<void>} shot
 */
async function preview(page, shot) {
  await workbench.openFile(page, 'binder/start');
  await workbench.typeCommand(page, 'Pangeo Binder: Preview Substituted Template');
  await page.locator('.editor.modified .view-line', { hasText: 'image: oci.2i2c.mybinder.org' }).waitFor();
  await shot('preview');
}

/**
 * @param {Page} page
 * @param {'node' | 'web'} host
 * @param {string} folder
 * @param {(name: string) => Promise<void>} shot
 */
async function copyBadge(page, host, folder, shot) {
  await workbench.typeCommand(page, 'Pangeo Binder: Copy Badge');
  const notice = page.locator('.notification-toast', { hasText: 'No link yet' });
  await notice.waitFor();
  await shot('badge-without-git');
  await page.keyboard.press('Escape');
  await workbench.typeCommand(page, 'Notifications: Clear All Notifications');
  if (host === 'node') mkdirSync(join(folder, '.git'));
  for (const [name, text] of Object.entries(git)) {
    if (host === 'node') writeFileSync(join(folder, '.git', name), text);
    // Its folder is in the memory of the page.
    else await workbench.newFile(page, `/workspace/.git/${name}`, text);
  }
  await workbench.openFile(page, 'README.md');
  await workbench.typeCommand(page, 'Pangeo Binder: Copy Badge');
  await page.locator('.statusbar-item', { hasText: 'Copied a badge' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  if (copied !== badge) throw new Explained(`The clipboard holds ${JSON.stringify(copied)}, not ${badge}.`);
  await workbench.focusEditor(page);
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+v');
  await workbench.lineShown(page, badge);
  await page.keyboard.press('Control+s');
  await nothingWrong(page);
  await shot('badge');
}

/** @param {Page} page */
function nothingWrong(page) {
  return only(page, []);
}

/**
 * Waits until the Problems panel lists these rules and no others.
 * @param {Page} page
 * @param {readonly string[]} codes
 */
async function only(page, codes) {
  /** @type {string[]} */
  let rows = [];
  for (let round = 0; round < 30; round++) {
    rows = (await workbench.listedProblems(page)).filter((row) => row.includes('Pangeo Binder'));
    const found = rows.map((row) => /Pangeo Binder ([a-z]+\/[a-z-]+) \[Ln/.exec(row)?.[1] ?? row);
    if (found.join() === codes.join()) return rows;
    await page.waitForTimeout(500);
  }
  throw new Explained(`The Problems panel lists\n${rows.join('\n')}\nand not [${codes.join()}].`);
}
