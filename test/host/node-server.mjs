// Starts VS Code's own server (Node extension host; a browser shows the workbench), with nothing in it that outlives it.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { atEnd, Explained, temporaryFolder } from './ending.mjs';
import { nodeForVsCode, vsCodeFolder } from './parts.mjs';
import { quietSettings } from './settings.mjs';

/**
 * @typedef {object} NodeServerOptions
 * @property {string} [vsix] a packed extension to install
 * @property {string} [extension] an extension's folder; it is linked into the place of installed extensions
 * @property {readonly string[]} [beside] folders of further extensions, copied there too
 * @property {Record<string, unknown>} [settings] user settings, beside the quiet ones
 * @property {number} [port] 0, the default, is any free one
 * @property {string} [token] what a browser must send as `tkn`; without it the server is open to every local user
 * @property {boolean} [driver] see below; for tests only
 * @property {(line: string) => void} [log] takes each line that the server writes
 *
 * @typedef {object} Server
 * @property {(what: { folder: string } | { roots: string }, payload?: [string, string][]) => URL} page where the workbench
 *   shows a folder, or the folders that a `.code-workspace` file names
 * @property {(path: string) => string} uri the `vscode-remote:` address of a file on this machine
 * @property {Promise<string>} died what it said, when it ends unasked
 * @property {() => Promise<void>} stop
 */

/**
 * @param {NodeServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startNodeServer(options) {
  const { port = 0, token, log = () => {} } = options;
  const home = temporaryFolder('vscode');
  const data = join(home, 'data');
  mkdirSync(join(data, 'data', 'User'), { recursive: true });
  writeFileSync(
    join(data, 'data', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2),
  );
  const extensions = join(data, 'extensions');
  if (options.extension) linkExtension(options.extension, extensions);
  for (const folder of options.beside ?? []) copyExtension(folder, extensions);
  if (options.vsix)
    await run(home, ['--install-extension', resolve(options.vsix), '--server-data-dir', data], log);

  const server = start(home, [
    '--host=127.0.0.1',
    `--port=${port}`,
    token ? `--connection-token=${token}` : '--without-connection-token',
    '--accept-server-license-terms',
    `--server-data-dir=${data}`,
    // Nothing may ask the network or a person.
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    // A built VS Code heeds the address's `extensionDevelopmentPath` and `extensionTestsPath` with this one only. It
    // also keeps all notifications away, so whoever looks for them must do without it.
    ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    // Else the extension host's console.log, which carries the tests' report, stays where it is.
    '--log=info',
  ]);
  const listening = await server.untilLine(/Extension host agent listening on (\d+)/, log);
  const authority = `127.0.0.1:${listening[1]}`;
  return {
    page: (what, payload = []) => {
      const url = new URL(`http://${authority}`);
      // Named here, not with --default-folder: that makes another address of it than `uri` does, and a file with that
      // address would not belong to the folder.
      if ('roots' in what) url.searchParams.set('workspace', resolve(what.roots));
      else url.searchParams.set('folder', resolve(what.folder));
      if (token) url.searchParams.set('tkn', token);
      if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
      return url;
    },
    uri: (path) =>
      `vscode-remote://${authority}${resolve(path).split(sep).map(encodeURIComponent).join('/')}`,
    died: server.died,
    stop: server.stop,
  };
}

/**
 * @param {string} folder
 * @param {string} extensions
 */
function linkExtension(folder, extensions) {
  symlinkSync(resolve(folder), placeOf(folder, extensions), 'junction');
}

/**
 * VS Code removes the folders of extensions that are uninstalled.
 * @param {string} folder
 * @param {string} extensions
 */
function copyExtension(folder, extensions) {
  cpSync(folder, placeOf(folder, extensions), { recursive: true });
}

/**
 * Where VS Code looks for an extension. It reads the folder once, when there is no extensions.json in it yet.
 * @param {string} folder
 * @param {string} extensions
 */
function placeOf(folder, extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  mkdirSync(extensions, { recursive: true });
  return join(extensions, `${publisher}.${name}-${version}`);
}

/**
 * @param {string} home
 * @param {string[]} args
 * @param {(line: string) => void} log
 */
async function run(home, args, log) {
  const process = start(home, [...args, '--accept-server-license-terms']);
  await process.untilLine(/successfully installed/, log);
  await process.stop();
}

/**
 * @param {string} home
 * @param {string[]} args
 */
function start(home, args) {
  const child = spawn(nodeForVsCode(), [join(vsCodeFolder(), 'out', 'server-main.js'), ...args], {
    cwd: home,
    env: {
      ...process.env,
      // No marketplace.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      // Sockets and logs go where they are removed with the rest.
      TMPDIR: home,
      XDG_RUNTIME_DIR: home,
      // Set in a terminal of VS Code; they would make this one talk to that one.
      VSCODE_IPC_HOOK_CLI: undefined,
      NODE_OPTIONS: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C does not reach it, and it can be ended with all its children.
    detached: true,
  });
  /** @type {string[]} */
  const lines = [];
  /** @type {Set<(line: string) => void>} */
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      // Several of its modules are missing on purpose, and each costs twenty lines of minified places.
      if (/^\s+at .*(node:|server-main\.js)/.test(line)) return;
      lines.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  let stopping = false;
  /** @type {Promise<string>} */
  const ended = new Promise((settle) => {
    child.on('error', (error) => settle(error.message));
    child.on('close', () => settle(lines.slice(-20).join('\n')));
  });
  const stop = atEnd(async () => {
    stopping = true;
    if (child.pid === undefined) return;
    const force = setTimeout(() => signal(child.pid, 'SIGKILL'), 3000);
    signal(child.pid, 'SIGTERM');
    await ended;
    clearTimeout(force);
    signal(child.pid, 'SIGKILL'); // children that outlived it
  });
  return {
    stop,
    /** @type {Promise<string>} */
    died: new Promise((settle) => ended.then((said) => stopping || settle(said))),
    /**
     * @param {RegExp} pattern
     * @param {(line: string) => void} log
     * @returns {Promise<RegExpMatchArray>}
     */
    untilLine: (pattern, log) =>
      new Promise((settle, fail) => {
        /** @param {string} why */
        const give = (why) => fail(new Explained(`VS Code's server did not start: ${why}`));
        const limit = setTimeout(() => give(`nothing for a minute.\n${lines.slice(-20).join('\n')}`), 60_000);
        ended.then((said) => {
          clearTimeout(limit);
          give(`it ended.\n${said}`);
        });
        listeners.add(log);
        listeners.add((line) => {
          const match = line.match(pattern);
          if (match) {
            clearTimeout(limit);
            settle(match);
          }
          // It says so and stays.
          const refused = line.match(/Error: (listen \w+.*)/);
          if (refused) give(`${refused[1]}`);
        });
      }),
  };
}

/**
 * @param {number | undefined} group
 * @param {NodeJS.Signals} name
 */
function signal(group, name) {
  try {
    if (group !== undefined) process.kill(-group, name);
  } catch {
    // It is gone already.
  }
}
