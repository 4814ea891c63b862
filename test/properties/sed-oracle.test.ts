import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { planSed, type SedFile, sedEffect, Work } from '../../server/src/sed/index.ts';
import { randomCalls, type SedCall } from './sed-programs.ts';

// What GNU sed itself does, compared with what this program says it does. Unknown is never wrong; a wrong output,
// message or status is. Without GNU sed 4.9 the test is skipped. SED_ORACLE_SEED and SED_ORACLE_COUNT make it try
// other programs, and more.

interface Outcome {
  readonly output: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly files: readonly string[];
  readonly written: string | undefined;
}

const seed = Number(process.env['SED_ORACLE_SEED'] ?? 20180615);
const count = Number(process.env['SED_ORACLE_COUNT'] ?? 300);
/** A run of this length is no endless one. */
const BUDGET = 100_000;
const LOCALE = { LC_ALL: 'C', PATH: process.env['PATH'] };

const version = spawnSync('sed', ['--version'], { encoding: 'utf8' });
const hasSed = version.status === 0 && version.stdout.startsWith('sed (GNU sed) 4.9');
if (!hasSed) console.log('sed-oracle: skipped, no GNU sed 4.9 was found');

describe('GNU sed itself', { skip: hasSed ? false : 'no GNU sed 4.9 was found' }, () => {
  if (!hasSed) return;
  const folder = mkdtempSync(join(tmpdir(), 'sed-oracle-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('does what is said', () => {
    const wrong: unknown[] = [];
    let known = 0;
    const calls = randomCalls(seed, count);
    for (const call of calls) {
      const expected = foretold(call);
      if (expected === undefined) continue;
      known++;
      const actual = observed(call, folder);
      if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push({ call, actual, expected });
    }
    assert.deepEqual(wrong.slice(0, 3), []);
    assert.ok(known > calls.length * 0.7, `only ${known} of ${calls.length} are known`);
  });
});

function argumentsOf({ options, scripts, inputs, inPlace }: SedCall): readonly string[] {
  const isInput = inputs.length === 1 && !inPlace;
  return [...options, ...scripts.flatMap((script) => ['-e', script]), ...(isInput ? [] : names(inputs))];
}

function names(inputs: readonly string[]): readonly string[] {
  return inputs.map((_, i) => `f${i}`);
}

/** Undefined when it is unknown. */
function foretold(call: SedCall): Outcome | undefined {
  const texts = new Map(names(call.inputs).map((name, i) => [name, call.inputs[i] ?? '']));
  const plan = planSed(argumentsOf(call).map((text) => ({ text, span: { start: 0, end: 0 } })));
  if (plan.kind === 'unknown') return undefined;
  if (plan.kind === 'error') {
    const { stderr, status } = plan;
    return { output: '', stderr: `${stderr}\n`, status, files: call.inputs, written: undefined };
  }
  const file = (name: string): SedFile => {
    const text = texts.get(name);
    return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
  };
  const effect = sedEffect(plan, { file, standardInput: call.inputs[0] }, new Work(BUDGET));
  if (effect.kind === 'unknown') return undefined;
  for (const { name, text } of effect.edited) texts.set(name, text);
  return {
    output: effect.output,
    stderr: effect.stderr.map((line) => `${line}\n`).join(''),
    status: effect.status,
    files: [...texts.values()],
    written: effect.written.find(({ name }) => name === 'out')?.text,
  };
}

function observed(call: SedCall, folder: string): Outcome {
  const path = (name: string): string => join(folder, name);
  for (const [i, name] of names(call.inputs).entries()) writeFileSync(path(name), call.inputs[i] ?? '');
  const { stdout, stderr, status } = spawnSync('sed', argumentsOf(call), {
    cwd: folder,
    env: LOCALE,
    input: call.inputs[0] ?? '',
    encoding: 'utf8',
    timeout: 10_000,
  });
  const files = names(call.inputs).map((name) => readFileSync(path(name), 'utf8'));
  const written = existsSync(path('out')) ? readFileSync(path('out'), 'utf8') : undefined;
  rmSync(path('out'), { force: true });
  return { output: stdout, stderr, status, files, written };
}
