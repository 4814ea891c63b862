// Eyes for developers: opens a folder in VS Code with the extension of this repository (built), does what it is told,
// in the order it is told, and takes a picture.
//
//   node test/host/look.mjs node|web DIR [STEP]... --shot out.png
//     --file PATH        open a file of the folder            --keys "Control+Shift+M F8"   press chords
//     --command TITLE    run it from the Command Palette      --type TEXT                   type
//     --click SELECTOR   click what CSS or text=... selects   --hover SELECTOR              rest the mouse on it
//     --goto LINE[:COL]  move the cursor                      --wait MS                     wait
//     --squiggle         wait for the first squiggle          --shot PNG                    take a picture (again)
//     --problems         print the Problems panel             --text SELECTOR               print what it says
//   Options: --extension DIR (another one), --vsix FILE (a packed one; node only), --size 1280x800, --scale 2,
//            --setting KEY=JSON, --in-place (else DIR is copied; web never writes), --verbose (all logs, to stderr)
//
//   node test/host/look.mjs node examples/pangeo-guide --file .dask/config.yaml --squiggle --shot .test-output/look.png
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openVsCode } from './browser.mjs';
import { Explained, main, temporaryFolder } from './ending.mjs';
import * as workbench from './workbench.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Record<string, (page: Page, value: string) => Promise<unknown>>} */
const steps = {
  '--file': workbench.openFile,
  '--command': workbench.runCommand,
  '--keys': workbench.press,
  '--type': (page, value) => workbench.press(page, `text:${value}`),
  '--click': (page, value) => page.locator(value).first().click(),
  '--hover': (page, value) => page.locator(value).first().hover({ force: true }),
  '--wait': (page, value) => page.waitForTimeout(Number(value)),
  '--text': async (page, value) => console.log((await page.locator(value).allInnerTexts()).join('\n')),
  '--goto': goTo,
  '--shot': takePicture,
};

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const bareSteps = {
  '--squiggle': (page) => workbench.squiggleShown(page),
  '--problems': async (page) => console.log((await workbench.problems(page)).join('\n')),
};

const valueOptions = ['--extension', '--vsix', '--size', '--scale', '--setting'];

await main(async () => {
  const { host, folder, options, todo } = parse(process.argv.slice(2));
  const [width = 1280, height = 800] = (options.size ?? '1280x800').split('x').map(Number);
  const { page } = await openVsCode({
    host,
    folder: options.inPlace ? folder : copyOf(folder),
    ...(options.vsix
      ? { vsix: options.vsix }
      : { extension: options.extension ?? resolve(import.meta.dirname, '../..') }),
    size: { width, height },
    scale: Number(options.scale ?? 1),
    settings: options.settings,
    ...(options.verbose ? { log: console.error } : {}),
  });
  await workbench.workbenchReady(page);
  try {
    for (const step of todo) await step(page);
  } catch (error) {
    await takePicture(page, '.test-output/look-failed.png');
    throw error;
  }
  const toasts = await workbench.notifications(page);
  if (toasts.length > 0) console.log(`notifications:\n${toasts.join('\n')}`);
  return 0;
});

/** @param {string[]} args */
function parse(args) {
  const [host, folder, ...rest] = args;
  if ((host !== 'node' && host !== 'web') || !folder || !existsSync(folder)) {
    throw new Explained('Usage: node test/host/look.mjs node|web DIR [STEP]... --shot out.png');
  }
  /** @type {{ [name: string]: any, settings: Record<string, unknown> }} */
  const options = { settings: {} };
  /** @type {((page: Page) => Promise<unknown>)[]} */
  const todo = [];
  while (rest.length > 0) {
    const name = rest.shift() ?? '';
    const step = steps[name];
    const bareStep = bareSteps[name];
    if (bareStep) todo.push(bareStep);
    else if (name === '--verbose') options['verbose'] = true;
    else if (name === '--in-place') options['inPlace'] = true;
    else if (step || valueOptions.includes(name)) {
      const value = rest.shift();
      if (value === undefined) throw new Explained(`${name} needs a value.`);
      if (step) todo.push((page) => step(page, value));
      else if (name === '--setting') addSetting(options.settings, value);
      else options[name.slice(2)] = value;
    } else throw new Explained(`Unknown option ${name}; the top of test/host/look.mjs lists them.`);
  }
  return { host, folder, options, todo };
}

/**
 * @param {Record<string, unknown>} settings
 * @param {string} text
 */
function addSetting(settings, text) {
  const at = text.indexOf('=');
  settings[text.slice(0, at)] = JSON.parse(text.slice(at + 1));
}

/** @param {string} folder */
function copyOf(folder) {
  const copy = join(temporaryFolder('look'), basename(resolve(folder)));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/**
 * @param {Page} page
 * @param {string} place
 */
async function goTo(page, place) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${place}`);
  await page.keyboard.press('Enter');
}

/**
 * @param {Page} page
 * @param {string} file
 */
async function takePicture(page, file) {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  await page.screenshot({ path: file });
  console.log(`picture: ${file}`);
}
