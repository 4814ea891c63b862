import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { compare, isChance, observer } from './launch-comparison.ts';
import { randomCase } from './launch-scripts.ts';

// What bash itself does with random start scripts, compared with what the command line claims. Unknown is never wrong;
// a claim that differs is. Without the programs of the versions that are simulated the test is skipped. `npm run fuzz`
// tries other scripts, and more.

const SEED = 20180905;
const COUNT = 100;

const says = (program: string, version: string): boolean =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0]?.includes(version) === true;
const skip =
  says('bash', 'version 5.2') && says('sed', '(GNU sed) 4.9') && says('envsubst', '') && says('python3', '')
    ? false
    : 'no bash 5.2, GNU sed 4.9, envsubst, python3';
if (skip !== false) console.log(`launch-oracle: skipped, ${skip}`);

describe('bash itself', { skip }, () => {
  it('does what is claimed', async () => {
    const observe = await observer();
    const wrong: string[] = [];
    let known = 0;
    for (let seed = SEED; seed < SEED + COUNT; seed++) {
      const one = { name: `seed ${seed}`, category: 'random', level: 'must', ...randomCase(seed) } as const;
      const { verdict, differences, expect } = await compare(one, observe);
      if (verdict === 'reproduced') known++;
      if (verdict === 'wrong' && !isChance(one, observe, expect))
        wrong.push(`${one.name}\n${one.script}${differences.join('\n')}`);
    }
    assert.equal(wrong.slice(0, 8).join('\n\n'), '');
    assert.ok(known > COUNT * 0.6, `only ${known} of ${COUNT} come out exactly`);
  });
});
