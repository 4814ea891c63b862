// How fast the server is, in one run, as ratios to the least that any server must do (floors.mjs) and to its peers.
// Ends with status 1 when a keystroke in a long start script, or the simulation of one, takes longer than its limit.
// Usage: npm run bench [-- --quick] [-- --peers]     --peers installs two other servers into .bench/ and measures them too
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFloors } from './floors.mjs';
import { simulations, TOLERANCE } from './hostile.mjs';
import { configuration, script } from './inputs.mjs';
import { Session } from './session.mjs';

const root = resolve(import.meta.dirname, '../..');
const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 3 : 5;
const KEYSTROKES = quick ? 40 : 80;
const WARM_UP = 20;
const PEERS = { 'yaml-language-server': '1.25.0', 'bash-language-server': '5.8.1' };

const ours = [process.execPath, join(root, 'server/bin/pangeo-binder-language-server.js')];
const temporary = mkdtempSync(join(tmpdir(), 'bench-'));

const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN;
const median = (values) => quantile(values, 0.5);
const fixed = (value, digits = 1) =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** The servers that speak of a kind of file. */
async function servers(kind) {
  const { commands, env } = await buildFloors(join(temporary, 'floors'));
  const list = [
    { name: 'ours', command: ours },
    { name: 'floor null', command: commands.null },
  ];
  if (kind === 'config') list.push({ name: 'floor yaml', command: commands.yaml });
  else list.push({ name: 'floor shell', command: commands.shell, env });
  const peer = peerCommand(kind === 'config' ? 'yaml-language-server' : 'bash-language-server');
  if (peer !== undefined) list.push(peer);
  return list;
}

function peerCommand(name) {
  const folder = join(root, '.bench');
  const at = (path) => join(folder, 'node_modules', name, path);
  if (name === 'yaml-language-server' && existsSync(at('bin/yaml-language-server'))) {
    const schema = pathToFileURL(join(root, 'schemas/dask-config.schema.json')).href;
    const yaml = { validate: true, schemas: { [schema]: '*.yaml' }, schemaStore: { enable: false } };
    return {
      name,
      command: [process.execPath, at('bin/yaml-language-server'), '--stdio'],
      settings: { yaml },
    };
  }
  if (name === 'bash-language-server' && existsSync(at('out/cli.js'))) {
    return {
      name,
      command: [process.execPath, at('out/cli.js'), 'start'],
      env: { SHELLCHECK_PATH: '' },
      settings: { bashIde: { shellcheckPath: '' } },
    };
  }
  return undefined;
}

function installPeers() {
  const folder = join(root, '.bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'], {
    stdio: 'inherit',
  });
}

/** A folder with one repository; the text that is edited is only open, not on disk. */
function repository() {
  const folder = mkdtempSync(join(temporary, 'repository-'));
  for (const path of ['.dask', 'binder']) mkdirSync(join(folder, path));
  return { folder, uri: pathToFileURL(folder).href };
}

async function session(server, use) {
  const { uri, folder } = repository();
  const running = new Session(server.command, { env: server.env, settings: server.settings });
  try {
    return await use(running, uri);
  } finally {
    running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const FILES = {
  config: { path: '.dask/config.yaml', language: 'yaml', text: configuration },
  start: { path: 'binder/start', language: 'shellscript', text: script },
};

/** Start-up in alternation: server after server, round after round. */
async function startUp(kind) {
  const file = FILES[kind];
  const list = await servers(kind);
  const results = new Map(list.map(({ name }) => [name, { initialize: [], first: [], memory: [] }]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of list) {
      await session(server, async (running, uri) => {
        const initialize = await running.initialize(uri);
        const opened = await running.open(`${uri}/${file.path}`, file.language, file.text(200));
        const result = results.get(server.name);
        result.initialize.push(initialize);
        result.first.push(initialize + opened);
        result.memory.push(running.peakMemory());
      });
    }
  }
  table(
    `${kind}: start-up, 200 lines (ms, MB)`,
    ['initialize', 'first findings', 'peak memory'],
    results,
    ({ initialize, first, memory }) => [median(initialize), median(first), median(memory)],
  );
}

/** A letter that is typed in the middle of a text, behind the quote of a value, and taken back. */
function keystroke(text) {
  const lines = text.split('\n');
  let line = Math.floor(lines.length / 2);
  while (!/"[a-z]/.test(lines[line])) line++;
  const character = lines[line].search(/"[a-z]/) + 1;
  const at = (from, to) => ({ start: { line, character: from }, end: { line, character: to } });
  return [
    { range: at(character, character), text: 'x' },
    { range: at(character, character + 1), text: '' },
  ];
}

/** One keystroke after the other, each until its findings are there; the servers take turns. */
async function typing(kind, lines) {
  const file = FILES[kind];
  const text = file.text(lines);
  const changes = keystroke(text);
  const open = [];
  const results = new Map();
  try {
    for (const server of await servers(kind)) {
      const { uri: root } = repository();
      const running = new Session(server.command, { env: server.env, settings: server.settings });
      open.push(running);
      await running.initialize(root);
      const uri = `${root}/${file.path}`;
      await running.open(uri, file.language, text);
      results.set(server.name, { running, uri, times: [] });
    }
    const count = lines > 5000 ? Math.ceil(KEYSTROKES / 2) : KEYSTROKES;
    for (let i = 0; i < count + WARM_UP; i++) {
      for (const { running, uri, times } of results.values()) {
        const { milliseconds } = await running.edit(uri, [changes[i % 2]]);
        if (i >= WARM_UP) times.push(milliseconds);
      }
    }
    for (const result of results.values()) {
      const { running, uri } = result;
      result.burst = await running.edit(
        uri,
        Array.from({ length: 200 }, (_, i) => changes[i % 2]),
      );
      result.memory = running.peakMemory();
    }
  } finally {
    for (const running of open) running.stop();
  }
  table(
    `${kind}: typing, ${lines} lines (ms, MB)`,
    ['p50', 'p95', 'burst of 200', 'publishes', 'peak memory'],
    results,
    ({ times, burst, memory }) => [
      quantile(times, 0.5),
      quantile(times, 0.95),
      burst.milliseconds,
      burst.publishes,
      memory,
    ],
  );
  return new Map([...results].map(([name, { times }]) => [name, quantile(times, 0.5)]));
}

/**
 * A long script is edited at the cost of a parse: at most twice that of tree-sitter, which reads incrementally too, and
 * 5 ms for everything else. What the protocol costs is that of the server that does nothing.
 */
function tooSlowToType(p50) {
  const [own, nothing, parse] = ['ours', 'floor null', 'floor shell'].map((name) => p50.get(name));
  const goal = 2 * (parse - nothing) + 5;
  console.log(`a keystroke without the protocol: ${fixed(own - nothing)} ms, the goal is ${fixed(goal)} ms`);
  return own - nothing > goal * TOLERANCE
    ? [`a keystroke in 10,000 lines takes ${fixed(own - nothing)} ms`]
    : [];
}

/** Absolute figures, and in brackets ours as a ratio to each. */
function table(title, columns, results, row) {
  const own = row(results.get('ours'));
  console.log(`\n${title}`);
  console.log(`${''.padEnd(22)}${columns.map((column) => column.padStart(20)).join('')}`);
  for (const [name, result] of results) {
    const cells = row(result).map(
      (value, i) => `${fixed(value)}${name === 'ours' ? '' : ` (${fixed(own[i] / value, 2)})`}`,
    );
    console.log(`${name.padEnd(22)}${cells.map((cell) => cell.padStart(20)).join('')}`);
  }
}

if (process.argv.includes('--peers')) installPeers();
console.log(
  `Node ${process.version}; medians of ${ROUNDS} rounds; in brackets: ours divided by it, below 1 is faster than it`,
);
try {
  const failures = [];
  for (const kind of ['config', 'start']) {
    await startUp(kind);
    for (const lines of quick ? [200, 1000] : [30, 200, 1000]) await typing(kind, lines);
    const long = quick && kind === 'config' ? undefined : await typing(kind, 10_000);
    if (kind === 'start') failures.push(...tooSlowToType(long));
  }
  failures.push(...(await simulations(join(temporary, 'simulations'))));
  for (const failure of failures) console.log(`TOO SLOW: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
