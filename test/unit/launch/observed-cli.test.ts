import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { run } from '../../../server/src/cli/index.ts';
import type { LaunchAnswer } from '../../../server/src/features/index.ts';
import { nodeEnvironment } from '../../../server/src/node/command-environment.ts';
import { judgeAnswer } from './answer.ts';
import { holdsTo } from './holds-to.ts';
import type { ObservedCase, Verdict } from './observed.ts';
import { START_SCRIPTS } from './start-scripts.ts';

// Every observed case, written to a folder and told by the command line.

const root = process.env['PROJECT_ROOT'] ?? '.';
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'launch cases ')));
after(() => rmSync(temporary, { recursive: true, force: true }));

/** Cases of each level that have to come out exactly; of the others some are unknown, and none is wrong. */
const REPRODUCED: Readonly<Record<ObservedCase['level'], number>> = {
  must: 260,
  should: 43,
  'may-unknown': 0,
};

describe('pangeo-binder launch --format json', () => {
  for (const [level, floor] of Object.entries(REPRODUCED)) {
    test(`${level}: answers what was observed`, async (context) => {
      await holdsTo(context, level, floor, async (one) => judgeAnswer(one, await answerTo(one)));
    });
  }
});

describe('start scripts in the manner of real ones', () => {
  test('no claim is wrong, and most come out exactly', async (context) => {
    const counts: Record<Verdict, number> = { reproduced: 0, unknown: 0, wrong: 0 };
    const wrong: string[] = [];
    for (const one of START_SCRIPTS) {
      const { verdict, differences } = judgeAnswer(one, await answerTo(one));
      counts[verdict]++;
      if (verdict === 'wrong') wrong.push([one.name, one.script, ...differences].join('\n    '));
    }
    context.diagnostic(JSON.stringify(counts));
    assert.equal(wrong.join('\n'), '');
    assert.ok(counts.reproduced >= START_SCRIPTS.length * 0.75, JSON.stringify(counts));
  });
});

async function answerTo(one: ObservedCase): Promise<LaunchAnswer> {
  const folder = join(temporary, one.name);
  const script = one.scriptPath ?? 'binder/start';
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const path of one.dirs ?? []) mkdirSync(join(folder, path), { recursive: true });
  for (const [path, content] of Object.entries(one.files ?? {})) put(path, content);
  put(script, one.script);
  chmodSync(join(folder, script), 0o755);
  for (const [path, target] of Object.entries(one.symlinks ?? {})) symlinkSync(target, join(folder, path));
  for (const [path, mode] of Object.entries(one.modes ?? {}))
    chmodSync(join(folder, path), Number.parseInt(mode, 8));
  const output: string[] = [];
  const errors: string[] = [];
  const status = await run(
    [
      'launch',
      folder,
      ...['--start', script, '--clear-env', '--launcher', one.launcher ?? 'exec', '--format', 'json'],
      ...Object.entries(one.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...(one.cwd === undefined ? [] : ['--cwd', one.cwd]),
      ...['--', '/probe', ...(one.args ?? [])],
    ],
    {
      ...nodeEnvironment(join(root, 'server/dist'), join(root, 'docs/rules')),
      stdout: (text) => void output.push(text),
      stderr: (text) => void errors.push(text),
    },
  );
  assert.deepEqual({ status, errors }, { status: 0, errors: [] }, one.name);
  return JSON.parse(output.join('')) as LaunchAnswer;
}
