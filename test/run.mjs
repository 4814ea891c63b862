// Runs the shared mocha suite (test/suite, built into dist/test) in an extension host of a real VS Code.
//
//   node test/run.mjs node|web|desktop [--grep TEXT] [--verbose] [--extension DIR] [--neighbours]
//     node     Node extension host, workbench in a headless Chromium     npm packages only, see test/host
//     web      web worker extension host, no server, as on vscode.dev    npm packages only
//     desktop  Electron, downloaded by @vscode/test-electron (VSCODE_VERSION, else stable); on a headless Linux under
//              xvfb-run
// With --neighbours, extensions with the identities of others are there (test/host/neighbours), the window has two folders,
// and only the tests about both run; not on the desktop.
// Leaves with 1 when a test fails, and when there is no result.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';

const root = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    extension: { type: 'string', default: root },
    neighbours: { type: 'boolean', default: false },
  },
});
const [host = ''] = positionals;
if (!['node', 'web', 'desktop'].includes(host)) {
  console.error(
    'Usage: node test/run.mjs node|web|desktop [--grep TEXT] [--verbose] [--extension DIR] [--neighbours]',
  );
  process.exit(1);
}
const bundle = join(root, 'dist/test', host === 'web' ? 'index.browser.js' : 'index.node.cjs');
if (!existsSync(bundle)) {
  console.error(`${bundle} is missing; \`npm run build\` makes it.`);
  process.exit(1);
}

// @vscode/test-electron passes the first SIGINT on and waits, but knows no other signal, nor that nobody reads any more.
// With a listener it leaves the process to us.
let interrupted = false;
const interrupt = () => {
  if (!interrupted) process.kill(process.pid, 'SIGINT');
  interrupted = true;
};
process.on('SIGINT', () => {
  interrupted = true;
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
for (const stream of [process.stdout, process.stderr]) stream.on('error', interrupt);

const grep = values.grep ?? (values.neighbours ? 'Beside ' : undefined);
const guide = join(root, 'examples/pangeo-guide');
const temporary = host === 'desktop' ? mkdtempSync(join(tmpdir(), 'pangeo-binder-desktop-')) : undefined;
const started = Date.now();
try {
  await runTests({
    extensionDevelopmentPath: resolve(values.extension),
    extensionTestsPath: bundle,
    ...(temporary ? desktop(temporary) : standIn()),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (temporary) rmSync(temporary, { recursive: true, force: true, maxRetries: 10 });
  console.log(
    `${host} host: ${process.exitCode ? 'failed' : 'passed'}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

/** VS Code's desktop: it writes into the folder it opens, so it gets a copy. */
function desktop(folder) {
  const workspace = join(folder, 'pangeo-guide');
  cpSync(guide, workspace, { recursive: true });
  return {
    version: process.env.VSCODE_VERSION ?? 'stable',
    launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${join(folder, 'data')}`],
    extensionTestsEnv: { TEST_GREP: grep },
  };
}

/** test/host/code.mjs in the place of the executable; it copies the folder itself. */
function standIn() {
  return {
    vscodeExecutablePath: join(root, 'test/host/code.mjs'),
    reuseMachineInstall: true, // there is no profile of a desktop to keep away from
    launchArgs: [
      guide,
      `--host=${host}`,
      `--parent=${process.pid}`,
      ...(grep ? [`--grep=${grep}`] : []),
      ...(values.verbose ? ['--verbose'] : []),
      ...(values.neighbours ? ['--neighbours'] : []),
    ],
  };
}
