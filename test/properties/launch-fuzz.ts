import { answerTo, compare, isChance, minimised, observer } from './launch-comparison.ts';
import { randomCase } from './launch-scripts.ts';

// `npm run fuzz`: random start scripts, run by the real bash and simulated, until the time is up.

const [seconds, first, most] = process.argv.slice(2).map(Number);
const observe = await observer();
const end = Date.now() + (seconds ?? 30) * 1000;
const start = first ?? 1;
let cases = 0;
let unknown = 0;
const must = { cases: 0, unknown: 0 };
let wrong = 0;
const reasons = new Map<string, number>();
for (let seed = start; Date.now() < end && cases < (most ?? Number.POSITIVE_INFINITY); seed++) {
  const one = { name: `seed ${seed}`, category: 'random', level: 'must', ...randomCase(seed) } as const;
  const compared = await compare(one, observe).catch(tooMuch);
  if (compared === undefined) continue;
  const { verdict, expect } = compared;
  cases++;
  if (one.must) must.cases++;
  if (verdict === 'unknown') {
    unknown++;
    if (one.must) must.unknown++;
    for (const reason of new Set((await answerTo(one)).unknown.map((note) => note.reason)))
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  if (verdict !== 'wrong') continue;
  if (isChance(one, observe, expect)) continue;
  wrong++;
  const small = await minimised(one, observe);
  const { differences } = await compare(small, observe);
  const { script, ...around } = small;
  console.log(
    `\n--- seed ${seed} ${JSON.stringify({ ...around, files: Object.keys(small.files ?? {}) })}\n${script}${differences.join('\n')}`,
  );
}
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a).slice(0, 25))
  console.log(`${String(count).padStart(5)} ${reason}`);
const share = (some: number, all: number): string =>
  `${some} of ${all} (${(all === 0 ? 0 : (100 * some) / all).toFixed(1)} %)`;
console.log(
  `\n${cases} scripts from seed ${start}, ${wrong} with a wrong claim; something is unknown in ${share(unknown, cases)}, of those made of \`must\` features in ${share(must.unknown, must.cases)}`,
);
process.exitCode = wrong > 0 ? 1 : 0;

/** A script may write without end; the program that observes it cannot hold that. */
function tooMuch(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STRING_TOO_LONG')) throw error;
}
