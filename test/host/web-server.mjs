// The web host: VS Code without a server of its own, as vscode.dev is. code-server ships one workbench, tied to its
// server by two patches; this static server takes those back on the way, and adds the workspace and the extensions.
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { atEnd } from './ending.mjs';
import { vsCodeFolder } from './parts.mjs';
import { quietSettings } from './settings.mjs';

const workbench = 'out/vs/code/browser/workbench';

/** VS Code runs tests in the host of the extension that they lie in, so they are served as a part of it. */
const testsPath = '/extension/dist/test/index.browser.js';

/** The one built-in extension whose browser build is missed: pages that are shown as Markdown would stay empty. */
const markdownPath = '/vscode/extensions/markdown-language-features/dist/browser/extension.js';

/** Each pattern must match exactly once, or another version of code-server is in use and needs a look. */
const unpatched = [
  [/,remoteAuthority:location\.host\}/g, '}'],
  [/\.with\(\{scheme:\w+\.vscodeRemote\}\),"User"\)/g, '.with({scheme:"vscode-userdata"}),"User")'],
];

const mediaTypes = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {object} WebServerOptions
 * @property {string} folder read into memory when the page asks for it; never written
 * @property {string} [roots] a `.code-workspace` file in the folder, to be opened instead of it
 * @property {string} extension folder of the extension under development
 * @property {readonly string[]} [beside] folders of further extensions
 * @property {string} [tests] a bundle with `run()`
 * @property {string} [grep] the tests see it as `globalThis.testGrep`, as there is no environment here
 * @property {Record<string, unknown>} [settings] defaults of settings, beside the quiet ones
 */

/**
 * @param {WebServerOptions} options
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export async function startWebServer(options) {
  const vscode = vsCodeFolder();
  const page = readFileSync(join(vscode, workbench, 'workbench.html'), 'utf8');
  const markdown = readFileSync(join(import.meta.dirname, 'web-markdown.js'), 'utf8');
  const script = withoutPatches(join(vscode, workbench, 'workbench.js'));
  const places = {
    vscode,
    'web-fs': join(import.meta.dirname, 'web-fs'),
    extension: resolve(options.extension),
    ...Object.fromEntries((options.beside ?? []).map((folder, i) => [`beside-${i}`, resolve(folder)])),
  };

  const server = createServer((request, response) => {
    const { host = '' } = request.headers;
    const path = decodeURIComponent(new URL(request.url ?? '/', `http://${host}`).pathname);
    // The extension host's and the webviews' frames have origins of their own, and fetch from this one.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cache-Control', 'no-store');
    const text = generated(path, host);
    if (text !== undefined) {
      response.setHeader('Content-Type', mediaTypes[extname(path)] ?? 'text/html');
      response.end(text);
      return;
    }
    const file = fileAt(places, path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', mediaTypes[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });

  /**
   * @param {string} path
   * @param {string} host
   * @returns {string | undefined}
   */
  function generated(path, host) {
    if (path === '/') return filled(page, `http://${host}`, configuration(host, options));
    if (path === '/workspace.json') return JSON.stringify(filesBelow(options.folder));
    if (path === `/vscode/${workbench}/workbench.js`) return script;
    if (options.tests && path === testsPath) {
      return `globalThis.testGrep = ${JSON.stringify(options.grep)};\n${readFileSync(options.tests, 'utf8')}`;
    }
    if (path === markdownPath) return markdown;
    // Built-in extensions are listed in the workbench, but code-server leaves their browser builds out. An empty module
    // is quieter than the error it would show for each.
    if (/^\/vscode\/extensions\/.*\.js$/.test(path) && !fileAt(places, path)) return '';
    // Asked for of every extension; one without translations should not fill the log.
    if (path.endsWith('/package.nls.json') && !fileAt(places, path)) return '{}';
    return undefined;
  }

  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const stop = atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { origin: `http://localhost:${port}`, stop };
}

/**
 * @param {string} host
 * @param {WebServerOptions} options
 */
function configuration(host, options) {
  /** @param {string} path */
  const uri = (path) => ({ scheme: 'http', authority: host, path });
  const ownOrigin = `http://{{uuid}}.${host}/vscode`;
  return {
    ...(options.roots
      ? { workspaceUri: { scheme: 'testfs', path: `/workspace/${options.roots}` } }
      : { folderUri: { scheme: 'testfs', path: '/workspace' } }),
    additionalBuiltinExtensions: [
      uri('/web-fs'),
      ...(options.beside ?? []).map((_, i) => uri(`/beside-${i}`)),
    ],
    developmentOptions: {
      extensions: [uri('/extension')],
      ...(options.tests ? { extensionTestsPath: uri(testsPath) } : {}),
    },
    configurationDefaults: { ...quietSettings, ...options.settings },
    enableWorkspaceTrust: false,
    productConfiguration: {
      // An origin of its own for the extension host's frame, as on vscode.dev.
      webEndpointUrlTemplate: ownOrigin,
      extensionEnabledApiProposals: { 'pangeo-binder-test.web-fs': ['fileSearchProvider'] },
      // No marketplace.
      extensionsGallery: undefined,
    },
    webviewEndpoint: `${ownOrigin}/out/vs/workbench/contrib/webview/browser/pre`,
    // code-server's own options; its workbench throws where one is missing.
    userDataPath: '/user',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
  };
}

/**
 * @param {string} page
 * @param {string} origin
 * @param {unknown} configuration
 */
function filled(page, origin, configuration) {
  const values = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll('"', '&quot;'),
    WORKBENCH_WEB_BASE_URL: `${origin}/vscode`,
    WORKBENCH_NLS_FALLBACK_URL: `${origin}/vscode/out/nls.messages.js`,
    WORKBENCH_NLS_URL: `${origin}/vscode/out/nls.messages.js`,
    VS_BASE: `${origin}/vscode`,
    BASE: `${origin}/vscode`,
  };
  return page.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');
}

/** @param {string} file */
function withoutPatches(file) {
  let text = readFileSync(file, 'utf8');
  for (const [pattern, replacement] of unpatched) {
    const count = text.match(pattern)?.length ?? 0;
    if (count !== 1) throw new Error(`${pattern} occurs ${count} times in ${file}, not once.`);
    text = text.replace(pattern, replacement);
  }
  return text;
}

/**
 * @param {Record<string, string>} places folders by the first step of the path
 * @param {string} path
 */
function fileAt(places, path) {
  const [, place = '', ...rest] = path.split('/');
  const folder = Object.hasOwn(places, place) ? places[place] : undefined;
  if (!folder) return undefined;
  const file = join(folder, ...rest);
  if (!file.startsWith(folder + sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/**
 * @param {string} folder
 * @returns {Record<string, string>} contents in base64 by path below the folder
 */
function filesBelow(folder) {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/(^|[\\/])(node_modules|\.git)[\\/]/.test(relative(folder, file)))
      .map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file).toString('base64')]),
  );
}
