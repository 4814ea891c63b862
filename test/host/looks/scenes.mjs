// What `scripts/looks.mjs` shows of each repository, in the order in which it is shown. Each scene leaves the window as
// the next one needs it, and waits for what it is about.
import {
  closeEditors,
  goTo,
  hoverOn,
  openFile,
  pageDrawn,
  problems,
  runCommand,
  squiggleShown,
} from '../workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

const preview = 'Pangeo Binder: Preview Substituted Template';
const right = '.editor.modified';

/** @typedef {(page: Page) => Promise<unknown>} Scene */

/** @type {Record<string, Scene>} */
const launchPages = {
  'effective-configuration': async (page) => {
    await page.mouse.move(1, 1);
    await runCommand(page, 'Pangeo Binder: Show What Dask Will See');
    await page.locator('.tab.active', { hasText: 'What Dask Will See' }).waitFor();
    await settled(page);
  },
  'worker-pod': async (page) => {
    await runCommand(page, 'Pangeo Binder: Show Worker Pod');
    await page.locator('.tab.active', { hasText: 'Worker Pod' }).waitFor();
    await settled(page);
  },
};

/** @type {Scene} */
const report = async (page) => {
  await runCommand(page, 'Pangeo Binder: Show Launch Report');
  await pageDrawn(page, 'What happens');
};

/** @type {Record<string, Record<string, Scene>>} */
export const scenes = {
  guide: {
    problems: async (page) => {
      await openFile(page, '.dask/config.yaml');
      await squiggleShown(page);
      await problems(page);
      await settled(page);
    },
    'hover-problem': async (page) => {
      await page.keyboard.press('Control+j');
      await openFile(page, '.dask/config.yaml');
      await goTo(page, '6:5');
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
      await page.locator('.monaco-hover', { hasText: 'indented-under-scalar' }).first().waitFor();
      await settled(page);
    },
    status: async (page) => {
      await page.keyboard.press('Escape');
      await page.locator('#status\\.languageStatus').hover();
      await page.getByText('Launch: ').first().waitFor();
      await settled(page);
    },
    preview: async (page) => {
      await page.mouse.move(600, 600);
      await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
      await runCommand(page, preview);
      await hoverChange(page, 'image: ');
    },
    'choose-launch': async (page) => {
      await page.mouse.move(1, 1);
      await page.locator('.editor-actions .action-label[aria-label="Choose Launch"]').click();
      await page.getByText('Plain Docker').first().waitFor();
      await settled(page);
    },
    'preview-docker': async (page) => {
      await plainDocker(page);
    },
    'preview-script': async (page) => {
      await closeEditors(page);
      await openFile(page, 'binder/start');
      await squiggleShown(page);
      await hoverOn(page, '.view-line', 'sed -i');
      await settled(page);
    },
    ...launchPages,
    report,
    rule: async (page) => {
      await closeEditors(page);
      await openFile(page, '.dask/config.yaml');
      await squiggleShown(page);
      await problems(page);
      await page.locator('.markers-panel a', { hasText: 'yaml/indented-under-scalar' }).first().click();
      await pageDrawn(page, 'indented-under-scalar');
    },
  },
  odd: {
    config: async (page) => {
      await openFile(page, '.dask/config.yaml');
      await squiggleShown(page);
      await problems(page);
      await settled(page);
    },
    start: async (page) => {
      await openFile(page, 'binder/start');
      await squiggleShown(page);
      await settled(page);
    },
    status: async (page) => {
      await page.locator('#status\\.languageStatus').hover();
      await page.locator('.hover-language-status').first().waitFor();
      await settled(page);
    },
    // In the language of the window, so that no text is waited for.
    clusters: async (page) => {
      await page.mouse.move(1, 1);
      // With --locale de the Node host lists translated titles, the web host does not.
      await runCommand(page, 'Pangeo Binder: Initialize Repository').catch(() =>
        runCommand(page, 'Pangeo Binder: Repository anlegen'),
      );
      await page.locator('.quick-input-widget .quick-input-title').waitFor();
      await settled(page);
    },
  },
  workspace: {
    preview: async (page) => {
      await openFile(page, 'binder/start');
      await runCommand(page, preview);
      await page.locator(`${right} .view-line`, { hasText: '/proxy/8787' }).first().waitFor();
      await settled(page);
    },
    'hover-change': async (page) => {
      await hoverChange(page, '/proxy/8787');
    },
    script: async (page) => {
      await page.mouse.move(1, 1);
      await closeEditors(page);
      await openFile(page, 'binder/start');
      await page.getByText('Preview substituted text').first().waitFor();
      await settled(page);
    },
    file: async (page) => {
      await openFile(page, 'binder/jupyterlab-workspace.json');
      await settled(page);
    },
    report,
  },
  scripted: {
    script: async (page) => {
      await openFile(page, 'binder/start');
      await page.getByText('Preview substituted text').first().waitFor();
      await settled(page);
    },
    'choose-target': async (page) => {
      await runCommand(page, preview);
      await page.getByPlaceholder('Which of the files').waitFor();
      await settled(page);
    },
    unknown: async (page) => {
      await page.keyboard.press('Enter');
      await page.locator(`${right} .view-line`, { hasText: 'image: ' }).last().waitFor();
      await settled(page);
    },
    'hover-change': async (page) => {
      await hoverChange(page, 'image: ');
    },
    'here-document': async (page) => {
      await page.mouse.move(1, 1);
      await closeEditors(page);
      await openFile(page, 'config/settings.yaml');
      await runCommand(page, preview);
      await page.locator(`${right} .view-line`, { hasText: 'prefix' }).first().waitFor();
      await settled(page);
    },
    docker: async (page) => {
      await runCommand(page, 'Pangeo Binder: Choose Launch');
      await plainDocker(page);
    },
    'docker-image': async (page) => {
      await closeEditors(page);
      await openFile(page, '.dask/config.yaml');
      await runCommand(page, preview);
      await hoverChange(page, 'image: ');
    },
    ...launchPages,
    report,
  },
};

/** A repository that editors of two systems have had in their hands: line ends of Windows, letters beyond the first plane. */
export const oddFiles = {
  'binder/environment.yml':
    'dependencies:\r\n  - dask=2021.3.0\r\n  - distributed=2021.3.0\r\n  - dask-kubernetes=0.11.0\r\n',
  'binder/start': '#!/bin/bash\r\n# \u{1f40b} of the lab\r\nexec "$@"\r\n',
  '.dask/config.yaml':
    'labextenson: \u{1f40b}\r\nkubernetes: # \u{1f40b}\r\n  worker-template:\r\n    metadata:\r\n      annotations: {team: "\u{1f40b}\u{1f40b}", Note: x}\r\n' +
    '    spec:\r\n      restartPolcy: Never\r\n      containers:\r\n        - {name: "\u{1f40b}", image: pangeo/pangeo-notebook, args: [dask-worker, --no-bokh]}\r\n',
};

/**
 * Lets what fades in come to rest.
 * @param {Page} page
 */
function settled(page) {
  return page.waitForTimeout(1000);
}

/**
 * Points at a text of the preview that a command changed, until the editor says which one.
 * @param {Page} page
 * @param {string} text
 */
async function hoverChange(page, text) {
  await hoverOn(page, `${right} .view-line`, text);
  await page.locator('.monaco-hover', { hasText: 'Changed by' }).first().waitFor();
  await settled(page);
}

/**
 * Answers the open question for a launch.
 * @param {Page} page
 */
async function plainDocker(page) {
  await page.keyboard.type('Plain');
  await page.keyboard.press('Enter');
  await page.getByText('at launch (plain Docker)').first().waitFor();
  await settled(page);
}
