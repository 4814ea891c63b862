// Finds what the test host is made of among the npm packages: Node for VS Code's server, VS Code itself, and Chromium.
// Nothing is downloaded; what has to be unpacked or linked is, once, below node_modules/.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib';
import { atEnd, Explained } from './ending.mjs';

const require = createRequire(import.meta.url);

/** The modules that VS Code's server, extension host and workbench ask for at run time; VS Code lists about 50. */
const vsCodeModules = [
  '@microsoft/1ds-core-js',
  '@parcel/watcher',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep-universal',
  'cookie',
  'minimist',
  'undici',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
];

/** The machine's fonts, and those of the package: on a bare machine Chromium would draw no text. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">fonts-cache</cachedir>
</fontconfig>
`;

const debianPackages = 'libnss3 libnspr4 libexpat1';

/**
 * A Node for VS Code's server, which needs `registerHooks` of `node:module` (Node 22.15).
 * @returns {string} path of the executable
 */
export function nodeForVsCode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 15)) return process.execPath;
  const platform = `node-${process.platform}-${process.arch}`;
  const packaged = packageFolder(platform);
  if (packaged) return join(packaged, 'bin', 'node');
  throw new Explained(
    `VS Code's server needs Node 22.15 or newer; this is ${process.version}, and the npm package ${platform} is not ` +
      'installed. Run this with a newer Node, or use the web host.',
  );
}

/**
 * VS Code's own files, as code-server packs them, with their modules beside them.
 * @returns {string} the folder with `out/` and `extensions/`
 */
export function vsCodeFolder() {
  const codeServer = packageFolder('code-server');
  if (!codeServer) throw new Explained('The npm package code-server is missing; run `npm ci`.');
  const folder = join(codeServer, 'lib', 'vscode');
  // Linked right here, because code-server brings another major version of `cookie` that would be found first.
  for (const name of vsCodeModules) link(name, join(folder, 'node_modules', name));
  return folder;
}

/**
 * A Chromium that starts on this machine: $TEST_CHROMIUM, else the packaged one, else one that is installed.
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>}
 */
export async function chromium() {
  const chosen = process.env['TEST_CHROMIUM'];
  const found = chosen
    ? { executablePath: chosen, env: {}, libraries: undefined }
    : ((await packagedChromium()) ?? installedChromium());
  if (!found) {
    throw new Explained('No Chromium was found. Install one, or name its executable in TEST_CHROMIUM.');
  }
  const { executablePath, libraries } = found;
  /** @type {Record<string, string>} */
  const env = { ...found.env };
  let problem = startProblem(executablePath, env);
  if (problem && libraries) {
    // A bare machine: the package brings its own copies of the libraries that Debian may lack.
    env['LD_LIBRARY_PATH'] = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
    problem = startProblem(executablePath, env);
  }
  if (problem) {
    throw new Explained(
      `Chromium does not start:\n  ${problem}\nOn Debian or Ubuntu, \`apt-get install ${debianPackages}\` ` +
        'brings the libraries it needs. Or name another Chromium in TEST_CHROMIUM.',
    );
  }
  return { executablePath, env };
}

/** @param {string} name */
function packageFolder(name) {
  for (const modules of require.resolve.paths(name) ?? []) {
    if (existsSync(join(modules, name, 'package.json'))) return join(modules, name);
  }
  return undefined;
}

/**
 * @param {string} name
 * @param {string} place
 */
function link(name, place) {
  if (existsSync(place)) return;
  const target = packageFolder(name);
  if (!target) throw new Explained(`The npm package ${name} is missing; run \`npm ci\`.`);
  mkdirSync(dirname(place), { recursive: true });
  try {
    // A link that leads nowhere, left over from a project folder that was moved.
    if (lstatSync(place, { throwIfNoEntry: false })) rmSync(place);
    symlinkSync(process.platform === 'win32' ? target : relative(dirname(place), target), place, 'junction');
  } catch (error) {
    if (!existsSync(place)) throw error; // another run may have linked it meanwhile
  }
}

/** Unpacks @sparticuz/chromium (Linux, x64). Its own `executablePath()` would trust whatever lies in the temp folder. */
async function packagedChromium() {
  const packed = packageFolder('@sparticuz/chromium');
  if (!packed || process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  const cache = join(dirname(dirname(packed)), '.cache', 'pangeo-binder');
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpackChromium(join(packed, 'bin'), folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    libraries: join(folder, 'lib'),
  };
}

/**
 * Under a name of its own first, so that a run that is stopped half-way leaves no half Chromium behind.
 * @param {string} packed
 * @param {string} folder
 */
async function unpackChromium(packed, folder) {
  const half = `${folder}.${process.pid}.part`;
  const clear = atEnd(() => rmSync(half, { recursive: true, force: true }));
  mkdirSync(half, { recursive: true });
  const executable = join(half, 'chromium');
  await pipeline(
    createReadStream(join(packed, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(executable),
  );
  chmodSync(executable, 0o755);
  for (const name of ['al2023.tar.br', 'fonts.tar.br']) {
    const input = brotliDecompressSync(readFileSync(join(packed, name)));
    const { status, stderr } = spawnSync('tar', ['-x', '--no-same-owner', '-C', half], { input });
    if (status !== 0) throw new Error(`tar could not unpack ${name}: ${stderr}`);
  }
  writeFileSync(join(half, 'fonts.conf'), fontsConfiguration);
  try {
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // another run was faster
  }
  await clear();
}

function installedChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), mac];
  const executablePath = places.find((place) => existsSync(place));
  return executablePath ? { executablePath, env: {}, libraries: undefined } : undefined;
}

/**
 * @param {string} executable
 * @param {Record<string, string>} env
 * @returns {string | undefined} the first line of what Chromium says when it does not start
 */
function startProblem(executable, env) {
  const run = spawnSync(executable, ['--version'], { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (run.status === 0) return undefined;
  return (
    (run.error?.message ?? run.stderr.trim().split('\n')[0]) || `it ended with ${run.status ?? run.signal}`
  );
}
