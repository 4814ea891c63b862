// Compares simulated launches of random start scripts with what the real bash, sed and envsubst do.
// Usage: npm run fuzz -- [--seconds 30] [--seed 1] [--count N]
// The machine needs bash 5.2, GNU sed 4.9, dash as /bin/sh, envsubst and python3.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { atHome } from './at-home.mjs';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
  },
});
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(root, 'node_modules', '.fuzz-'));
try {
  const outfile = join(folder, 'fuzz.mjs');
  await build({
    entryPoints: [join(root, 'test/properties/launch-fuzz.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    logLevel: 'warning',
    define: { 'process.env.PROJECT_ROOT': JSON.stringify(root) },
  });
  const { seconds, seed, count } = values;
  const { command, env } = atHome(join(folder, 'root'), [
    ...[process.execPath, '--enable-source-maps', outfile, seconds, seed, count],
  ]);
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...env },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
