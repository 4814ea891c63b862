import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CASES, judge, launchOf, type Verdict } from './observed.ts';

const only = process.env.LAUNCH_CASE;

test('the simulation of the observed cases', async (context) => {
  const counts = new Map<string, Record<Verdict, number>>();
  const wrong: string[] = [];
  const open: string[] = [];
  for (const one of CASES) {
    if (only !== undefined && !one.name.includes(only)) continue;
    const launch = await launchOf(one);
    const { verdict, differences } = judge(one, launch);
    const count = counts.get(one.level) ?? { reproduced: 0, unknown: 0, wrong: 0 };
    count[verdict]++;
    counts.set(one.level, count);
    if (verdict === 'wrong') wrong.push(`${one.level} ${one.name}\n    ${differences.join('\n    ')}`);
    else if (verdict === 'unknown') open.push(`${one.level} ${one.name}\n    ${differences.join('\n    ')}`);
  }
  for (const [level, count] of counts) context.diagnostic(`${level}: ${JSON.stringify(count)}`);
  if (process.env.LAUNCH_OPEN !== undefined) console.log(open.join('\n'));
  assert.equal(wrong.join('\n'), '');
});
