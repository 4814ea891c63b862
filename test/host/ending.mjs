// What must be undone when this process ends, however it ends: servers, browsers and temporary folders register here,
// and are undone in reverse order at the end of `main`, and on SIGINT, SIGTERM and SIGHUP.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** An error whose message is all a person needs; it is printed without a stack. */
export class Explained extends Error {}

/** @type {(() => unknown)[]} */
const tasks = [];
/** @type {Promise<void> | undefined} */
let ending;
let listening = false;

/**
 * Registers what must be undone. What is registered while the process already ends is undone at once.
 * @param {() => unknown} task
 * @returns {() => Promise<void>} undoes it now; a second call waits for the first
 */
export function atEnd(task) {
  listen();
  /** @type {Promise<void> | undefined} */
  let done;
  const once = () => {
    done ??= Promise.resolve(task()).then(() => {
      const at = tasks.indexOf(once);
      if (at >= 0) tasks.splice(at, 1);
    });
    return done;
  };
  tasks.push(once);
  if (ending) void once();
  return once;
}

/**
 * Makes a temporary folder that is removed at the end.
 * @param {string} [name]
 * @returns {string}
 */
export function temporaryFolder(name = 'host') {
  // Short names: VS Code's sockets lie in here, and a socket's path has room for 107 characters only.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `pangeo-binder-${name}-`));
  // Processes that were just stopped may still write; hence the retries.
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}

/**
 * Runs a script's work, undoes what it registered, and leaves with the exit code the work returns (1 if it throws).
 * @param {() => Promise<number>} work
 */
export async function main(work) {
  let code = 1;
  try {
    code = await work();
  } catch (error) {
    if (!ending) console.error(error instanceof Explained ? `\n${error.message}` : error);
  }
  if (ending) return; // a signal came in between; its handler leaves
  await undoAll();
  process.exit(code);
}

function listen() {
  if (listening) return;
  listening = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => leave(128 + constants.signals[signal]));
  }
  process.on('uncaughtException', (error) => {
    if (!('code' in error && error.code === 'EPIPE')) console.error(error);
    leave(1);
  });
  // Whoever reads what we print is gone; a second error of the kind is expected while we undo.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => leave(1));
}

/** @param {number} code */
function leave(code) {
  // Ctrl-C reaches us twice: from the terminal and from the process that started us.
  if (ending) return;
  ending = undoAll();
  ending.finally(() => process.exit(code));
}

async function undoAll() {
  for (let task = tasks.at(-1); task; task = tasks.at(-1)) {
    try {
      await task();
    } catch (error) {
      console.error(error);
    }
    if (tasks.at(-1) === task) tasks.pop();
  }
}
