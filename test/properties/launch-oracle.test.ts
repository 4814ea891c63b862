import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { judge, launchOf, type ObservedCase } from '../unit/launch/observed.ts';
import { FILES, randomScript } from './launch-scripts.ts';

// What bash itself does with random start scripts, compared with what the simulation claims. Unknown is never wrong; a
// claim that differs is. Without bash 5.2 and GNU sed 4.9 the test is skipped. LAUNCH_ORACLE_SEED and
// LAUNCH_ORACLE_COUNT make it try other scripts, and more.

const seed = Number(process.env['LAUNCH_ORACLE_SEED'] ?? 20180905);
const count = Number(process.env['LAUNCH_ORACLE_COUNT'] ?? 120);

const says = (program: string, version: string): boolean =>
  spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0]?.includes(version) === true;
const skip =
  says('bash', 'version 5.2') && says('sed', '(GNU sed) 4.9') && says('envsubst', '')
    ? false
    : 'no bash 5.2, GNU sed 4.9, envsubst';
if (skip !== false) console.log(`launch-oracle: skipped, ${skip}`);

describe('bash itself', { skip }, () => {
  it('does what is claimed', async () => {
    const file = join(process.env['PROJECT_ROOT'] ?? '.', 'test/launch-cases/observe-bash.mjs');
    const { observe } = (await import(pathToFileURL(file).href)) as {
      observe(one: Omit<ObservedCase, 'expect'>): ObservedCase['expect'];
    };
    const wrong: string[] = [];
    let known = 0;
    for (let i = 0; i < count; i++) {
      const one = {
        name: `seed ${seed + i}`,
        category: 'random',
        level: 'must',
        script: randomScript(seed + i),
        files: FILES,
        env: i % 3 === 0 ? { IMG: 'gcr.io/pangeo/base:2019', A: 'a b' } : { IMG: 'gcr.io/pangeo/base:2019' },
        args: i % 2 === 0 ? [] : ['x', 'a b', ''],
      } as const;
      const observed: ObservedCase = { ...one, expect: observe(one) };
      const { verdict, differences } = judge(observed, await launchOf(observed));
      if (verdict === 'reproduced') known++;
      if (verdict === 'wrong') wrong.push(`${one.name}\n${one.script}${differences.join('\n')}`);
    }
    assert.equal(wrong.slice(0, 8).join('\n\n'), '');
    assert.ok(known > count * 0.8, `only ${known} of ${count} come out exactly`);
  });
});
