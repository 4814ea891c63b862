// Opens VS Code in a headless Chromium, in one of the two hosts that need npm packages only. The one way in for the test
// suite, the smoke test, `look.mjs` and `npm start -- --check`.
//
//   const { page, close } = await openVsCode({ host: 'node', folder, extension: root });
//   node  workbench in the browser, extension host in Node
//   web   no server, extension host in a web worker; the folder is read into memory
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { atEnd, Explained } from './ending.mjs';
import { startNodeServer } from './node-server.mjs';
import { chromium } from './parts.mjs';
import { startWebServer } from './web-server.mjs';

const chromiumFlags = [
  // Chromium's sandbox does not start as root or in most containers; nothing but VS Code is shown.
  '--no-sandbox',
  // A container's /dev/shm is often too small for the workbench.
  '--disable-dev-shm-usage',
  // No screen, no graphics card.
  '--disable-gpu',
  // Nothing may be fetched, and no time be lost on trying: no services of its own, no names but this machine's.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
  // Webviews have origins of their own and read from this machine; newer Chromiums ask a person whether they may.
  // Only this one name: with a longer list webviews stayed empty.
  '--disable-features=LocalNetworkAccessChecks',
];

/**
 * @typedef {object} Opening
 * @property {'node' | 'web'} host
 * @property {string} folder
 * @property {string} [roots] a `.code-workspace` file in the folder: the window shows the folders that it names
 * @property {string} [extension] folder of the extension, built
 * @property {string} [vsix] a packed extension instead (host `node` only)
 * @property {readonly string[]} [beside] folders of further extensions
 * @property {Record<string, unknown>} [settings] user settings, beside the quiet ones
 * @property {{ width: number, height: number }} [size] of the window, in CSS pixels
 * @property {number} [scale] device pixels per CSS pixel
 * @property {string} [locale] language of extensions; VS Code's own texts stay English, as there is no language pack
 * @property {(line: string) => void} [log] takes what the server and the page's console say
 * @property {Tests} [tests]
 *
 * @typedef {object} Tests
 * @property {string} bundle a file that exports `run()`
 * @property {string} [grep]
 * @property {(text: string) => void} log takes what the extension host prints
 * @property {(code: number) => void} exit takes the result
 *
 * @typedef {object} VsCode
 * @property {import('playwright-core').Page} page
 * @property {string} url
 * @property {Promise<string>} died why, when the server or the page ends unasked
 * @property {() => Promise<void>} close also done at the end of the process
 */

/**
 * Starts VS Code and opens its page; the workbench may still be building up (see `workbenchReady`).
 * @param {Opening} opening
 * @returns {Promise<VsCode>}
 */
export async function openVsCode(opening) {
  const served = opening.host === 'web' ? await serveWeb(opening) : await serveNode(opening);
  const shown = await openPage(served.url, opening);
  return {
    page: shown.page,
    url: served.url,
    died: Promise.race([served.died, shown.died]),
    close: async () => {
      await shown.close();
      await served.stop();
    },
  };
}

/**
 * Opens an address in a headless Chromium.
 * @param {string} url
 * @param {Pick<Opening, 'size' | 'scale' | 'locale' | 'log' | 'tests'>} [options]
 */
export async function openPage(
  url,
  { size = { width: 1280, height: 800 }, scale = 1, locale, log, tests } = {},
) {
  const browser = await playwright.launch({
    ...(await launchable()),
    headless: true,
    args: chromiumFlags,
    // A signal is dealt with in ending.mjs, in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  let closing = false;
  const close = atEnd(() => {
    closing = true;
    return browser.close();
  });
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: scale });
  // What commands copy is read back.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  if (locale) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(locale)};`);
  /** @type {Promise<string>} */
  const died = new Promise((settle) => {
    page.on('crash', () => settle('The page crashed.'));
    browser.on('disconnected', () => closing || settle('Chromium ended.'));
  });
  // VS Code's own log goes to the console, and to the tests' log as well.
  if (!tests) page.on('console', (message) => log?.(`[page] ${message.text()}`));
  page.on('pageerror', (error) => log?.(`[page] ${error.message}`));
  if (tests) {
    // VS Code calls these two by name when tests run in it; they must be there before it starts.
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _, /** @type {unknown[]} */ args) =>
      tests.log(args.map(String).join(' ')),
    );
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => tests.exit(code));
  }
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return { page, died, close };
}

async function launchable() {
  const { executablePath, env } = await chromium();
  return { executablePath, env: { ...process.env, ...env } };
}

/** @param {Opening} opening */
async function serveNode({ folder, roots, extension, vsix, beside, settings, log, tests }) {
  const server = await startNodeServer({
    ...(settings ? { settings } : {}),
    ...(log ? { log } : {}),
    // With tests the address names the extension; else it is put where installed ones are, see `driver`.
    ...(extension && !tests ? { extension } : {}),
    ...(vsix ? { vsix } : {}),
    ...(beside ? { beside } : {}),
    driver: Boolean(tests),
  });
  /** @type {[string, string][]} */
  const payload = tests
    ? [
        ['extensionDevelopmentPath', server.uri(extension ?? '.')],
        ['extensionTestsPath', server.uri(tests.bundle)],
      ]
    : [];
  return {
    url: server.page(roots ? { roots: join(folder, roots) } : { folder }, payload).href,
    died: server.died,
    stop: server.stop,
  };
}

/** @param {Opening} opening */
async function serveWeb({ folder, roots, extension, beside, settings, tests }) {
  if (!extension) throw new Explained('The web host opens an extension from its folder, not packed.');
  const server = await startWebServer({
    folder,
    extension,
    ...(roots ? { roots } : {}),
    ...(beside ? { beside } : {}),
    ...(settings ? { settings } : {}),
    ...(tests ? { tests: tests.bundle } : {}),
    ...(tests?.grep ? { grep: tests.grep } : {}),
  });
  return {
    url: server.origin,
    died: /** @type {Promise<string>} */ (new Promise(() => {})),
    stop: server.stop,
  };
}
