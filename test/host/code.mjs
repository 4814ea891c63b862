#!/usr/bin/env node
// Stands in for VS Code's desktop executable, so that `@vscode/test-electron` can run the test suite where the desktop
// cannot be downloaded. Takes its arguments, runs the tests in VS Code in a headless Chromium, prints mocha's report and
// leaves with 0 (all passed), 1 (some failed) or 2 (no result: nothing heard in time, or something died).
//
//   code.mjs DIR --host=node|web --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [--grep=TEXT] [--verbose]
//           [--parent=PID] [--neighbours]
//
// DIR is copied first; what tests change in it is gone afterwards. TEST_TIME_LIMIT: seconds without a line of the report
// after which the run is given up (90).
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { openVsCode } from './browser.mjs';
import { Explained, main, temporaryFolder } from './ending.mjs';

/** Begins each line of the report (test/suite/report.ts); all else that VS Code logs would drown it. */
const mark = '[mocha] ';

/** With neighbours the window has two folders: each start of VS Code costs half a minute. */
const ROOTS = 'roots.code-workspace';

await main(async () => {
  const { folder, host, extension, bundle, beside, grep, verbose, parent } = parse(process.argv.slice(2));
  if (parent) leaveWith(parent);
  const workspace = temporaryFolder('test');
  const roots = beside ? [basename(folder), 'second'] : [basename(folder)];
  for (const name of roots) cpSync(folder, join(workspace, name), { recursive: true });
  if (beside)
    writeFileSync(
      join(workspace, ROOTS),
      JSON.stringify({ folders: roots.map((path) => ({ path })), settings: {} }),
    );

  /** @type {string[]} */
  const recent = [];
  /** @param {string} text */
  const note = (text) => {
    recent.push(...text.split('\n'));
    recent.splice(0, recent.length - 60);
    if (verbose) console.log(text);
  };
  const silence = timeLimit(Number(process.env['TEST_TIME_LIMIT'] ?? 90));
  /** @type {(code: number) => void} */
  let exit = () => {};
  /** @type {Promise<number>} */
  const result = new Promise((settle) => {
    exit = settle;
  });

  if (grep) process.env['TEST_GREP'] = grep;
  const opened = openVsCode({
    host,
    ...(beside ? { folder: workspace, roots: ROOTS } : { folder: join(workspace, basename(folder)) }),
    extension,
    ...(beside ? { beside } : {}),
    log: note,
    tests: {
      bundle,
      ...(grep ? { grep } : {}),
      log: (text) => {
        if (!text.includes(mark)) return note(text);
        silence.heard();
        console.log(text.slice(text.indexOf(mark) + mark.length));
      },
      exit: (code) => exit(code),
    },
  });
  const died = opened.then((vscode) => vscode.died);
  const outcome = await Promise.race([result, died, silence.passed]);
  if (outcome === 0) return 0;
  if (typeof outcome === 'number' && silence.lines > 0) return 1;
  const reason = typeof outcome === 'number' ? 'VS Code could not run them.' : outcome;
  console.error(`\nThe tests gave no result. ${reason}\n${verbose ? '' : recent.join('\n')}`);
  return 2;
});

/** @param {string[]} args */
function parse(args) {
  const value = (/** @type {string} */ name) =>
    args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  const folder = args.find((argument) => !argument.startsWith('-'));
  const host = value('host');
  const extension = value('extensionDevelopmentPath');
  const bundle = value('extensionTestsPath');
  if (!folder || !extension || !bundle || (host !== 'node' && host !== 'web')) {
    throw new Explained('The top of test/host/code.mjs says how it is called; `node test/run.mjs` calls it.');
  }
  return {
    folder: resolve(folder),
    host,
    extension,
    bundle,
    grep: value('grep'),
    beside: args.includes('--neighbours') ? neighbours() : undefined,
    verbose: args.includes('--verbose'),
    parent: Number(value('parent')),
  };
}

/** Folders with the identities of other extensions. */
function neighbours() {
  const folder = join(import.meta.dirname, 'neighbours');
  return readdirSync(folder).map((name) => join(folder, name));
}

/** @param {number} seconds */
function timeLimit(seconds) {
  let last = Date.now();
  /** @type {Promise<string>} */
  const passed = new Promise((settle) => {
    const timer = setInterval(() => {
      if (Date.now() - last < seconds * 1000) return;
      clearInterval(timer);
      settle(`Nothing was heard of them for ${seconds} s.`);
    }, 500);
    timer.unref();
  });
  return {
    lines: 0,
    heard() {
      last = Date.now();
      this.lines++;
    },
    passed,
  };
}

/**
 * When whoever started the run is killed outright, no signal arrives here; but somebody else is the parent then.
 * @param {number} parent
 */
function leaveWith(parent) {
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 1000).unref();
}
