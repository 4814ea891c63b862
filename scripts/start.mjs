// `npm start`: the guide's example, or another folder, in VS Code with this extension, freshly built.
//
//   npm start                  VS Code in the browser, served on 127.0.0.1; Ctrl-C stops it
//   npm start -- DIR           another folder, as it is (of the example a copy is opened)
//   npm start -- --desktop     the desktop's VS Code, by its command `code`
//   npm start -- --port 8080   a certain port instead of any free one
//   npm start -- --check       opens the page in a headless Chromium, waits for a squiggle, and ends
//   For work on this script: --no-build, --extension DIR (another built extension)
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPage } from '../test/host/browser.mjs';
import { Explained, main, temporaryFolder } from '../test/host/ending.mjs';
import { startNodeServer } from '../test/host/node-server.mjs';
import { packExtension } from '../test/host/pack.mjs';
import { squiggleShown, workbenchReady } from '../test/host/workbench.mjs';

const root = resolve(import.meta.dirname, '..');
const example = join(root, 'examples', 'pangeo-guide');

/** The first of these that the folder has is opened; VS Code's address has room for one. */
const firstFiles = ['.dask/config.yaml', 'binder/start', '.binder/start', 'start'];

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      desktop: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      check: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      extension: { type: 'string', default: root },
    },
  });
  const folder = resolve(positionals[0] ?? example);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Explained(`${folder} is not a folder.`);
  }
  const code = values.desktop ? onPath('code') : undefined;
  if (values.desktop && !code) {
    throw new Explained(
      'There is no command `code` on the PATH. In VS Code, "Shell Command: Install \'code\' command in PATH" adds it; ' +
        'without --desktop, VS Code is served to the browser and needs no installation.',
    );
  }
  if (!values['no-build']) await build();
  return code
    ? openDesktop(code, folder, values.extension)
    : serve(folder, values.extension, Number(values.port), values.check);
});

async function build() {
  const child = spawn(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  const status = await new Promise((settle) => child.on('close', settle));
  if (status !== 0) throw new Explained('The build failed.');
}

/**
 * @param {string} code the command
 * @param {string} folder
 * @param {string} extension
 */
function openDesktop(code, folder, extension) {
  // This copy is left to the system's own tidying: the desktop goes on when this script has ended.
  const shown = copied(folder, () => mkdtempSync(join(tmpdir(), 'pangeo-binder-example-')));
  const file = firstFile(shown);
  const args = [
    `--extensionDevelopmentPath=${resolve(extension)}`,
    shown,
    ...(file ? [join(shown, file)] : []),
  ];
  const run = spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status === 0) console.log(`VS Code opens ${shown}`);
  return run.status ?? 1;
}

/**
 * @param {string} folder
 * @param {string} extension
 * @param {number} port
 * @param {boolean} check
 */
async function serve(folder, extension, port, check) {
  // Installed as a user would: an extension under development needs VS Code's test mode, which shows no notifications.
  const vsix = await packExtension(resolve(extension), join(temporaryFolder('packed'), 'pangeo-binder.vsix'));
  const shown = copied(folder, () => temporaryFolder('example'));
  // Whoever can reach the port can run programs as this user, so it takes a token, as code-server does.
  const token = randomBytes(16).toString('hex');
  const server = await startNodeServer({ vsix, port, token });
  const file = firstFile(shown);
  const url = server.page({ folder: shown }, file ? [['openFile', server.uri(join(shown, file))]] : []);
  const what = shown === folder ? folder : `a copy of ${basename(folder)}, which is removed afterwards`;
  console.log(`\nVS Code with Pangeo Binder shows ${what}, at\n\n  ${url}\n\nCtrl-C stops it.`);
  if (check) return checkPage(url.href);
  throw new Explained(`VS Code's server ended:\n${await server.died}`);
}

/** @param {string} url */
async function checkPage(url) {
  const { page } = await openPage(url);
  await workbenchReady(page);
  await squiggleShown(page);
  console.log('check: passed; the page shows a squiggle.');
  return 0;
}

/**
 * The example is for trying things out, so that the repository's own stays as it is.
 * @param {string} folder
 * @param {() => string} place makes the folder for the copy
 */
function copied(folder, place) {
  if (folder !== example) return folder;
  const copy = join(place(), basename(folder));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** @param {string} folder */
function firstFile(folder) {
  return firstFiles.find((file) => existsSync(join(folder, file)));
}

/** @param {string} command */
function onPath(command) {
  const names = process.platform === 'win32' ? [`${command}.cmd`] : [command];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}
