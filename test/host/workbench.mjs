// What a person does and sees in the workbench, for a Playwright page: commands, files, squiggles, problems, notifications.
import { posix } from 'node:path';
import { Explained } from './ending.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Lines with more characters may be wrapped. */
const LONG = 80;

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
 * Moves the cursor.
 * @param {Page} page
 * @param {string} place LINE[:COLUMN]
 */
export async function goTo(page, place) {
  await page.keyboard.press('Control+g');
  await page.locator(`${quickInput} input`).fill(`:${place}`);
  await page.keyboard.press('Enter');
}

/**
 * Rests the mouse on the last line that contains a text, at the end of what is visible of it.
 * @param {Page} page
 * @param {string} lines selects lines of an editor
 * @param {string} text
 */
export async function hoverOn(page, lines, text) {
  const line = page.locator(lines, { hasText: text }).last();
  await line.waitFor({ timeout: 15_000 });
  await page.waitForTimeout(1500);
  // Not by Playwright's hover, which would scroll to the middle of a long line.
  const [box, editor] = await Promise.all([
    line.locator('> span').boundingBox(),
    line.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " monaco-editor ")][1]').boundingBox(),
  ]);
  if (!box || !editor) throw new Explained(`The line with "${text}" is not on the screen.`);
  const end = Math.min(box.x + box.width, editor.x + editor.width - 40);
  await page.mouse.move(end - 8, box.y + box.height / 2, { steps: 4 });
}

/**
 * Runs a command by its title as people do who do not touch the mouse.
 * @param {Page} page
 * @param {string} title
 */
export async function typeCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator(`${quickInput} input`).waitFor();
  await page.keyboard.type(title);
  const first = page.locator(`${quickInput} .monaco-list-row.focused[aria-label^="${title}"]`);
  try {
    await first.waitFor({ timeout: 15_000 });
  } catch {
    throw new Explained(`The Command Palette does not put "${title}" first.`);
  }
  await page.keyboard.press('Enter');
}

/**
 * Makes a file and saves it.
 * @param {Page} page
 * @param {string} path the whole one
 * @param {string} text
 */
export async function newFile(page, path, text) {
  // As in a browser: there Ctrl-N is the browser's.
  await page.keyboard.press('Control+Alt+n');
  await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  await page.keyboard.press('Control+s');
  const input = page.locator(`${quickInput} input`);
  await input.waitFor();
  // The dialog takes a name only when it has listed the folder, and writes its own one until then.
  const saved = page.locator('.tab.active', { hasText: posix.basename(path) });
  for (let round = 0; round < 10 && !(await saved.isVisible()); round++) {
    await page.waitForTimeout(1000);
    if (!(await input.isVisible())) continue;
    if ((await input.inputValue()) === path) await page.keyboard.press('Enter');
    else await input.fill(path);
  }
  await saved.waitFor();
  await focusEditor(page);
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+s');
}

/**
 * Writes a line anew, as a person would who goes to it by its number; the indentation stays.
 * @param {Page} page
 * @param {string} line without its indentation
 * @param {string} text
 */
export async function replaceLine(page, line, text) {
  await lineShown(page, line);
  const number = (await lines(page)).findIndex((one) => one.trim() === line) + 1;
  await goTo(page, String(number));
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
}

/**
 * Waits until the editor in front shows a line.
 * @param {Page} page
 * @param {string} line without its indentation
 */
export async function lineShown(page, line) {
  await focusEditor(page);
  await page.keyboard.press('Control+Home');
  for (let round = 0; round < 20; round++) {
    const shown = (await lines(page)).map((one) => one.trim());
    // Long lines of Markdown are shown in pieces.
    if (shown.includes(line) || (line.length > LONG && shown.join('').includes(line))) return;
    await page.waitForTimeout(250);
  }
  throw new Explained(`The editor shows no line "${line}" but\n${(await lines(page)).join('\n')}`);
}

/**
 * The lines that the editor in front shows, from the first: the window must be high enough for all.
 * @param {Page} page
 */
async function lines(page) {
  const shown = page.locator('.editor-group-container.active .editor-instance .view-line');
  const texts = await shown.evaluateAll((all) =>
    all
      .map((one) => ({
        top: Number.parseFloat(/** @type {HTMLElement} */ (one).style.top),
        // Words that a hint adds are no part of the line.
        text: [...one.querySelectorAll(':scope > span > span')]
          .filter(({ className }) => !/dyn-rule|ced-/.test(className))
          .map(({ textContent }) => textContent ?? '')
          .join(''),
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ').replaceAll('\u200c', '')),
  );
  return texts;
}

/**
 * Puts the focus into the editor in front.
 * @param {Page} page
 */
export async function focusEditor(page) {
  await page.keyboard.press('Control+1');
}

/**
 * Opens the menu of the fixes. Keys that come before the editor has the focus do nothing, so they are pressed again.
 * @param {Page} page
 * @param {string} [title] of a fix that has to be there
 */
export async function fixesOffered(page, title = '') {
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  for (let round = 0; round < 4; round++) {
    await page.keyboard.press('Control+.');
    try {
      return await fix.waitFor({ timeout: 8000 });
    } catch {
      // Once more.
    }
  }
  throw new Explained(`No fix ${title} is offered.`);
}

/**
 * The rows of the Problems panel, which is opened without taking the focus for long; none when nothing is wrong.
 * @param {Page} page
 */
export async function listedProblems(page) {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) {
    await page.keyboard.press('Control+Shift+m');
    await panel.waitFor();
  }
  const texts = await panel.locator('.monaco-list-row').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/**
 * Waits until a page of Markdown is drawn: in frames of its own, that say the text.
 * @param {Page} page
 * @param {string} text
 */
export async function pageDrawn(page, text) {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const shown =
        frame === page.mainFrame()
          ? 0
          : await frame
              .getByText(text)
              .count()
              .catch(() => 0);
      if (shown > 0) return page.waitForTimeout(1000);
    }
    await page.waitForTimeout(300);
  }
  throw new Explained(`No page says "${text}".`);
}

/**
 * Closes all editors, without a question about what is not saved.
 * @param {Page} page
 */
export async function closeEditors(page) {
  await runCommand(page, 'View: Close All Editors');
  await page.locator('.tab').first().waitFor({ state: 'detached' });
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
