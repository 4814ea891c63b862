import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { renameAt } from '../../server/src/features/index.ts';
import { applyEdits } from '../../server/src/text/index.ts';
import { visit } from '../support/repository.ts';
import { FILES, randomScript } from './launch-scripts.ts';

// A renamed variable of a random script, run by bash itself before and after: nothing may differ but the name in
// messages. Without bash 5.2 the test is skipped. RENAME_ORACLE_SEED and RENAME_ORACLE_COUNT make it try others, and more.

const seed = Number(process.env['RENAME_ORACLE_SEED'] ?? 4711);
const count = Number(process.env['RENAME_ORACLE_COUNT'] ?? 60);
const NEW_NAME = 'renamed_variable';

const version = spawnSync('bash', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const skip = version.includes('version 5.2') ? false : 'no bash 5.2';
if (skip !== false) console.log(`rename-oracle: skipped, ${skip}`);

describe('bash itself, before and after a rename of a variable', { skip }, () => {
  it('does the same', async () => {
    const file = join(process.env['PROJECT_ROOT'] ?? '.', 'test/launch-cases/observe-bash.mjs');
    const { observe } = (await import(pathToFileURL(file).href)) as {
      observe(one: Readonly<Record<string, unknown>>): unknown;
    };
    let renamed = 0;
    for (let i = 0; i < count; i++) {
      const script = randomScript(seed + i);
      // The number of a process is another one in each run.
      if (/\$\$|\$!|BASHPID/.test(script)) continue;
      const one = { name: `seed ${seed + i}`, script, files: FILES, env: { IMG: 'x:1' }, args: ['x', 'a b'] };
      const before = new Set<string>();
      for (const name of new Set(script.match(/\b[A-Za-z]\b/g))) {
        const after = await rename(script, name);
        if (after === undefined) continue;
        renamed++;
        let found = '';
        // The parts of a pipeline may come in another order at any time: then it is run again.
        for (let run = 0; run < 8 && !before.has(found); run++) {
          before.add(JSON.stringify(observe(one)));
          found = JSON.stringify(observe({ ...one, script: after })).replaceAll(NEW_NAME, name);
        }
        if (!before.has(found)) assert.equal(found, [...before][0], `${one.name}, ${name}\n${script}`);
      }
    }
    assert.ok(renamed > count / 4, `${renamed} variables were renamed`);
  });
});

/** The script with the variable renamed, asked for at each of its places until one is a variable; undefined: refused. */
async function rename(script: string, name: string): Promise<string | undefined> {
  const files = { ...FILES, 'binder/start': script };
  return visit(files, (repository) => {
    for (const match of script.matchAll(new RegExp(`\\b${name}\\b`, 'g'))) {
      const renaming = renameAt(repository, 'binder/start', match.index, NEW_NAME);
      if (renaming?.kind !== 'edits') continue;
      assert.deepEqual([...renaming.edits.keys()], ['binder/start']);
      return applyEdits(script, renaming.edits.get('binder/start') ?? []);
    }
    return undefined;
  });
}
