// Takes the pictures of the walkthrough (media/walkthrough) and of the README (docs/pictures) in a real VS Code, so that
// they can be made anew whenever the product looks different. Build first.
//
//   node scripts/pictures.mjs [--only NAME,NAME]    names as below: begin, problems, mend, preview, report
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openVsCode } from '../test/host/browser.mjs';
import { main, temporaryFolder } from '../test/host/ending.mjs';
import * as workbench from '../test/host/workbench.mjs';

/** @typedef {Parameters<typeof workbench.workbenchReady>[0]} Page */

const root = resolve(import.meta.dirname, '..');
const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

/**
 * What each picture shows, in the order in which they are taken. Every one leaves the window as the next one needs it.
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
const scenes = {
  begin: async (page) => {
    await workbench.runCommand(page, 'Pangeo Binder: Initialize Repository');
    await page.getByText('Where do the workers run?').or(page.getByText('LocalCluster')).first().waitFor();
    await page.waitForTimeout(2000); // the status bar tells it late
    await page.locator('.statusbar-item', { hasText: 'Activating Extensions' }).waitFor({ state: 'hidden' });
  },
  problems: async (page) => {
    await page.keyboard.press('Escape');
    await workbench.openFile(page, '.dask/config.yaml');
    await workbench.squiggleShown(page);
    await workbench.problems(page);
    await page.locator('.codelens-decoration', { hasText: 'What Dask will see' }).waitFor();
    await page.waitForTimeout(1000);
  },
  mend: async (page) => {
    await page.keyboard.press('Control+j');
    await page.locator('.editor-instance .view-line').first().click();
    await goTo(page, '6:5');
    await workbench.fixesOffered(page);
    await page.waitForTimeout(500);
  },
  preview: async (page) => {
    await page.keyboard.press('Escape');
    await workbench.runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand(page, 'Pangeo Binder: Preview Substituted Template');
    const value = page.locator('.editor.modified .view-line', { hasText: 'image: ' }).last();
    await value.waitFor();
    await page.waitForTimeout(1500);
    // Not by Playwright's hover, which would scroll to the middle of the long line.
    const [line, editor] = await Promise.all([
      value.boundingBox(),
      page.locator('.editor.modified').boundingBox(),
    ]);
    if (line && editor) await page.mouse.move(editor.x + editor.width * 0.7, line.y + line.height / 2);
    await page.waitForTimeout(1500);
  },
  report: async (page) => {
    await page.mouse.move(1, 1);
    await page.waitForTimeout(500);
    await workbench.runCommand(page, 'Pangeo Binder: Show Launch Report');
    await workbench.pageDrawn(page, 'What happens');
  },
};

/** Pictures of the README: larger, light only. */
const large = new Set(['problems', 'preview']);

await main(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const only = values.only?.split(',');
  for (const [theme, label] of Object.entries(themes)) {
    await take({ width: 800, height: 520 }, label, (page, name) =>
      only && !only.includes(name) ? undefined : shot(page, `media/walkthrough/${name}-${theme}.png`),
    );
  }
  await take({ width: 1280, height: 860 }, themes.light, (page, name) =>
    !large.has(name) || (only && !only.includes(name)) ? undefined : shot(page, `docs/pictures/${name}.png`),
  );
  return 0;
});

/**
 * @param {{ width: number, height: number }} size
 * @param {string} colorTheme
 * @param {(page: Page, name: string) => Promise<unknown> | undefined} picture
 */
async function take(size, colorTheme, picture) {
  const folder = join(temporaryFolder('pictures'), 'pangeo-guide');
  cpSync(join(root, 'examples/pangeo-guide'), folder, { recursive: true });
  const { page, close } = await openVsCode({
    host: 'node',
    folder,
    extension: root,
    size,
    settings: {
      'workbench.colorTheme': colorTheme,
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'workbench.layoutControl.enabled': false,
      'breadcrumbs.enabled': false,
      'diffEditor.useInlineViewWhenSpaceIsLimited': false,
      'diffEditor.renderOverviewRuler': false,
    },
  });
  await workbench.workbenchReady(page);
  for (const [name, scene] of Object.entries(scenes)) {
    await scene(page);
    await picture(page, name);
  }
  await close();
}

/**
 * @param {Page} page
 * @param {string} file below the root
 */
async function shot(page, file) {
  const path = join(root, file);
  mkdirSync(join(path, '..'), { recursive: true });
  await page.screenshot({ path });
  console.log(file);
}

/**
 * @param {Page} page
 * @param {string} place
 */
async function goTo(page, place) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${place}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
