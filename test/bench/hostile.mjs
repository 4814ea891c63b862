// How long the simulation of a start script takes: the guide's, and those that are made to hurt, against a limit each.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');

/** Milliseconds on a machine that does the floor's work in `FLOOR`. */
const LIMITS = { guide: 1, hostile: 100, lint: 500 };
const FLOOR = 2;
/** Measurements beside others on a busy machine differ by so much. */
export const TOLERANCE = 1.5;

/** Measures in a process of its own; the limits of this machine go with its floor. */
async function measure(folder, only) {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'hostile.mjs');
  await build({
    entryPoints: [join(root, 'test/bench/hostile.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const output = execFileSync(
    process.execPath,
    [
      '--max-old-space-size=3000',
      outfile,
      join(root, 'examples/pangeo-guide'),
      ...(only === undefined ? [] : [only]),
    ],
    { maxBuffer: 2 ** 26 },
  );
  return JSON.parse(output.toString());
}

/** Prints a table; the sentences about what took too long. */
export async function simulations(folder, only) {
  const { floor, guide, hostile } = await measure(folder, only);
  const slower = Math.max(1, floor / FLOOR);
  const limit = (name) => LIMITS[name] * slower * TOLERANCE;
  console.log(
    `\nsimulation of start scripts (ms of CPU; floor ${floor.toFixed(1)}, so limits are ${(slower * TOLERANCE).toFixed(2)} times the goals)`,
  );
  console.log(
    `${"the guide's script, once parsed".padEnd(60)}${guide.toFixed(2).padStart(10)}   goal ${LIMITS.guide}`,
  );
  console.log(
    `${''.padEnd(60)}${['first', 'best of 3', 'whole lint', 'units'].map((one) => one.padStart(12)).join('')}`,
  );
  const failures = [];
  if (guide > limit('guide')) failures.push(`the guide's script took ${guide.toFixed(2)} ms`);
  const rows = Object.entries(hostile).sort(([, a], [, b]) => b.warm - a.warm);
  for (const [name, { cold, warm, lint, units }] of rows) {
    const cells = [cold, warm, lint].map((value) => value.toFixed(1).padStart(12)).join('');
    console.log(`${name.padEnd(60)}${cells}${units.toFixed(0).padStart(12)}`);
    if (warm > limit('hostile')) failures.push(`the simulation of ${name} took ${warm.toFixed(0)} ms`);
    if (lint > limit('lint')) failures.push(`the lint of ${name} took ${lint.toFixed(0)} ms`);
  }
  return failures;
}
