// What a person does and sees in the workbench, for a Playwright page: commands, files, squiggles, problems, notifications.
import { posix } from 'node:path';
import { Explained } from './ending.mjs';

/** @typedef {import('playwright-core').Page} Page */

const quickInput = '.quick-input-widget';

/**
 * Waits until the workbench can be used.
 * @param {Page} page
 */
export async function workbenchReady(page) {
  try {
    await page.locator('.monaco-workbench .explorer-folders-view').waitFor({ timeout: 60_000 });
  } catch {
    const text = (await page.locator('body').allInnerTexts()).join('').trim();
    throw new Explained(`VS Code's workbench did not come up.${text ? ` The page says:\n${text}` : ''}`);
  }
  // The Explorer lists the files when the file system answers; in an empty folder there is nothing to wait for.
  const row = page.locator('.explorer-folders-view .monaco-list-row').first();
  await row.waitFor({ timeout: 15_000 }).catch(() => {});
}

/**
 * Opens a file of the workspace by its path, as Go to File does.
 * @param {Page} page
 * @param {string} path with `/`, relative to the workspace
 */
export async function openFile(page, path) {
  const name = posix.basename(path);
  const folder = posix.dirname(path);
  const row = page
    .locator(`${quickInput} .monaco-list-row`)
    .filter({ has: page.locator('.monaco-icon-label', { hasText: name }) })
    .filter({ hasText: folder === '.' ? '' : folder })
    .first();
  await pick(page, 'Control+p', path, row, `a file ${path}`);
  await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 15_000 });
  await page.locator('.editor-instance .view-line').first().waitFor({ timeout: 15_000 });
}

/**
 * Runs a command by its title in the Command Palette.
 * @param {Page} page
 * @param {string} title with its category: "View: Toggle Terminal"
 */
export async function runCommand(page, title) {
  const row = page
    .locator(`${quickInput} .monaco-list-row[aria-label^="${title.replaceAll('"', '\\"')}"]`)
    .first();
  await pick(page, 'F1', title, row, `a command "${title}"`);
}

/**
 * Presses a chord ("Control+Shift+M"), or types the text after "text:".
 * @param {Page} page
 * @param {string} keys several chords are separated by blanks
 */
export async function press(page, keys) {
  if (keys.startsWith('text:')) {
    await page.keyboard.type(keys.slice('text:'.length), { delay: 15 });
    return;
  }
  for (const chord of keys.split(/\s+/).filter(Boolean)) await page.keyboard.press(chord);
}

/**
 * Waits for the first squiggle in the visible editors.
 * @param {Page} page
 * @param {('error' | 'warning' | 'info')[]} [severities]
 * @param {number} [timeout] milliseconds
 */
export async function squiggleShown(page, severities = ['error', 'warning', 'info'], timeout = 30_000) {
  const squiggle = page.locator(severities.map((severity) => `.squiggly-${severity}`).join(', ')).first();
  try {
    await squiggle.waitFor({ state: 'attached', timeout });
  } catch {
    throw new Explained(`No squiggle (${severities.join(', ')}) was shown within ${timeout / 1000} s.`);
  }
}

/**
 * Opens the Problems panel and reads it.
 * @param {Page} page
 * @returns {Promise<string[]>} the text of each row, file rows too
 */
export async function problems(page) {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await runCommand(page, 'Problems: Focus on Problems View');
  const rows = panel.locator('.monaco-list-row');
  await rows.first().waitFor({ timeout: 15_000 });
  const texts = await rows.allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/**
 * The notifications that are on the screen now.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function notifications(page) {
  const texts = await page.locator('.notifications-toasts .notification-toast').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/**
 * @param {Page} page
 * @param {string} key opens the quick input
 * @param {string} text
 * @param {import('playwright-core').Locator} row what must be listed
 * @param {string} what
 */
async function pick(page, key, text, row, what) {
  const input = page.locator(`${quickInput} input`);
  // The first list may be made before extensions and files are known, and it is not made again; hence the rounds.
  for (let round = 0; round < 6; round++) {
    await page.keyboard.press(key);
    await input.waitFor({ timeout: 10_000 });
    // The Command Palette keeps its leading ">".
    await input.fill(key === 'F1' ? `>${text}` : text);
    try {
      await row.waitFor({ timeout: 3000 });
      await row.click();
      await page.mouse.move(1, 1); // else a tooltip of what lies below stays in the picture
      await page
        .locator(quickInput)
        .waitFor({ state: 'hidden', timeout: 3000 })
        .catch(() => {});
      return;
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  throw new Explained(`VS Code lists no ${what.replace(/^an? /, '')}.`);
}
